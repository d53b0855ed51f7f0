package dev.howdah.sql.table;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// Prints in UTF-8, and takes what is UTF-8 already as it is: a value of a result goes from the wire to the file without
/// becoming characters on its way. Errors are kept as a `PrintWriter` keeps them.
public final class Utf8Printer extends PrintWriter {
    private final Bytes bytes;

    public Utf8Printer(OutputStream to) {
        this(new Bytes(to));
    }

    private Utf8Printer(Bytes bytes) {
        super(bytes);
        this.bytes = bytes;
    }

    /// Prints bytes that are UTF-8.
    public void utf8(byte[] data, int offset, int length) {
        try {
            bytes.put(data, offset, length);
        } catch (IOException e) {
            setError();
        }
    }

    void utf8(int oneByte) {
        try {
            bytes.put(oneByte);
        } catch (IOException e) {
            setError();
        }
    }

    private static final class Bytes extends Writer {
        private final OutputStream to;
        private final byte[] buffer = new byte[65_536];
        private int used;
        /// First half of a character whose second half comes with the next call; 0: none.
        private char half;

        Bytes(OutputStream to) {
            this.to = to;
        }

        void put(int oneByte) throws IOException {
            if (used == buffer.length) {
                empty();
            }
            buffer[used++] = (byte) oneByte;
        }

        void put(byte[] data, int offset, int length) throws IOException {
            if (length > buffer.length - used) {
                empty();
                if (length >= buffer.length) {
                    to.write(data, offset, length);
                    return;
                }
            }
            System.arraycopy(data, offset, buffer, used, length);
            used += length;
        }

        @Override
        public void write(int c) throws IOException {
            if (c < 0x80 && half == 0) {
                put(c);
            } else {
                encode(String.valueOf((char) c));
            }
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            encode(new String(text, offset, length));
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            encode(offset == 0 && length == text.length() ? text : text.substring(offset, offset + length));
        }

        private void encode(String given) throws IOException {
            if (given.isEmpty()) {
                return;
            }
            String text = half == 0 ? given : half + given;
            half = 0;
            char last = text.charAt(text.length() - 1);
            if (Character.isHighSurrogate(last)) {
                half = last;
                text = text.substring(0, text.length() - 1);
            }
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            put(encoded, 0, encoded.length);
        }

        private void empty() throws IOException {
            int length = used;
            used = 0;
            to.write(buffer, 0, length);
        }

        @Override
        public void flush() throws IOException {
            empty();
            to.flush();
        }

        @Override
        public void close() throws IOException {
            try {
                flush();
            } finally {
                to.close();
            }
        }
    }
}
