package dev.howdah.tunnel.channel;

import dev.howdah.tunnel.channel.ChannelSettings.Pace;

/// A token bucket: so many messages a second, and a few at once after a pause.
final class Pacer {
    private final double perNano;
    private final int burst;
    private double tokens;
    private long refilled;
    private boolean started;

    Pacer(Pace pace) {
        perNano = pace.perSecond() / 1e9;
        burst = pace.burst();
        tokens = burst;
    }

    /// Nanoseconds until one message may go; 0 when it may now.
    long until(long now) {
        refill(now);
        return tokens >= 1 || Double.isInfinite(perNano) ? 0 : (long) Math.ceil((1 - tokens) / perNano);
    }

    /// Counts one message that goes now.
    void take(long now) {
        refill(now);
        tokens = Math.max(0, tokens - 1);
    }

    private void refill(long now) {
        if (!started) {
            started = true;
            refilled = now;
        }
        long passed = now - refilled;
        if (passed > 0 && !Double.isInfinite(perNano)) {
            tokens = Math.min(burst, tokens + passed * perNano);
            refilled = now;
        }
    }
}
