package dev.howdah.tunnel.channel;

/// How long an acknowledgement takes, and so after what time a message counts as lost. The figures are those of plugin and
/// agent, but for what would send everything twice just where bandwidth is scarce: a message that was sent twice says nothing
/// (Karn's rule: which of the two was acknowledged?) and a timeout counts double until one that was sent once says better; where
/// the network truly takes longer than the ceiling of a second, the ceiling gives way; and the margin is 50 ms at least, not
/// 10, since a steady round trip has next to no variation, and one more message in the queue would be above it.
final class RoundTrip {
    private static final long MILLI = 1_000_000;
    private static final long FIRST_TIMEOUT = 200 * MILLI;
    private static final long CEILING = 1000 * MILLI;
    private static final long MARGIN = 50 * MILLI;
    private static final long LONGEST = 8000 * MILLI;

    private double estimate = 100 * MILLI;
    private double variation;
    private boolean sampled;
    private int doublings;

    /// A message that was sent once was acknowledged after this many nanoseconds.
    void sample(long nanos) {
        variation = variation * 3 / 4 + Math.abs(estimate - nanos) / 4;
        estimate = estimate * 7 / 8 + nanos / 8.0;
        sampled = true;
        doublings = 0;
    }

    /// Nothing was acknowledged for the time of [#timeout].
    void timedOut() {
        if (timeout() < LONGEST) {
            doublings++;
        }
    }

    /// The connection is a new one.
    void reconnected() {
        doublings = 0;
    }

    /// Nanoseconds after which a message is sent again.
    long timeout() {
        double base = sampled ? estimate + Math.max(MARGIN, 4 * variation) : FIRST_TIMEOUT;
        long single = (long) Math.min(base, Math.max(CEILING, 2 * estimate));
        return doublings == 0 ? single : Math.max(single, Math.min(LONGEST, single << doublings));
    }

    /// The smoothed round trip, nanoseconds.
    long estimate() {
        return (long) estimate;
    }
}
