package dev.howdah.tunnel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SmuxTest {
    /// Writes down what comes, joining the parts of a body.
    private static final class Notes implements SmuxReader.Sink {
        final List<String> lines = new ArrayList<>();
        private final StringBuilder body = new StringBuilder();
        int parts;

        @Override
        public void syn(int streamId) {
            lines.add("SYN " + Integer.toUnsignedString(streamId));
        }

        @Override
        public void fin(int streamId) {
            lines.add("FIN " + Integer.toUnsignedString(streamId));
        }

        @Override
        public void psh(int streamId, ByteBuffer part, boolean last) {
            assertThat(part.hasRemaining()).isTrue();
            parts++;
            body.append(StandardCharsets.ISO_8859_1.decode(part));
            if (last) {
                lines.add("PSH " + Integer.toUnsignedString(streamId) + " " + body);
                body.setLength(0);
            }
        }

        @Override
        public void nop() {
            lines.add("NOP");
        }
    }

    @Test
    void recordedFramesAreReadAndWrittenByteForByte() throws WireException {
        var notes = new Notes();
        var reader = new SmuxReader();
        var sent = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            byte[] payload = Recorded.find("client", PayloadType.OUTPUT, i).message().payloadBytes();
            sent.writeBytes(payload);
            reader.read(ByteBuffer.wrap(payload), notes);
        }
        assertThat(notes.lines).containsExactly("SYN 3", "PSH 3 ECHO\n", "PSH 3 hello", "FIN 3");
        var written = new ByteArrayOutputStream();
        written.writeBytes(Smux.frame(Smux.SYN, 3).array());
        written.writeBytes(Smux.frame(Smux.PSH, 3, "ECHO\n".getBytes(StandardCharsets.US_ASCII)).array());
        written.writeBytes(Smux.frame(Smux.PSH, 3, "hello".getBytes(StandardCharsets.US_ASCII)).array());
        written.writeBytes(Smux.frame(Smux.FIN, 3).array());
        assertThat(written.toByteArray()).isEqualTo(sent.toByteArray());
    }

    @Test
    void framesAreReadHoweverTheyAreCut() throws WireException {
        ByteBuffer all = ByteBuffer.allocate(70_000 + 6 * Smux.HEADER);
        all.put(Smux.frame(Smux.SYN, 5)).put(Smux.frame(Smux.PSH, 5)).put(Smux.frame(Smux.PSH, -1, new byte[Smux.MAX_BODY]));
        all.put(Smux.frame(Smux.NOP, 0)).put(Smux.frame(Smux.PSH, 7, "abc".getBytes(StandardCharsets.US_ASCII))).put(Smux.frame(Smux.FIN,
                5));
        all.flip();
        var whole = new Notes();
        new SmuxReader().read(all.duplicate(), whole);
        assertThat(whole.lines).hasSize(5).contains("PSH 7 abc", "NOP").anyMatch(l -> l.startsWith("PSH 4294967295"));
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            int most = 1 + random.nextInt(seed % 2 == 0 ? 20 : 5000);
            var cut = new Notes();
            var reader = new SmuxReader();
            for (int at = 0; at < all.limit();) {
                int size = Math.min(1 + random.nextInt(most), all.limit() - at);
                reader.read(all.slice(at, size), cut);
                at += size;
            }
            assertThat(cut.lines).as("seed %d", seed).isEqualTo(whole.lines);
        }
    }

    @Test
    void aBodyIsHandedOnAsItComes() throws WireException {
        var notes = new Notes();
        var reader = new SmuxReader();
        byte[] frame = Smux.frame(Smux.PSH, 3, new byte[32768]).array();
        reader.read(ByteBuffer.wrap(frame, 0, 1024), notes);
        assertThat(notes.parts).isEqualTo(1);
        assertThat(notes.lines).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0202000003000000", "0002000003000000", "0104000003000000", "0105000003000000", "01ff000003000000",
            "0100010003000000", "0101ffff03000000", "0103010000000000"})
    void hostileFramesEndTheReading(String hex) {
        var reader = new SmuxReader();
        ByteBuffer frame = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        assertThatThrownBy(() -> reader.read(frame, new Notes())).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> reader.read(Smux.frame(Smux.NOP, 0), new Notes())).as("for good").isInstanceOf(WireException.class);
    }

    @Test
    void aBodyTooLongForItsFieldIsRefused() {
        assertThatThrownBy(() -> Smux.frame(Smux.PSH, 3, new byte[65536])).isInstanceOf(IllegalArgumentException.class);
    }
}
