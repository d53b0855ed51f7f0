package dev.howdah.tunnel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A million damaged messages: whatever a peer sends, a [WireException] is the only thing that comes out, and no length that it
/// names makes us allocate. Half of them get a digest that fits, or little but the digest check would ever be tried.
final class MutationTest {
    private static final int MESSAGES = 1_000_000;
    private static final long SEED = 0x5eed_2026;

    private static final SmuxReader.Sink NOWHERE = new SmuxReader.Sink() {
        @Override
        public void fin(int streamId) {}

        @Override
        public void psh(int streamId, ByteBuffer part, boolean last) {
            assertThat(part.remaining()).isPositive();
        }
    };

    @Test
    void nothingButWireExceptionsComesOut() throws Exception {
        List<byte[]> seeds = Recorded.session().stream().map(Recorded::bytes).toList();
        var random = new SplittableRandom(SEED);
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        int read = 0;
        int refused = 0;
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = mutate(seeds.get(random.nextInt(seeds.size())), random);
            if (message.length > 120 && random.nextBoolean()) {
                sha.update(message, 120, message.length - 120);
                sha.digest(message, 80, 32);
            }
            try {
                interpret(AgentMessage.decode(ByteBuffer.wrap(message)));
                read++;
            } catch (WireException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("message " + i + ": " + java.util.HexFormat.of().formatHex(message), e);
            }
        }
        assertThat(read).isGreaterThan(MESSAGES / 20);
        assertThat(refused).isGreaterThan(MESSAGES / 20);
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocatedBefore).as("bytes allocated per message").isLessThan(MESSAGES
                * 20_000L);
    }

    /// Reads the payload as what it says it is, as both ends would.
    private static void interpret(AgentMessage message) throws WireException {
        ByteBuffer payload = message.payload();
        switch (message.type()) {
            case MessageType.ACKNOWLEDGE -> Acknowledge.parse(payload);
            case MessageType.CHANNEL_CLOSED -> ChannelClosed.parse(payload);
            default -> {
                switch (message.payloadType()) {
                    case PayloadType.OUTPUT -> new SmuxReader().read(payload, NOWHERE);
                    case PayloadType.HANDSHAKE_REQUEST -> HandshakeRequest.parse(payload);
                    case PayloadType.HANDSHAKE_RESPONSE -> HandshakeResponse.parse(payload);
                    case PayloadType.HANDSHAKE_COMPLETE -> HandshakeComplete.parse(payload);
                    case PayloadType.FLAG -> PortFlag.parse(payload);
                    default -> ChannelClosed.parse(payload);
                }
            }
        }
    }

    private static byte[] mutate(byte[] seed, SplittableRandom random) {
        byte[] bytes = seed.clone();
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(8)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, random.nextInt(bytes.length + 1)));
                case 3 -> bytes = java.util.Arrays.copyOf(bytes, bytes.length + random.nextInt(64));
                case 4 -> bytes[Math.min(bytes.length - 1, 112 + random.nextInt(8))] = (byte) random.nextInt();
                case 5 -> bytes[Math.min(bytes.length - 1, random.nextInt(4))] = (byte) random.nextInt();
                case 6 -> bytes[at] = (byte) "{}[]\",:0\\ \n".charAt(random.nextInt(11));
                default -> {
                    int to = random.nextInt(bytes.length);
                    int size = Math.min(random.nextInt(32), bytes.length - Math.max(at, to));
                    System.arraycopy(bytes, at, bytes, to, size);
                }
            }
        }
        return bytes;
    }
}
