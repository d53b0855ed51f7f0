package dev.howdah.ops.reach;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// The certificate authorities of Amazon RDS as a file, which is how the driver wants them.
public final class Roots {
    private Roots() {}

    /// A file of one's own, or else the bundle that comes with this program, written where the console keeps its state.
    ///
    /// @throws IOException when the file named is not there, or the bundle cannot be written
    public static Path file(Optional<Path> own, Path state) throws IOException {
        if (own.isPresent()) {
            if (!Files.isReadable(own.get())) {
                throw new IOException("PGSSLROOTCERT names " + own.get() + ", which cannot be read");
            }
            return own.get();
        }
        Path file = state.resolve("rds-roots.pem");
        try (InputStream bundle = Objects.requireNonNull(Roots.class.getResourceAsStream("/dev/howdah/rds/roots.pem"))) {
            byte[] bytes = bundle.readAllBytes();
            if (!Files.exists(file) || Files.size(file) != bytes.length) {
                Files.createDirectories(state);
                Files.write(file, bytes);
            }
        }
        return file;
    }
}
