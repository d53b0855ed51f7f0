package dev.howdah.tunnel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.tunnel.wire.Acknowledge;
import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.MessageType;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// How fast one core gets bytes through channel and mux, pace aside (`mvn -Pbench verify -Dtest=ChannelBench`).
final class ChannelBench {
    private static final long SECONDS = 5_000_000_000L;

    @Test
    void uploads() {
        for (int payload : new int[]{1024, 16384, 32768}) {
            for (int round = 0; round < 3; round++) {
                report("upload, payload " + payload, upload(payload));
            }
        }
    }

    @Test
    void downloads() {
        for (int chunk : new int[]{1024, 16384}) {
            for (int round = 0; round < 3; round++) {
                report("download, chunks of " + chunk, download(chunk));
            }
        }
    }

    private static double upload(int payload) {
        Peer peer = Peer.ready(Peer.UNPACED.withPayload(payload));
        Stream stream = peer.openStream();
        ByteBuffer source = ByteBuffer.allocate(32 << 10);
        var receipts = new ArrayDeque<ByteBuffer>();
        long bytes = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < SECONDS / 3) {
            for (int i = 0; i < 100; i++) {
                bytes += stream.write(source.clear());
                Frame frame = peer.channel.next(peer.now);
                while (frame instanceof Frame.Binary(ByteBuffer message)) {
                    // Only what an acknowledgement needs; decoding is the other side's work.
                    receipts.add(new Acknowledge(MessageType.INPUT_STREAM_DATA, "00000000-0000-0000-0000-000000000000", message.getLong(48),
                            true).message(0, new UUID(1, 1)).encode());
                    frame = peer.channel.next(peer.now);
                }
                peer.now += 1_000_000;
                while (!receipts.isEmpty()) {
                    peer.channel.binary(peer.now, receipts.remove());
                }
            }
            peer.channel.heard(peer.now);
        }
        return bytes * 1e3 / (System.nanoTime() - start);
    }

    private static double download(int chunk) {
        Peer peer = Peer.ready(Peer.UNPACED);
        Stream stream = peer.openStream();
        peer.sent();
        byte[] body = Peer.psh(stream, new byte[chunk - 8]);
        // Made beforehand, so that only the client's work is measured.
        ByteBuffer[] messages = new ByteBuffer[20_000];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = AgentMessage.data(MessageType.OUTPUT_STREAM_DATA, 0, peer.sequence + i, new UUID(9, i), 1, ByteBuffer.wrap(body))
                    .encode();
        }
        long bytes = 0;
        long start = System.nanoTime();
        for (ByteBuffer message : messages) {
            peer.channel.binary(peer.now, message);
            while (peer.channel.next(peer.now) != null) {
                // An acknowledgement.
            }
            ByteBuffer taken = stream.take();
            while (taken != null) {
                bytes += taken.remaining();
                taken = stream.take();
            }
        }
        double result = bytes * 1e3 / (System.nanoTime() - start);
        assertThat(bytes).isEqualTo(messages.length * (long) (chunk - 8));
        return result;
    }

    private static void report(String what, double megabytesPerSecond) {
        System.out.printf("%s: %.0f MB/s%n", what, megabytesPerSecond);
        assertThat(megabytesPerSecond).as(what).isPositive();
    }
}
