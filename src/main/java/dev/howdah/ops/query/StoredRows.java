package dev.howdah.ops.query;

import dev.howdah.sql.table.RawRows;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Rows of a large result in a file of the temporary directory, which only its owner may read and which goes with the process; a window
/// of them is in memory. One thread adds; any may read. Without it, a look at five million rows would take gigabytes.
public final class StoredRows implements Closeable {
    /// Bytes of rows that are written, and read back, at a time.
    private static final int BLOCK = 64 << 10;
    /// Bytes of blocks that stay in memory after they were read.
    private static final long WINDOW = 16 << 20;

    private final FileChannel file;
    private final Consumer<Runnable> background;
    /// The block that is being filled; only the adding thread sees it.
    private final ByteArrayOutputStream filling = new ByteArrayOutputStream(BLOCK + 4096);
    private int fillingRows;
    /// For each block where it begins in the file, and which row is its first; the entry after the last is the end. Guarded by `this`,
    /// with what is below.
    private long[] starts = new long[1024];
    private int[] firsts = new int[1024];
    private int blocks;
    private final Map<Integer, RawRows> window = new LinkedHashMap<>(64, 0.75f, true);
    private long held;
    private final Set<Integer> asked = new HashSet<>();
    private boolean closed;

    /// @param background runs a read beside the caller
    StoredRows(Consumer<Runnable> background) throws IOException {
        this.background = background;
        // createTempFile gives it to its owner alone
        Path path = Files.createTempFile("howdah-grid", ".rows");
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /// Adds rows behind those that are there; they are seen once [#flush] was called, or a block is full.
    void add(List<List<@Nullable String>> rows) throws IOException {
        if (rows instanceof RawRows raw && raw.used() >= BLOCK / 4) {
            flush();
            write(raw.data(), raw.used(), raw.size());
            return;
        }
        for (List<@Nullable String> row : rows) {
            encode(row);
            if (filling.size() >= BLOCK) {
                flush();
            }
        }
    }

    private void encode(List<@Nullable String> row) {
        var values = new ArrayList<byte @Nullable []>(row.size());
        int length = 2;
        for (String value : row) {
            byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
            values.add(bytes);
            length += 4 + (bytes == null ? 0 : bytes.length);
        }
        number(length);
        filling.write(row.size() >> 8);
        filling.write(row.size());
        for (byte[] bytes : values) {
            number(bytes == null ? -1 : bytes.length);
            if (bytes != null) {
                filling.write(bytes, 0, bytes.length);
            }
        }
        fillingRows++;
    }

    private void number(int n) {
        filling.write(n >> 24);
        filling.write(n >> 16);
        filling.write(n >> 8);
        filling.write(n);
    }

    /// Makes all rows that were added visible.
    void flush() throws IOException {
        if (fillingRows > 0) {
            byte[] data = filling.toByteArray();
            filling.reset();
            int rows = fillingRows;
            fillingRows = 0;
            write(data, data.length, rows);
        }
    }

    private void write(byte[] data, int length, int rows) throws IOException {
        long at;
        synchronized (this) {
            at = starts[blocks];
        }
        var bytes = ByteBuffer.wrap(data, 0, length);
        while (bytes.hasRemaining()) {
            file.write(bytes, at + bytes.position());
        }
        synchronized (this) {
            if (blocks + 2 >= starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
                firsts = Arrays.copyOf(firsts, firsts.length * 2);
            }
            blocks++;
            starts[blocks] = at + length;
            firsts[blocks] = firsts[blocks - 1] + rows;
        }
    }

    /// How many rows can be read.
    synchronized int size() {
        return firsts[blocks];
    }

    /// The rows that are there now, as a list: reading one may wait for the disk, but for [List] methods that only count.
    public Seen seen() {
        return new Seen(this, size());
    }

    private synchronized int block(int row) {
        int found = Arrays.binarySearch(firsts, 0, blocks + 1, row);
        return found >= 0 ? found : -found - 2;
    }

    private @Nullable List<@Nullable String> peek(int row) {
        int block = block(row);
        RawRows rows;
        int first;
        synchronized (this) {
            rows = window.get(block);
            first = firsts[block];
        }
        return rows == null ? null : rows.get(row - first);
    }

    private List<@Nullable String> read(int row) {
        int block = block(row);
        int first;
        synchronized (this) {
            first = firsts[block];
        }
        try {
            return load(block).get(row - first);
        } catch (IOException e) {
            throw new UncheckedIOException("the file with the rows cannot be read", e);
        }
    }

    private RawRows load(int block) throws IOException {
        long at;
        int length;
        int rows;
        synchronized (this) {
            RawRows known = window.get(block);
            if (known != null) {
                return known;
            }
            at = starts[block];
            length = Math.toIntExact(starts[block + 1] - at);
            rows = firsts[block + 1] - firsts[block];
        }
        byte[] data = new byte[length];
        var into = ByteBuffer.wrap(data);
        while (into.hasRemaining()) {
            if (file.read(into, at + into.position()) < 0) {
                throw new EOFException("the temporary file with the result has become shorter");
            }
        }
        var read = new RawRows(data, length, rows);
        // finds where its rows begin, here and not on the thread that shows them
        read.get(0);
        synchronized (this) {
            if (window.put(block, read) == null) {
                held += length;
            }
            var oldest = window.entrySet().iterator();
            while (held > WINDOW && window.size() > 1) {
                held -= oldest.next().getValue().used();
                oldest.remove();
            }
        }
        return read;
    }

    private void ask(int row, Runnable then) {
        int block = block(row);
        synchronized (this) {
            if (closed || !asked.add(block)) {
                return;
            }
        }
        background.accept(() -> {
            try {
                load(block);
            } catch (IOException e) {
                System.getLogger(StoredRows.class.getName()).log(Level.DEBUG, "rows that are wanted no more", e);
                return;
            } finally {
                synchronized (this) {
                    asked.remove(block);
                }
            }
            then.run();
        });
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            window.clear();
        }
        file.close();
    }

    /// The first so many rows. Two are equal when they are as many rows of the same result.
    public static final class Seen extends AbstractList<List<@Nullable String>> implements RandomAccess {
        private final StoredRows of;
        private final int size;

        private Seen(StoredRows of, int size) {
            this.of = of;
            this.size = size;
        }

        StoredRows of() {
            return of;
        }

        @Override
        public int size() {
            return size;
        }

        /// Waits for the disk where it must: not for the JavaFX thread.
        @Override
        public List<@Nullable String> get(int index) {
            if (index < 0 || index >= size) {
                throw new IndexOutOfBoundsException(index + " of " + size);
            }
            return of.read(index);
        }

        /// The row, if it is in memory.
        public @Nullable List<@Nullable String> peek(int index) {
            return of.peek(index);
        }

        /// Reads what is around a row into memory, beside the caller.
        ///
        /// @param then called on another thread when [#peek] knows it
        public void ask(int index, Runnable then) {
            of.ask(index, then);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Seen seen && seen.of == of && seen.size == size;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(of) * 31 + size;
        }
    }
}
