package dev.howdah.ops.reach;

import dev.howdah.json.Json;
import dev.howdah.task.Undisturbed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The sessions that processes of ours have open at AWS, on disk, so that whoever starts next can end what a killed process left.
/// No token and no URL is in it: a session's name is what CloudTrail shows too. Mode 0600; changed under a lock on a file of its
/// own, and replaced as a whole.
public final class OpenSessions {
    /// @param port local port that leads into it; null for none
    /// @param started of the process, so that a process id used again is not taken for it
    public record Entry(String sessionId, @Nullable String profile, String region, @Nullable String endpoint, String instance, String via,
            @Nullable Integer port, long pid, Instant started) {
        /// Whether the process that opened it still runs.
        public boolean alive() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).flatMap(p -> p.info().startInstant())
                    .map(at -> Math.abs(at.toEpochMilli() - started.toEpochMilli()) < 2000).orElse(false);
        }
    }

    private static final Object TURN = new Object();
    private final Path file;

    /// @param folder of the console's state
    public OpenSessions(Path folder) {
        file = folder.resolve("sessions.jsonl");
    }

    /// The start of this process, as [Entry#alive] compares it.
    public static Instant ownStart() {
        return ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    }

    public void add(Entry entry) {
        change(list -> {
            var next = new ArrayList<>(list);
            next.add(entry);
            return next;
        });
    }

    public void remove(String sessionId) {
        change(list -> list.stream().filter(e -> !e.sessionId().equals(sessionId)).toList());
    }

    /// Notes the local port of a process's sessions.
    public void port(long pid, int port) {
        change(list -> list.stream().map(e -> e.pid() == pid
                ? new Entry(e.sessionId(), e.profile(), e.region(), e.endpoint(), e.instance(), e.via(), port, e.pid(), e.started())
                : e).toList());
    }

    public List<Entry> all() {
        try {
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException("the list of open sessions, " + file + ", cannot be read", e);
        }
    }

    /// What processes that are gone left open.
    public List<Entry> left() {
        return all().stream().filter(e -> !e.alive()).toList();
    }

    /// Goes to its end also when the thread is told to stop: it is short, and what it would leave unwritten is open at AWS all the same.
    private void change(UnaryOperator<List<Entry>> change) {
        try {
            Undisturbed.run(() -> {
                // a lock on a file is the process's, and is gone when any of its channels to that file is closed: one at a time in here
                synchronized (TURN) {
                    write(change);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the list of open sessions, " + file + ", cannot be written", e);
        }
    }

    private void write(UnaryOperator<List<Entry>> change) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent());
        Files.createDirectories(folder);
        Path lock = folder.resolve("sessions.lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE); var _ = channel.lock()) {
            var lines = new StringBuilder();
            change.apply(read()).forEach(e -> lines.append(Json.line(json(e))).append('\n'));
            Path next = folder.resolve("sessions.next");
            Files.deleteIfExists(next);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(next, lines);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private List<Entry> read() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return lines.stream().filter(l -> !l.isBlank()).map(OpenSessions::entry).flatMap(Optional::stream).toList();
    }

    private static java.util.Map<String, @Nullable Object> json(Entry e) {
        return Json.object("session", e.sessionId(), "profile", e.profile(), "region", e.region(), "endpoint", e.endpoint(), "instance",
                e.instance(), "via", e.via(), "port", e.port(), "pid", e.pid(), "started", e.started());
    }

    private static Optional<Entry> entry(String line) {
        try {
            var json = Json.readObject(line);
            Object port = json.get("port");
            return Optional.of(new Entry(String.valueOf(json.get("session")), (String) json.get("profile"),
                    String.valueOf(json.get("region")), (String) json.get("endpoint"), String.valueOf(json.get("instance")),
                    String.valueOf(json.get("via")), port == null ? null : Integer.valueOf(port.toString()),
                    Long.parseLong(String.valueOf(json.get("pid"))), Instant.parse(String.valueOf(json.get("started")))));
        } catch (RuntimeException e) {
            System.getLogger(OpenSessions.class.getName()).log(System.Logger.Level.WARNING,
                    "a line of the list of open sessions cannot be read and is left out: {0}", e.getMessage());
            return Optional.empty();
        }
    }
}
