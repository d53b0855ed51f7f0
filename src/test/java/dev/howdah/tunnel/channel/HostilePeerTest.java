package dev.howdah.tunnel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.MessageType;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.Smux;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A peer that sends whatever it likes, in well-formed messages: nothing is thrown, memory stays in its bounds, and there is
/// always either nothing to do or something that [Channel#next] and [Channel#tick] do.
final class HostilePeerTest {
    private static final String[] TYPES = {MessageType.OUTPUT_STREAM_DATA, MessageType.OUTPUT_STREAM_DATA, MessageType.OUTPUT_STREAM_DATA,
            MessageType.ACKNOWLEDGE, MessageType.ACKNOWLEDGE, MessageType.START_PUBLICATION, MessageType.PAUSE_PUBLICATION, "what"};

    private static final ChannelSettings SETTINGS = ChannelSettings.STANDARD.withReorder(20_000).withStreams(
            new ChannelSettings.StreamSettings(4096, 8192, 30_000, 60_000, Duration.ofSeconds(5), Optional.of(Duration.ofSeconds(7))));

    @Test
    void aPeerMaySendWhatItLikes() {
        int survived = 0;
        for (int seed = 0; seed < 1000; seed++) {
            var random = new Random(seed);
            Peer peer = seed % 3 == 0 ? new Peer(SETTINGS) : Peer.ready(SETTINGS, seed % 5 == 0 ? "3.0.0.0" : "3.1.0.0", Peer.MUX);
            if (seed % 3 == 0) {
                peer.open();
            }
            var streams = new ArrayList<Stream>();
            for (int step = 0; step < 300; step++) {
                hostile(peer, random);
                ours(peer, streams, random);
                peer.sent();
                Streams carried = peer.channel.streams();
                assertThat(carried == null ? 0 : carried.held).as("seed %d", seed).isBetween(0, 65_000);
                assertThat(carried == null ? 0 : carried.queued).as("seed %d", seed).isBetween(0, 8192 * 400);
                assertThat(peer.channel.early()).isLessThanOrEqualTo(20_000);
            }
            boolean ended = peer.actions.stream().anyMatch(Action.Ended.class::isInstance);
            survived += ended ? 0 : 1;
            if (ended) {
                assertThat(streams).as("every stream ends with its session").allMatch(s -> s.ended() != null);
                assertThat(peer.actions.getLast()).isInstanceOf(Action.Ended.class);
            }
        }
        assertThat(survived).isBetween(50, 950);
    }

    private static void hostile(Peer peer, Random random) {
        String type = TYPES[random.nextInt(TYPES.length)];
        if (random.nextInt(800) == 0) {
            type = MessageType.CHANNEL_CLOSED;
        }
        boolean data = type.equals(MessageType.OUTPUT_STREAM_DATA);
        long number = switch (random.nextInt(12)) {
            case 0 -> random.nextLong();
            case 1, 2 -> peer.sequence + random.nextInt(20);
            case 3 -> random.nextInt(10);
            default -> data ? peer.sequence++ : random.nextInt(30);
        };
        int payloadType = random.nextInt(10) == 0 ? random.nextInt(14) : PayloadType.OUTPUT;
        ByteBuffer payload = type.equals(MessageType.ACKNOWLEDGE)
                ? Peer.text("{\"AcknowledgedMessageSequenceNumber\":" + number + "}")
                : payload(payloadType, random);
        peer.receive(new AgentMessage(type, 1, 0, number, 0, new UUID(1, number), payloadType, payload).encode());
    }

    private static ByteBuffer payload(int payloadType, Random random) {
        if (payloadType == PayloadType.FLAG) {
            return ByteBuffer.allocate(4).putInt(0, random.nextInt(5));
        }
        if (payloadType != PayloadType.OUTPUT || random.nextInt(500) == 0) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            return ByteBuffer.wrap(bytes);
        }
        int id = random.nextInt(5) == 0 ? random.nextInt() : 3 + 2 * random.nextInt(6);
        return switch (random.nextInt(6)) {
            case 0 -> Smux.frame(Smux.FIN, id);
            case 1 -> Smux.frame(Smux.SYN, id);
            case 2 -> Smux.frame(Smux.NOP, 0);
            default -> Smux.frame(Smux.PSH, id, new byte[random.nextInt(5000)]);
        };
    }

    private static void ours(Peer peer, List<Stream> streams, Random random) {
        Streams carried = peer.channel.streams();
        if (carried != null && carried.canOpen(peer.now) && random.nextInt(4) == 0) {
            streams.add(carried.open(peer.now));
        }
        if (!streams.isEmpty()) {
            Stream stream = streams.get(random.nextInt(streams.size()));
            switch (random.nextInt(8)) {
                case 0 -> stream.close();
                case 1 -> stream.abort();
                case 2 -> stream.endInput(peer.now);
                case 3 -> Peer.taken(stream);
                default -> stream.write(ByteBuffer.allocate(random.nextInt(10_000)));
            }
        }
        switch (random.nextInt(40)) {
            case 0 -> peer.closed(random.nextBoolean() ? 1000 : 1006);
            case 1, 2 -> peer.open();
            case 3 -> peer.act(peer.channel.notOpened(peer.now, "no"));
            case 4 -> peer.pass(Duration.ofSeconds(random.nextInt(20)));
            case 5 -> {
                if (random.nextInt(20) == 0) {
                    peer.act(peer.channel.terminate(peer.now));
                }
            }
            default -> peer.passMillis(random.nextInt(300));
        }
    }
}
