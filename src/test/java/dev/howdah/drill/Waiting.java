package dev.howdah.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a condition that other threads bring about.
public final class Waiting {
    private static final Duration MOST = Duration.ofSeconds(60);

    private Waiting() {}

    /// Lets time pass in which something must not happen.
    static void sleep(Duration howLong) {
        LockSupport.parkNanos(howLong.toNanos());
    }

    static void until(BooleanSupplier condition) {
        until("the condition", MOST, condition);
    }

    /// @param what in words, for the failure
    public static void until(String what, Duration most, BooleanSupplier condition) {
        if (!within(most, condition)) {
            throw new AssertionError(what + " did not happen within " + most);
        }
    }

    /// Whether it happens in time.
    static boolean within(Duration most, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(most);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return true;
    }
}
