package dev.howdah.tunnel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.tunnel.wire.Acknowledge;
import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.HandshakeComplete;
import dev.howdah.tunnel.wire.HandshakeRequest;
import dev.howdah.tunnel.wire.HandshakeResponse;
import dev.howdah.tunnel.wire.MessageType;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.PortFlag;
import dev.howdah.tunnel.wire.Smux;
import dev.howdah.tunnel.wire.SmuxReader;
import dev.howdah.tunnel.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/// The agent as the specification (ssm-protocol.md) describes it, slow and careless ways included: 1024-byte chunks with a
/// millisecond between them, resending of the oldest message only, RTT from the first sending, acknowledgement after delivery,
/// whole-frame delivery, no half-close. It checks everything it receives.
final class AgentDouble {
    private static final int CHUNK = 1024;
    private static final long SCAN = 100 * VirtualTime.MILLI;

    private static final class Sent {
        final ByteBuffer message;
        final long firstSent;

        Sent(ByteBuffer message, long firstSent) {
            this.message = message;
            this.firstSent = firstSent;
        }
    }

    private final VirtualTime time;
    private final Random random;
    private final Consumer<ByteBuffer> uplink;
    private final Map<Integer, Errand> errands;
    private final TreeMap<Long, Sent> unacknowledged = new TreeMap<>();
    private final Map<Long, AgentMessage> early = new HashMap<>();
    /// Sequence → id and payload of the first transmission: a repetition must be the same.
    private final Map<Long, AgentMessage> seen = new HashMap<>();
    private final ByteArrayOutputStream muxOut = new ByteArrayOutputStream();
    private final ArrayDeque<ByteBuffer> pieces = new ArrayDeque<>();
    private final SmuxReader reader = new SmuxReader();
    private final Map<Integer, ByteArrayOutputStream> open = new HashMap<>();

    final Set<Integer> everOpened = new HashSet<>();
    final Set<Integer> finReceived = new HashSet<>();
    boolean terminated;
    long received;
    long duplicates;

    private double rtt = 100 * VirtualTime.MILLI;
    private double variation;
    private long rto = 200 * VirtualTime.MILLI;
    private long nextSequence;
    private long expected;
    private boolean handshakeDone;
    private boolean portReady;
    private boolean paused;
    private boolean connected;
    private boolean awake;
    private int lastId = 1;

    AgentDouble(VirtualTime time, Random random, Consumer<ByteBuffer> uplink, Map<Integer, Errand> errands) {
        this.time = time;
        this.random = random;
        this.uplink = uplink;
        this.errands = errands;
        time.in(SCAN, this::scan);
    }

    void connected() {
        connected = true;
        paused = false;
        wake();
        if (nextSequence == 0) {
            var request = new HandshakeRequest("3.3.0.0", List.of(new HandshakeRequest.SessionType("Port", Map.of("portNumber", "5432",
                    "type", "LocalPortForwarding"))));
            send(PayloadType.HANDSHAKE_REQUEST, request.payload());
        }
    }

    void disconnected() {
        connected = false;
    }

    private void send(int payloadType, ByteBuffer payload) {
        long sequence = nextSequence++;
        ByteBuffer message = AgentMessage.data(MessageType.OUTPUT_STREAM_DATA, 0, sequence, new UUID(random.nextLong(), random.nextLong()),
                payloadType, payload).withFlags(sequence == 0 ? AgentMessage.FLAG_SYN : AgentMessage.FLAG_DATA).encode();
        unacknowledged.put(sequence, new Sent(message, time.now()));
        transmit(message);
    }

    private void transmit(ByteBuffer message) {
        if (connected) {
            uplink.accept(message);
        }
    }

    /// Every 100 ms, the head of the list only; the time of the last sending is not kept.
    private void scan() {
        var head = unacknowledged.firstEntry();
        if (head != null && !paused && time.now() - head.getValue().firstSent > rto) {
            transmit(head.getValue().message);
        }
        if (!terminated) {
            time.in(SCAN, this::scan);
        }
    }

    /// Reads a chunk of the mux's output, sends it, sleeps a millisecond and a little; asleep when there is nothing.
    private void chunk() {
        awake = false;
        if (paused || !portReady) {
            return;
        }
        if (pieces.isEmpty()) {
            produce();
        }
        ByteBuffer piece = pieces.poll();
        if (piece != null) {
            ByteBuffer chunk = piece.slice(piece.position(), Math.min(CHUNK, piece.remaining()));
            piece.position(piece.position() + chunk.remaining());
            if (piece.hasRemaining()) {
                pieces.addFirst(piece);
            }
            send(PayloadType.OUTPUT, chunk);
            wake();
        }
    }

    private void wake() {
        if (!awake && !terminated) {
            awake = true;
            time.in(VirtualTime.MILLI + random.nextInt((int) VirtualTime.MILLI), this::chunk);
        }
    }

    /// Destinations write; each write becomes one frame of at most 32 KiB.
    private void produce() {
        for (int id : List.copyOf(open.keySet())) {
            Errand errand = errands.get(id);
            int allowed = switch (errand.kind) {
                case ECHO -> errand.upArrived - errand.downWritten;
                case ANSWER, HALF_CLOSE, ABORT -> errand.upArrived == errand.up ? errand.down - errand.downWritten : 0;
                case UPLOAD, REFUSED -> 0;
            };
            if (allowed > 0) {
                ByteBuffer bytes = errand.nextDown(Math.min(allowed, 1 + random.nextInt(32768)));
                errand.downWritten += bytes.remaining();
                muxOut.writeBytes(Smux.frame(Smux.PSH, id, bytes.array()).array());
            }
            boolean answers = errand.kind == Errand.Kind.ANSWER || errand.kind == Errand.Kind.HALF_CLOSE;
            if (answers && errand.upArrived == errand.up && errand.downWritten == errand.down) {
                closeStream(id);
            }
        }
        if (muxOut.size() > 0) {
            pieces.add(ByteBuffer.wrap(muxOut.toByteArray()));
            muxOut.reset();
        }
    }

    private void closeStream(int id) {
        open.remove(id);
        muxOut.writeBytes(Smux.frame(Smux.FIN, id).array());
    }

    void receive(ByteBuffer bytes) {
        AgentMessage message;
        try {
            message = AgentMessage.decode(bytes);
        } catch (WireException e) {
            throw new AssertionError("the client sent nonsense", e);
        }
        switch (message.type()) {
            case MessageType.START_PUBLICATION -> paused = false;
            case MessageType.PAUSE_PUBLICATION -> paused = true;
            case MessageType.ACKNOWLEDGE -> acknowledged(message);
            case MessageType.INPUT_STREAM_DATA -> sequenced(message, bytes);
            default -> throw new AssertionError(message.type());
        }
        wake();
    }

    private void acknowledged(AgentMessage message) {
        paused = false;
        try {
            Acknowledge ack = Acknowledge.parse(message.payload());
            assertThat(ack.sequence()).isLessThan(nextSequence);
            assertThat(ack.messageType()).isEqualTo(MessageType.OUTPUT_STREAM_DATA);
            Sent sent = unacknowledged.remove(ack.sequence());
            if (sent != null) {
                long sample = time.now() - sent.firstSent;
                variation = variation * 3 / 4 + Math.abs(rtt - sample) / 4;
                rtt = rtt * 7 / 8 + sample / 8.0;
                rto = (long) Math.min(rtt + Math.max(10 * VirtualTime.MILLI, 4 * variation), VirtualTime.SECOND);
            }
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private void sequenced(AgentMessage message, ByteBuffer bytes) {
        paused = false;
        received++;
        assertThat(AgentMessage.faults(bytes)).isEmpty();
        AgentMessage before = seen.putIfAbsent(message.sequence(), message);
        if (before != null) {
            duplicates++;
            assertThat(message.id()).isEqualTo(before.id());
            assertThat(message.payload()).isEqualTo(before.payload());
        }
        if (message.sequence() < expected) {
            acknowledge(message);
        } else if (message.sequence() > expected) {
            early.put(message.sequence(), message);
            acknowledge(message);
        } else if (deliver(message)) {
            acknowledge(message);
            expected++;
            AgentMessage next = early.remove(expected);
            while (next != null && deliver(next)) {
                expected++;
                next = early.remove(expected);
            }
            assertThat(next).as("ready for one, ready for all").isNull();
        }
    }

    private void acknowledge(AgentMessage message) {
        transmit(Acknowledge.of(message).message(0, new UUID(random.nextLong(), random.nextLong())).encode());
    }

    /// False while the port plugin is not ready: not received, then.
    private boolean deliver(AgentMessage message) {
        try {
            switch (message.payloadType()) {
                case PayloadType.HANDSHAKE_RESPONSE -> {
                    assertThat(HandshakeResponse.parse(message.payload()).processed()).hasSize(1).allMatch(
                            p -> p.status() == HandshakeResponse.SUCCESS);
                    handshakeDone = true;
                    send(PayloadType.HANDSHAKE_COMPLETE, new HandshakeComplete(1, "").payload());
                    time.in(random.nextInt(20) * VirtualTime.MILLI, () -> {
                        portReady = true;
                        wake();
                    });
                }
                case PayloadType.OUTPUT -> {
                    assertThat(handshakeDone).as("nothing before HandshakeComplete").isTrue();
                    if (!portReady) {
                        return false;
                    }
                    reader.read(message.payload().duplicate(), sink);
                }
                case PayloadType.FLAG -> {
                    assertThat(PortFlag.parse(message.payload())).isEqualTo(PortFlag.TERMINATE_SESSION);
                    terminated = true;
                }
                default -> throw new AssertionError("payload type " + message.payloadType());
            }
            return true;
        } catch (WireException e) {
            throw new AssertionError("the client sent nonsense", e);
        }
    }

    private final SmuxReader.Sink sink = new SmuxReader.Sink() {
        @Override
        public void syn(int id) {
            assertThat(id).as("ids grow by two and are never used again").isEqualTo(lastId + 2);
            lastId = id;
            everOpened.add(id);
            open.put(id, new ByteArrayOutputStream());
            if (errands.get(id).kind == Errand.Kind.REFUSED) {
                send(PayloadType.FLAG, PortFlag.payload(PortFlag.CONNECT_TO_PORT_ERROR));
                closeStream(id);
            }
        }

        @Override
        public void psh(int id, ByteBuffer part, boolean last) {
            ByteArrayOutputStream frame = open.get(id);
            if (frame == null) {
                return;
            }
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            frame.writeBytes(bytes);
            if (last) {
                errands.get(id).arrivedUp(ByteBuffer.wrap(frame.toByteArray()));
                frame.reset();
            }
        }

        @Override
        public void fin(int id) {
            assertThat(everOpened).contains(id);
            assertThat(finReceived.add(id)).as("one end per stream").isTrue();
            if (open.containsKey(id)) {
                closeStream(id);
            }
        }
    };
}
