package dev.howdah.drill.postgres.host;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// PostgreSQL unpacked from the class path, once for each archive: the directory is named by the archive's SHA-256 and gets
/// its name only when it is complete, so a half-unpacked one is never used and a new version never meets an old one.
public record Binaries(Path directory) {
    private static final String MARK = "complete";

    /// Unpacks into `cache` unless that was done before.
    public static Binaries unpack(Path cache) throws IOException {
        String resource = resource();
        Path directory = cache.resolve("postgres-" + digest(resource).substring(0, 16));
        var ready = new Binaries(directory);
        if (ready.complete()) {
            return ready;
        }
        Files.createDirectories(cache);
        // the lock is given back before the next of this process asks for it: a process may not ask twice
        synchronized (Binaries.class) {
            try (var lock = FileChannel.open(cache.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                if (!ready.complete()) {
                    Path draft = Files.createTempDirectory(cache, "unpacking-");
                    extract(resource, draft);
                    Files.writeString(draft.resolve(MARK), Long.toString(Trees.size(draft)));
                    open(draft, "rwxr-xr-x");
                    Trees.remove(directory);
                    Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        return ready;
    }

    public String program(String name) {
        return directory.resolve("bin").resolve(name).toString();
    }

    /// Whether everything that was unpacked is still there: the sum of sizes is written down last.
    private boolean complete() throws IOException {
        Path mark = directory.resolve(MARK);
        if (Files.notExists(mark)) {
            return false;
        }
        String sum = Files.readString(mark);
        return sum.equals(Long.toString(Trees.size(directory) - sum.length()));
    }

    private static String resource() throws IOException {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "darwin" : "linux";
        String machine = switch (arch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> arch;
        };
        String name = "/postgres-" + system + "-" + machine + ".txz";
        if (Binaries.class.getResource(name) == null) {
            throw new IOException(
                    "This build of Howdah carries no PostgreSQL for " + os + " on " + arch + " (" + name + " is not on the class path)");
        }
        return name;
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = Binaries.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException(resource + " is not on the class path");
        }
        return in;
    }

    private static String digest(String resource) throws IOException {
        try (var in = new DigestInputStream(open(resource), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void extract(String resource, Path to) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(open(resource))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = to.resolve(entry.getName()).normalize();
                if (!target.startsWith(to)) {
                    throw new IOException("The archive of PostgreSQL has an entry outside itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.resolveSibling("."));
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(target.resolveSibling("."));
                    Files.copy(tar, target);
                    open(target, (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--");
                }
            }
        }
    }

    private static void open(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
