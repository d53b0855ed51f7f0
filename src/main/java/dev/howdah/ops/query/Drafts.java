package dev.howdah.ops.query;

import dev.howdah.json.Json;
import dev.howdah.model.InstanceRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// What stands in the editors, on disk, so that a crash loses nothing that was typed. Only its owner may read it: a text may hold
/// what its writer did not mean for others.
final class Drafts {
    private final Path folder;

    Drafts(Path folder) {
        this.folder = folder.resolve("drafts");
    }

    /// The texts of an instance's sheets, in their order; none when there are none.
    ///
    /// @throws IOException when they are there and cannot be read
    List<String> of(InstanceRef ref) throws IOException {
        try {
            var texts = new ArrayList<String>();
            if (Json.readObject(Files.readString(file(ref))).get("texts") instanceof List<?> list) {
                list.forEach(text -> texts.add(String.valueOf(text)));
            }
            return texts;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (Json.Malformed e) {
            throw new IOException(file(ref) + ": " + e.getMessage(), e);
        }
    }

    /// Replaces them as a whole, so that a crash leaves the old or the new ones.
    synchronized void keep(InstanceRef ref, List<String> texts) throws IOException {
        Files.createDirectories(folder);
        Path next = Files.createTempFile(folder, "draft", ".tmp");
        if (next.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(next, Json.pretty(Json.object("texts", List.copyOf(texts))) + "\n");
        Files.move(next, file(ref), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file(InstanceRef ref) {
        return folder.resolve((ref.account() + "_" + ref.region() + "_" + ref.id()).replaceAll("[^A-Za-z0-9_-]", "_") + ".json");
    }
}
