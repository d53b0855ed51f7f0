package dev.howdah;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import dev.howdah.journal.Chain;
import dev.howdah.journal.Entry;
import dev.howdah.journal.Journal;
import dev.howdah.model.Environment;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.query.Queries;
import dev.howdah.ops.query.Sheet;
import dev.howdah.ops.query.Writes;
import dev.howdah.ops.reach.Ways;
import dev.howdah.sql.session.Leave;
import dev.howdah.task.Time;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.shell.WindowHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Writing from the Query screen on a real server, by keyboard. Bad inputs tried: Esc and a single Enter instead of an agreement, a
/// wrong name and none in production, a time of zero and of a day, a DELETE without WHERE (plain and in a CTE), DDL that would wait
/// for ever, a preview that commits, a preview of what no rollback takes back, EXPLAIN ANALYZE of a DELETE, a commit after the time
/// is over, a transaction that is open at the end.
@ExtendWith(HeadlessScreen.class)
final class WritesStoryTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static final Sheet SHEET = new Sheet(BLOG, 1);
    private static Drill drill;
    private static WindowHarness window;
    @TempDir
    private static Path state;

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard(), _ -> {});
        drill.awaitReady();
        window = new WindowHarness(drill, state, Map.of());
        Screens.onFx(() -> {
            window.window().openDrill();
            return null;
        });
        window.until(SOON, "blog-db", "PRIMARY");
        window.press(KeyCode.CONTROL, KeyCode.T);
        Waiting.until("open", SOON, () -> window.ways().of(BLOG).get().condition() == Ways.Condition.OPEN);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT4);
        window.until(SOON, "Query blog-db", "session open as", "no open transaction", "Allow writes…");
    }

    @AfterAll
    static void stop() {
        window.close();
        drill.close();
    }

    @BeforeEach
    void scratch() {
        direct("DROP TABLE IF EXISTS scratch");
        direct("CREATE TABLE scratch AS SELECT n FROM generate_series(1, 500) n");
        direct("ANALYZE scratch");
        direct("GRANT ALL ON scratch TO PUBLIC");
    }

    @AfterEach
    void readOnlyAgain() {
        window.queries().stopWriting(SHEET);
        Waiting.until("read-only", SOON,
                () -> window.queries().writes(SHEET).get() instanceof Writes.Off && window.queries().of(SHEET).get().session() != null);
        assertThat(failure(run("DELETE FROM scratch WHERE n = 1"))).isEqualTo("25006");
    }

    @Test
    void itIsAskedForAndLeftByKeyboard() {
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
        window.until(SOON, "Allow writes in this sheet", "DRILL", "database blogdb", "for 10 minutes", "blog-db · account 123456789012");
        Screens.picture(window.scene(), "writes-plan");
        window.press(KeyCode.ENTER);
        Waiting.until("left", SOON, () -> !window.words().contains("Allow writes in this sheet"));
        assertThat(window.queries().writes(SHEET).get()).isInstanceOf(Writes.Off.class);
        assertThat(failure(run("DELETE FROM scratch WHERE n = 1"))).isEqualTo("25006");
        assertThat(rows()).isEqualTo(500);
    }

    @Test
    void whatTakesEveryRowStopsAndIsAnsweredByKeyboard() {
        allowByKeyboard();
        begin("DELETE FROM scratch");
        window.until(SOON, "Not sent yet", "DELETE without a WHERE takes every row of scratch", "About 500 rows");
        Screens.picture(window.scene(), "writes-question");
        window.press(KeyCode.ENTER);
        assertThat(failure(ended())).isEqualTo("57014");
        assertThat(rows()).isEqualTo(500);
        begin("WITH gone AS (DELETE FROM scratch RETURNING 1) SELECT count(*) FROM gone");
        window.until(SOON, "Not sent yet", "About 500 rows");
        window.press(KeyCode.TAB);
        window.press(KeyCode.ENTER);
        Queries.State previewed = ended();
        assertThat(previewed.text()).contains("500", "nothing was kept");
        assertThat(rows()).isEqualTo(500);
        begin("DELETE FROM scratch");
        window.until(SOON, "Not sent yet");
        window.press(KeyCode.TAB);
        window.press(KeyCode.TAB);
        window.press(KeyCode.ENTER);
        window.until(SOON, "Press again: Run it");
        assertThat(rows()).isEqualTo(500);
        window.press(KeyCode.ENTER);
        assertThat(ended().text()).contains("DELETE 500");
        assertThat(rows()).isZero();
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
        window.until(SOON, "Writing was stopped.", "Allow writes…");
    }

    @Test
    void aPreviewRunsCountsAndTakesBack() {
        allow(Writes.USUAL);
        window.queries().preview(SHEET, "UPDATE scratch SET n = n + 1 WHERE n > 100", Queries.USUAL);
        assertThat(ended().text()).contains("UPDATE 400", "rolled back");
        assertThat(said()).contains("Nothing was kept");
        assertThat(sum()).isEqualTo(125_250);
        for (String never : new String[]{"COMMIT", "BEGIN", "VACUUM scratch", "SELECT pg_reload_conf()", "SELECT 1 \\; COMMIT"}) {
            window.queries().preview(SHEET, never, Queries.USUAL);
            assertThat(failure(ended())).as(never).isEqualTo("25006");
        }
        run("BEGIN; UPDATE scratch SET n = 0 WHERE n = 1;");
        window.queries().preview(SHEET, "DELETE FROM scratch WHERE n > 0", Queries.USUAL);
        assertThat(ended().text()).contains("DELETE 499");
        assertThat(run("SELECT count(*) FROM scratch WHERE n = 0; COMMIT").text()).contains("1", "COMMIT");
        assertThat(rows()).isEqualTo(500);
        assertThat(sum()).isEqualTo(125_249);
        assertThat(failure(run("EXPLAIN (ANALYZE, FORMAT JSON) DELETE FROM scratch"))).isEmpty();
        assertThat(rows()).as("EXPLAIN ANALYZE of a write is a preview").isEqualTo(500);
    }

    @Test
    void ddlThatWouldWaitForEverStops() {
        allow(Writes.USUAL);
        assertThat(failure(run("CREATE TABLE IF NOT EXISTS scratch (n int)"))).as("the session's lock_timeout holds").isEmpty();
        run("SET lock_timeout = 0");
        begin("CREATE INDEX ON scratch (n)");
        Waiting.until("asked", SOON, () -> asked() != null);
        assertThat(Objects.requireNonNull(asked()).reasons()).singleElement().asString().contains("lock_timeout 0");
        window.queries().cancel(SHEET);
        assertThat(failure(ended())).isEqualTo("57014");
        begin("TRUNCATE scratch");
        Waiting.until("asked", SOON, () -> asked() != null);
        window.queries().answer(SHEET, Leave.Choice.PREVIEW);
        assertThat(ended().text()).contains("TRUNCATE TABLE");
        assertThat(rows()).isEqualTo(500);
    }

    @Test
    void itEndsByItselfAndTakesWhatIsOpenBack() {
        allow(Duration.ofSeconds(6));
        run("BEGIN; DELETE FROM scratch WHERE n <= 250;");
        window.until(SOON, "WRITING 0:0", "TRANSACTION OPEN", "then the open transaction is rolled back");
        Screens.picture(window.scene(), "writes-ending");
        window.until(SOON, "Writing ended by itself, and the transaction that was open was rolled back.");
        assertThat(rows()).isEqualTo(500);
        assertThat(failure(run("COMMIT"))).isEmpty();
        assertThat(rows()).isEqualTo(500);
    }

    @Test
    void whatRunsAtTheEndIsCancelled() {
        allow(Duration.ofSeconds(4));
        begin("SELECT pg_sleep(25); DELETE FROM scratch WHERE n = 7");
        long begun = System.nanoTime();
        assertThat(failure(ended())).isEqualTo("57014");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
        assertThat(rows()).isEqualTo(500);
    }

    @Test
    void productionTakesTheName() {
        for (String typed : new String[]{"", "blog-d", "BLOG-DB"}) {
            window.queries().allowWrites(SHEET, new Writes.Wish(WindowHarness.SCOPE, Environment.PRODUCTION, Writes.USUAL, typed));
            assertThat(window.queries().writes(SHEET).get()).isInstanceOfSatisfying(Writes.Off.class,
                    off -> assertThat(off.said()).contains("is not blog-db"));
        }
        for (Duration wrong : new Duration[]{Duration.ZERO, Duration.ofDays(1)}) {
            org.assertj.core.api.Assertions
                    .assertThatThrownBy(() -> window.queries().allowWrites(SHEET,
                            new Writes.Wish(WindowHarness.SCOPE, Environment.PRODUCTION, wrong, "blog-db")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        window.queries().allowWrites(SHEET, new Writes.Wish(WindowHarness.SCOPE, Environment.PRODUCTION, Writes.USUAL, "blog-db"));
        Waiting.until("allowed", SOON, () -> window.queries().writes(SHEET).get() instanceof Writes.On);
    }

    @Test
    void allOfItIsInTheJournalWithoutItsLiterals() throws Exception {
        run("SELECT 'canary-read' AS a -- canary-comment");
        allow(Writes.USUAL);
        run("INSERT INTO scratch SELECT length('canary-write')");
        run("SELECT 'canary'::int");
        window.queries().stopWriting(SHEET);
        Waiting.until("stopped", SOON, () -> window.queries().writes(SHEET).get() instanceof Writes.Off);
        Chain chain = Chain.read(state);
        assertThat(chain.bad()).isEmpty();
        String intent = chain.entries().stream().filter(e -> e.kind() == Entry.Kind.INTENT).reduce((_, b) -> b).orElseThrow().intent();
        assertThat(chain.entries().stream().filter(e -> Objects.equals(e.intent(), intent)).map(e -> e.kind() + " " + e.field("phase")))
                .containsExactly("INTENT ", "PERMIT ", "STATEMENT before", "STATEMENT after", "STATEMENT before", "STATEMENT after",
                        "OUTCOME ");
        assertThat(chain.entries()).anySatisfy(e -> {
            assertThat(e.field("text")).isEqualTo("INSERT INTO scratch SELECT length(?)");
            assertThat(e.field("rows") + e.field("outcome") + e.field("operator")).isEqualTo("100000on-call");
        }).anySatisfy(e -> assertThat(e.field("text") + e.field("outcome")).isEqualTo("SELECT ?::int22P02"));
        assertThat(Files.readString(state.resolve("journal.jsonl"))).doesNotContain("canary");
        assertThat(new Journal(state, Time.SYSTEM::now).left()).isEmpty();
    }

    private static void allowByKeyboard() {
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
        window.until(SOON, "Allow writes in this sheet");
        window.press(KeyCode.TAB);
        window.press(KeyCode.ENTER);
        window.until(SOON, "Press again: Allow writes");
        assertThat(window.queries().writes(SHEET).get()).isInstanceOf(Writes.Off.class);
        window.press(KeyCode.ENTER);
        window.until(SOON, "WRITING 9:", "Stop writing", "Preview   Ctrl+Shift+Enter");
    }

    private static void allow(Duration length) {
        window.queries().allowWrites(SHEET, new Writes.Wish(WindowHarness.SCOPE, Environment.DRILL, length, ""));
        Waiting.until("allowed", SOON, () -> window.queries().writes(SHEET).get() instanceof Writes.On);
    }

    private static Writes.Question asked() {
        return window.queries().writes(SHEET).get() instanceof Writes.On on ? on.asked() : null;
    }

    private static void begin(String sql) {
        Waiting.until("nothing runs", SOON, () -> window.queries().of(SHEET).get().running() == null);
        window.queries().run(SHEET, sql, Queries.USUAL);
    }

    private static Queries.State ended() {
        Waiting.until("an answer", SOON, () -> window.queries().of(SHEET).get().running() == null);
        return window.queries().of(SHEET).get();
    }

    private static Queries.State run(String sql) {
        begin(sql);
        return ended();
    }

    private static String said() {
        return String.valueOf(window.queries().of(SHEET).get().said());
    }

    private static String failure(Queries.State state) {
        return state.ran().isEmpty() || state.ran().getLast().failure() == null ? "" : state.ran().getLast().failure().state();
    }

    private static long rows() {
        return Long.parseLong(direct("SELECT count(*) FROM scratch"));
    }

    private static long sum() {
        return Long.parseLong(direct("SELECT sum(n) FROM scratch"));
    }

    private static String direct(String sql) {
        String url = Objects.requireNonNull(drill.databaseUrl()).replaceFirst("//([^:]+):([^@]+)@[^:]+:(\\d+)/([^?]+).*",
                "//127.0.0.1:$3/$4?user=$1&password=$2");
        try (var connection = DriverManager.getConnection("jdbc:" + url); var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            var rows = statement.getResultSet();
            rows.next();
            return rows.getString(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
