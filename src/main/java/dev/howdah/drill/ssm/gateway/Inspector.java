package dev.howdah.drill.ssm.gateway;

import dev.howdah.tunnel.wire.Acknowledge;
import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.MessageType;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.PortFlag;
import dev.howdah.tunnel.wire.WireException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Looks at everything that the client of one session sends, before any fault touches it, and at what it was sent. It lets
/// everything through and only says what is wrong.
final class Inspector {
    private static final long CLOCK = Duration.ofMinutes(2).toMillis();
    private static final long ACKNOWLEDGE_WITHIN = Duration.ofSeconds(5).toNanos();
    /// How many messages it remembers each way: more than any client has under way, and a session that stands open for days stays small.
    private static final int KEPT = 20_000;
    private final BiConsumer<String, String> violation;
    /// Guarded by `this`, as all below: what the client has sent, and what it was sent, by sequence number.
    private final Map<Long, Seen> received = new HashMap<>();
    private final Map<Long, UUID> sent = new HashMap<>();
    private final Map<Long, Debt> owed = new HashMap<>();
    private long next;
    private int connections;
    /// The number of the message by which the client ended the session; nothing new may come behind it.
    private long last = Long.MAX_VALUE;

    /// @param violation is given a rule and a detail
    Inspector(BiConsumer<String, String> violation) {
        this.violation = violation;
    }

    /// A WebSocket of the client opened: what was on its way on the last one may be missing now.
    synchronized void connected() {
        connections++;
        owed.clear();
    }

    /// The client cannot answer for a while.
    synchronized void excuse(Duration howLong) {
        long until = System.nanoTime() + howLong.toNanos();
        owed.replaceAll((_, debt) -> new Debt(debt.count, until));
    }

    /// The agent sent this; not yet delivered.
    synchronized void sent(AgentMessage message) {
        sent.put(message.sequence(), message.id());
        sent.remove(message.sequence() - KEPT);
    }

    /// A sequenced message was delivered to the client, which must acknowledge it, each time.
    synchronized void delivered(long sequence) {
        owed.merge(sequence, new Debt(1, System.nanoTime()), (old, _) -> new Debt(old.count + 1, old.since));
    }

    /// What should have been acknowledged by now.
    synchronized List<Long> overdue() {
        long now = System.nanoTime();
        List<Long> late = new ArrayList<>();
        owed.forEach((sequence, debt) -> {
            if (now - debt.since > ACKNOWLEDGE_WITHIN) {
                late.add(sequence);
            }
        });
        late.sort(null);
        return late;
    }

    /// Reads a client's message; null when it cannot be read at all.
    ///
    /// @param ready whether the handshake is complete
    synchronized @Nullable AgentMessage look(byte[] raw, boolean ready) {
        AgentMessage.faults(ByteBuffer.wrap(raw)).forEach(f -> violation.accept("message format", f));
        AgentMessage message;
        try {
            message = AgentMessage.decode(ByteBuffer.wrap(raw));
        } catch (WireException e) {
            violation.accept("message format", String.valueOf(e.getMessage()));
            return null;
        }
        switch (message.type()) {
            case MessageType.INPUT_STREAM_DATA -> input(message, raw, ready);
            case MessageType.ACKNOWLEDGE -> acknowledge(message);
            default -> violation.accept("message type", message.type());
        }
        return message;
    }

    private void expect(boolean holds, String rule, String detail) {
        if (!holds) {
            violation.accept(rule, detail);
        }
    }

    private void input(AgentMessage message, byte[] raw, boolean ready) {
        expect(message.flags() == AgentMessage.FLAG_DATA, "flags", "data with flags " + message.flags());
        boolean data = message.payloadType() == PayloadType.OUTPUT || message.payloadType() == PayloadType.FLAG;
        expect(data || message.payloadType() == PayloadType.HANDSHAKE_RESPONSE, "payload type", "type " + message.payloadType());
        expect(!data || ready, "before handshake", "payload type " + message.payloadType() + " before HandshakeComplete");
        long sequence = message.sequence();
        var seen = new Seen(message.id(), Arrays.hashCode(raw));
        Seen before = received.putIfAbsent(sequence, seen);
        if (before == null) {
            expectNow(message);
            expect(sequence <= last, "after terminate", "new message " + sequence + " though message " + last + " ended the session");
            last = terminates(message) ? sequence : last;
        }
        expect(before == null || before.equals(seen), "resent message", "message " + sequence + " came again with another id or content");
        expect(before != null || sequence == next || connections > 1 && sequence > next, "sequence",
                "message " + sequence + " where " + next + " was due");
        next = Math.max(next, sequence + 1);
        received.remove(next - KEPT);
    }

    private static boolean terminates(AgentMessage message) {
        ByteBuffer payload = message.payload();
        return message.payloadType() == PayloadType.FLAG && payload.remaining() == Integer.BYTES
                && payload.getInt(payload.position()) == PortFlag.TERMINATE_SESSION;
    }

    /// A message that comes again keeps the date of its first time.
    private void expectNow(AgentMessage message) {
        long off = Math.abs(message.createdDate() - System.currentTimeMillis());
        expect(off < CLOCK, "created date", "off by " + off + " ms");
    }

    private void acknowledge(AgentMessage message) {
        expectNow(message);
        expect(message.flags() == AgentMessage.FLAG_CONTROL, "flags", "acknowledgement with flags " + message.flags());
        expect(message.sequence() == 0 && message.payloadType() == PayloadType.NONE, "acknowledgement",
                "sequence " + message.sequence() + ", payload type " + message.payloadType());
        Acknowledge content;
        try {
            content = Acknowledge.parse(message.payload());
        } catch (WireException e) {
            violation.accept("acknowledgement", String.valueOf(e.getMessage()));
            return;
        }
        UUID id = sent.get(content.sequence());
        expect(id != null, "acknowledgement", "of message " + content.sequence() + ", which was never sent");
        expect(id == null || id.toString().equals(content.messageId()), "acknowledgement",
                "of message " + content.sequence() + " with id " + content.messageId());
        expect(content.messageType().equals(MessageType.OUTPUT_STREAM_DATA) && content.sequential(), "acknowledgement",
                "of type " + content.messageType() + ", sequential " + content.sequential());
        owed.computeIfPresent(content.sequence(), (_, debt) -> debt.count == 1 ? null : new Debt(debt.count - 1, System.nanoTime()));
    }

    private record Seen(UUID id, int hash) {}

    private record Debt(int count, long since) {}
}
