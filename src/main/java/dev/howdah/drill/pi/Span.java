package dev.howdah.drill.pi;

import dev.howdah.drill.protocol.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The time that a request asks about, widened to whole periods.
///
/// @param start inclusive, on a whole period
/// @param end exclusive, on a whole period
/// @param period in seconds: 1, 60, 300, 3600 or 86400
record Span(Instant start, Instant end, int period) {
    private static final List<Integer> PERIODS = List.of(1, 60, 300, 3600, 86_400);
    /// Without a period AWS chooses one, "with a goal of returning roughly 100–200 data points".
    private static final int POINTS = 200;

    /// @param now the account's time
    /// @param kept how many days Performance Insights keeps
    static Span of(Input input, Instant now, int kept) {
        Instant start = time(input, "StartTime");
        Instant end = time(input, "EndTime");
        if (!start.isBefore(end)) {
            throw PiErrors.invalid("EndTime must be later than StartTime");
        }
        if (start.isBefore(now.minus(Duration.ofDays(kept)))) {
            throw PiErrors.invalid("StartTime must not be earlier than the retention period of " + kept + " days allows");
        }
        Integer asked = input.integer("PeriodInSeconds");
        if (asked != null && !PERIODS.contains(asked)) {
            throw PiErrors.invalid("PeriodInSeconds must be one of " + PERIODS + ": " + asked);
        }
        int period = asked == null ? chosen(Duration.between(start, end)) : asked;
        long from = Math.floorDiv(start.getEpochSecond(), period) * period;
        long to = Math.ceilDiv(end.minusNanos(1).getEpochSecond() + 1, period) * period;
        return new Span(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), period);
    }

    int periods() {
        return Math.toIntExact((end.getEpochSecond() - start.getEpochSecond()) / period);
    }

    /// Which period a moment between start and end is in.
    int at(Instant moment) {
        return (int) ((moment.getEpochSecond() - start.getEpochSecond()) / period);
    }

    private static int chosen(Duration length) {
        return PERIODS.stream().filter(p -> length.toSeconds() / p <= POINTS).findFirst().orElse(PERIODS.getLast());
    }

    private static Instant time(Input input, String name) {
        Instant time = input.time(name);
        if (time == null) {
            throw PiErrors.invalid("The parameter " + name + " is required");
        }
        return time;
    }
}
