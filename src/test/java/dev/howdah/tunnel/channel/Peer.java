package dev.howdah.tunnel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.tunnel.wire.Acknowledge;
import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.ChannelClosed;
import dev.howdah.tunnel.wire.HandshakeComplete;
import dev.howdah.tunnel.wire.HandshakeRequest;
import dev.howdah.tunnel.wire.HandshakeRequest.SessionType;
import dev.howdah.tunnel.wire.HandshakeRequest.Wanted;
import dev.howdah.tunnel.wire.MessageType;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.PortFlag;
import dev.howdah.tunnel.wire.Smux;
import dev.howdah.tunnel.wire.SmuxReader;
import dev.howdah.tunnel.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// The other end of a channel, as a test tells it, step by step; and the channel's owner.
final class Peer {
    static final Map<String, String> MUX = Map.of("portNumber", "5432", "host", "db.internal", "type", "LocalPortForwarding");
    static final ChannelSettings UNPACED = ChannelSettings.STANDARD.withPace(ChannelSettings.Pace.UNLIMITED);

    final Channel channel;
    final List<Action> actions = new ArrayList<>();
    /// Frames that were no messages: first frames and pings, as their type's name.
    final List<String> otherFrames = new ArrayList<>();
    long now = Long.MAX_VALUE - 3_000_000_000L;
    long sequence;
    private long ids;

    Peer(ChannelSettings settings) {
        channel = new Channel(settings, new UUID(1, 1), new Random(7), InstantSource.fixed(Instant.EPOCH));
    }

    static Peer ready(ChannelSettings settings) {
        return ready(settings, "3.3.0.0", MUX);
    }

    static Peer ready(ChannelSettings settings, String agentVersion, Map<String, String> properties) {
        var peer = new Peer(settings);
        peer.open();
        peer.request(agentVersion, new SessionType("Port", properties));
        peer.acknowledge(peer.sent());
        peer.data(PayloadType.HANDSHAKE_COMPLETE, new HandshakeComplete(1, "").payload());
        peer.sent();
        peer.otherFrames.clear();
        return peer;
    }

    void open() {
        act(channel.opened(now, "token"));
    }

    void act(List<Action> list) {
        actions.addAll(list);
    }

    void request(String agentVersion, Wanted... wanted) {
        data(PayloadType.HANDSHAKE_REQUEST, new HandshakeRequest(agentVersion, List.of(wanted)).payload());
    }

    /// Everything the channel sends now. Each message is checked as a strict gateway would.
    List<AgentMessage> sent() {
        var messages = new ArrayList<AgentMessage>();
        Frame frame = channel.next(now);
        while (frame != null) {
            if (frame instanceof Frame.Binary(ByteBuffer bytes)) {
                assertThat(bytes.isReadOnly()).isTrue();
                assertThat(AgentMessage.faults(bytes)).isEmpty();
                messages.add(decode(bytes));
            } else {
                otherFrames.add(frame.getClass().getSimpleName());
            }
            frame = channel.next(now);
        }
        assertThat(channel.quietFor(now)).as("nothing left undone").isPositive();
        return messages;
    }

    /// What the channel sends now, acknowledgements left out.
    List<AgentMessage> sentData() {
        return sent().stream().filter(m -> m.type().equals(MessageType.INPUT_STREAM_DATA)).toList();
    }

    /// What the channel sends until nothing is left, each message acknowledged as it comes.
    List<AgentMessage> sentAndAcknowledged() {
        var all = new ArrayList<AgentMessage>();
        List<AgentMessage> some = sentData();
        while (!some.isEmpty()) {
            all.addAll(some);
            acknowledge(some);
            some = sentData();
        }
        return all;
    }

    /// Sends enough small messages for the window to be wide.
    void widen(Stream stream) {
        for (int i = 0; i < 1000; i++) {
            stream.write(ByteBuffer.allocate(900));
            acknowledge(sentData());
        }
    }

    /// The sequence numbers that the channel acknowledges now.
    List<Long> sentAcks() {
        return sent().stream().filter(m -> m.type().equals(MessageType.ACKNOWLEDGE)).map(Peer::acked).toList();
    }

    static long acked(AgentMessage message) {
        try {
            return Acknowledge.parse(message.payload()).sequence();
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    static AgentMessage decode(ByteBuffer bytes) {
        try {
            return AgentMessage.decode(bytes);
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    void data(int payloadType, ByteBuffer payload) {
        data(sequence++, payloadType, payload);
    }

    void data(long number, int payloadType, ByteBuffer payload) {
        receive(AgentMessage.data(MessageType.OUTPUT_STREAM_DATA, 0, number, new UUID(9, number), payloadType, payload).encode());
    }

    void output(byte[]... frames) {
        var all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        data(PayloadType.OUTPUT, ByteBuffer.wrap(all.toByteArray()));
    }

    void flag(int flag) {
        data(PayloadType.FLAG, PortFlag.payload(flag));
    }

    void receive(ByteBuffer bytes) {
        act(channel.binary(now, bytes));
    }

    void acknowledge(List<AgentMessage> messages) {
        messages.stream().filter(m -> m.type().equals(MessageType.INPUT_STREAM_DATA)).forEach(this::acknowledge);
    }

    void acknowledge(AgentMessage message) {
        receive(Acknowledge.of(message).message(0, new UUID(8, ids++)).encode());
    }

    /// A message of the gateway, with a digest that fits nothing.
    void say(String type) {
        receive(AgentMessage.control(type, 0, new UUID(7, ids++), ByteBuffer.allocate(0)).encode().put(90, (byte) 1));
    }

    void channelClosed(String output) {
        receive(new ChannelClosed("", "", "s", 1, "", output).message(0, new UUID(6, ids++)).encodeAsGateway().clear());
    }

    void closed(int code) {
        act(channel.closed(now, code, ""));
    }

    void pass(Duration time) {
        now += time.toNanos();
        act(channel.tick(now));
    }

    void passMillis(long millis) {
        pass(Duration.ofMillis(millis));
    }

    Streams streams() {
        return java.util.Objects.requireNonNull(channel.streams());
    }

    Stream openStream() {
        return streams().open(now);
    }

    /// The smux frames of messages, as text: `SYN 3`, `PSH 3 5` with the length of the body, `FIN 3`, `NOP`.
    static List<String> frames(List<AgentMessage> messages) {
        var lines = new ArrayList<String>();
        var reader = new SmuxReader();
        var sink = new SmuxReader.Sink() {
            private int size;

            @Override
            public void syn(int streamId) {
                lines.add("SYN " + streamId);
            }

            @Override
            public void fin(int streamId) {
                lines.add("FIN " + streamId);
            }

            @Override
            public void psh(int streamId, ByteBuffer part, boolean last) {
                size += part.remaining();
                if (last) {
                    lines.add("PSH " + streamId + " " + size);
                    size = 0;
                }
            }

            @Override
            public void nop() {
                lines.add("NOP");
            }
        };
        for (AgentMessage message : messages) {
            try {
                assertThat(message.payloadType()).isEqualTo(PayloadType.OUTPUT);
                reader.read(message.payload().duplicate(), sink);
            } catch (WireException e) {
                throw new AssertionError(e);
            }
        }
        return lines;
    }

    static byte[] psh(Stream stream, String body) {
        return psh(stream, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] psh(Stream stream, byte[] body) {
        return Smux.frame(Smux.PSH, stream.id(), body).array();
    }

    static byte[] fin(Stream stream) {
        return Smux.frame(Smux.FIN, stream.id()).array();
    }

    static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Everything that a stream received and nobody took yet.
    static String taken(Stream stream) {
        var all = new StringBuilder();
        ByteBuffer next = stream.take();
        while (next != null) {
            all.append(StandardCharsets.ISO_8859_1.decode(next));
            next = stream.take();
        }
        return all.toString();
    }
}
