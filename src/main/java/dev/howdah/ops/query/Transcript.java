package dev.howdah.ops.query;

import java.io.Writer;

/// psql's text of a run, up to a length: what is longer is for a file.
final class Transcript extends Writer {
    /// Characters that are kept.
    static final int MOST = 400_000;
    private final StringBuilder text = new StringBuilder();
    private boolean full;

    @Override
    public synchronized void write(char[] from, int offset, int length) {
        if (full) {
            return;
        }
        int room = MOST - text.length();
        text.append(from, offset, Math.min(room, length));
        if (length > room) {
            full = true;
            text.append("\n… the text is longer than ").append(MOST).append(" characters; \\copy … to 'FILE' writes all of it.\n");
        }
    }

    @Override
    public void flush() {
        // it is memory
    }

    @Override
    public void close() {
        // it is memory
    }

    synchronized void clear() {
        text.setLength(0);
        full = false;
    }

    synchronized String text() {
        return text.toString();
    }
}
