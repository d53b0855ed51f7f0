package dev.howdah.tunnel.channel;

import dev.howdah.tunnel.channel.Unacknowledged.Sent;
import dev.howdah.tunnel.wire.AgentMessage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The sequenced messages of our direction: numbers them, keeps them until they are acknowledged, and says which has to go again
/// and whether another may go.
///
/// What goes again, and when. After a reconnection or an absence of the other side: everything, in order. Otherwise what is overdue
/// while something that was sent later has arrived. When nothing arrives at all: one message, as a probe, and the others
/// when it got through, for they may all be queued in front of a slow line. While the other side is away: the first, once a
/// second.
final class Outbox {
    /// Messages unacknowledged at a time, however small; plugins keep 10000 before they lose some.
    private static final int MOST_MESSAGES = 4096;
    private static final long PROBE_EVERY = 1_000_000_000L;

    private final RoundTrip roundTrip = new RoundTrip();
    private final Unacknowledged unacknowledged = new Unacknowledged();
    private final SendWindow window;
    private final PayloadSize payloadSize;
    private long nextSequence;
    /// When something was last acknowledged, or last sent again because nothing was.
    private long progressAt;
    /// When the message was sent that was sent last of those that arrived.
    private long arrivedSending;
    private boolean anyArrived;
    private boolean paused;
    private long pausedAt;

    Outbox(ChannelSettings settings) {
        window = new SendWindow(settings.window(), settings.payload() + AgentMessage.HEADER);
        payloadSize = new PayloadSize(settings.payload());
    }

    /// The number of the next new message.
    long nextSequence() {
        return nextSequence;
    }

    /// Keeps a new message with the number [#nextSequence], which is sent now; gives back a view of it.
    ByteBuffer add(long now, int payloadType, ByteBuffer message) {
        var sent = new Sent(nextSequence, payloadType, message);
        nextSequence++;
        unacknowledged.add(now, sent);
        payloadSize.sent(now, sent);
        return sent.message();
    }

    /// Whether a message with such a payload may go now.
    boolean accepts(long now, int payload) {
        if (paused) {
            return unacknowledged.size() == 0 && now - pausedAt >= PROBE_EVERY;
        }
        return unacknowledged.again() == null && unacknowledged.size() < MOST_MESSAGES && payload + AgentMessage.HEADER <= room();
    }

    /// Until a message may go that waits because the other side is away; [Long#MAX_VALUE] when it waits for something else.
    long untilAccepts(long now) {
        boolean probe = paused && unacknowledged.size() == 0;
        return probe ? Math.max(0, PROBE_EVERY - (now - pausedAt)) : Long.MAX_VALUE;
    }

    // --- again ------------------------------------------------------------------------------------------------------------

    /// The message that has to go again now, marked as sent; null when there is none.
    @Nullable
    ByteBuffer repeat(long now) {
        Sent sent = due();
        if (sent == null || untilRepeat(now) > 0) {
            return null;
        }
        if (sent == unacknowledged.again()) {
            unacknowledged.sentAgain();
        } else if (!paused && !overtaken(sent)) {
            roundTrip.timedOut();
            progressAt = now;
        }
        unacknowledged.sending(now, sent);
        payloadSize.sent(now, sent);
        return sent.message();
    }

    /// Until [#repeat] has something; [Long#MAX_VALUE] when nothing is under way.
    long untilRepeat(long now) {
        Sent sent = due();
        if (sent == null) {
            return Long.MAX_VALUE;
        }
        long waited = now - sent.lastSent;
        if (paused) {
            return Math.max(0, PROBE_EVERY - waited);
        }
        if (sent == unacknowledged.again()) {
            return 0;
        }
        return Math.max(0, roundTrip.timeout() - (overtaken(sent) ? waited : Math.min(waited, now - progressAt)));
    }

    /// What goes again before all others, now or later.
    private @Nullable Sent due() {
        if (paused) {
            return unacknowledged.head();
        }
        Sent again = unacknowledged.again();
        return again == null ? unacknowledged.longestWaiting() : again;
    }

    /// Whether a message arrived that was sent later.
    private boolean overtaken(Sent sent) {
        return anyArrived && arrivedSending - sent.lastSent > 0;
    }

    // --- news ---------------------------------------------------------------------------------------------------------------

    /// A message was acknowledged; null when it is not one that waits for it.
    @Nullable
    Sent acknowledged(long now, long sequence) {
        Sent sent = unacknowledged.remove(sequence);
        if (sent == null) {
            return null;
        }
        progressAt = now;
        long took = now - sent.lastSent;
        boolean ofLastSending = sent.times == 1 || took >= roundTrip.estimate() / 2;
        if (ofLastSending && (!anyArrived || sent.lastSent - arrivedSending > 0)) {
            anyArrived = true;
            arrivedSending = sent.lastSent;
        }
        if (sent.times == 1) {
            roundTrip.sample(took);
            window.sample(now, took, sent.size());
        }
        payloadSize.acknowledged(sent);
        return sent;
    }

    /// The connection is a new one.
    void reconnected(long now) {
        progressAt = now;
        window.reconnected();
        roundTrip.reconnected();
        unacknowledged.sendAllAgain();
    }

    /// The connection closed, and nobody said why.
    ///
    /// @return how the session has to end for it; null when it can go on
    @Nullable
    Ending closed(long now, int code) {
        return paused ? null : payloadSize.closedAfter(now, code);
    }

    /// The other side is away.
    void pause(long now) {
        paused = true;
        pausedAt = now;
    }

    /// It is back, and whatever was sent while it was away is lost.
    void resume() {
        paused = false;
        unacknowledged.sendAllAgain();
    }

    boolean paused() {
        return paused;
    }

    /// Whether this was sent, and arrived, after the other side was said to be away.
    boolean showsPresence(Sent sent) {
        return paused && sent.lastSent - pausedAt > 0;
    }

    // --- figures ------------------------------------------------------------------------------------------------------------

    /// Bytes of messages that may still be sent before some are acknowledged.
    int room() {
        return window.bytes() - unacknowledged.bytes();
    }

    /// Bytes of messages sent and not acknowledged.
    int bytes() {
        return unacknowledged.bytes();
    }

    /// Most bytes of the next payload.
    int payload() {
        return payloadSize.now();
    }

    /// The smoothed round trip, nanoseconds.
    long roundTrip() {
        return roundTrip.estimate();
    }
}
