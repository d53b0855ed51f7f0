package dev.howdah.aws.signin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The programs that somebody agreed to run for credentials, by the hash of their whole line: another line is another program. The lines
/// themselves are not kept.
final class Agreed {
    private static final System.Logger LOG = System.getLogger(Agreed.class.getName());
    private final @Nullable Path file;
    /// Guarded by `this`.
    private final Set<String> hashes = new HashSet<>();

    /// @param folder where it is remembered; null for not at all
    Agreed(@Nullable Path folder) {
        file = folder == null ? null : folder.resolve("agreed-programs");
    }

    synchronized boolean has(String command) {
        String hash = hash(command);
        if (hashes.contains(hash)) {
            return true;
        }
        // another window may have written it
        read();
        return hashes.contains(hash);
    }

    synchronized void add(String command) {
        if (!hashes.add(hash(command)) || file == null) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            if (Files.notExists(file) && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, hash(command) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "what was agreed to is not remembered: {0}", e.getMessage());
        }
    }

    private void read() {
        if (file == null) {
            return;
        }
        try {
            Files.readAllLines(file).stream().map(String::strip).filter(l -> l.matches("[0-9a-f]{64}")).forEach(hashes::add);
        } catch (NoSuchFileException e) {
            // nothing was agreed to yet
            return;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "what was agreed to cannot be read and is asked again: {0}", e.getMessage());
        }
    }

    static String hash(String command) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(command.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JVM without SHA-256", e);
        }
    }
}
