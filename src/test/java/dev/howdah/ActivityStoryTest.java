package dev.howdah;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.journal.Journal;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.activity.Activities;
import dev.howdah.ops.activity.LockTree;
import dev.howdah.ops.reach.Ways;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.shell.WindowHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What blocks whom, from the window of a drill with its own traffic, by keyboard alone. Bad inputs tried: Esc instead of an agreement,
/// one Enter instead of two, a session that ended before it was told, a server whose every slot is taken.
@ExtendWith(HeadlessScreen.class)
final class ActivityStoryTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static Drill drill;
    private static WindowHarness window;
    @TempDir
    private static Path state;
    private final ApplicationSessions applications = new ApplicationSessions(drill);
    private final ExecutorService busy = Executors.newVirtualThreadPerTaskExecutor();

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
        window.press(KeyCode.CONTROL, KeyCode.DIGIT5);
        window.until(SOON, "Activity", "Running", "nobody waits for a lock");
    }

    @AfterAll
    static void stop() {
        window.close();
        drill.close();
    }

    /// The keyboard is at the list, wherever a test before left it.
    @BeforeEach
    void list() {
        window.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT5);
        window.until(SOON, "Activity", "Running");
    }

    @AfterEach
    void letGo() throws SQLException {
        applications.close();
        busy.close();
        Waiting.until("all let go", SOON, () -> sample().waits().isEmpty());
    }

    @Test
    void howTheDatabaseDoesIsOneKeyAway() throws Exception {
        Connection forgotten = applications.connect("forgotten");
        ApplicationSessions.run(forgotten, "CREATE TABLE IF NOT EXISTS twice (n int)");
        ApplicationSessions.run(forgotten, "CREATE INDEX IF NOT EXISTS twice_a ON twice (n)");
        ApplicationSessions.run(forgotten, "CREATE INDEX IF NOT EXISTS twice_b ON twice (n)");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
        window.until(SOON, "Health", "No index does what another does", "good", "answered in", "Why it matters");
        window.untilAt(SOON, "Findings, worst first");
        while (!window.words().contains("DROP INDEX CONCURRENTLY public.twice_")) {
            window.press(KeyCode.DOWN);
        }
        window.resize(1280, 720);
        Screens.picture(window.scene(), "health-window");
        ApplicationSessions.run(forgotten, "DROP TABLE twice");
        window.press(KeyCode.R);
        window.until(SOON, "None of 9 indexes repeats another.");
        assertThat(window.words()).doesNotContain("public.twice_");
    }

    @Test
    void theStandbyIsAmongThoseThatReceive() {
        window.press(KeyCode.F7);
        window.until(SOON, "receiver", "streaming", "Not applied");
        window.resize(1280, 720);
        Screens.picture(window.scene(), "activity-replication-window");
        window.press(KeyCode.F6);
        window.until(SOON, "Progress", "How far");
        window.press(KeyCode.F1);
        window.until(SOON, "Running");
    }

    @Test
    void theRootOfAQueueIsFoundAndEndedByKeyboard() throws Exception {
        List<Future<Boolean>> waiters = queue(12);
        window.press(KeyCode.F3);
        window.until(SOON, "12 wait for a lock, behind 1", "holder", "idle in transaction", "ACCESS SHARE on table queue_of_twelve");
        assertThat(window.words()).contains("ending it frees 12");
        Screens.asset(window.scene(), "activity-queue-dark");
        // the root stands first and is selected; its statement is over, so only its session can be ended
        window.press(KeyCode.T);
        window.until(SOON, "End session", "It is there, idle in transaction", "Frees 12 that wait for it alone", "pg_terminate_backend",
                "then Enter twice");
        Screens.picture(window.scene(), "activity-terminate");
        window.press(KeyCode.ESCAPE);
        Waiting.until("left", SOON, () -> !window.words().contains("then Enter twice"));
        assertThat(sample().waits()).hasSize(12);
        window.press(KeyCode.T);
        window.until(SOON, "then Enter twice");
        window.press(KeyCode.TAB);
        window.press(KeyCode.ENTER);
        window.until(SOON, "Press again: End session");
        assertThat(sample().waits()).hasSize(12);
        window.press(KeyCode.ENTER);
        for (Future<Boolean> waiter : waiters) {
            assertThat(waiter.get()).isTrue();
        }
        window.press(KeyCode.ESCAPE);
        window.until(SOON, " UTC", ": Process", "was told to end.", "nobody waits for a lock");
        String journal = journal();
        assertThat(journal).contains("\"signal-session\"", "sql:TerminateBackend", "confirmed twice", "\"done\"");
        assertThat(new Journal(state, Instant::now).left()).isEmpty();
    }

    /// Alone, because neighbours on the same processors would be measured with it.
    @Test
    @Tag("alone")
    void aChainOfSixWithTwoHundredBehindItIsDrawnWithinASecondAndEndingItsRootFreesAll() throws Exception {
        List<Connection> chain = chain(6);
        var waiters = new ArrayList<Future<Boolean>>();
        window.press(KeyCode.F3);
        for (int i = 1; i < chain.size(); i++) {
            Connection link = chain.get(i);
            String before = "SELECT count(*) FROM link" + (i - 1);
            waiters.add(busy.submit(() -> ApplicationSessions.run(link, before) && ApplicationSessions.run(link, "COMMIT")));
        }
        List<Connection> readers = new ArrayList<>();
        for (int i = 0; i < 195; i++) {
            readers.add(applications.connect("reader"));
        }
        try (Connection judge = applications.connect("judge")) {
            readers.forEach(r -> waiters.add(busy.submit(() -> ApplicationSessions.run(r, "SELECT count(*) FROM link5"))));
            Waiting.until("all wait", SOON, () -> blocked(judge).size() == 200);
            long formed = System.nanoTime();
            window.until(SOON, "200 wait for a lock, behind 1", "ending it frees 1 at once, 200 in all", "chain 0");
            Duration drawn = Duration.ofNanos(System.nanoTime() - formed);
            System.out.println("      200 behind a chain of 6: drawn " + drawn.toMillis() + " ms after the last of them waited");
            assertThat(drawn).isLessThan(Duration.ofSeconds(1));
            Map<Integer, Set<Integer>> truth = blocked(judge);
            LockTree tree = LockTree.of(sample().waits());
            assertThat(sample().waits()).allSatisfy(w -> assertThat(Set.copyOf(w.blockers())).isEqualTo(truth.get(w.pid()))).hasSize(200);
            assertThat(tree.roots()).singleElement().satisfies(r -> assertThat(r.depth()).isEqualTo(6));
            Screens.picture(window.scene(), "activity-chain-window");
            window.press(KeyCode.T);
            window.until(SOON, "End session", "Frees 1 that wait", "then Enter twice");
            window.press(KeyCode.TAB);
            window.press(KeyCode.ENTER);
            window.until(SOON, "Press again: End session");
            window.press(KeyCode.ENTER);
            for (Future<Boolean> waiter : waiters) {
                assertThat(waiter.get()).isTrue();
            }
            assertThat(blocked(judge)).isEmpty();
            window.press(KeyCode.ESCAPE);
            window.until(SOON, "was told to end.", "nobody waits for a lock");
        }
    }

    @Test
    void aStatementIsCancelledByKeyboardAndItsSessionStays() throws Exception {
        Connection busyOne = applications.connect("long report");
        Future<Boolean> report = busy.submit(() -> ApplicationSessions.run(busyOne, "SELECT pg_sleep(300)"));
        window.press(KeyCode.F1);
        window.press(KeyCode.SLASH);
        window.type("long report");
        window.until(SOON, "SELECT pg_sleep(300)", "Timeout: PgSleep");
        window.press(KeyCode.ENTER);
        window.press(KeyCode.C);
        window.until(SOON, "Cancel the statement of", "Nobody waits behind it.", "then Enter");
        window.press(KeyCode.TAB);
        window.press(KeyCode.ENTER);
        assertThat(report.get()).isFalse();
        assertThat(ApplicationSessions.run(busyOne, "SELECT 1")).isTrue();
        window.press(KeyCode.ESCAPE);
        window.until(SOON, " UTC", "was told to give up its statement.");
        assertThat(journal()).contains("\"signal-session\"", "sql:CancelBackend", "\"how\":\"confirmed\"");
        window.press(KeyCode.SLASH);
        window.press(KeyCode.ESCAPE);
    }

    @Test
    void whatLoadsItIsSeenByKeyboardAlsoWhereTheServiceDenies() throws Exception {
        // so many that it is among the first, whatever the blog does
        for (int i = 0; i < 4; i++) {
            Connection sleeper = applications.connect("night report");
            busy.submit(() -> ApplicationSessions.run(sleeper, "SELECT pg_sleep(120), 4711"));
        }
        Waiting.until("the drill has sampled it", SOON, () -> Objects.requireNonNull(drill.world().home().servers("blog-db"))
                .load(Instant.now().minusSeconds(10), Instant.now().plusSeconds(1)).stream()
                .anyMatch(l -> l.sessions().stream().anyMatch(s -> s.sql().contains("4711"))));
        window.press(KeyCode.CONTROL, KeyCode.DIGIT6);
        window.until(SOON, "Database load", "Performance Insights", "Slice by", "Timeout:PgSleep");
        window.press(KeyCode.OPEN_BRACKET);
        window.press(KeyCode.OPEN_BRACKET);
        window.until(SOON, "(5 min)", "SELECT pg_sleep(?), ?");
        window.press(KeyCode.F4);
        window.until(SOON, "blog_admin  ");
        window.press(KeyCode.LEFT);
        window.until(SOON, "Brushed: ", "(30 s)");
        Screens.picture(window.scene(), "insights-drill");
        window.press(KeyCode.ESCAPE);
        window.until(SOON, "All that is shown");
        drill.faults().set("pi:*", Faults.ALWAYS, new Fault.Deny());
        window.press(KeyCode.F1);
        // which of the calls is told so first depends on which was under way when it began
        window.until(SOON, "our own sampling, every second", "Not allowed: pi:", "Timeout:PgSleep", "SELECT pg_sleep(?), ?");
        window.press(KeyCode.ENTER);
        window.untilAt(SOON, "Top statements; Enter shows one");
        select("SELECT pg_sleep(?), ?");
        window.press(KeyCode.ENTER);
        window.until(SOON, "as our own looks saw it last", "pg_sleep(120), 4711");
        window.press(KeyCode.E);
        window.until(SOON, "Plan for any values", "Result  (cost=");
        Screens.picture(window.scene(), "insights-drill-own");
        window.press(KeyCode.ESCAPE);
        drill.faults().clear();
        drill.faults().set("pi:*", Faults.ALWAYS, new Fault.Throttle());
        window.press(KeyCode.O);
        window.until(SOON, "is throttled.");
        drill.faults().clear();
        window.press(KeyCode.F2);
        window.until(SOON, "Performance Insights", "Timeout  ");
        window.press(KeyCode.C);
        window.until(SOON, "Metrics of CloudWatch", "Free storage", "below 10 % of 20 GiB", "metrics asked for so far");
        Screens.picture(window.scene(), "insights-drill-cloudwatch");
        window.press(KeyCode.CONTROL, KeyCode.DIGIT5);
        window.until(SOON, "Running");
    }

    @Test
    void whenEverySlotIsTakenItStillAnswers() throws Exception {
        Connection counting = applications.connect("counting");
        Instant since = Instant.now();
        Waiting.until("the session of the screen is open", SOON, () -> sample().at().isAfter(since));
        int looking = ours(counting);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        Waiting.until("nobody looks", SOON, () -> ours(counting) < looking);
        boolean full = false;
        while (!full) {
            try {
                applications.connect("flood");
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo("53300");
                full = true;
            }
        }
        long begun = System.nanoTime();
        window.press(KeyCode.CONTROL, KeyCode.DIGIT5);
        window.until(SOON, "sessions 2");
        Waiting.until("it answers", SOON, () -> sample().backends().stream().filter(b -> b.application().equals("flood")).count() > 100);
        System.out.println("      every slot taken: shown " + (System.nanoTime() - begun) / 1_000_000 + " ms after the key");
        Screens.picture(window.scene(), "activity-full");
    }

    /// Goes down the list that has the keyboard to the line of these words: where it stands depends on what else loaded the server, and for how
    /// long.
    private static void select(String words) {
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
        return Screens.onFx(() -> window.scene().getFocusOwner() instanceof TableView<?> table
                ? String.valueOf(table.getSelectionModel().getSelectedItem())
                : "");
    }

    /// A session that holds a table, and so many behind it.
    private List<Future<Boolean>> queue(int many) throws SQLException {
        Connection holder = applications.connect("holder");
        ApplicationSessions.run(holder, "CREATE TABLE IF NOT EXISTS queue_of_twelve (n int)");
        holder.setAutoCommit(false);
        ApplicationSessions.run(holder, "LOCK TABLE queue_of_twelve IN ACCESS EXCLUSIVE MODE");
        var waiters = new ArrayList<Future<Boolean>>();
        for (int i = 0; i < many; i++) {
            Connection waiter = applications.connect("reader");
            waiters.add(busy.submit(() -> ApplicationSessions.run(waiter, "SELECT count(*) FROM queue_of_twelve")));
        }
        long begun = System.nanoTime();
        Waiting.until("the tree has them", SOON, () -> LockTree.of(sample().waits()).roots().stream().anyMatch(n -> n.queue() == many));
        System.out
                .println("      a queue of " + many + " seen " + (System.nanoTime() - begun) / 1_000_000 + " ms after its last had asked");
        return waiters;
    }

    /// Sessions of which each holds a table in an open transaction.
    private List<Connection> chain(int links) throws SQLException {
        var chain = new ArrayList<Connection>();
        for (int i = 0; i < links; i++) {
            Connection link = applications.connect("chain " + i);
            ApplicationSessions.run(link, "CREATE TABLE IF NOT EXISTS link" + i + " (n int)");
            link.setAutoCommit(false);
            ApplicationSessions.run(link, "LOCK TABLE link" + i + " IN ACCESS EXCLUSIVE MODE");
            chain.add(link);
        }
        return chain;
    }

    /// Who waits for whom, as the server itself says.
    private static Map<Integer, Set<Integer>> blocked(Connection judge) {
        var found = new HashMap<Integer, Set<Integer>>();
        try (var statement = judge.createStatement();
                var rows = statement
                        .executeQuery("SELECT pid, pg_blocking_pids(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
            while (rows.next()) {
                found.put(rows.getInt(1), Set.copyOf(List.of((Integer[]) rows.getArray(2).getArray())));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static dev.howdah.ops.activity.Sample sample() {
        Activities.State now = window.activities().of(BLOG).get();
        return now.sample() == null
                ? new dev.howdah.ops.activity.Sample(Instant.EPOCH, Duration.ZERO, List.of(), List.of(), 0, 0)
                : now.sample();
    }

    /// The console's own sessions.
    private static int ours(Connection c) {
        try (var statement = c.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'howdah'")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String journal() throws IOException {
        try (var files = Files.walk(state)) {
            var text = new StringBuilder();
            for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }
}
