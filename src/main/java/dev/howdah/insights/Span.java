package dev.howdah.insights;

import java.time.Duration;
import java.time.Instant;

/// A piece of time.
///
/// @param from inclusive
/// @param to exclusive, and later than `from`
public record Span(Instant from, Instant to) {
    public Span {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a span ends after it begins: " + from + " to " + to);
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    /// The part of this that is in `outer`; `outer` itself where there is none.
    public Span within(Span outer) {
        Instant begin = from.isBefore(outer.from) ? outer.from : from;
        Instant end = to.isAfter(outer.to) ? outer.to : to;
        return begin.isBefore(end) ? new Span(begin, end) : outer;
    }
}
