package dev.howdah.tunnel.channel;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// A clock that jumps to whatever happens next.
final class VirtualTime {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;

    private record Event(long at, long order, Runnable what) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private long now;
    private long order;

    /// Starts far from zero, as [System#nanoTime] does.
    VirtualTime(long start) {
        now = start;
    }

    long now() {
        return now;
    }

    void in(long nanos, Runnable what) {
        events.add(new Event(now + Math.max(0, nanos), order++, what));
    }

    /// Lets things happen until `done`, or until `within` nanoseconds have passed; tells whether it was done.
    boolean run(long within, BooleanSupplier done) {
        long end = now + within;
        while (!done.getAsBoolean()) {
            Event next = events.peek();
            if (next == null || next.at - end > 0) {
                now = end;
                return false;
            }
            events.remove();
            now = next.at;
            next.what.run();
        }
        return true;
    }
}
