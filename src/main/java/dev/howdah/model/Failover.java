package dev.howdah.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A Multi-AZ failover as the RDS events tell it. Times are the control plane's, accurate to some seconds.
///
/// @param completedAt
///            null while it runs, or when the completing event never came
/// @param cause
///            RDS's own sentence, null when it reported none
public record Failover(Instant startedAt, @Nullable Instant completedAt, @Nullable String cause) {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration CAUSE_BEFORE = Duration.ofMinutes(10);
    private static final Duration CAUSE_AFTER = Duration.ofMinutes(10);

    /// How long it took, empty while it runs.
    public Optional<Duration> took() {
        return completedAt == null ? Optional.empty() : Optional.of(Duration.between(startedAt, completedAt));
    }

    /// Pairs *started* with the first *completed* within 30 minutes; the cause is RDS's separate message nearest to the
    /// start and not claimed by another failover. Texts: Amazon RDS User Guide, USER_Events.Messages (RDS-EVENT-0013, 0015,
    /// 0049, 0050, 0051) and Concepts.MultiAZ.Failover.
    ///
    /// @param events
    ///            of one instance, in any order
    /// @return newest first
    public static List<Failover> of(List<RdsEvent> events) {
        var sorted = events.stream().sorted(Comparator.comparing(RdsEvent::at)).toList();
        var starts = sorted.stream().filter(Failover::starts).map(RdsEvent::at).toList();
        var result = new ArrayList<Failover>();
        for (int i = 0; i < starts.size(); i++) {
            Instant start = starts.get(i);
            Instant next = i + 1 < starts.size() ? starts.get(i + 1) : Instant.MAX;
            Instant previous = i > 0 ? starts.get(i - 1) : Instant.MIN;
            Instant end = sorted.stream().filter(Failover::completes).map(RdsEvent::at)
                    .filter(at -> !at.isBefore(start) && at.isBefore(next) && at.isBefore(start.plus(LONGEST))).findFirst().orElse(null);
            result.add(new Failover(start, end, cause(sorted, start, end, previous, next)));
        }
        return result.reversed();
    }

    private static @Nullable String cause(List<RdsEvent> events, Instant start, @Nullable Instant end, Instant previous, Instant next) {
        Instant until = (end == null ? start : end).plus(CAUSE_AFTER);
        return events.stream().filter(e -> names(e, CAUSES))
                .filter(e -> e.at().isAfter(start.minus(CAUSE_BEFORE)) && e.at().isBefore(until))
                .filter(e -> near(e.at(), start) <= Math.min(distance(e.at(), previous), distance(e.at(), next)))
                .min(Comparator.comparingLong(e -> near(e.at(), start))).map(RdsEvent::message).orElse(null);
    }

    private static long near(Instant a, Instant b) {
        return Math.abs(Duration.between(a, b).toMillis());
    }

    private static long distance(Instant at, Instant other) {
        return other.equals(Instant.MAX) || other.equals(Instant.MIN) ? Long.MAX_VALUE : near(at, other);
    }

    private static final List<String> STARTS = List.of("multi-az instance failover started", "multi-az instance activation started");
    private static final List<String> COMPLETES = List.of("multi-az instance failover completed", "multi-az failover to standby complete",
            "multi-az instance activation completed");
    private static final List<String> CAUSES = List.of("the user requested a failover of the db instance",
            "the primary host of the rds multi-az instance is", "the rds instance was modified by customer",
            "the rds multi-az primary instance is busy and unresponsive",
            "the storage volume underlying the primary host of the rds multi-az instance",
            "the operating system underlying the rds database instance is being patched");

    /// Whether the event opens a failover.
    public static boolean starts(RdsEvent event) {
        return names(event, STARTS);
    }

    /// Whether the event closes a failover.
    public static boolean completes(RdsEvent event) {
        return names(event, COMPLETES);
    }

    private static boolean names(RdsEvent event, List<String> prefixes) {
        String message = event.message().toLowerCase(Locale.ROOT);
        return prefixes.stream().anyMatch(message::startsWith);
    }
}
