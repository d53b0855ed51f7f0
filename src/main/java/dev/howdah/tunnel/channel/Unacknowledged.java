package dev.howdah.tunnel.channel;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The sequenced messages that were sent and not acknowledged: kept byte for byte, since a message that goes again has to be the
/// same. Acknowledgements come in any order.
final class Unacknowledged {
    /// One of them.
    static final class Sent {
        final long sequence;
        final int payloadType;
        private final ByteBuffer message;
        long lastSent;
        int times;

        Sent(long sequence, int payloadType, ByteBuffer message) {
            this.sequence = sequence;
            this.payloadType = payloadType;
            this.message = message;
        }

        int size() {
            return message.remaining();
        }

        /// A view that the reader may use up.
        ByteBuffer message() {
            return message.duplicate();
        }
    }

    private final TreeMap<Long, Sent> bySequence = new TreeMap<>();
    /// In the order of their last sending, so the first is the first to be overdue.
    private final LinkedHashMap<Long, Sent> bySending = new LinkedHashMap<>();
    /// To go again on a new connection, before anything else.
    private final ArrayDeque<Sent> again = new ArrayDeque<>();
    private int bytes;

    void add(long now, Sent sent) {
        bySequence.put(sent.sequence, sent);
        bytes += sent.size();
        sending(now, sent);
    }

    /// Notes that it goes out now.
    void sending(long now, Sent sent) {
        sent.lastSent = now;
        sent.times++;
        bySending.remove(sent.sequence);
        bySending.put(sent.sequence, sent);
    }

    /// Takes out what was acknowledged; null when it is not here (any more).
    @Nullable
    Sent remove(long sequence) {
        Sent sent = bySequence.remove(sequence);
        if (sent != null) {
            bySending.remove(sequence);
            bytes -= sent.size();
        }
        return sent;
    }

    /// The connection is a new one, or the other side was away: everything has to go again, in order.
    void sendAllAgain() {
        again.clear();
        again.addAll(bySequence.values());
        bySending.clear();
        // How long their acknowledgements took will say nothing about the network.
        bySequence.values().forEach(sent -> sent.times = Math.max(2, sent.times));
    }

    /// The next of those, still to be marked as [#sending]; it stays until [#remove] or [#sentAgain].
    @Nullable
    Sent again() {
        Sent first = again.peek();
        while (first != null && !bySequence.containsKey(first.sequence)) {
            again.remove();
            first = again.peek();
        }
        return first;
    }

    void sentAgain() {
        again.poll();
    }

    /// The one whose last sending is longest ago.
    @Nullable
    Sent longestWaiting() {
        var entry = bySending.firstEntry();
        return entry == null ? null : entry.getValue();
    }

    /// The one with the lowest number.
    @Nullable
    Sent head() {
        var entry = bySequence.firstEntry();
        return entry == null ? null : entry.getValue();
    }

    int size() {
        return bySequence.size();
    }

    /// Bytes of all messages, headers included.
    int bytes() {
        return bytes;
    }
}
