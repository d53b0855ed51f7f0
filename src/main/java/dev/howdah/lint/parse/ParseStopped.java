package dev.howdah.lint.parse;

/// The thread was interrupted while the grammar was at work; that grammar is not to be used again.
public final class ParseStopped extends RuntimeException {
    ParseStopped(Throwable cause) {
        super("the thread was interrupted", cause);
    }
}
