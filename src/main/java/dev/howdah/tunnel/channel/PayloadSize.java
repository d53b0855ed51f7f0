package dev.howdah.tunnel.channel;

import dev.howdah.tunnel.channel.Unacknowledged.Sent;
import dev.howdah.tunnel.wire.AgentMessage;
import org.jspecify.annotations.Nullable;

/// How large payloads may be. What the gateway accepts is not documented, so a close that follows a payload larger than any
/// that ever arrived is taken for its answer, and from then on payloads are as small as everybody's: until a larger one arrives
/// after all, and the close was a coincidence.
///
/// Messages that have a number cannot be cut anew: the agent may have them, and only its acknowledgement been lost. If the
/// gateway goes on closing after the same one, the session cannot be saved.
final class PayloadSize {
    private static final int TOO_BIG = 1009;
    private static final long SUSPICIOUS = 1_000_000_000L;
    private static final int MOST_CLOSES = 5;

    private final int atFirst;
    private int now;
    private int arrived = ChannelSettings.SMALL_PAYLOAD;
    private int lastLarge;
    private long lastLargeAt;
    private int closes;

    PayloadSize(int atFirst) {
        this.atFirst = atFirst;
        now = atFirst;
    }

    int now() {
        return now;
    }

    void sent(long at, Sent sent) {
        int size = sent.size() - AgentMessage.HEADER;
        if (size > arrived) {
            lastLarge = at - lastLargeAt < SUSPICIOUS ? Math.max(lastLarge, size) : size;
            lastLargeAt = at;
        }
    }

    void acknowledged(Sent sent) {
        int size = sent.size() - AgentMessage.HEADER;
        if (size > arrived) {
            arrived = size;
            closes = 0;
            now = Math.max(now, Math.min(size, atFirst));
        }
    }

    /// The connection closed, and nobody said why.
    ///
    /// @return how the session has to end for it; null when it can go on
    @Nullable
    Ending closedAfter(long at, int code) {
        boolean suspicious = lastLarge > arrived && (code == TOO_BIG || at - lastLargeAt < SUSPICIOUS);
        if (!suspicious) {
            return null;
        }
        int size = lastLarge;
        lastLarge = 0;
        now = ChannelSettings.SMALL_PAYLOAD;
        closes++;
        return closes < MOST_CLOSES ? null : new Ending.TooLarge(size);
    }
}
