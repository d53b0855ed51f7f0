package dev.howdah.ops.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.lint.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlFilesTest {
    @TempDir
    private Path folder;

    private void file(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "SELECT 1;\n");
    }

    private List<String> read() throws IOException {
        return SqlFiles.load(List.of(folder)).files().stream().map(f -> folder.relativize(Path.of(f.name())).toString()).toList();
    }

    @Test
    void flywayGoesByVersionWhateverTheFolderAndNeverRunsWhatUndoes() throws IOException {
        for (String path : List.of("2025/V10__c.sql", "2026/V9__b.sql", "V1__a.sql", "U1__a.sql", "2025/U10__c.sql", "a/R__view.sql",
                "V2.1__d.sql", "readme.txt", "a/deep/er/V11__e.sql")) {
            file(path);
        }
        assertThat(read()).containsExactly("V1__a.sql", "V2.1__d.sql", "2026/V9__b.sql", "2025/V10__c.sql", "a/deep/er/V11__e.sql",
                "a/R__view.sql");
    }

    @Test
    void othersGoFolderByFolder() throws IOException {
        for (String path : List.of("10_b/migration.sql", "9_a/migration.sql", "9_a/z.sql", "Users.sql", "U__users.sql")) {
            file(path);
        }
        Files.createDirectories(folder.resolve("empty.sql"));
        assertThat(read()).containsExactly("9_a/migration.sql", "9_a/z.sql", "10_b/migration.sql", "U__users.sql", "Users.sql");
    }

    @Test
    void whatUndoesIsReadWhenItIsNamed() throws IOException {
        file("U1__a.sql");
        assertThat(SqlFiles.load(List.of(folder.resolve("U1__a.sql"))).files()).hasSize(1);
        assertThatThrownBy(() -> read()).isInstanceOf(java.io.IOException.class).hasMessageContaining("holds no .sql file to run");
        assertThatThrownBy(() -> SqlFiles.load(List.of(folder.resolve("nowhere")))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatTheSqlSuppressesIsKeptWithReasonAndPlace() throws Exception {
        var review = new Review(16, true);
        review.read("V7__x.sql", """
                SET lock_timeout = '2s';
                -- howdah:ignore-file drop-column: nobody reads them, since 41
                ALTER TABLE posts DROP COLUMN teaser;
                ALTER TABLE posts DROP COLUMN title;
                """);
        Reviewed reviewed = Reviewed.of("V7__x.sql", "0123", review.report(), Set.of());
        assertThat(reviewed.suppressed())
                .containsExactly(new Reviewed.Suppressed("drop-column", "nobody reads them, since 41", "V7__x.sql", List.of(3, 4)));
        assertThat(reviewed.suppressed().getFirst().words()).isEqualTo("drop-column, V7__x.sql:3, 4: nobody reads them, since 41");
    }
}
