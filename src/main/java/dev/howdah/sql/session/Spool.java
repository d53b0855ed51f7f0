package dev.howdah.sql.session;

import dev.howdah.sql.table.RawRows;
import dev.howdah.sql.table.Whole;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of a result that is laid out when all of it has come. What is more than [#KEPT] bytes waits in a file of the temporary
/// directory, which only its owner may read and which has no name any more (or loses it with the process, where a system does
/// not let go of the name of an open file).
final class Spool implements Whole.Store, AutoCloseable {
    /// Bytes that stay in memory.
    static final int KEPT = 16 << 20;
    private final List<RawRows> kept = new ArrayList<>();
    /// Bytes and rows of each portion in the file.
    private final List<int[]> portions = new ArrayList<>();
    private long bytes;
    private @Nullable FileChannel file;

    @Override
    public void add(RawRows rows) throws IOException {
        FileChannel spilled = file;
        if (spilled == null && bytes + rows.used() <= KEPT) {
            kept.add(rows);
            bytes += rows.used();
            return;
        }
        if (spilled == null) {
            spilled = open();
            file = spilled;
        }
        var data = ByteBuffer.wrap(rows.data(), 0, rows.used());
        while (data.hasRemaining()) {
            spilled.write(data);
        }
        portions.add(new int[]{rows.used(), rows.size()});
    }

    private static FileChannel open() throws IOException {
        // createTempFile gives it to its owner alone
        Path path = Files.createTempFile("howdah-result", ".rows");
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    @Override
    public void each(Whole.Seen seen) throws IOException {
        for (RawRows rows : kept) {
            seen.rows(rows);
        }
        FileChannel spilled = file;
        if (spilled != null) {
            spilled.position(0);
            for (int[] portion : portions) {
                byte[] data = new byte[portion[0]];
                var into = ByteBuffer.wrap(data);
                while (into.hasRemaining()) {
                    if (spilled.read(into) < 0) {
                        throw new EOFException("the temporary file with the result has become shorter");
                    }
                }
                seen.rows(new RawRows(data, data.length, portion[1]));
            }
        }
    }

    @Override
    public void close() throws IOException {
        kept.clear();
        FileChannel spilled = file;
        if (spilled != null) {
            spilled.close();
        }
    }
}
