package dev.howdah.ops.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.json.Json;
import org.junit.jupiter.api.Test;

/// Rows of the progress views as several versions give them. Bad inputs tried: a role that may not see them, an end that is not known, more
/// done than there is, a view that no version has yet.
final class ProgressTest {
    @Test
    void thePhaseSaysWhatIsCounted() {
        assertThat(words("vacuum", "{\"pid\":7,\"phase\":\"scanning heap\",\"heap_blks_total\":400,\"heap_blks_scanned\":100}"))
                .isEqualTo("0.25 100 of 400 pages");
        assertThat(words("vacuum", "{\"pid\":7,\"phase\":\"vacuuming heap\",\"heap_blks_total\":400,\"heap_blks_scanned\":400,"
                + "\"heap_blks_vacuumed\":200,\"index_vacuum_count\":2}")).isEqualTo("0.5 200 of 400 pages, indexes gone through 2 times");
        assertThat(words("create_index",
                "{\"pid\":7,\"command\":\"CREATE INDEX CONCURRENTLY\",\"phase\":\"waiting for writers before build\","
                        + "\"lockers_total\":3,\"lockers_done\":1,\"current_locker_pid\":99}"))
                .isEqualTo("0.3333333333333333 1 of 3 transactions waited for, waits for pid 99");
        assertThat(words("create_index", "{\"pid\":7,\"command\":\"CREATE INDEX\",\"phase\":\"building index: scanning table\","
                + "\"blocks_total\":10,\"blocks_done\":5,\"tuples_total\":0,\"tuples_done\":0}")).isEqualTo("0.5 5 of 10 pages");
        assertThat(words("create_index", "{\"pid\":7,\"command\":\"REINDEX\",\"phase\":\"building index: loading tuples in tree\","
                + "\"blocks_total\":10,\"blocks_done\":10,\"tuples_total\":1000,\"tuples_done\":10,\"partitions_total\":4,\"partitions_done\":1}"))
                .isEqualTo("0.01 10 of 1,000 rows, 1 of 4 partitions");
        assertThat(words("analyze", "{\"pid\":7,\"phase\":\"acquiring sample rows\",\"sample_blks_total\":30,\"sample_blks_scanned\":3}"))
                .isEqualTo("0.1 3 of 30 pages of the sample");
        assertThat(words("cluster", "{\"pid\":7,\"command\":\"VACUUM FULL\",\"phase\":\"seq scanning heap\",\"heap_blks_total\":50,"
                + "\"heap_blks_scanned\":5}")).isEqualTo("0.1 5 of 50 pages");
        assertThat(words("basebackup", "{\"pid\":7,\"phase\":\"streaming database files\",\"backup_total\":2048,\"backup_streamed\":1024}"))
                .isEqualTo("0.5 1.0 KiB of 2.0 KiB");
    }

    @Test
    void indexesAreCountedWhereTheVersionDoes() {
        assertThat(words("vacuum", "{\"pid\":7,\"phase\":\"vacuuming indexes\",\"heap_blks_total\":400,\"heap_blks_scanned\":400}"))
                .as("before 17").isEqualTo("null ");
        assertThat(words("vacuum", "{\"pid\":7,\"phase\":\"vacuuming indexes\",\"heap_blks_total\":400,\"indexes_total\":4,"
                + "\"indexes_processed\":1}")).as("since 17").isEqualTo("0.25 1 of 4 indexes");
    }

    @Test
    void whereTheEndIsNotKnownThereIsNoShare() {
        assertThat(words("copy", "{\"pid\":7,\"command\":\"COPY FROM\",\"type\":\"PIPE\",\"bytes_processed\":3145728,\"bytes_total\":0,"
                + "\"tuples_processed\":12}")).isEqualTo("null 3.0 MiB, 12 rows");
        assertThat(words("copy", "{\"pid\":7,\"command\":\"COPY FROM\",\"type\":\"FILE\",\"bytes_processed\":1,\"bytes_total\":4,"
                + "\"tuples_processed\":12,\"tuples_skipped\":2}")).isEqualTo("0.25 1 B of 4 B, 12 rows, 2 skipped");
        assertThat(words("basebackup", "{\"pid\":7,\"phase\":\"streaming database files\",\"backup_total\":null,\"backup_streamed\":1024}"))
                .isEqualTo("null 1.0 KiB");
        assertThat(words("vacuum", "{\"pid\":7,\"phase\":\"scanning heap\",\"heap_blks_total\":4,\"heap_blks_scanned\":9}"))
                .as("the table grew").startsWith("1.0 ");
    }

    @Test
    void whatTheRoleMayNotSeeIsNotGuessed() {
        for (String view : new String[]{"vacuum", "copy", "create_index", "basebackup"}) {
            Progress hidden = Progress.of(view, "",
                    Json.readObject("{\"pid\":7,\"datid\":\"5\",\"relid\":null,\"phase\":null,\"command\":null}"));
            assertThat(hidden.phase()).as(view).isNull();
            assertThat(hidden.share()).as(view).isNull();
        }
    }

    @Test
    void aViewOfALaterVersionIsShownByItsPhase() {
        Progress later = Progress.of("repack", "public.posts",
                Json.readObject("{\"pid\":7,\"command\":\"REPACK\",\"phase\":\"catching up\",\"heap_blks_total\":5}"));
        assertThat(later).isEqualTo(new Progress(7, "repack", "public.posts", "catching up", null, ""));
    }

    private static String words(String view, String row) {
        Progress one = Progress.of(view, "public.posts", Json.readObject(row));
        return one.share() + " " + one.done();
    }
}
