package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What passes between the driver and a server, in pieces of every size. Bad inputs tried: a server that knows no requests for encryption,
/// a row that looks like the message which is changed, a message cut in two at each of its bytes, a connection that ends in a message.
final class StartupTest {
    private static final byte[] REQUEST_OF_TLS = ByteBuffer.allocate(8).putInt(8).putInt(80_877_103).array();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] beginning(String... words) {
        byte[] body = bytes(String.join("\0", words) + "\0\0");
        return joined(ByteBuffer.allocate(8).putInt(8 + body.length).putInt(3 << 16).array(), body);
    }

    private static byte[] message(char kind, String body) {
        byte[] bytes = bytes(body);
        return joined(ByteBuffer.allocate(5).put((byte) kind).putInt(4 + bytes.length).array(), bytes);
    }

    private static byte[] said(Startup startup, int piece, byte[] all) throws IOException {
        var to = new ByteArrayOutputStream();
        try (OutputStream through = startup.said(to)) {
            for (int at = 0; at < all.length; at += piece) {
                through.write(all, at, Math.min(piece, all.length - at));
            }
        }
        return to.toByteArray();
    }

    private static byte[] heard(Startup startup, int piece, byte[] all) throws IOException {
        var got = new ByteArrayOutputStream();
        try (InputStream through = startup.heard(new ByteArrayInputStream(all))) {
            byte[] buffer = new byte[piece + 2];
            for (int n = through.read(buffer, 1, piece); n >= 0; n = through.read(buffer, 1, piece)) {
                got.write(buffer, 1, n);
            }
        }
        return got.toByteArray();
    }

    @Test
    void whatTheDriverAsksForIsTakenOutAndWhatTheEnvironmentSaysPutIn() throws IOException {
        byte[] all = joined(
                beginning("user", "blog", "database", "blogdb", "client_encoding", "UTF8", "DateStyle", "ISO", "TimeZone", "Asia/Seoul",
                        "options", "-c DateStyle=German"),
                message('p', "user\0x\0TimeZone\0y\0"));
        var wanted = new LinkedHashMap<String, String>();
        wanted.put("timezone", "UTC");
        wanted.put("datestyle", "Default");
        wanted.put("geqo", "off");
        byte[] expected = joined(
                beginning("user", "blog", "database", "blogdb", "client_encoding", "UTF8", "options", "-c DateStyle=German", "timezone",
                        "UTC", "geqo", "off"),
                message('p', "user\0x\0TimeZone\0y\0"));
        for (int piece : new int[]{1, 3, 7, 8, 9, 1000}) {
            assertThat(said(new Startup(wanted), piece, all)).as("in pieces of " + piece).isEqualTo(expected);
        }
    }

    @Test
    void afterARequestForTlsTheSessionBeginsInsideItOrInPlainText() throws IOException {
        byte[] beginning = beginning("user", "blog", "TimeZone", "UTC");
        byte[] record = joined(new byte[]{0x16, 3, 1, 2, 0}, beginning);
        for (int piece : new int[]{1, 8}) {
            assertThat(said(new Startup(Map.of()), piece, joined(REQUEST_OF_TLS, record))).isEqualTo(joined(REQUEST_OF_TLS, record));
            assertThat(said(new Startup(Map.of()), piece, joined(REQUEST_OF_TLS, beginning)))
                    .isEqualTo(joined(REQUEST_OF_TLS, beginning("user", "blog")));
        }
        assertThat(said(new Startup(Map.of()), 4, record)).as("TLS at once").isEqualTo(record);
    }

    @Test
    void aCancelRequestPasses() throws IOException {
        byte[] cancel = ByteBuffer.allocate(16).putInt(16).putInt(80_877_102).putInt(1).putInt(2).array();
        assertThat(said(new Startup(Map.of("timezone", "UTC")), 5, cancel)).isEqualTo(cancel);
    }

    @Test
    void ofAStyleOfDatesTheDriverHearsIsoAndOfAllElseWhatWasSaid() throws IOException {
        String looksLikeIt = "DateStyle\0German, DMY\0";
        byte[] all = joined(message('R', "\0\0\0\0"), message('S', "DateStyle\0German, DMY\0"), message('S', "DateStyles\0German\0"),
                message('S', "TimeZone\0DateStyle\0"), message('D', looksLikeIt), message('C', ""),
                message('S', "DateStyle\0SQL, MDY\0"), message('Z', "I"), message('S', "DateStyle\0Postgres, MDY\0"));
        byte[] expected = joined(message('R', "\0\0\0\0"), message('S', "DateStyle\0ISOman, DMY\0"), message('S', "DateStyles\0German\0"),
                message('S', "TimeZone\0DateStyle\0"), message('D', looksLikeIt), message('C', ""),
                message('S', "DateStyle\0ISO, MDY\0"), message('Z', "I"), message('S', "DateStyle\0ISOtgres, MDY\0"));
        for (int piece = 1; piece < all.length + 1; piece++) {
            assertThat(heard(new Startup(Map.of()), piece, all)).as("in pieces of " + piece).isEqualTo(expected);
        }
    }

    @Test
    void theAnswerToARequestForTlsStandsInNoMessage() throws IOException {
        byte[] told = message('S', "DateStyle\0German, DMY\0");
        byte[] changed = message('S', "DateStyle\0ISOman, DMY\0");
        var refused = new Startup(Map.of());
        said(refused, 8, REQUEST_OF_TLS);
        assertThat(heard(refused, 3, joined(bytes("N"), told))).isEqualTo(joined(bytes("N"), changed));
        var taken = new Startup(Map.of());
        said(taken, 8, REQUEST_OF_TLS);
        assertThat(heard(taken, 3, joined(bytes("S"), told))).as("these are TLS's").isEqualTo(joined(bytes("S"), told));
        var unknown = new Startup(Map.of());
        said(unknown, 8, REQUEST_OF_TLS);
        byte[] error = message('E', "SFATAL\0Munsupported frontend protocol\0\0");
        assertThat(heard(unknown, 3, joined(error, told))).isEqualTo(joined(error, changed));
    }

    @Test
    void aByteAtATimeAndAConnectionThatEndsInAMessage() throws IOException {
        byte[] all = message('S', "DateStyle\0German, DMY\0");
        try (InputStream through = new Startup(Map.of()).heard(new ByteArrayInputStream(all, 0, 17))) {
            var got = new ByteArrayOutputStream();
            for (int b = through.read(); b >= 0; b = through.read()) {
                got.write(b);
            }
            assertThat(got.toByteArray()).isEqualTo(java.util.Arrays.copyOf(message('S', "DateStyle\0ISOman, DMY\0"), 17));
        }
    }
}
