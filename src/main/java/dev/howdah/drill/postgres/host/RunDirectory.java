package dev.howdah.drill.postgres.host;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The directory of one running set of servers, and the promise that neither it nor they outlive the process that owns them.
///
/// Three nets, because a process can end in three ways. `close` ends everything. When the owner dies without closing (SIGKILL,
/// power of the JVM lost), a small shell that waits on a pipe from the owner sees the pipe end and stops the servers. And
/// whoever opens the next run directory beside it finds its lock file free, which the kernel guarantees only after the owner's
/// death, kills what still runs in it and removes it. Owners that live hold their locks, so drills side by side are left alone.
public final class RunDirectory implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RunDirectory.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String WATCH = "trap '' INT HUP TERM; read -r gone; "
            + "for f in \"$0\"/*/data/postmaster.pid; do p=$(head -n 1 \"$f\" 2>/dev/null) && [ -n \"$p\" ] && kill -QUIT \"$p\" 2>/dev/null; done; exit 0";
    /// The locks of this process. Whoever opens and closes such a file again loses the lock: the kernel drops all locks that a
    /// process has on a file when it closes any of its descriptors for it (fcntl(2), POSIX locks).
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();
    private final Path path;
    private final Path lockFile;
    private final FileChannel lock;
    private final @Nullable Process watch;

    private RunDirectory(Path path, Path lockFile, FileChannel lock, @Nullable Process watch) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
        this.watch = watch;
    }

    /// Sweeps what dead owners left in `directory`, then opens a directory of our own there.
    public static RunDirectory open(Path directory, Account account) throws IOException {
        Path parent = Files.createDirectories(directory).toRealPath();
        account.mustReach(parent);
        sweep(parent);
        String id = ProcessHandle.current().pid() + "-" + UUID.randomUUID().toString().substring(0, 8);
        Path lockFile = parent.resolve(id + ".lock");
        OWN.add(lockFile);
        FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (lock.tryLock() == null || Files.notExists(lockFile)) {
            lock.close();
            throw new IOException("The lock " + lockFile + " was taken by a drill that was just sweeping; start again");
        }
        Path path = account.directory(parent.resolve(id));
        return new RunDirectory(path, lockFile, lock, watch(path, account));
    }

    public Path path() {
        return path;
    }

    /// Kills and removes whatever the owners that died left behind.
    public static void sweep(Path parent) throws IOException {
        List<Path> locks;
        try (var files = Files.list(parent)) {
            locks = files.filter(f -> f.toString().endsWith(".lock") && !OWN.contains(f)).toList();
        }
        for (Path file : locks) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                if (channel.tryLock() != null) {
                    String name = file.getFileName().toString();
                    Path left = parent.resolve(name.substring(0, name.length() - ".lock".length()));
                    LOG.log(Level.INFO, "Removing {0}, which a drill that was killed left behind", left);
                    killServers(left);
                    Trees.remove(left);
                    Files.deleteIfExists(file);
                }
            } catch (OverlappingFileLockException e) {
                LOG.log(Level.DEBUG, "{0} is held by this process", file);
            } catch (java.nio.file.NoSuchFileException e) {
                LOG.log(Level.DEBUG, "{0} was removed by its owner meanwhile", file);
            }
        }
    }

    /// Kills what runs in it, removes it and gives the name free.
    @Override
    public void close() throws IOException {
        try {
            killServers(path);
            Trees.remove(path);
        } finally {
            if (watch != null) {
                watch.getOutputStream().close();
                try {
                    if (!watch.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                        watch.destroyForcibly();
                    }
                } catch (InterruptedException e) {
                    watch.destroyForcibly();
                    Thread.currentThread().interrupt();
                }
            }
            Files.deleteIfExists(lockFile);
            lock.close();
            OWN.remove(lockFile);
        }
    }

    private static void killServers(Path run) throws IOException {
        if (Files.notExists(run)) {
            return;
        }
        List<Path> servers;
        try (var files = Files.list(run)) {
            servers = files.map(f -> f.resolve("data")).filter(Files::isDirectory).toList();
        }
        for (Path data : servers) {
            var server = Postmaster.of(data);
            if (server.isPresent() && server.get().worksIn(data)) {
                server.get().kill(PATIENCE);
            }
        }
    }

    private static @Nullable Process watch(Path path, Account account) throws IOException {
        if (!Files.isExecutable(Path.of("/bin/sh"))) {
            return null;
        }
        Process process = new ProcessBuilder(account.command(List.of("/bin/sh", "-c", WATCH, path.toString())))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
                .directory(Path.of("/").toFile()).start();
        OutputStream held = process.getOutputStream();
        held.flush();
        return process;
    }
}
