package dev.howdah.ops;

/// What was looked at before a change, and what it means for it.
public sealed interface Guard {
    String text();

    record Pass(String text) implements Guard {}

    /// Goes ahead, but say so first; unknown is a warning too.
    record Warn(String text) implements Guard {}

    /// Not now.
    ///
    /// @param fix what to do about it
    record Block(String text, String fix) implements Guard {}
}
