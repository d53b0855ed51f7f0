package dev.howdah;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import dev.howdah.drill.world.RequestLog;
import dev.howdah.journal.Chain;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.OpState;
import dev.howdah.ops.Running;
import dev.howdah.ops.reach.Ways;
import dev.howdah.sql.session.Database;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.shell.WindowHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// An application deletes comments at a known second. By keyboard: back to the second before, on a copy with all settings of its
/// source; looked at through the tunnel; its rows brought back one by one, and that taken back; swapped by name, and swapped back. The servers, their write-ahead log and the rows are real.
@ExtendWith(HeadlessScreen.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RestoreStoryTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static final int DELETED = 48_112;
    @SuppressWarnings("NullAway.Init")
    private Drill drill;
    @SuppressWarnings("NullAway.Init")
    private WindowHarness window;
    private int decisions;
    private int operations;
    private Instant second = Instant.EPOCH;
    private long before;
    private String copy = "";
    @TempDir
    private static Path state;

    @BeforeAll
    void begin() throws Exception {
        drill = Drill.start(DrillOptions.standard(), _ -> {});
        drill.awaitReady();
        window = new WindowHarness(drill, state, Map.of());
        Screens.onFx(() -> {
            window.window().openDrill();
            return null;
        });
        window.until(SOON, "blog-db", "PRIMARY");
        damage();
        restore();
    }

    @AfterAll
    void stop() {
        window.close();
        drill.close();
    }

    private void damage() throws Exception {
        try (Connection app = connect()) {
            run(app, "CREATE TABLE lost AS SELECT id FROM comments ORDER BY id LIMIT " + DELETED,
                    "CREATE TABLE truth AS SELECT c.* FROM comments c JOIN lost l ON l.id = c.id");
            before = count(app, "SELECT count(*) FROM comments WHERE id IN (SELECT id FROM lost)");
            assertThat(before).isEqualTo(DELETED);
            second = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            Instant passed = second.plusMillis(100);
            Waiting.until("the second has passed", SOON, () -> Instant.now().isAfter(passed));
            run(app, "DELETE FROM comments WHERE id IN (SELECT id FROM lost)",
                    "INSERT INTO comments (post_id, author_id, body) SELECT n, n, 'written after the damage' FROM generate_series(1, 25) n",
                    "UPDATE comments SET body = 'edited after the damage' WHERE id = 200000");
            Waiting.until("the archive reaches it", LONG, () -> {
                try {
                    run(app, "CREATE TABLE IF NOT EXISTS filler (t text)",
                            "INSERT INTO filler SELECT repeat('x', 2000) FROM generate_series(1, 3000)", "TRUNCATE filler");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                window.poller().refresh();
                return window.poller().live().get().accounts().getFirst().instances().value().orElse(List.of()).stream()
                        .filter(i -> i.ref().equals(BLOG)).findFirst().map(i -> i.backup().latestRestorable())
                        .filter(latest -> latest.isAfter(second)).isPresent();
            });
        }
    }

    private void restore() {
        decisions++; // when
        window.press(KeyCode.CONTROL, KeyCode.DIGIT7);
        window.until(SOON, "Restore to any second", "Plan the restore");
        window.untilAt(SOON, "Time to restore to");
        window.press(KeyCode.CONTROL, KeyCode.A);
        window.type(dev.howdah.ui.backup.TypedTime.text(second, java.time.ZoneOffset.UTC));
        copy = dev.howdah.ui.backup.BackupsState.name("blog-db", second);
        Waiting.until("the name follows the time", SOON, () -> Screens.onFx(() -> window.scene().getRoot().lookupAll(".text-field").stream()
                .anyMatch(n -> n instanceof javafx.scene.control.TextField f && copy.equals(f.getText()))));
        Screens.asset(window.scene(), "restore-when-dark");
        press("Plan the restore…");
        window.until(SOON, "Restore blog-db to " + copy, "What the new instance gets", "settings are carried over", "Type " + copy);
        Screens.asset(window.scene(), "restore-plan-dark");
        confirm(copy); // what it gets, and that it is made
        Running restore = ended(LONG);
        assertThat(restore.state().get()).isInstanceOf(OpState.Done.class);
        window.until(SOON, "Next: Give " + copy);
        press("Next: Give " + copy + " the rest of blog-db's settings…");
        window.until(SOON, "Set ", "aws rds modify-db-instance");
        decisions++; // the rest of its settings
        window.press(KeyCode.TAB);
        window.press(KeyCode.ENTER);
        assertThat(ended(LONG).state().get()).isInstanceOf(OpState.Done.class);
        window.press(KeyCode.ESCAPE);
    }

    /// Goes to the list of copies.
    private void copies() {
        window.press(KeyCode.CONTROL, KeyCode.DIGIT7);
        window.until(SOON, "Copies made of it", copy);
    }

    @Test
    @Order(1)
    void deletedCommentsComeBackRowByRowAndLaterWritesStay() throws Exception {
        int taken = decisions;
        copies();
        press("Verify");
        window.until(SOON, "Connect to both and compare");
        window.untilAt(SOON, "Connect to both and compare");
        decisions++; // that it is what was wanted
        window.press(KeyCode.ENTER);
        window.until(LONG, "connected as", "tables differ", "public.comments", "Definitions that differ");
        idle();
        ask("SELECT count(*) AS comments, max(id) AS newest FROM comments");
        window.until(SOON, "they differ");
        press("Compare row by row");
        window.until(LONG, DELETED + " deleted · 1 changed · ");
        idle();
        Screens.asset(window.scene(), "restore-verify-dark");
        window.resize(1280, 720);
        Screens.picture(window.scene(), "verify-small-dark");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        Screens.picture(window.scene(), "verify-small-light");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        window.resize(1440, 900);
        press("Plan the repair…");
        window.until(LONG, "Bring rows of public.comments back into blog-db", "Insert into public.comments: " + DELETED + " rows",
                "1 row of public.comments was changed since, and stays as it is.", "are new since, and stay.",
                "Type blog-db to confirm");
        Screens.asset(window.scene(), "restore-repair-dark");
        confirm("blog-db"); // which rows, and that they are written
        Running repair = ended(LONG);
        assertThat(repair.state().get()).isInstanceOfSatisfying(OpState.Done.class,
                done -> assertThat(done.words()).startsWith("Committed. Insert into public.comments: " + DELETED + " rows."));
        assertThat(decisions).as("decisions to the repair").isLessThanOrEqualTo(6);
        Screens.picture(window.scene(), "restore-repaired");
        try (Connection app = connect()) {
            String columns = "id, post_id, author_id, body, created_at";
            assertThat(count(app, "SELECT count(*) FROM (SELECT " + columns + " FROM truth EXCEPT SELECT " + columns + " FROM comments) d"))
                    .as("row for row as it was").isZero();
            assertThat(count(app, "SELECT count(*) FROM comments c JOIN lost l ON l.id = c.id")).isEqualTo(DELETED);
            assertThat(count(app, "SELECT count(*) FROM comments WHERE body = 'written after the damage'")).isEqualTo(25);
            assertThat(count(app, "SELECT count(*) FROM comments WHERE body = 'edited after the damage'")).isEqualTo(1);
        }
        // and back, by the before-image
        window.until(SOON, "Undo: Take the repair of blog-db back");
        press("Undo: Take the repair of blog-db back…");
        window.until(SOON, "Delete again from public.comments: " + DELETED + " rows", "Type blog-db to confirm");
        confirm("blog-db");
        assertThat(ended(LONG).state().get()).isInstanceOf(OpState.Done.class);
        assertThat(truth("blog-db")).as("the damage again").isZero();
        try (Connection app = connect()) {
            assertThat(count(app, "SELECT count(*) FROM comments WHERE body LIKE '% after the damage'")).isEqualTo(26);
        }
        window.press(KeyCode.ESCAPE);
        assertThat(changes()).as("nothing of it goes to AWS").containsExactly("RestoreDBInstanceToPointInTime", "ModifyDBInstance");
        String journal = Files.readString(state.resolve("journal.jsonl"));
        assertThat(journal).contains("\"operation\":\"repair-rows\"", "Insert into public.comments, 500 rows by key", "\"transaction\"")
                .doesNotContain("well said", "after the damage");
        decisions = taken;
    }

    private void idle() {
        var copyRef = new InstanceRef(BLOG.account(), BLOG.region(), copy);
        Waiting.until("it is compared", LONG, () -> window.comparing().of(BLOG, copyRef).get().running() == null);
    }

    /// Types a question for both.
    private void ask(String sql) {
        window.walkTo("the question for both", at -> "A question for both".equals(at.getAccessibleText()));
        window.untilAt(SOON, "A question for both");
        window.type(sql);
        window.press(KeyCode.ENTER);
    }

    @Test
    @Order(2)
    void deletedCommentsComeBackBySwappingNamesInAtMostSixDecisions() throws Exception {
        decisions++; // that it is what was wanted
        var ref = new InstanceRef(BLOG.account(), BLOG.region(), copy);
        assertThat(asked(ref, "SELECT count(*) FROM comments c JOIN lost l ON l.id = c.id")).isEqualTo(String.valueOf(before));
        copies();
        Screens.asset(window.scene(), "restore-copies-dark");
        int first = window.operations().running().get().size();
        press("Swap names…");
        window.until(SOON, "Rename blog-db to blog-db-old-", copy + " is available to take the name blog-db",
                "Ways to bring applications to the copy", "By secret (by hand)", "Type blog-db to confirm");
        Screens.picture(window.scene(), "restore-swap");
        confirm("blog-db");
        Running away = ended(LONG);
        assertThat(away.state().get()).isInstanceOf(OpState.Done.class);
        window.until(SOON, "Next: Rename " + copy + " to blog-db…");
        press("Next: Rename " + copy + " to blog-db…");
        window.until(SOON, "Type " + copy + " to confirm");
        confirm(copy);
        assertThat(ended(LONG).state().get()).isInstanceOf(OpState.Done.class);
        assertThat(decisions).as("decisions to the swap").isLessThanOrEqualTo(6);
        assertThat(asked(BLOG, "SELECT count(*) FROM comments c JOIN lost l ON l.id = c.id")).isEqualTo(String.valueOf(before));
        Screens.picture(window.scene(), "restore-swapped");
        assertThat(changes()).containsExactly("RestoreDBInstanceToPointInTime", "ModifyDBInstance", "ModifyDBInstance", "ModifyDBInstance");
        // and back
        window.until(SOON, "Undo: Rename blog-db to " + copy);
        press("Undo: Rename blog-db to " + copy + "…");
        window.until(SOON, "Type blog-db to confirm");
        confirm("blog-db");
        assertThat(ended(LONG).state().get()).isInstanceOf(OpState.Done.class);
        Running renamed = window.operations().running().get().get(first);
        String old = ((OpState.Done) renamed.state().get()).inverse().orElseThrow().target().id();
        assertThat(old).startsWith("blog-db-old-");
        window.press(KeyCode.ESCAPE);
        press(window.operations().running().get().size() - 1 + " more");
        line(renamed.title());
        window.until(SOON, "Undo: Rename " + old + " to blog-db…");
        press("Undo: Rename " + old + " to blog-db…");
        window.until(SOON, "Rename " + old + " to blog-db", "Type " + old + " to confirm");
        confirm(old);
        assertThat(ended(LONG).state().get()).isInstanceOf(OpState.Done.class);
        assertThat(truth("blog-db")).as("the state before, damage and all").isZero();
        assertThat(truth(copy)).isEqualTo(before);
        assertThat(changes()).as("one call for each confirmation").hasSize(6);
        String password = java.net.URI.create(Objects.requireNonNull(drill.databaseUrl())).getUserInfo().split(":", 2)[1];
        assertThat(Files.readString(state.resolve("journal.jsonl"))).contains("\"operation\":\"restore-to-time\"")
                .doesNotContain(password, "AKID");
        assertThat(Chain.read(state).bad()).isEmpty();
    }

    /// How many of the lost comments a server has, asked of it directly.
    private long truth(String id) throws SQLException {
        var plane = Objects.requireNonNull(drill.world().home().servers(id));
        var properties = new Properties();
        properties.put("user", plane.login().user());
        properties.put("password", plane.login().password());
        try (Connection on = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + plane.port() + "/" + plane.login().database()
                + "?sslmode=require", properties)) {
            return count(on, "SELECT count(*) FROM comments c JOIN lost l ON l.id = c.id");
        }
    }

    /// Goes to an operation in the strip at the window's foot.
    private void line(String title) {
        Screens.until(title + " in the strip", SOON, () -> strip(title).isPresent());
        window.walkTo(title + " in the strip", at -> at instanceof Button b && b.getAccessibleText() != null
                && b.getAccessibleText().startsWith(title + ","));
        window.press(KeyCode.SPACE);
    }

    private Optional<Button> strip(String title) {
        return window.scene().getRoot().lookupAll(".activity-line").stream().map(Button.class::cast)
                .filter(b -> b.getAccessibleText() != null && b.getAccessibleText().startsWith(title + ",")).findFirst();
    }

    private void confirm(String name) {
        decisions++;
        window.untilAt(SOON, "Type " + name + " to confirm");
        window.type(name);
        window.until(SOON, "Enter goes to the button");
        window.press(KeyCode.ENTER);
        window.press(KeyCode.ENTER);
    }

    /// The operation after the last one that was waited for.
    private Running ended(Duration most) {
        int number = ++operations;
        Waiting.until("operation " + number, SOON, () -> window.operations().running().get().size() == number);
        Running run = window.operations().running().get().getLast();
        Waiting.until(run.title(), most, () -> run.state().get().ended());
        System.out.println(run.title() + ": " + run.state().get());
        return run;
    }

    /// What the console's own session with an instance answers, opened for this question.
    private String asked(InstanceRef ref, String sql) {
        Waiting.until(ref.id() + " is listed", SOON, () -> {
            window.poller().refresh();
            return window.poller().live().get().accounts().getFirst().instances().value().orElse(List.of()).stream()
                    .anyMatch(i -> i.ref().equals(ref) && "available".equals(i.status()));
        });
        var instance = window.poller().live().get().accounts().getFirst().instances().value().orElse(List.of()).stream()
                .filter(i -> i.ref().equals(ref)).findFirst().orElseThrow();
        window.ways().disconnect(ref);
        Waiting.until("the last way is closed", SOON, () -> window.ways().of(ref).get().condition() == Ways.Condition.CLOSED);
        Waiting.until("a session with " + ref.id(), LONG, () -> {
            if (window.ways().of(ref).get().condition() == Ways.Condition.CLOSED) {
                window.ways().connect(WindowHarness.SCOPE, instance, dev.howdah.ops.reach.Reach.Choice.OURS);
            }
            return window.ways().of(ref).get().condition() == Ways.Condition.OPEN;
        });
        Database database = window.ways().reached(ref).orElseThrow().database();
        String answer = database.row(sql, Duration.ofSeconds(60)).values().iterator().next();
        window.ways().disconnect(ref);
        return answer;
    }

    private void press(String words) {
        Screens.until(words + " can be pressed", SOON, () -> button(words).filter(b -> !b.isDisabled()).isPresent());
        window.walkTo(words, at -> at instanceof Button b && words.equals(b.getText()));
        window.press(KeyCode.SPACE);
    }

    private Optional<Button> button(String words) {
        return window.scene().getRoot().lookupAll(".button").stream()
                .filter(n -> n instanceof Button b && words.equals(b.getText()) && n.isVisible()).map(Button.class::cast).findFirst();
    }

    private List<String> changes() {
        return drill.requestLog().entries().stream().filter(RequestLog.Entry::changes).map(RequestLog.Entry::operation)
                .filter(o -> !o.endsWith("Session")).toList();
    }

    private Connection connect() throws SQLException {
        var url = java.net.URI.create(Objects.requireNonNull(drill.databaseUrl()));
        String[] user = url.getUserInfo().split(":", 2);
        var properties = new Properties();
        properties.put("user", user[0]);
        properties.put("password", user[1]);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + url.getPort() + url.getPath() + "?sslmode=require", properties);
    }

    private static void run(Connection on, String... statements) throws SQLException {
        try (var statement = on.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static long count(Connection on, String sql) throws SQLException {
        try (var statement = on.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
