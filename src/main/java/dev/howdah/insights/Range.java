package dev.howdah.insights;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// How far back the screen looks, and in which steps. Performance Insights answers in steps of 1 s, 1 min, 5 min, 1 h and 1 d; each range
/// takes the finest with at most [#MOST_POINTS] points (decision 0038).
public enum Range {
    MINUTES_5("5 min", Duration.ofMinutes(5)), MINUTES_15("15 min", Duration.ofMinutes(15)), HOUR("1 h", Duration.ofHours(1)), HOURS_6(
            "6 h", Duration.ofHours(6)), DAY("1 d", Duration.ofDays(1)), WEEK("7 d",
                    Duration.ofDays(7)), MONTH("31 d", Duration.ofDays(31)), YEARS("2 y", Duration.ofDays(731));

    public static final int MOST_POINTS = 900;
    /// What the service answers in, in seconds.
    public static final List<Integer> PERIODS = List.of(1, 60, 300, 3600, 86_400);
    /// Our own looks are kept so long.
    public static final Duration OWN = Duration.ofHours(1);
    private final String words;
    private final Duration length;

    Range(String words, Duration length) {
        this.words = words;
        this.length = length;
    }

    public String words() {
        return words;
    }

    public Duration length() {
        return length;
    }

    /// In seconds.
    public int period() {
        return period(length);
    }

    public static int period(Duration length) {
        return PERIODS.stream().filter(p -> length.toSeconds() / p <= MOST_POINTS).findFirst().orElse(PERIODS.getLast());
    }

    /// Those that can be looked at where `days` are kept.
    public static List<Range> kept(int days) {
        return Arrays.stream(values()).filter(r -> r.length.compareTo(Duration.ofDays(days)) <= 0).toList();
    }

    /// Those that our own looks reach.
    public static List<Range> own() {
        return Arrays.stream(values()).filter(r -> r.length.compareTo(OWN) <= 0).toList();
    }

    /// The span that ends now, on whole periods. What is kept for `days` begins a period late rather than early: a request that reaches
    /// beyond is refused as a whole.
    public Span until(Instant now, int days) {
        return span(now, period(), days);
    }

    /// The same in steps of one second.
    public Span ownUntil(Instant now) {
        return span(now, 1, Integer.MAX_VALUE);
    }

    private Span span(Instant now, int period, int days) {
        long end = Math.ceilDiv(now.plusNanos(999_999_999).getEpochSecond(), period) * period;
        long begin = end - length.toSeconds();
        if (days < Integer.MAX_VALUE) {
            long oldest = now.getEpochSecond() - days * 86_400L;
            begin = Math.max(begin, Math.ceilDiv(oldest + 1, period) * period);
        }
        return new Span(Instant.ofEpochSecond(Math.floorDiv(begin, period) * period), Instant.ofEpochSecond(end));
    }
}
