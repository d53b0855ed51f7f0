package dev.howdah.posture;

import java.util.function.Function;

/// A part of the facts that is read on its own: what came, or why nothing did. What depends on a part that was not read is unknown.
public sealed interface Part<T> {
    /// It was read.
    record Read<T>(T value) implements Part<T> {}

    /// It was not.
    ///
    /// @param why as a sentence without a full stop
    record Unread<T>(String why) implements Part<T> {}

    static <T> Part<T> of(T value) {
        return new Read<>(value);
    }

    /// What a check makes of it.
    default Verdict judged(Function<T, Verdict> judge) {
        return switch (this) {
            case Read<T>(T value) -> judge.apply(value);
            case Unread<T>(String why) -> new Verdict.Unknown(why);
        };
    }
}
