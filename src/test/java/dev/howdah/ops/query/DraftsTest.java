package dev.howdah.ops.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.model.InstanceRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands in the editors, on disk. Bad inputs tried: nothing there, a broken file, a name that is a path, any character.
final class DraftsTest {
    private static final InstanceRef REF = new InstanceRef("123456789012", "ap-northeast-2", "../blog-db");
    @TempDir
    private Path folder;

    @Test
    void whatIsKeptIsThereAgainForItsOwnerOnly() throws IOException {
        var drafts = new Drafts(folder);
        assertThat(drafts.of(REF)).isEmpty();
        drafts.keep(REF, List.of("select 1;\n\\d \"x\"", "", "\u202E🙂\u0000"));
        assertThat(new Drafts(folder).of(REF)).containsExactly("select 1;\n\\d \"x\"", "", "\u202E🙂\u0000");
        try (var files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSize(1).allMatch(f -> f.getParent().equals(folder.resolve("drafts")));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(all.getFirst()))).isEqualTo("rw-------");
            Files.writeString(all.getFirst(), "{");
        }
        assertThatThrownBy(() -> drafts.of(REF)).isInstanceOf(IOException.class);
    }
}
