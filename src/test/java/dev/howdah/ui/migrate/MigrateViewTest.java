package dev.howdah.ui.migrate;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.lint.Report;
import dev.howdah.lint.Review;
import dev.howdah.model.EcsService;
import dev.howdah.model.EcsTask;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.LogLine;
import dev.howdah.model.Problem;
import dev.howdah.ops.OpState;
import dev.howdah.ops.Request;
import dev.howdah.ops.migrate.Families;
import dev.howdah.ops.migrate.Locks;
import dev.howdah.ops.migrate.MigrationWatch;
import dev.howdah.ops.migrate.Reviewed;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.kit.Theme;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The Migrate screen in its states. Bad inputs tried: numbers of a limit that are none, words that ECS would not take, a file that cannot
/// be read, nothing read yet, a failing account, no family at all.
@ExtendWith(HeadlessScreen.class)
final class MigrateViewTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:51:31Z");
    private static final String MIGRATION = "blog-api-migrate:6";
    private static final List<String> ASKED = new ArrayList<>();
    private static final List<String> CHOSEN = new ArrayList<>();
    private static final List<Duration> BLOCKERS = new ArrayList<>();
    private static Scene scene;
    private static Stage stage;
    private static Theme theme;
    private MigrateView view;
    private MigrateState shown = MigrateState.NOTHING;

    @BeforeAll
    static void open() {
        onFx(() -> {
            theme = new Theme(Theme.Choice.DARK);
            stage = new Stage();
            scene = new Scene(new javafx.scene.layout.Region(), 1244, 812);
            Theme.dress(scene);
            stage.setScene(scene);
            stage.show();
            return null;
        });
    }

    @AfterAll
    static void close() {
        onFx(() -> {
            stage.hide();
            return null;
        });
    }

    @BeforeEach
    void anew() {
        ASKED.clear();
        CHOSEN.clear();
        onFx(() -> {
            view = made();
            scene.setRoot(view.node());
            return null;
        });
    }

    private MigrateView made() {
        return new MigrateView("blog-db", () -> NOW, java.time.ZoneId.of("Asia/Seoul"), new MigrateView.Answers() {
            @Override
            public void run(Families.Found found, String definition, String startedBy, Reviewed review, Locks.@Nullable Limit limit,
                    Duration blockers) {
                ASKED.add("run " + definition + " of " + found.service().name() + " by " + startedBy + ", "
                        + (limit == null ? "no limit" : limit.words()) + ", open " + review.open() + ", accepted " + review.taken()
                        + ", skipped '" + review.skipped() + "'");
                BLOCKERS.add(blockers);
            }

            @Override
            public void stop(EcsTask task) {
                ASKED.add("stop " + task.id());
            }

            @Override
            public void signal(Locks.Session session, boolean terminate) {
                ASKED.add((terminate ? "end " : "cancel ") + session.pid());
            }

            @Override
            public void snapshot() {
                ASKED.add("snapshot");
            }

            @Override
            public void rollOut(Request next) {
                ASKED.add(next.title());
            }

            @Override
            public void connect() {
                ASKED.add("connect");
            }

            @Override
            public void rehearse(boolean keep) {
                ASKED.add(keep ? "rehearse and keep the copy" : "rehearse");
            }

            @Override
            public void review(String path) {
                ASKED.add("review " + path);
            }

            @Override
            public void accept(String rule, boolean on) {
                ASKED.add((on ? "accept " : "do not accept ") + rule);
                shown = shown.with(java.util.Objects.requireNonNull(shown.reviewed()).accepting(rule, on));
                view.show(shown);
            }

            @Override
            public void chosen(String definition) {
                CHOSEN.add(definition);
            }

            @Override
            public void refresh() {
                ASKED.add("refresh");
            }
        });
    }

    @Test
    void theKeyboardIsAtRunAlsoBeforeTheFirstFrame() throws Exception {
        MigrateState state = new MigrateState(found(), null, reviewed("SELECT 1;"), true, "", null, null);
        assertThat(onFx(() -> {
            MigrateView early = made();
            scene.setRoot(early.node());
            early.show(state);
            early.focus();
            return scene.getFocusOwner();
        })).isInstanceOfSatisfying(Button.class, b -> assertThat(b.getText()).isEqualTo("Run…"));
    }

    @Test
    void whatWouldBeRunIsFoundAndAskedForWithItsLimit() throws Exception {
        show(new MigrateState(found(), null, reviewed("ALTER TABLE posts ADD COLUMN status varchar(20) NOT NULL DEFAULT random()::text;\n"
                + "CREATE INDEX CONCURRENTLY posts_status_idx ON posts (status);\nINSERT INTO alembic_version VALUES ('8c2e');"), true, "",
                null,
                null));
        assertThat(words()).contains("Migrate blog-db with", "3 statements", "network of blog-api", "PROVISIONING", "STOPPED");
        Screens.picture(scene, "migrate-view-ready");
        fire("Run…");
        assertThat(ASKED).singleElement()
                .satisfies(a -> assertThat(a).startsWith("run blog-api-migrate:6 of blog-api by howdah, 5 waiters or 30 s, open [")
                        .endsWith("accepted [], skipped ''"));
        onFx(() -> {
            scene.getRoot().lookupAll(".check-box").stream().map(n -> (javafx.scene.control.CheckBox) n)
                    .filter(b -> b.getText().startsWith("Accept ")).forEach(javafx.scene.control.CheckBox::fire);
            return null;
        });
        assertThat(ASKED).anyMatch(a -> a.startsWith("accept "));
        assertThat(words()).as("beside the button").contains("On blog-copy: Rehearsed at");
        fire("Rehearse on a copy…");
        assertThat(ASKED.getLast()).isEqualTo("rehearse");
        onFx(() -> {
            scene.getRoot().lookupAll(".check-box").stream().map(n -> (javafx.scene.control.CheckBox) n)
                    .filter(b -> b.getText().startsWith("Keep the copy")).forEach(javafx.scene.control.CheckBox::fire);
            return null;
        });
        fire("Rehearse on a copy…");
        assertThat(ASKED.getLast()).isEqualTo("rehearse and keep the copy");
        fire("Run…");
        assertThat(ASKED.getLast()).contains("open [], accepted [");
        type("Seconds of waiting at which the migration is cancelled", "soon");
        assertThat(button("Run…").isDisabled()).isTrue();
        assertThat(words()).contains("Waiters and seconds must be whole numbers from 1 on.");
        type("Seconds of waiting at which the migration is cancelled", "30");
        for (String none : List.of("", "0", "-1", "1.5", "soon")) {
            type("Seconds from which on a transaction with locks is warned of", none);
            assertThat(button("Run…").isDisabled()).as("'%s'", none).isTrue();
        }
        type("Seconds from which on a transaction with locks is warned of", "60");
        fire("Run…");
        assertThat(BLOCKERS.getLast()).isEqualTo(Duration.ofMinutes(1));
        type("Started by", "a b");
        assertThat(button("Run…").isDisabled()).isTrue();
        type("Started by", "deploy-9f31c2a");
        assertThat(button("Run…").isDisabled()).isFalse();
    }

    @Test
    void theQueueAndTheLogAreBesideTheRun() throws Exception {
        show(running());
        assertThat(words()).contains("running 31 s", "2 sessions waiting", "The migration waits for AccessExclusiveLock on posts",
                "limit 5 waiters",
                "image pulled, secrets read", "▶  RUNNING", "following");
        Screens.picture(scene, "migrate-view-running");
        onFx(() -> {
            theme.choose(Theme.Choice.LIGHT);
            return null;
        });
        Screens.picture(scene, "migrate-view-running-light");
        onFx(() -> {
            theme.choose(Theme.Choice.DARK);
            return null;
        });
        Screens.doubled(scene, "migrate-view-running-200");
        assertThat(buttonNames()).contains("Stop task…").doesNotContain("Run…");
        fire("Stop task…");
        Button cancel = onFx(() -> (Button) scene.getRoot().lookupAll(".button").stream()
                .filter(b -> "Cancel the statement of process 4302".equals(b.getAccessibleText())).findFirst().orElseThrow());
        onFx(() -> {
            cancel.fire();
            return null;
        });
        assertThat(ASKED).containsExactly("stop 7f3c9e", "cancel 4302");
        show(running());
        assertThat(onFx(cancel::getScene)).as("the same button, so that the keys stay on it").isSameAs(scene);
    }

    @Test
    void theEndIsSaidAndTheRollOutOffered() throws Exception {
        var next = new Request.RollOut(ref(), "blog-cluster", "blog-api", "blog-api:14");
        show(new MigrateState(found(), null, null, true, MIGRATION, new OpState.Done(NOW.minusSeconds(40), NOW,
                "blog-api-migrate:6 ended with exit code 0.", Optional.empty(), Optional.of(next)), state("STOPPED", 0, null, "")));
        assertThat(words()).contains("done", "blog-api-migrate:6 ended with exit code 0.", "exit code 0", "✓ Run");
        Screens.picture(scene, "migrate-view-done");
        fire("Roll blog-api out to blog-api:14…");
        assertThat(ASKED).containsExactly("Roll blog-api out to blog-api:14");
        show(new MigrateState(found(), null, null, true, MIGRATION, new OpState.Failed(NOW,
                "blog-api-migrate:6 did not start: nothing was migrated. The secret has no such key. Correct valueFrom in the task definition.",
                null), state("STOPPED", null, null, "")));
        assertThat(words()).contains("failed", "no exit code", "nothing was migrated");
        show(new MigrateState(found(), null, null, true, MIGRATION, new OpState.Failed(NOW, "It was stopped.", null),
                state("STOPPED", 143, new Locks.View(NOW, List.of(), 1), "")));
        assertThat(words()).as("a session that outlives its task").contains("The task has stopped, and 1 of its sessions is still there.");
        show(new MigrateState(found(), null, null, true, MIGRATION, new OpState.Failed(NOW, "It was stopped.", null),
                state("STOPPED", 143, new Locks.View(NOW, List.of(), 0), "")));
        assertThat(words()).contains("no session of it is left in the database");
        Screens.picture(scene, "migrate-view-failed");
    }

    @Test
    void withoutAReviewAReasonIsAskedFor() throws Exception {
        show(new MigrateState(found(), null, null, true, "", null, null));
        assertThat(CHOSEN).containsExactly(MIGRATION);
        Screens.picture(scene, "migrate-view-unreviewed");
        type("Why it runs without a review", "ok");
        assertThat(button("Run…").isDisabled()).as("too short").isTrue();
        assertThat(words()).contains("A reason has 3 to 300 characters.");
        type("Why it runs without a review", "x".repeat(301));
        assertThat(button("Run…").isDisabled()).as("too long").isTrue();
        type("Why it runs without a review", "  hotfix, pairing with Ann ");
        fire("Run…");
        assertThat(ASKED.getLast()).endsWith("skipped 'hotfix, pairing with Ann'");
        show(new MigrateState(found(), null, reviewed("ALTER TABLE posts ADD;\nSELECT 1;\n"), true, "", null, null));
        assertThat(field("Why it runs without a review").isVisible()).as("a place that could not be read").isTrue();
        show(new MigrateState(found(), null, reviewed("-- nothing\n"), true, "", null, null));
        assertThat(field("Why it runs without a review").isVisible()).as("no statement").isTrue();
        show(new MigrateState(found(), null, reviewed("SELECT 1;\n"), true, "", null, null));
        assertThat(field("Why it runs without a review").isVisible()).isFalse();
        assertThat(field("SQL file or folder to review").getText()).isEqualTo("V114__post_status.sql");
        fire("Run…");
        assertThat(ASKED.getLast()).as("the reason is not carried on").endsWith("skipped ''");
        var accepted = java.util.Objects.requireNonNull(reviewed("ALTER TABLE posts RENAME COLUMN title TO headline;"))
                .accepting("rename", true);
        show(MigrateState.NOTHING.with(accepted));
        assertThat(onFx(() -> scene.getRoot().lookupAll(".check-box").stream().map(n -> (javafx.scene.control.CheckBox) n)
                .filter(b -> b.getText().equals("Accept rename")).allMatch(javafx.scene.control.CheckBox::isSelected)))
                .as("who comes back finds it accepted").isTrue();
    }

    @Test
    void whatIsNotKnownIsSaid() {
        show(MigrateState.NOTHING);
        assertThat(button("Run…").isDisabled()).isTrue();
        assertThat(words()).contains("Not connected: connect first", "not watched");
        fire("Connect");
        show(new MigrateState(Optional.empty(), new Problem.Denied("ecs:ListTaskDefinitions", "*", false,
                new Problem.Source("ecs:ListTaskDefinitions", "r", "no")), null, false, "", null, null));
        assertThat(words()).contains("ecs:ListTaskDefinitions");
        show(new MigrateState(Optional.of(List.of()), null, new MigrateState.Review("/x", "", new Report(List.of(), List.of(), List.of()),
                "It cannot be read: /x", "", Set.of(), ""), false, "", null, null));
        assertThat(words()).contains("It cannot be read: /x", "not read");
        assertThat(ASKED).containsExactly("connect");
    }

    private static InstanceRef ref() {
        return new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    }

    private static Optional<List<Families.Found>> found() {
        var service = new EcsService("blog-cluster", "blog-api", "arn", "blog-api:13",
                new EcsService.Network(List.of("s"), List.of("g"), false),
                "FARGATE", List.of(), "LATEST", 3, 3, List.of(), List.of(), true);
        return Optional.of(List.of(new Families.Found(service, "blog-api-migrate", List.of(MIGRATION, "blog-api-migrate:5"))));
    }

    private static MigrateState.Review reviewed(String sql) throws InterruptedException {
        var review = new Review(16, true);
        review.read("V114__post_status.sql", sql);
        return new MigrateState.Review("V114__post_status.sql", "abcd", review.report(), null,
                "On blog-copy: Rehearsed at 2026-11-24T12:00:00Z: 3 statements in 412 ms.", Set.of(),
                "Judged with the catalogue of blog-db, PostgreSQL 16, as it was at 2026-11-22T10:51:00Z.");
    }

    @Test
    void theLogIsOfTheRunThatIsShown() {
        var failed = new OpState.Failed(NOW, "It failed.", null);
        show(new MigrateState(found(), null, null, true, MIGRATION, failed, with(state("STOPPED", 1, null, ""), "one run's line")));
        assertThat(words()).contains("one run's line");
        show(new MigrateState(found(), null, null, true, MIGRATION, failed, with(state("STOPPED", 1, null, ""), "another run's line")));
        assertThat(words()).as("as many lines of another run").contains("another run's line").doesNotContain("one run's line");
    }

    private static MigrationWatch.State with(MigrationWatch.State of, String line) {
        var log = new ArrayList<>(of.log());
        log.add(new LogLine(NOW, line));
        return new MigrationWatch.State(of.task(), of.container(), of.seen(), log, of.logSays(), of.locks(), of.locksSay(), of.limit(),
                of.fired(), of.firedAt(), of.over(), of.asOf());
    }

    private static MigrateState running() throws InterruptedException {
        var report = session(4100, "reports", "select date_trunc('day', created_at), count(*) from posts group by 1", null, 900, "",
                "AccessShareLock on posts");
        var ddl = session(4211, "", "ALTER TABLE posts ADD COLUMN status varchar(20)", "AccessExclusiveLock on posts", 31, "4100", null);
        var one = session(4302, "blog-api/7f3c", "select id, title from posts where author_id = $1", "AccessShareLock on posts", 30, "4211",
                null);
        var two = session(4310, "blog-api/0a1b", "update posts set views = views + 1 where id = $1", "RowExclusiveLock on posts", 29,
                "4211",
                null);
        Locks.View locks = new Locks.View(NOW,
                List.of(new Locks.Line(report, Locks.Role.AHEAD, 0), new Locks.Line(ddl, Locks.Role.MIGRATION, 1),
                        new Locks.Line(one, Locks.Role.BEHIND, 2), new Locks.Line(two, Locks.Role.BEHIND, 2)),
                1);
        return new MigrateState(found(), null, reviewed("ALTER TABLE posts ADD COLUMN status varchar(20);"), true, MIGRATION,
                new OpState.Watching(NOW.minusSeconds(31), NOW, "blog-api-migrate:6 is RUNNING", null, "", null),
                state("RUNNING", null, locks, ""));
    }

    private static Locks.Session session(int pid, String application, String query, @Nullable String waits, int seconds, String blockers,
            @Nullable String holds) {
        return new Locks.Session(pid, NOW.minusSeconds(1000), "blog_app", application, "127.20.10.31", "active", query,
                Duration.ofSeconds(seconds), Duration.ofSeconds(seconds), waits,
                waits == null ? Duration.ZERO : Duration.ofSeconds(seconds),
                blockers.isEmpty() ? List.of() : List.of(Integer.valueOf(blockers)), holds == null ? List.of() : List.of(holds), List.of());
    }

    private static MigrationWatch.State state(String status, @Nullable Integer code, Locks.@Nullable View locks, String logSays) {
        boolean stopped = status.equals("STOPPED");
        var times = new EcsTask.Times(NOW.minusSeconds(59), NOW.minusSeconds(53), NOW.minusSeconds(32), NOW.minusSeconds(31),
                stopped ? NOW.minusSeconds(1) : null, stopped ? NOW.minusSeconds(1) : null, stopped ? NOW : null);
        var task = new EcsTask("blog-cluster", "arn:aws:ecs:ap-northeast-2:123456789012:task/blog-cluster/7f3c9e",
                "arn:aws:ecs:ap-northeast-2:123456789012:task-definition/" + MIGRATION, status, "RUNNING", "deploy-9f31c2a", "127.20.10.41",
                Map.of(), times, stopped ? "EssentialContainerExited" : null, stopped ? "Essential container in task exited" : null,
                List.of(new EcsTask.Container("migrate", "blog-api:v114", "sha256:1", code, null)));
        var log = new ArrayList<LogLine>();
        log.add(new LogLine(NOW.minusSeconds(31),
                "INFO  [migrate] Connecting to blog-db.cx0.ap-northeast-2.rds.amazonaws.com:5432/blogdb"));
        log.add(new LogLine(NOW.minusSeconds(30), "INFO  [migrate] Current version of schema \"public\": 113"));
        log.add(new LogLine(NOW.minusSeconds(30), "INFO  [migrate] Migrating schema \"public\" to version \"114 - post status\""));
        return new MigrationWatch.State(task, "migrate", Map.of(), log, logSays, locks, "", new Locks.Limit(5, Duration.ofSeconds(60)),
                null, null, stopped, NOW);
    }

    private void show(MigrateState state) {
        onFx(() -> {
            shown = state;
            view.show(state);
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            return null;
        });
    }

    private static String words() {
        return onFx(() -> Screens.words(scene.getRoot()));
    }

    private static Button button(String text) {
        return onFx(
                () -> (Button) scene.getRoot().lookupAll(".button").stream().filter(b -> b instanceof Button x && text.equals(x.getText()))
                        .findFirst().orElseThrow());
    }

    private static List<String> buttonNames() {
        return onFx(() -> scene.getRoot().lookupAll(".button").stream().filter(b -> b instanceof Button && b.isVisible())
                .map(b -> ((Button) b).getText()).toList());
    }

    private static void fire(String text) {
        Button button = button(text);
        onFx(() -> {
            button.fire();
            return null;
        });
    }

    private static TextField field(String accessible) {
        return onFx(() -> (TextField) scene.getRoot().lookupAll(".text-field").stream()
                .filter(n -> accessible.equals(n.getAccessibleText())).findFirst().orElseThrow());
    }

    private static void type(String accessible, String text) {
        TextField field = field(accessible);
        onFx(() -> {
            field.setText(text);
            return null;
        });
    }
}
