package dev.howdah.ops.query;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/// As many rows on disk as a test wants, of a number and a word.
public final class ManyRows implements AutoCloseable {
    private final StoredRows rows;

    public ManyRows(int size) throws IOException {
        rows = new StoredRows(work -> Thread.ofVirtual().start(work));
        for (int i = 0; i < size; i += 1000) {
            rows.add(IntStream.range(i, Math.min(size, i + 1000)).mapToObj(n -> Arrays.asList(String.valueOf(n), "row " + n)).toList());
        }
        rows.flush();
    }

    public StoredRows.Seen seen() {
        return rows.seen();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
