package dev.howdah.drill.cloudwatch;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Input;
import java.time.Instant;
import java.util.Set;

/// From when (inclusive) to when (exclusive) a request asks.
record Span(Instant start, Instant end) {
    private static final Set<Integer> SHORT = Set.of(1, 5, 10, 20, 30);

    static Span of(Input input) {
        Instant start = input.time("StartTime");
        Instant end = input.time("EndTime");
        if (start == null) {
            throw ApiError.missing("StartTime");
        }
        if (end == null) {
            throw ApiError.missing("EndTime");
        }
        if (!start.isBefore(end)) {
            throw ApiError.invalidCombination("The parameter StartTime must be less than the parameter EndTime.");
        }
        return new Span(start, end);
    }

    /// A sound period in seconds.
    static int period(Input input) {
        Integer period = input.integer("Period");
        if (period == null) {
            throw ApiError.missing("Period");
        }
        if (period < 1 || (!SHORT.contains(period) && period % 60 != 0)) {
            throw ApiError.invalidValue("The parameter Period must be 1, 5, 10, 20, 30, or a multiple of 60: " + period);
        }
        return period;
    }
}
