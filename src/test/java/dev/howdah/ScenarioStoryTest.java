package dev.howdah;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import dev.howdah.drill.scenario.Act;
import dev.howdah.drill.scenario.Card;
import dev.howdah.drill.scenario.Fact;
import dev.howdah.drill.scenario.Referee;
import dev.howdah.drill.scenario.Score;
import dev.howdah.drill.scenario.State;
import dev.howdah.drill.scenario.State.Phase;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.reach.Ways;
import dev.howdah.ops.query.Sheet;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.backup.BackupsState;
import dev.howdah.ui.backup.TypedTime;
import dev.howdah.ui.shell.WindowHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Each scenario is resolved by keyboard through the window and scored; left alone it is failed; what the debrief shows is what was injected.
/// Bad inputs tried: a wrong cause, a cancelled statement that its job tries again, a run given up, a start while another goes on.
@ExtendWith(HeadlessScreen.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ScenarioStoryTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static Drill drill;
    private static Referee referee;
    private static WindowHarness window;
    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard(), _ -> {});
        drill.awaitReady();
        referee = drill.referee();
        window = new WindowHarness(drill, folder, Map.of());
        Screens.onFx(() -> {
            window.window().openDrill();
            return null;
        });
        window.until(SOON, "blog-db", "PRIMARY", "Drill");
        window.press(KeyCode.CONTROL, KeyCode.T);
        Waiting.until("open", SOON, () -> window.ways().of(BLOG).get().condition() == Ways.Condition.OPEN);
        window.resize(1280, 720);
    }

    @AfterAll
    static void stop() {
        window.close();
        drill.close();
    }

    /// Whatever a test came to, the next one begins as after a reset, which each time is quick and complete.
    @AfterEach
    void cleared() {
        if (referee.state().phase() != Phase.IDLE) {
            referee.reset();
            phase(Phase.IDLE);
        }
    }

    @Test
    @Order(1)
    void aRunawayQueryIsCancelledByKeyboard() {
        begin("Runaway query");
        window.until(SOON, "monthly report", "Hint   H", "10 min", "I know what it is");
        window.press(KeyCode.H);
        window.until(SOON, "Hint: What is the database busy with");
        window.press(KeyCode.K);
        window.untilAt(SOON, "Causes; Enter names one");
        down("A single statement that does not end");
        window.press(KeyCode.ENTER);
        window.until(SOON, "A single statement that does not end: yes, that is it");
        pictures("drill-running");
        session("monthly report", false);
        passed();
        debrief("Passed: ", "Runaway query", "Hints asked for", "named", "was cancelled", "runbooks/runaway-query.md",
                "signal-session blog-db");
        pictures("drill-debrief");
        evident();
        cleared(window);
    }

    @Test
    @Order(2)
    void aTransactionThatIsLeftOpenIsEndedByKeyboard() {
        begin("Idle in transaction");
        window.press(KeyCode.K);
        window.untilAt(SOON, "Causes; Enter names one");
        down("A single statement that does not end");
        window.press(KeyCode.ENTER);
        window.until(SOON, "A single statement that does not end: no");
        session("editor's laptop", true);
        passed();
        debrief("Passed: ", "Causes named that were not it", "-5", "opened a transaction in REPEATABLE READ", "was ended");
        evident();
        cleared(window);
    }

    @Test
    @Order(3)
    void aJobThatSaturatesTheProcessorsLosesItsSessionsByKeyboard() {
        begin("CPU saturation");
        session("spam-check", false);
        assertThat(run().outcome()).as("cancelling one statement ends nothing").isNull();
        assertThat(sessions("spam-check")).isEqualTo(3);
        for (int i = 1; i <= 3; i++) {
            session("spam-check", true);
            int ended = i;
            Waiting.until("session " + i + " has ended", SOON, () -> sessions("spam-check") == 3 - ended);
        }
        passed();
        assertThat(run().acts().stream().filter(a -> a.kind() == Act.Kind.RIGHT)).hasSize(3);
        debrief("Passed: ", "CPU saturation");
        evident();
        cleared(window);
    }

    @Test
    @Order(4)
    void aMigrationThatBlocksIsCancelledByKeyboard() {
        begin("Blocking migration");
        Instant worth = Instant.now().plusSeconds(3);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT5);
        window.press(KeyCode.F3);
        window.until(SOON, "nightly export", "migration V42", "ACCESS EXCLUSIVE on table posts");
        Waiting.until("the queue is worth a line of the Timeline", SOON, () -> Instant.now().isAfter(worth));
        window.untilAt(SOON, "Sessions");
        down("migration V42");
        window.press(KeyCode.C);
        window.until(SOON, "Cancel the statement of", "then Enter");
        window.press(KeyCode.TAB);
        window.press(KeyCode.ENTER);
        closed();
        passed();
        debrief("Passed: ", "Blocking migration");
        evident();
        cleared(window);
    }

    @Test
    @Order(5)
    void aFloodOfConnectionsIsEndedByOneStatement() {
        begin("Connection flood");
        write("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'import-worker'");
        passed();
        debrief("Passed: ", "Connection flood");
        evident();
        cleared(window);
    }

    @Test
    @Order(6)
    void tasksThatHoldAnOldPasswordAreReplacedByKeyboard() {
        begin("Rotation with stale tasks");
        window.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        window.untilAt(SOON, "Posture of blog-db");
        window.press(KeyCode.R);
        window.until(SOON, "stale-secret", "tasks of blog-api began before");
        Screens.asset(window.scene(), "stale-secret-dark");
        restartTheBlog();
        passed();
        debrief("Passed: ", "Rotation with stale tasks");
        evident();
        cleared(window);
    }

    @Test
    @Order(7)
    void aSlotThatKeepsWalForNobodyIsDroppedByOneStatement() {
        begin("Storage nearly full");
        Waiting.until("CloudWatch has it", SOON, () -> Objects.requireNonNull(drill.world().home().servers("blog-db"))
                .samples("FreeStorageSpace", Instant.now().minusSeconds(5), Instant.now().plusSeconds(1)).stream()
                .anyMatch(s -> s.value() < 1L << 30));
        write("SELECT slot_name, pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = 'warehouse'");
        passed();
        debrief("Passed: ", "Storage nearly full");
        evident();
        cleared(window);
        Waiting.until("there is room again", SOON, () -> Objects.requireNonNull(drill.world().home().servers("blog-db"))
                .samples("FreeStorageSpace", Instant.now().minusSeconds(3), Instant.now().plusSeconds(1)).stream()
                .anyMatch(s -> s.value() > 15L << 30));
    }

    @Test
    @Order(8)
    void deletedRowsComeBackFromACopyByKeyboard() throws Exception {
        Instant second;
        try (var onlookers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Instant> last = onlookers.submit(ScenarioStoryTest::lastOfTheComments);
            begin("Bad DELETE");
            second = last.get().truncatedTo(ChronoUnit.SECONDS);
        }
        window.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT7);
        window.until(SOON, "Restore to any second", "Plan the restore");
        window.untilAt(SOON, "Time to restore to");
        window.press(KeyCode.CONTROL, KeyCode.A);
        window.type(TypedTime.text(second, ZoneOffset.UTC));
        String copy = BackupsState.name("blog-db", second);
        Waiting.until("the name follows the time", SOON, () -> Screens.onFx(() -> window.scene().getRoot().lookupAll(".text-field").stream()
                .anyMatch(n -> n instanceof TextField f && copy.equals(f.getText()))));
        button("Plan the restore…");
        window.until(SOON, "Restore blog-db to " + copy);
        agree(copy);
        window.until(LONG, "Next: Give " + copy);
        window.press(KeyCode.ESCAPE);
        window.until(SOON, "Copies made of it", copy);
        button("Verify");
        window.untilAt(SOON, "Connect to both and compare");
        window.press(KeyCode.ENTER);
        window.until(LONG, "tables differ", "public.comments");
        compared(copy);
        button("Compare row by row");
        window.until(LONG, " deleted · ");
        compared(copy);
        button("Plan the repair…");
        window.until(LONG, "Bring rows of public.comments back into blog-db");
        agree("blog-db");
        closed();
        passed();
        debrief("Passed: ", "Bad DELETE");
        evident();
        pictures("drill-debrief-long");
        cleared(window);
        assertThat(drill.world().home().instance(copy)).isNull();
    }

    @Test
    @Order(9)
    void theTaskThatALostZoneLeftHangingIsReplacedByKeyboard() {
        begin("Loss of an availability zone");
        window.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        window.until(SOON, "Multi-AZ instance failover completed");
        restartTheBlog();
        passed();
        debrief("Passed: ", "Loss of an availability zone");
        evident();
        cleared(window);
    }

    /// Has the tasks of blog-api replaced, from the screen of backups.
    private static void restartTheBlog() {
        window.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT7);
        window.until(SOON, "Restart blog-api…");
        button("Restart blog-api…");
        window.until(SOON, "Looked at just before");
        if (window.words().contains("to confirm")) {
            agree("blog-api");
        } else {
            window.press(KeyCode.TAB);
            window.press(KeyCode.ENTER);
            window.press(KeyCode.ENTER);
        }
        closed();
    }

    /// Runs a statement in a sheet that was allowed to write.
    private static void write(String sql) {
        window.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT4);
        window.until(SOON, "Query blog-db", "session open as", "Allow writes…");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
        window.until(SOON, "Allow writes in this sheet");
        window.press(KeyCode.TAB);
        window.press(KeyCode.ENTER);
        window.until(SOON, "Press again: Allow writes");
        window.press(KeyCode.ENTER);
        window.until(SOON, "WRITING 9:", "Stop writing");
        window.walkTo("the editor", n -> "SQL editor".equals(n.getAccessibleText()));
        window.press(KeyCode.CONTROL, KeyCode.A);
        window.type(sql);
        window.press(KeyCode.CONTROL, KeyCode.ENTER);
        Waiting.until("it has run", SOON, () -> window.queries().of(new Sheet(BLOG, 1)).get().running() == null
                && referee.state().phase() == Phase.OVER);
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
        window.until(SOON, "Writing was stopped.");
    }

    private static void button(String words) {
        Screens.until(words + " can be pressed", SOON, () -> window.scene().getRoot().lookupAll(".button").stream()
                .anyMatch(n -> n instanceof Button b && words.equals(b.getText()) && b.isVisible() && !b.isDisabled()));
        window.walkTo(words, at -> at instanceof Button b && words.equals(b.getText()));
        window.press(KeyCode.SPACE);
    }

    private static void agree(String name) {
        window.untilAt(SOON, "Type " + name + " to confirm");
        window.type(name);
        window.until(SOON, "Enter goes to the button");
        window.press(KeyCode.ENTER);
        window.press(KeyCode.ENTER);
    }

    private static void compared(String copy) {
        Waiting.until("it is compared", LONG, () -> window.comparing().of(BLOG, new InstanceRef(BLOG.account(), BLOG.region(), copy)).get()
                .running() == null);
    }

    @Test
    @Order(50)
    void whoStopsHasFailed() {
        begin("Runaway query");
        referee.start("cpu-saturation");
        window.walkTo("Give up", n -> "Give up; the run counts as failed".equals(n.getAccessibleText()));
        window.press(KeyCode.ENTER);
        window.until(SOON, "Press again: Give up");
        window.press(KeyCode.ENTER);
        window.until(SOON, "Failed: given up", "Runaway query", "not within");
        assertThat(Objects.requireNonNull(run().score()).passed()).isFalse();
        cleared(window);
    }

    /// Left alone, each is failed when its time is over, which the drill's clock is turned to; and each reset leaves all as it was.
    @Test
    @Order(99)
    void leftAloneEachIsFailed() throws Exception {
        List<String> before = left();
        for (Card card : referee.cards()) {
            referee.start(card.id());
            phase(Phase.RUNNING);
            drill.world().clock().advance(card.deadline().plusSeconds(1));
            phase(Phase.OVER);
            assertThat(run().outcome()).as(card.id()).isEqualTo(State.Outcome.TOO_LATE);
            Score score = Objects.requireNonNull(run().score());
            assertThat(score.passed()).isFalse();
            assertThat(score.points()).as(card.id()).isZero();
            assertThat(run().facts()).isNotEmpty();
            assertThat(referee.state().best()).as("from an earlier run").doesNotContainEntry(card.id(), 0);
            referee.reset();
            phase(Phase.IDLE);
            Duration took = Objects.requireNonNull(referee.state().tookReset());
            System.out.println("      " + card.id() + " left alone: reset in " + took);
            assertThat(took).isLessThan(Duration.ofSeconds(20));
            assertThat(leftInTheEnd(before)).as("after " + card.id()).isEqualTo(before);
        }
    }

    /// What is left once sessions that are just being opened have their names: until then they are strangers.
    private static List<String> leftInTheEnd(List<String> wanted) throws SQLException {
        Instant deadline = Instant.now().plus(SOON);
        List<String> found = left();
        while (!found.equals(wanted) && Instant.now().isBefore(deadline)) {
            found = left();
        }
        return found;
    }

    /// All that a run could leave: instances, snapshots, roles, relations with their columns, settings, and sessions of strangers.
    private static List<String> left() throws SQLException {
        var all = new ArrayList<String>();
        var region = drill.world().home();
        region.instances().forEach(i -> all.add("instance " + i.id() + " " + i.status() + " " + i.storage() + " " + i.backup()));
        region.snapshots().forEach(s -> all.add("snapshot " + s.id()));
        try (var applications = new ApplicationSessions(drill)) {
            Connection own = applications.connect("looks for what is left");
            for (String question : List.of("SELECT 'role ' || rolname FROM pg_roles ORDER BY 1",
                    "SELECT 'column ' || attrelid::regclass || '.' || attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE"
                            + " relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped ORDER BY 1",
                    "SELECT 'slot ' || slot_name FROM pg_replication_slots ORDER BY 1",
                    "SELECT DISTINCT 'session of ' || usename || ' ' || split_part(application_name, '/', 1) FROM pg_stat_activity WHERE"
                            + " usename IS NOT NULL AND application_name NOT LIKE 'howdah%' ORDER BY 1")) {
                try (var statement = own.createStatement(); var rows = statement.executeQuery(question)) {
                    while (rows.next()) {
                        all.add(rows.getString(1));
                    }
                }
            }
        }
        return all;
    }

    private static long sessions(String application) {
        try (var applications = new ApplicationSessions(drill)) {
            Connection own = applications.connect("counts");
            try (var statement = own.createStatement();
                    var rows = statement
                            .executeQuery("SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + application + "'")) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Both themes.
    private static void pictures(String name) {
        Screens.picture(window.scene(), name + "-dark");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        Screens.picture(window.scene(), name + "-light");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
    }

    private static void begin(String title) {
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
        window.untilAt(SOON, "Scenarios");
        down("title=" + title + ",");
        window.press(KeyCode.ENTER);
        window.untilAt(SOON, "Start " + title);
        Screens.picture(window.scene(), "drill-brief");
        window.press(KeyCode.ENTER);
        phase(Phase.RUNNING);
        // the window hears of it a moment later, and a key that is pressed before goes to the brief
        Waiting.until("the run is on the screen and has the keyboard", SOON, () -> Screens.onFx(
                () -> window.scene().getFocusOwner() instanceof Button button && button.getText().startsWith("Hint")));
    }

    /// Goes down the list that has the keyboard to the line of these words.
    private static void down(String words) {
        window.press(KeyCode.HOME);
        Waiting.until("the line of " + words, SOON, () -> {
            boolean there = selected().contains(words);
            if (!there) {
                window.press(KeyCode.DOWN);
            }
            return there;
        });
    }

    private static String selected() {
        return Screens.onFx(() -> switch (window.scene().getFocusOwner()) {
            case TableView<?> table -> String.valueOf(table.getSelectionModel().getSelectedItem());
            case ListView<?> list -> String.valueOf(list.getSelectionModel().getSelectedItem());
            case null, default -> "";
        });
    }

    /// Finds a session on Activity by its application, and ends it or its statement.
    private static void session(String application, boolean terminate) {
        window.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT5);
        window.until(SOON, "Activity", "Running");
        window.press(KeyCode.F4);
        window.press(KeyCode.SLASH);
        window.untilAt(SOON, "Filter sessions");
        window.type(application);
        Waiting.until("the session of " + application, SOON, () -> {
            window.press(KeyCode.ENTER);
            return selected().contains(application);
        });
        // a statement that is over at this moment cannot be cancelled, and the next one begins at once
        Waiting.until("the plan", SOON, () -> {
            String words = window.words();
            if (words.contains("✕ stop")) {
                window.press(KeyCode.ESCAPE);
            } else if (!selected().isEmpty()) {
                window.press(terminate ? KeyCode.T : KeyCode.C);
            }
            return window.words().contains(terminate ? "then Enter twice" : "then Enter");
        });
        window.press(KeyCode.TAB);
        window.press(KeyCode.ENTER);
        if (terminate) {
            window.until(SOON, "Press again: End session");
            window.press(KeyCode.ENTER);
        }
        closed();
    }

    /// The operation has ended, and its sheet is left.
    private static void closed() {
        Screens.until("the sheet has ended", SOON, () -> window.scene().getFocusOwner() instanceof Button b && "Close".equals(b.getText()));
        window.press(KeyCode.ESCAPE);
    }

    private static void passed() {
        phase(Phase.OVER);
        State.Run run = run();
        assertThat(run.outcome()).isEqualTo(State.Outcome.RESOLVED);
        assertThat(Objects.requireNonNull(run.score()).passed()).isTrue();
        assertThat(run.acts()).anyMatch(a -> a.kind() == Act.Kind.RIGHT);
        System.out.println("      " + run.card().id() + ": " + Objects.requireNonNull(run.score()).points() + " points");
    }

    private static void debrief(String... words) {
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
        window.until(SOON, words);
    }

    /// Each fact is on the screen with its time, and in the console's own record where that can have it.
    private static void evident() {
        List<Fact> facts = run().facts();
        assertThat(facts).isNotEmpty();
        for (Fact fact : facts) {
            Waiting.until("the record of " + fact, SOON, () -> entries().stream().anyMatch(e -> e.contains("at=" + fact.at())
                    && e.contains(fact.words()) && (fact.trace().isEmpty() || e.contains("evidence=in the record"))));
        }
    }

    /// All lines of the record, also those that are scrolled away.
    private static List<String> entries() {
        return Screens.onFx(() -> window.scene().getRoot().lookupAll(".table-view").stream()
                .filter(n -> "What was injected, what was recorded, what was done".equals(n.getAccessibleText()))
                .flatMap(n -> ((TableView<?>) n).getItems().stream()).map(String::valueOf).toList());
    }

    private static void cleared(WindowHarness window) {
        window.untilAt(SOON, "Reset: clear away what the run left");
        window.press(KeyCode.ENTER);
        window.until(SOON, "Cleared away in", "blog-db is as at the start");
        assertThat(Objects.requireNonNull(referee.state().tookReset())).isLessThan(Duration.ofSeconds(20));
        System.out.println("      reset in " + referee.state().tookReset());
    }

    /// When the comments of the first authors were seen last. A copy of an earlier second would lack what was written until then.
    private static Instant lastOfTheComments() throws SQLException {
        try (var applications = new ApplicationSessions(drill)) {
            Connection own = applications.connect("looks on");
            var seen = new AtomicReference<>(Instant.now());
            Waiting.until("comments are deleted", SOON, () -> {
                Instant asked = Instant.now();
                boolean there = has(own, "SELECT 1 FROM comments WHERE author_id BETWEEN 1 AND 3 HAVING count(*) > 10");
                if (there) {
                    seen.set(asked);
                }
                return !there;
            });
            return seen.get();
        }
    }

    private static boolean has(Connection connection, String question) {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(question)) {
            return rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static State.Run run() {
        return Objects.requireNonNull(referee.state().run());
    }

    private static void phase(Phase wanted) {
        Waiting.until(wanted + " (" + referee.state().trouble() + ")", SOON, () -> referee.state().phase() == wanted);
    }
}
