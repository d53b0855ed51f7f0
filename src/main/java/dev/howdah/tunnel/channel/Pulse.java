package dev.howdah.tunnel.channel;

import dev.howdah.tunnel.channel.ChannelSettings.Liveness;

/// Whether the connection lives: pings go out, and any frame that comes in is an answer.
final class Pulse {
    private final long pingEvery;
    private final long deadAfter;
    private long pingedAt;
    private long heardAt;

    Pulse(Liveness settings) {
        pingEvery = settings.pingEvery().toNanos();
        deadAfter = settings.deadAfter().toNanos();
    }

    void connected(long now) {
        pingedAt = now;
        heardAt = now;
    }

    void heard(long now) {
        heardAt = now;
    }

    void pinged(long now) {
        pingedAt = now;
    }

    /// Nanoseconds until a ping is due.
    long untilPing(long now) {
        return Math.max(0, pingEvery - (now - pingedAt));
    }

    /// Nanoseconds until the connection counts as dead if nothing comes.
    long untilDead(long now) {
        return Math.max(0, deadAfter - (now - heardAt));
    }
}
