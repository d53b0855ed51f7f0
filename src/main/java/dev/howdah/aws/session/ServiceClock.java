package dev.howdah.aws.session;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// How far this machine's clock is behind AWS's, by the `Date` of answers (RFC 9110, 6.6.1). A `Date` has whole seconds and is some part of
/// the way old, so the middle of several is taken; answers that took long tell nothing.
final class ServiceClock implements ExecutionInterceptor {
    private static final ExecutionAttribute<Instant> SENT = new ExecutionAttribute<>("HowdahSent");
    private static final int KEPT = 9;
    private static final Duration LONG = Duration.ofSeconds(2);
    private final Supplier<Instant> now;
    /// Guarded by itself.
    private final Deque<Duration> newest = new ArrayDeque<>();

    ServiceClock() {
        this(Instant::now);
    }

    ServiceClock(Supplier<Instant> now) {
        this.now = now;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        attributes.putAttribute(SENT, now.get());
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        Instant sent = attributes.getAttribute(SENT);
        if (sent != null) {
            context.httpResponse().firstMatchingHeader("Date").ifPresent(date -> told(date, sent, now.get()));
        }
    }

    /// @param sent,came by this machine's clock
    void told(String date, Instant sent, Instant came) {
        Duration way = Duration.between(sent, came);
        if (way.isNegative() || way.compareTo(LONG) > 0) {
            return;
        }
        Instant theirs;
        try {
            theirs = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)).plusMillis(500);
        } catch (DateTimeException e) {
            // a proxy's own idea of a date tells nothing
            return;
        }
        synchronized (newest) {
            newest.addLast(Duration.between(sent.plus(way.dividedBy(2)), theirs));
            if (newest.size() > KEPT) {
                newest.removeFirst();
            }
        }
    }

    Optional<Duration> behind() {
        synchronized (newest) {
            return newest.stream().sorted().skip(newest.size() / 2).findFirst();
        }
    }
}
