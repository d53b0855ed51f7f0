package dev.howdah.ops.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.sql.session.Answer;
import dev.howdah.sql.session.Database.Result;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows on disk, rows as CSV. Bad inputs tried: NULL, empty and long values, characters beyond ASCII, no columns, an index outside, a
/// file that was closed under its reader, a file that is there already, every beginning of a formula.
final class StoredRowsTest {
    private static List<@Nullable String> row(int i) {
        return Arrays.asList(String.valueOf(i), i % 3 == 0 ? null : "é🙂".repeat(i % 7), "x".repeat(i % 1000));
    }

    @Test
    void everyRowIsThereAgain() throws IOException {
        try (var rows = new StoredRows(Runnable::run)) {
            for (int i = 0; i < 30_000; i += 300) {
                rows.add(IntStream.range(i, i + 300).mapToObj(StoredRowsTest::row).toList());
            }
            rows.flush();
            StoredRows.Seen seen = rows.seen();
            assertThat(seen).hasSize(30_000);
            for (int i = 0; i < 30_000; i += 17) {
                assertThat(seen.get(i)).isEqualTo(row(i));
            }
            assertThatThrownBy(() -> seen.get(30_000)).isInstanceOf(IndexOutOfBoundsException.class);
            rows.add(List.of(row(7)));
            rows.flush();
            assertThat(seen).as("as many as there were").hasSize(30_000).isNotEqualTo(rows.seen());
            assertThat(rows.seen()).isEqualTo(rows.seen()).hasSize(30_001);
        }
    }

    @Test
    void whatIsNotInMemoryIsAskedForAndNotWaitedFor() throws IOException {
        var reads = new ArrayList<Runnable>();
        var rows = new StoredRows(reads::add);
        rows.add(List.of(row(1), row(2)));
        rows.flush();
        StoredRows.Seen seen = rows.seen();
        assertThat(seen.peek(1)).isNull();
        var came = new AtomicInteger();
        seen.ask(1, came::incrementAndGet);
        seen.ask(0, came::incrementAndGet);
        assertThat(reads).as("one read for one block").hasSize(1);
        reads.getFirst().run();
        assertThat(came).hasValue(1);
        assertThat(seen.peek(1)).isEqualTo(row(2));
        rows.close();
        assertThatThrownBy(() -> seen.get(1)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aLongResultGoesToDiskAndWhatIsRepeatedReplacesItself() {
        var repeats = new AtomicInteger();
        try (var harvest = new Harvest(_ -> {
        }, repeats::incrementAndGet, Runnable::run)) {
            var fields = List.of(new Answer.Field("a", 23, -1), new Answer.Field("b", 25, -1), new Answer.Field("c", 25, -1));
            for (int round = 0; round < 3; round++) {
                if (round > 0) {
                    harvest.again();
                }
                harvest.begins("select round");
                for (int i = 0; i < 60_000; i += 1000) {
                    harvest.rows(
                            new Answer.Rows(fields, IntStream.range(i, i + 1000).mapToObj(StoredRowsTest::row).toList(), i == 0, false));
                    assertThat(harvest.soFar()).isNotEmpty();
                }
                harvest.done("SELECT 60000");
                harvest.ended(Duration.ofMillis(round));
            }
            assertThat(repeats).hasValue(2);
            assertThat(harvest.soFar()).hasSize(1);
            assertThat(harvest.soFar().getFirst().took()).isEqualTo(Duration.ofMillis(2));
            assertThat(harvest.soFar().getFirst().results()).singleElement().isInstanceOfSatisfying(Result.Rows.class, r -> {
                assertThat(r.rows()).isInstanceOf(StoredRows.Seen.class).hasSize(60_000);
                assertThat(r.rows().get(59_999)).isEqualTo(row(59_999));
                assertThat(r.more()).isFalse();
            });
        }
    }

    @Test
    void csvIsAsPsqlWritesItAndFormulasAreMarkedOnRequestOnly(@TempDir Path folder) throws IOException {
        var rows = new Result.Rows(List.of("n", "a,b"), List.of(true, false),
                List.of(Arrays.asList("-1", "=1+1"), Arrays.asList(null, "a\"b"), Arrays.asList("-1e5", "two\nlines"),
                        Arrays.asList("-Infinity", "\\."), Arrays.asList("2", ""), Arrays.asList("3", "@x"), Arrays.asList("4", "+x"),
                        Arrays.asList("5", "-x"), Arrays.asList("6", "\tx"), Arrays.asList("7", "a=b")),
                false);
        var plain = new StringWriter();
        assertThat(CsvFile.to(plain, rows, false)).isZero();
        assertThat(plain.toString()).isEqualTo(
                "n,\"a,b\"\n-1,=1+1\n,\"a\"\"b\"\n-1e5,\"two\nlines\"\n-Infinity,\"\\.\"\n2,\n3,@x\n4,+x\n5,-x\n6,\tx\n7,a=b\n");
        var marked = new StringWriter();
        assertThat(CsvFile.to(marked, rows, true)).isEqualTo(5);
        assertThat(marked.toString()).contains("-1,'=1+1\n", "3,'@x", "4,'+x", "5,'-x", "6,'\tx", "7,a=b");
        Path file = folder.resolve("x.csv");
        CsvFile.write(rows, file, false);
        assertThat(Files.readString(file)).isEqualTo(plain.toString());
        assertThatThrownBy(() -> CsvFile.write(rows, file, false)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent(plain.toString());
        var gone = new StoredRows(Runnable::run);
        gone.add(List.of(row(1)));
        gone.flush();
        var seen = gone.seen();
        gone.close();
        Path half = folder.resolve("half.csv");
        assertThatThrownBy(
                () -> CsvFile.write(new Result.Rows(List.of("a", "b", "c"), List.of(true, false, false), seen, false), half, true))
                .isInstanceOf(IOException.class);
        assertThat(half).doesNotExist();
    }
}
