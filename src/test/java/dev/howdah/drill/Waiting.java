package dev.howdah.drill;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a condition that other threads bring about.
public final class Waiting {
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final long SHORTEST_PAUSE = Duration.ofMillis(10).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(200).toNanos();

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

    /// Whether it happens in time. A look that costs is made less often, and so is one that was made in vain for long: whoever waits
    /// takes a fifth of a processor at most, and learns of it a fiftieth late.
    static boolean within(Duration most, BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (true) {
            long before = System.nanoTime();
            if (condition.getAsBoolean()) {
                return true;
            }
            long now = System.nanoTime();
            if (now - begun > most.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(Math.clamp(Math.max(4 * (now - before), (now - begun) / 50), SHORTEST_PAUSE, LONGEST_PAUSE));
        }
    }
}
