package dev.howdah.tunnel.channel;

/// How long an acknowledgement takes, and so after what time a message counts as lost. The figures are those of plugin and
/// agent, with two differences: a message that was sent twice says nothing (Karn's rule: which of the two was acknowledged?), and
/// where the network truly takes longer than the ceiling of a second, the ceiling gives way; otherwise everything would be
/// sent twice just where bandwidth is scarce.
final class RoundTrip {
    private static final long MILLI = 1_000_000;
    private static final long FIRST_TIMEOUT = 200 * MILLI;
    private static final long CEILING = 1000 * MILLI;
    private static final int MOST_DOUBLINGS = 3;

    private double estimate = 100 * MILLI;
    private double variation;
    private boolean sampled;
    private int doublings;
    private long doubledAt;

    /// A message that was sent once was acknowledged after this many nanoseconds.
    void sample(long nanos) {
        variation = variation * 3 / 4 + Math.abs(estimate - nanos) / 4;
        estimate = estimate * 7 / 8 + nanos / 8.0;
        sampled = true;
        doublings = 0;
    }

    /// A message that had been sent again went unacknowledged again: wait longer, until a sample says better.
    void lostAgain(long now) {
        if (doublings == 0 || now - doubledAt >= timeout()) {
            doublings = Math.min(MOST_DOUBLINGS, doublings + 1);
            doubledAt = now;
        }
    }

    /// Nanoseconds after which a message is sent again.
    long timeout() {
        double base = sampled ? estimate + Math.max(10 * MILLI, 4 * variation) : FIRST_TIMEOUT;
        return (long) Math.min(base, Math.max(CEILING, 2 * estimate)) << doublings;
    }

    /// The smoothed round trip, nanoseconds.
    long estimate() {
        return (long) estimate;
    }
}
