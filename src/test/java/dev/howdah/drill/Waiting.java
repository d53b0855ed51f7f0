package dev.howdah.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a condition that other threads bring about.
final class Waiting {
    private static final Duration MOST = Duration.ofSeconds(60);

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(MOST);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("did not happen within " + MOST);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
