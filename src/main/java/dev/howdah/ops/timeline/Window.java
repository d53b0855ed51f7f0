package dev.howdah.ops.timeline;

import dev.howdah.insights.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which piece of time is looked at.
///
/// @param to its end; null when it goes along with now
public record Window(Duration length, @Nullable Instant to) {
    /// What can be chosen, the shortest first.
    public static final List<Duration> LENGTHS = List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(30),
            Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(6), Duration.ofHours(12), Duration.ofDays(1), Duration.ofDays(3),
            Duration.ofDays(7), Duration.ofDays(14));
    public static final Window USUAL = new Window(Duration.ofHours(1), null);

    public Span span(Instant now) {
        Instant end = to == null ? now : to;
        return new Span(end.minus(length), end);
    }

    /// The next shorter length, around the middle of what was looked at; what goes along with now still does.
    public Window in() {
        return LENGTHS.reversed().stream().filter(l -> l.compareTo(length) < 0).findFirst().map(this::about).orElse(this);
    }

    /// The next longer length.
    public Window out() {
        return LENGTHS.stream().filter(l -> l.compareTo(length) > 0).findFirst().map(this::about).orElse(this);
    }

    private Window about(Duration next) {
        return new Window(next, to == null ? null : to.minus(length.dividedBy(2)).plus(next.dividedBy(2)));
    }

    /// A quarter of its length earlier.
    public Window earlier(Instant now) {
        return new Window(length, (to == null ? now : to).minus(length.dividedBy(4)));
    }

    /// A quarter of its length later, and back to now where that is not in the future.
    public Window later(Instant now) {
        Instant next = to == null ? now : to.plus(length.dividedBy(4));
        return new Window(length, next.isBefore(now) ? next : null);
    }
}
