package dev.howdah.drill.postgres.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A server that was left behind, known only by the `postmaster.pid` in its data directory (PostgreSQL manual, 73.1: line 1
/// is the process, line 7 the shared memory key and id).
public record Postmaster(long pid, Optional<Integer> sharedMemory) {
    /// The server whose data directory this is, if its process still is that server and not another that got its number.
    public static Optional<Postmaster> of(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")) {
            return Optional.empty();
        }
        Optional<Integer> memory = lines.size() < 7 ? Optional.empty() : memory(lines.get(6).strip().split("\\s+"));
        return Optional.of(new Postmaster(Long.parseLong(lines.getFirst().strip()), memory));
    }

    private static Optional<Integer> memory(String[] keyAndId) {
        return keyAndId.length == 2 ? Optional.of(Integer.parseInt(keyAndId[1])) : Optional.empty();
    }

    /// Whether the process with this number works in `data`, as a postmaster always does.
    public boolean worksIn(Path data) throws IOException {
        Path cwd = Path.of("/proc", Long.toString(pid), "cwd");
        if (Files.exists(Path.of("/proc/self"))) {
            try {
                return Files.readSymbolicLink(cwd).equals(data.toRealPath());
            } catch (NoSuchFileException e) {
                return false;
            }
        }
        return ProcessHandle.of(pid).flatMap(p -> p.info().command()).filter(c -> c.endsWith("postgres") || c.endsWith("postgres.exe"))
                .isPresent();
    }

    /// Ends the server and all its processes at once, as a lost host would, and frees its shared memory. Whoever is told to stop meanwhile
    /// still sees it through: what is left undone here nobody does later.
    public void kill(Duration patience) throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        List<ProcessHandle> all = process.map(p -> Stream.concat(Stream.of(p), p.descendants()).toList()).orElse(List.of());
        // the postmaster first: it must not start a new process in place of a lost one
        all.forEach(ProcessHandle::destroyForcibly);
        var ended = CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        long until = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (!ended.isDone()) {
                try {
                    ended.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException | TimeoutException e) {
                    throw new IOException("Server process " + pid + " did not end when killed", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        sharedMemory.ifPresent(Posix::removeSharedMemory);
    }
}
