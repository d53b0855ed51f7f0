package dev.howdah.ops;

/// The places between which a process can die. A run tells when it passes one, so that a test can kill it there.
enum Crossing {
    /// Nothing is on disk.
    BEFORE_INTENT,
    /// The intent is on disk, no permit is.
    AFTER_INTENT,
    /// The permit is on disk; the call has not left.
    BEFORE_SEND,
    /// AWS answered, which is not on disk; of a repair, all statements went well and nothing is committed.
    AFTER_SEND,
    /// Of a repair alone: its transaction's number is on disk, and it is not committed.
    BEFORE_COMMIT,
    /// It is over, which is not on disk.
    BEFORE_OUTCOME
}
