package dev.howdah.tunnel.channel;

/// How many bytes of messages may be under way. As many as the round trip needs, and no more: what exceeds it waits in socket
/// buffers on the way, and every keystroke of another stream behind it (a megabyte on a line of 10 Mbit/s is 0.8 s). The sign
/// is the round trip itself: where it grows beyond the shortest one seen, something queues.
final class SendWindow {
    /// Queueing that is put up with, nanoseconds; above the jitter of an ordinary network.
    private static final long TARGET = 100_000_000L;
    private static final int LEAST = 128 << 10;
    /// It begins small, or a slow line would get five seconds of messages before it can say so.
    private static final int FIRST = 32 << 10;
    /// A shortest round trip older than this may be that of another route.
    private static final long MEMORY = 600_000_000_000L;

    private final int most;
    private final int first;
    private final int message;
    private double now;
    private boolean starting = true;
    private long shortest = Long.MAX_VALUE;
    private long shortestBefore = Long.MAX_VALUE;
    private long memorySince;
    private long cutAt;

    /// @param message
    ///            bytes of the largest message
    SendWindow(int most, int message) {
        this.most = most;
        this.message = message;
        first = Math.min(most, Math.max(FIRST, 2 * message));
        now = first;
    }

    int bytes() {
        return (int) now;
    }

    /// A new connection: perhaps another route.
    void reconnected() {
        shortest = Long.MAX_VALUE;
        shortestBefore = Long.MAX_VALUE;
    }

    /// A message of so many bytes was acknowledged after so many nanoseconds.
    void sample(long at, long nanos, int bytes) {
        if (shortest == Long.MAX_VALUE || at - memorySince > MEMORY) {
            shortestBefore = shortest;
            shortest = Long.MAX_VALUE;
            memorySince = at;
        }
        shortest = Math.min(shortest, nanos);
        long queueing = nanos - Math.min(shortest, shortestBefore);
        if (queueing > 2 * TARGET) {
            if (starting || at - cutAt > nanos) {
                starting = false;
                cutAt = at;
                now /= 2;
            }
        } else if (starting && queueing <= TARGET) {
            now += bytes;
        } else {
            now += (double) (TARGET - queueing) / TARGET * bytes * message / now;
        }
        now = Math.clamp(now, starting ? first : Math.min(LEAST, most), most);
    }
}
