package dev.howdah.health;

/// A part of the facts, which may not have been readable while others were.
public sealed interface Read<T> {
    /// It was read.
    record Known<T>(T value) implements Read<T> {}

    /// It was not, and why, as a sentence.
    record Unread<T>(String why) implements Read<T> {}
}
