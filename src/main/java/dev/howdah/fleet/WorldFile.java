package dev.howdah.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file about something of an AWS account that outlives the process. Behind another endpoint the same account number and region are
/// another world, whose file is not this one's.
public final class WorldFile {
    private static final String FOREIGN = "-at-";
    private static final Duration KEPT = Duration.ofDays(14);

    private WorldFile() {}

    /// @param folder where files of its kind are
    /// @param name what it is about
    /// @param endpoint the endpoint that stands in for AWS's own, null for AWS
    public static Path of(Path folder, String name, @Nullable String endpoint) {
        String place = endpoint == null ? "" : FOREIGN + endpoint.replaceAll("^[a-z]+://", "").replaceAll("[^A-Za-z0-9.-]", "_");
        return folder.resolve(name + place + ".jsonl");
    }

    /// Endpoints come and go; what nobody has added to for 14 days was of one that went.
    ///
    /// @param kept the one that is used now
    /// @throws IOException when the folder cannot be read or a file of it not be deleted
    public static void forgetForeign(Path kept) throws IOException {
        Path folder = kept.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        Instant old = Instant.now().minus(KEPT);
        try (var files = Files.newDirectoryStream(folder, "*" + FOREIGN + "*.jsonl")) {
            for (Path other : files) {
                if (!other.equals(kept) && Files.getLastModifiedTime(other).toInstant().isBefore(old)) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }
}
