package dev.howdah.journal;

import dev.howdah.json.Json;
import dev.howdah.task.Undisturbed;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The files themselves: takes the lock, finds the end, mends it where a crash tore it, appends one line and forces it to the disk.
final class JournalFile {
    private static final System.Logger LOG = System.getLogger(JournalFile.class.getName());
    private static final int WINDOW = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /// A lock on a file is the process's; inside it, one at a time.
    private static final Object TURN = new Object();
    private final Path folder;
    private final long full;

    /// @param full bytes after which the next entry opens another file
    JournalFile(Path folder, long full) {
        this.folder = folder;
        this.full = full;
    }

    /// Where the journal ends.
    ///
    /// @param torn what follows the last line end
    private record End(long number, String hash, byte[] torn) {}

    /// What is to be written.
    ///
    /// @param intent what it belongs to; null for none
    record Line(Instant at, Entry.Kind kind, @Nullable String intent, Map<String, @Nullable Object> fields) {}

    /// Appends; when this returns, all lines are on the disk. Whoever was told to stop still writes down what it did.
    ///
    /// @throws IOException when they are not; then no part of them is left, or it is recognised as torn by the next writer
    void append(List<Line> lines) throws IOException {
        Undisturbed.run(() -> {
            synchronized (TURN) {
                write(lines, Files.createDirectories(folder).resolve("journal.lock"));
            }
        });
    }

    private void write(List<Line> lines, Path lock) throws IOException {
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock _ = locked(channel)) {
            Instant at = lines.getFirst().at();
            End end = turned(mended(end(), at), at);
            var entries = new ArrayList<Entry>();
            for (Line line : lines) {
                Entry next = Entry.next(end.number() + 1, line.at(), line.kind(), line.intent(), line.fields(), end.hash());
                entries.add(next);
                end = new End(next.number(), next.hash(), new byte[0]);
            }
            write(entries);
        }
    }

    /// Another process writes in milliseconds; one that hangs must not hold up whoever has an incident.
    private static FileLock locked(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        throw new IOException("another process has held its lock for " + PATIENCE.toSeconds() + " s");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            LOG.log(Level.DEBUG, "somebody else in this process holds the lock", e);
            return null;
        }
    }

    private End end() throws IOException {
        Chain.Head head = Chain.Head.of(folder);
        for (Path file : Chain.files(folder).reversed()) {
            byte[] bytes = tail(file);
            if (bytes.length > 0) {
                return end(bytes, head);
            }
        }
        return new End(0, Entry.ORIGIN, new byte[0]);
    }

    private static End end(byte[] bytes, Chain.Head head) {
        int stop = lastLineEnd(bytes, bytes.length);
        byte[] torn = Arrays.copyOfRange(bytes, stop + 1, bytes.length);
        while (stop > 0) {
            int start = lastLineEnd(bytes, stop);
            try {
                Entry last = Entry.of(new String(bytes, start + 1, stop - start - 1, StandardCharsets.UTF_8));
                return new End(last.number(), last.hash(), torn);
            } catch (Entry.Damaged e) {
                LOG.log(Level.WARNING, "a line of the journal is damaged: {0}", e.getMessage());
                stop = start;
            }
        }
        return new End(head.number(), head.hash(), torn);
    }

    private static int lastLineEnd(byte[] bytes, int before) {
        int i = before - 1;
        while (i >= 0 && bytes[i] != '\n') {
            i--;
        }
        return i;
    }

    private static byte[] tail(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            var window = ByteBuffer.allocate((int) Math.min(size, WINDOW));
            channel.position(size - window.capacity());
            while (window.hasRemaining() && channel.read(window) >= 0) {
                continue;
            }
            return Arrays.copyOf(window.array(), window.position());
        }
    }

    /// Says in the journal itself what is wrong with its end, then goes on from there.
    private End mended(End found, Instant at) throws IOException {
        End end = found;
        if (end.torn().length > 0) {
            end = repaired(end, at);
        }
        Chain.Head head = Chain.Head.of(folder);
        if (head.number() > end.number()) {
            Entry gap = write(Entry.next(head.number() + 1, at, Entry.Kind.GAP, null,
                    Json.object("from", end.number() + 1, "to", head.number()), head.hash()));
            end = new End(gap.number(), gap.hash(), new byte[0]);
        }
        return end;
    }

    private End repaired(End end, Instant at) throws IOException {
        LOG.log(Level.WARNING, "the last line of the journal was cut short by a crash; it is kept and marked");
        bytes("\n".getBytes(StandardCharsets.UTF_8));
        long number = end.number();
        String hash = end.hash();
        String torn = Entry.digest(end.torn());
        try {
            Entry whole = Entry.of(new String(end.torn(), StandardCharsets.UTF_8));
            number = whole.number();
            hash = whole.hash();
            torn = "";
        } catch (Entry.Damaged e) {
            LOG.log(Level.DEBUG, "the torn line: {0}", e.getMessage());
        }
        Entry mark = write(Entry.next(number + 1, at, Entry.Kind.REPAIRED, null,
                Json.object("torn", torn, "bytes", end.torn().length, "why",
                        torn.isEmpty() ? "a process ended before the line end was written" : "a process ended while writing this line"),
                hash));
        return new End(mark.number(), mark.hash(), new byte[0]);
    }

    /// Puts a full file aside and opens the next, whose first line continues the chain.
    private End turned(End end, Instant at) throws IOException {
        Path current = current();
        boolean aside = Files.exists(current) && Files.size(current) >= full;
        if (aside) {
            Files.move(current, folder.resolve(String.format(java.util.Locale.ROOT, "journal-%012d.jsonl", end.number())),
                    StandardCopyOption.ATOMIC_MOVE);
        }
        if (!aside && (Files.exists(current) || end.number() == 0)) {
            return end;
        }
        Path before = Chain.files(folder).getLast();
        Entry first = write(Entry.next(end.number() + 1, at, Entry.Kind.CONTINUED, null,
                Json.object("from", String.valueOf(before.getFileName())), end.hash()));
        return new End(first.number(), first.hash(), new byte[0]);
    }

    private Entry write(Entry entry) throws IOException {
        write(List.of(entry));
        return entry;
    }

    private void write(List<Entry> entries) throws IOException {
        var text = new StringBuilder();
        entries.forEach(e -> text.append(e.line()).append('\n'));
        bytes(text.toString().getBytes(StandardCharsets.UTF_8));
        Entry entry = entries.getLast();
        Path next = folder.resolve("journal.head.next");
        Files.deleteIfExists(next);
        Files.createFile(next, privately());
        Files.writeString(next, new Chain.Head(entry.number(), entry.hash()).line());
        Files.move(next, folder.resolve(Chain.HEAD), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void bytes(byte[] bytes) throws IOException {
        boolean fresh = !Files.exists(current());
        if (fresh) {
            Files.createFile(current(), privately());
        }
        try (var channel = FileChannel.open(current(), StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long before = channel.size();
            try {
                var buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            } catch (IOException e) {
                takeBack(channel, before, e);
                throw e;
            }
        }
        if (fresh && posix()) {
            try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private static void takeBack(FileChannel channel, long size, IOException why) {
        try {
            channel.truncate(size);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private Path current() {
        return folder.resolve(Chain.CURRENT);
    }

    private boolean posix() throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix");
    }

    private FileAttribute<?>[] privately() throws IOException {
        return posix()
                ? List.of(PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))).toArray(FileAttribute[]::new)
                : new FileAttribute<?>[0];
    }
}
