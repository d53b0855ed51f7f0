package dev.howdah.drill.ssm.gateway;

import java.util.function.LongSupplier;

/// Counts the messages of one WebSocket: AWS is said to cut off clients that send more than a thousand in a second for two
/// seconds.
final class Rate {
    private static final int SLOTS = 20;
    private static final long SLOT_NANOS = 100_000_000;
    private static final int MOST = 2000;
    private final int[] counts = new int[SLOTS];
    private final LongSupplier nanos;
    private long slot;

    /// @param nanos a clock such as `System::nanoTime`
    Rate(LongSupplier nanos) {
        this.nanos = nanos;
        this.slot = nanos.getAsLong() / SLOT_NANOS;
    }

    /// Counts one more. False when that is too many.
    synchronized boolean allows() {
        long now = nanos.getAsLong() / SLOT_NANOS;
        for (long s = Math.max(slot + 1, now - SLOTS + 1); s <= now; s++) {
            counts[Math.floorMod(s, SLOTS)] = 0;
        }
        slot = now;
        counts[Math.floorMod(now, SLOTS)]++;
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum <= MOST;
    }
}
