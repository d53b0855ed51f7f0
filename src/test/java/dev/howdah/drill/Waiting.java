package dev.howdah.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a condition that other threads bring about.
public final class Waiting {
    private static final Duration MOST = Duration.ofSeconds(60);

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        until("the condition", MOST, condition);
    }

    /// @param what in words, for the failure
    public static void until(String what, Duration most, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(most);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(what + " did not happen within " + most);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
