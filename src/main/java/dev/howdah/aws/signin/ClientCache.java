package dev.howdah.aws.signin;

import dev.howdah.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `aws` client's folders below `~/.aws`, as far as they are written here.
final class ClientCache {
    private ClientCache() {}

    /// Replaces a file as a whole; its owner alone may read it, from the first byte on.
    static void write(Path file, Map<String, @Nullable Object> json) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = Files.createTempFile(folder, "tmp", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(Json.line(json).getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
