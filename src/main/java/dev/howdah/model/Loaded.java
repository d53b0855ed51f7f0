package dev.howdah.model;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// A value that comes from elsewhere and may be absent, old or refused. Screens show the age; a failed refresh keeps
/// the last good value beside the problem instead of blanking it.
public sealed interface Loaded<T> {

    /// Asked for, no answer yet.
    record Loading<T>() implements Loaded<T> {}

    /// Read at `asOf`, and the latest attempt succeeded.
    record Ready<T>(T got, Instant at) implements Loaded<T> {}

    /// Read at `asOf`; a later attempt failed with `problem`.
    record Stale<T>(T got, Instant at, Problem why) implements Loaded<T> {}

    /// Never read.
    record Failed<T>(Problem why) implements Loaded<T> {}

    static <T> Loaded<T> loading() {
        return new Loading<>();
    }

    /// The value, however old.
    default Optional<T> value() {
        return switch (this) {
            case Ready<T>(T value, var _) -> Optional.of(value);
            case Stale<T>(T value, var _, var _) -> Optional.of(value);
            case Loading<T> _,Failed<T> _ -> Optional.empty();
        };
    }

    /// When the value was read.
    default Optional<Instant> asOf() {
        return switch (this) {
            case Ready<T>(var _, Instant asOf) -> Optional.of(asOf);
            case Stale<T>(var _, Instant asOf, var _) -> Optional.of(asOf);
            case Loading<T> _,Failed<T> _ -> Optional.empty();
        };
    }

    /// What went wrong the last time.
    default Optional<Problem> problem() {
        return switch (this) {
            case Stale<T>(var _, var _, Problem problem) -> Optional.of(problem);
            case Failed<T>(Problem problem) -> Optional.of(problem);
            case Loading<T> _,Ready<T> _ -> Optional.empty();
        };
    }

    default <R> Loaded<R> map(Function<T, R> change) {
        return switch (this) {
            case Ready<T>(T value, Instant asOf) -> new Ready<>(change.apply(value), asOf);
            case Stale<T>(T value, Instant asOf, Problem problem) -> new Stale<>(change.apply(value), asOf, problem);
            case Failed<T>(Problem problem) -> new Failed<>(problem);
            case Loading<T> _ -> new Loading<>();
        };
    }

    /// What is known after an attempt that answered `value`.
    static <T> Loaded<T> ready(T value, Instant asOf) {
        return new Ready<>(value, asOf);
    }

    /// What is known after an attempt that failed: the last good value stays, with its own age.
    default Loaded<T> failed(Problem problem) {
        return switch (this) {
            case Ready<T>(T value, Instant asOf) -> new Stale<>(value, asOf, problem);
            case Stale<T>(T value, Instant asOf, var _) -> new Stale<>(value, asOf, problem);
            case Loading<T> _,Failed<T> _ -> new Failed<>(problem);
        };
    }
}
