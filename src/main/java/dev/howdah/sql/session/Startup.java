package dev.howdah.sql.session;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/// The beginning of one session as libpq would have it (decision 0054). The driver asks for a time zone and a style of dates, which masks
/// those that the server, the database or the role has set, and it closes a session whose server tells of dates in another style than ISO.
/// Here what it asks for is taken out of its first message, what libpq reads of the environment takes the place of it, and of another style
/// it does not hear. Nothing else is changed.
///
/// Message formats: PostgreSQL's documentation, chapter "Frontend/Backend Protocol"; environment: chapter "libpq", 34.15.
final class Startup {
    /// What libpq reads of `PGTZ`, `PGDATESTYLE` and `PGGEQO`, by the names of the server's settings.
    static final List<String> PARAMETERS = List.of("timezone", "datestyle", "geqo");
    /// The driver's property that says in whose words a session begins; without it in libpq's.
    static final String WORDS = "howdah.startup";
    static final String LIBPQS = "libpq";
    /// As the driver would have it; of another style of dates it does not hear in this case either.
    static final String DRIVERS = "driver";
    /// What the driver may take for granted of a server's version: with less it asks a question of its own before ours.
    static final String LEAST = "9.0";
    private static final Set<String> OF_THE_DRIVER = Set.of("TimeZone", "DateStyle", "extra_float_digits");
    private static final byte[] STYLE = "DateStyle\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ISO = "ISO".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 3;
    private static final int REQUEST_OF_TLS = 80_877_103;
    private static final int REQUEST_OF_GSS = 80_877_104;
    private static final int HEADER = 5;
    private static final int TLS_RECORD = 0x16;
    private final Map<String, String> wanted;
    private final boolean rewrites;
    /// Whether the next byte that comes answers a request for encryption: it stands in no message.
    private boolean asked;
    private boolean begun;
    private boolean encrypted;

    /// @param wanted parameters of the session by name; a value of `default` is not asked for
    Startup(Map<String, String> wanted) {
        this(wanted, true);
    }

    private Startup(Map<String, String> wanted, boolean rewrites) {
        var all = new LinkedHashMap<>(wanted);
        all.values().removeIf("default"::equalsIgnoreCase);
        this.wanted = all;
        this.rewrites = rewrites;
    }

    /// @param properties of the driver, in which the session's parameters have names of [#PARAMETERS]
    static Startup of(Properties properties) {
        var wanted = new LinkedHashMap<String, String>();
        for (String name : PARAMETERS) {
            String value = properties.getProperty(name);
            if (value != null) {
                wanted.put(name, value);
            }
        }
        return new Startup(wanted, !DRIVERS.equals(properties.getProperty(WORDS)));
    }

    OutputStream said(OutputStream to) {
        return new Said(to);
    }

    InputStream heard(InputStream from) {
        return new Heard(from);
    }

    private byte[] rewritten(byte[] message) {
        var body = new ByteArrayOutputStream();
        body.write(message, 4, 4);
        int at = 8;
        while (at < message.length && message[at] != 0) {
            int name = at;
            int value = end(message, name) + 1;
            int next = end(message, value) + 1;
            if (!OF_THE_DRIVER.contains(new String(message, name, value - 1 - name, StandardCharsets.UTF_8))) {
                body.write(message, name, next - name);
            }
            at = next;
        }
        wanted.forEach((name, value) -> {
            body.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            body.write(0);
            body.writeBytes(value.getBytes(StandardCharsets.UTF_8));
            body.write(0);
        });
        body.write(0);
        return ByteBuffer.allocate(body.size() + 4).putInt(body.size() + 4).put(body.toByteArray()).array();
    }

    private static int end(byte[] message, int from) {
        int at = from;
        while (message[at] != 0) {
            at++;
        }
        return at;
    }

    /// What goes to the server. The first messages bear no letter: requests for encryption, then the one that begins the session. With it,
    /// or with TLS, the rest is none of our business.
    private final class Said extends FilterOutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        Said(OutputStream to) {
            super(to);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (begun || encrypted) {
                out.write(bytes, from, count);
                return;
            }
            kept.write(bytes, from, count);
            byte[] all = kept.toByteArray();
            int length = all.length >= 8 ? ByteBuffer.wrap(all).getInt() : Integer.MAX_VALUE;
            if (all.length > 0 && all[0] == TLS_RECORD) {
                encrypted = true;
                out.write(all);
                kept.reset();
            } else if (length <= all.length) {
                int code = ByteBuffer.wrap(all).getInt(4);
                asked = code == REQUEST_OF_TLS || code == REQUEST_OF_GSS;
                begun = !asked;
                byte[] message = Arrays.copyOf(all, length);
                out.write(begun && rewrites && code >>> 16 == VERSION ? rewritten(message) : message);
                kept.reset();
                if (length < all.length) {
                    write(all, length, all.length - length);
                }
            }
        }
    }

    /// What comes from the server: each message is a letter, a length and what the length counts beside itself.
    private final class Heard extends FilterInputStream {
        private final byte[] header = new byte[HEADER];
        private int seen;
        private int left;
        private int place;

        Heard(InputStream from) {
            super(from);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int count = read(one, 0, 1);
            return count < 0 ? count : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            int came = in.read(bytes, from, count);
            if (came > 0 && !encrypted) {
                hear(bytes, from, from + came);
            }
            return came;
        }

        @Override
        public long skip(long count) throws IOException {
            return read(new byte[(int) Math.min(count, 16_384)]);
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void hear(byte[] bytes, int from, int end) {
            int at = from;
            if (asked) {
                asked = false;
                encrypted = bytes[at] == 'S' || bytes[at] == 'G';
                // a server that knows no such request answers with an error, which is a message
                at += bytes[at] == 'E' ? 0 : 1;
            }
            while (at < end && !encrypted) {
                if (left == 0) {
                    header[seen++] = bytes[at++];
                    if (seen == HEADER) {
                        seen = 0;
                        left = ByteBuffer.wrap(header).getInt(1) - 4;
                        place = header[0] == 'S' ? 0 : STYLE.length + ISO.length;
                    }
                } else if (place < STYLE.length + ISO.length) {
                    if (place >= STYLE.length) {
                        bytes[at] = ISO[place - STYLE.length];
                        place++;
                    } else {
                        place = bytes[at] == STYLE[place] ? place + 1 : STYLE.length + ISO.length;
                    }
                    at++;
                    left--;
                } else {
                    int step = Math.min(left, end - at);
                    at += step;
                    left -= step;
                }
            }
        }
    }
}
