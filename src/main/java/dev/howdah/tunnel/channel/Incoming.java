package dev.howdah.tunnel.channel;

import dev.howdah.tunnel.wire.AgentMessage;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/// Puts the sequenced messages of the other side in order, keeping a bounded number of bytes that came too early.
final class Incoming {
    /// What keeping a message costs besides its bytes.
    private static final int OVERHEAD = 256;

    private final HashMap<Long, AgentMessage> early = new HashMap<>();
    private final int most;
    private long expected;
    private int bytes;

    Incoming(int most) {
        this.most = most;
    }

    /// The number of the message that is next in order.
    long expected() {
        return expected;
    }

    /// Keeps a message that came too early; false when there is no room for it.
    boolean keep(AgentMessage message) {
        if (early.containsKey(message.sequence())) {
            return true;
        }
        if (bytes + cost(message) > most) {
            return false;
        }
        early.put(message.sequence(), message);
        bytes += cost(message);
        return true;
    }

    /// The message expected was handed on.
    void advance() {
        expected++;
    }

    /// The message expected, if it came early; it is then no longer kept.
    @Nullable
    AgentMessage poll() {
        AgentMessage next = early.remove(expected);
        if (next != null) {
            bytes -= cost(next);
        }
        return next;
    }

    int bytes() {
        return bytes;
    }

    private static int cost(AgentMessage message) {
        return message.payload().remaining() + OVERHEAD;
    }
}
