package dev.howdah;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import dev.howdah.drill.postgres.EndpointSocketFactory;
import dev.howdah.drill.postgres.Password;
import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.EcsSeed;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.SecretSeed;
import dev.howdah.drill.world.TaskDefinition;
import dev.howdah.drill.world.World;
import dev.howdah.journal.Journal;
import dev.howdah.lint.Finding;
import dev.howdah.model.Environment;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.OpState;
import dev.howdah.ops.Plan;
import dev.howdah.ops.Request;
import dev.howdah.ops.Running;
import dev.howdah.ops.migrate.LiveReview;
import dev.howdah.ops.migrate.Reviewed;
import dev.howdah.ops.migrate.SqlFiles;
import dev.howdah.ops.reach.Ways;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.shell.WindowHarness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The migration `:6` comes while a report is read from `posts`: it waits, everybody waits behind it, and the limit that was armed takes
/// away the migration and nobody else. Afterwards it goes well and is rolled out. All of it from the window, by keyboard.
@ExtendWith(HeadlessScreen.class)
final class MigrateStoryTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String MIGRATION = EcsSeed.MIGRATE + ":6";
    private static Drill drill;
    @TempDir
    private static Path state;
    private static WindowHarness window;

    @BeforeAll
    static void start() throws Exception {
        drill = Drill.start(DrillOptions.standard(), _ -> {});
        drill.awaitReady();
        window = new WindowHarness(drill, state, Map.of());
        Screens.onFx(() -> {
            window.window().openDrill();
            return null;
        });
        window.until(SOON, "blog-db", "PRIMARY");
    }

    @AfterAll
    static void stop() {
        window.close();
        drill.close();
    }

    @Test
    void theLimitTakesAwayTheMigrationAndNobodyElse() throws Exception {
        window.press(KeyCode.CONTROL, KeyCode.T);
        var ref = new InstanceRef(World.ACCOUNT, World.HOME, "blog-db");
        Waiting.until("a way", SOON, () -> window.ways().of(ref).get().condition() == Ways.Condition.OPEN);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT8);
        window.until(SOON, "Migrate blog-db with", "Run…", "blog-cluster · ");
        field("SQL file or folder to review").setText(sql());
        Screens.onFx(() -> {
            field("Waiters at which the migration is cancelled").setText("400");
            field("Seconds of waiting at which the migration is cancelled").setText("6");
            field("SQL file or folder to review").fireEvent(new javafx.event.ActionEvent());
            return null;
        });
        window.until(SOON, "2 statements", "Judged with the catalogue of blog-db, PostgreSQL ");
        onTheSmallTable(ref);
        Screens.picture(window.scene(), "migrate-before");
        assertThat(window.settings().migrations()).as("the next window knows it too").containsKey(EcsSeed.MIGRATE);
        Screens.onFx(() -> {
            button("Run…").requestFocus();
            return null;
        });
        CompletableFuture<Long> report = report(45);
        Waiting.until("the report reads", SOON, () -> ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%a long report%'"
                + " AND state = 'active' AND pid <> pg_backend_pid()") > 0);

        int steps = confirm(Environment.DRILL.band());
        assertThat(steps).as("from Migrate to Run").isEqualTo(3);
        Running run = window.operations().running().get().getLast();

        var truth = new AtomicReference<Instant>();
        Waiting.until("somebody waits behind it", SOON, () -> {
            if (ask(BEHIND) > 0) {
                truth.compareAndSet(null, Instant.now());
            }
            return truth.get() != null;
        });
        window.until(Duration.ofSeconds(3), "waiting", "The migration waits for AccessExclusiveLock on posts");
        Duration until = Duration.between(Objects.requireNonNull(truth.get()), Instant.now());
        assertThat(until).as("until the queue is on the screen").isLessThan(Duration.ofSeconds(1));
        window.until(SOON, "sessions waiting");
        Screens.asset(window.scene(), "migrate-queue-dark");
        window.until(SOON, "Only the migration was touched", "was told to give up its statement", " UTC · ");
        Screens.picture(window.scene(), "migrate-fired");
        Waiting.until("the end of the run", SOON, () -> run.state().get().ended());
        assertThat(run.state().get()).isInstanceOfSatisfying(OpState.Failed.class,
                f -> assertThat(f.words()).contains("blog-api-migrate:6 was given up by its limit", "A session has waited",
                        "exit code 1 after the limit's cancel", "nobody else was touched"));
        assertThat(ask(BEHIND)).as("the waiters went on").isZero();
        window.until(SOON, "canceling statement due to user request", "exit code 1", "no session of it is left in the database");
        assertThat(report.get(90, TimeUnit.SECONDS)).as("the report was left alone").isGreaterThan(1000);
        assertThat(ask("SELECT count(*) FROM information_schema.columns WHERE table_name = 'posts' AND column_name = 'status'")).isZero();
        assertThat(
                ask("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'PostgreSQL JDBC%' AND client_addr <> '127.0.0.1'"))
                .as("nothing of the task is left").isZero();
        assertThat(new Journal(state, Instant::now).left()).isEmpty();
        String journal = Files.readString(state.resolve("journal.jsonl"));
        assertThat(journal)
                .contains("\"limit\":\"A session has waited", "which armed the limit", "\"action\":\"sql:CancelBackend\"", "\"logEnd\"",
                        "canceling statement due to user request")
                .doesNotContain(servers().login().password());
        System.out.println("      the queue was on the screen " + until.toMillis() + " ms after it had formed");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        window.resize(1280, 720);
        window.until(SOON, "failed");
        Screens.picture(window.scene(), "migrate-failed-light-1280");
        Screens.doubled(window.scene(), "migrate-failed-light-200");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        window.resize(1440, 900);

        release();
        window.declare(Environment.PRODUCTION);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT7);
        window.until(SOON, "PROD");
        window.press(KeyCode.CONTROL, KeyCode.DIGIT8);
        window.until(SOON, "2 statements");
        Screens.until("the keyboard at Run…", SOON, () -> window.scene().getFocusOwner() instanceof Button at && "Run…".equals(at.getText())
                && at.getSkin() != null);
        assertThat(confirm(Environment.PRODUCTION.band())).as("from Migrate to Run in production, by keyboard").isEqualTo(3);
        Running second = window.operations().running().get().getLast();
        Waiting.until("the end of the second run", SOON, () -> second.state().get().ended());
        assertThat(second.state().get()).isInstanceOf(OpState.Done.class);
        assertThat(second.details()).containsEntry("definition", MIGRATION).containsEntry("findings", "").containsKey("sqlSha256");
        assertThat(ask("SELECT count(*) FROM information_schema.columns WHERE table_name = 'posts' AND column_name = 'status'")).isOne();
        window.until(SOON, "Roll blog-api out to blog-api:14", "exit code 0", "1 applied.");
        Screens.picture(window.scene(), "migrate-done");
        Screens.onFx(() -> {
            button("Roll blog-api out to blog-api:14…").fire();
            return null;
        });
        window.until(SOON, "aws ecs update-service", "Type blog-api to confirm");
        window.type("blog-api");
        window.press(KeyCode.ENTER);
        window.press(KeyCode.ENTER);
        Running roll = window.operations().running().get().getLast();
        Waiting.until("the roll-out", SOON, () -> roll.state().get().ended());
        assertThat(roll.state().get()).isInstanceOfSatisfying(OpState.Done.class,
                d -> assertThat(d.words()).isEqualTo("blog-api runs blog-api:14."));
    }

    /// The button and the command at the same time, each with a state folder of its own.
    @Test
    void aRehearsalMakesItsCopyMeasuresOnItAndRemovesIt() throws Exception {
        Path sql = Files.writeString(state.resolve("V200__rehearsed.sql"), """
                ALTER TABLE posts ADD COLUMN rehearsed int;
                CREATE INDEX rehearsed_idx ON comments (author_id);
                ALTER TABLE posts ALTER COLUMN rehearsed TYPE bigint;
                """);
        Path said = state.resolve("command.txt");
        Process command = rehearse(sql, said);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT8);
        window.until(SOON, "Migrate blog-db with", "Run…", "blog-cluster · ");
        review(sql.toString());
        window.until(SOON, "3 statements", "Rehearse on a copy…");
        Screens.onFx(() -> {
            button("Rehearse on a copy…").fire();
            return null;
        });
        window.until(SOON, "Rehearse on blog-db-rehearsal", "aws rds restore-db-instance-to-point-in-time", "However it went",
                "Type blog-db-rehearsal to confirm");
        Screens.picture(window.scene(), "rehearse-plan");
        window.type("blog-db-rehearsal");
        window.press(KeyCode.ENTER);
        window.press(KeyCode.ENTER);
        window.until(SOON, "Cancel it");
        Screens.picture(window.scene(), "rehearse-going");
        Running run = window.operations().running().get().getLast();
        Waiting.until("the end of the rehearsal", LONG, () -> run.state().get().ended());
        assertThat(run.state().get()).isInstanceOfSatisfying(OpState.Done.class, d -> assertThat(d.words())
                .startsWith("Rehearsed at ").contains("3 statements in ", "comments was locked against writers for ", "posts written anew",
                        "blog-db-rehearsal is deleted. Its final snapshot blog-db-rehearsal-final-"));
        window.press(KeyCode.ESCAPE);
        window.until(SOON, "On blog-db-rehearsal: Rehearsed at ");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        window.resize(1280, 720);
        Screens.picture(window.scene(), "rehearse-done-light-1280");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        window.resize(1440, 900);
        assertThat(command.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(command.exitValue()).as(Files.readString(said)).isZero();
        assertThat(Files.readString(said)).contains("-- ", "Sending rds:DeleteDBInstance", "V200__rehearsed.sql:2 ",
                "ShareLock on comments", "writes posts anew", "blog-db-by-command is deleted.");
        var region = drill.world().home();
        assertThat(region.instances()).extracting(i -> i.id()).contains("blog-db").doesNotContain("blog-db-rehearsal",
                "blog-db-by-command");
        assertThat(ask("SELECT count(*) FROM information_schema.columns WHERE column_name = 'rehearsed'")).as("live is as it was").isZero();
        for (Path folder : List.of(state, state.resolve("home"))) {
            assertThat(new Journal(folder, Instant::now).left()).isEmpty();
        }
    }

    private static Process rehearse(Path sql, Path said) throws Exception {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"), dev.howdah.app.Main.class.getName(), "migrate", "rehearse", "--instance", "blog-db",
                "--copy", "blog-db-by-command", "--sql", sql.toString(), "--confirm", "blog-db-by-command");
        builder.environment().putAll(drill.variables());
        builder.environment().putAll(Map.of("HOWDAH_HOME", state.resolve("home").toString(), "AWS_CONFIG_FILE", "/nonexistent/config",
                "AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials"));
        return builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    }

    private static void review(String sql) {
        TextField field = field("SQL file or folder to review");
        Screens.onFx(() -> {
            field.setText(sql);
            field.fireEvent(new javafx.event.ActionEvent());
            return null;
        });
    }

    @Test
    void aPasswordThatTheServerDoesNotTakeAnyMoreIsExplained() throws Exception {
        var home = drill.world().home();
        Secret before = Objects.requireNonNull(home.secret(SecretSeed.BLOG));
        String text = Objects.requireNonNull(before.stage(Secret.CURRENT)).text();
        home.put(before.with("44444444-4444-4444-8444-444444444444", Instant.now(),
                text.replace(servers().login().password(), "not-the-servers-any-more")));
        try {
            Plan plan = window.operations().plan(WindowHarness.SCOPE,
                    new Request.RunMigration(new InstanceRef(World.ACCOUNT, World.HOME, "blog-db"), EcsSeed.CLUSTER, EcsSeed.API,
                            EcsSeed.MIGRATE + ":5", "rotation", Reviewed.NOTHING.skipping("it has nothing to do"), null));
            Running run = window.operations().start(plan, plan.confirmed(plan.name(), Instant.now()));
            Waiting.until("its end", SOON, () -> run.state().get().ended());
            assertThat(run.state().get()).isInstanceOfSatisfying(OpState.Failed.class, f -> assertThat(f.words())
                    .contains("The server refused the password that the task was given", "as after a rotation", "Exit code 1"));
            assertThat(Files.readString(state.resolve("journal.jsonl"))).doesNotContain("not-the-servers-any-more");
        } finally {
            home.put(before);
        }
    }

    /// From the button to the run: what a person does, counted.
    private static int confirm(String environment) {
        int before = window.operations().running().get().size();
        int steps = 0;
        steps++;
        window.press(KeyCode.ENTER);
        window.until(SOON, "Migrate blog-db with " + MIGRATION, "aws ecs run-task", "Type " + MIGRATION + " to confirm",
                environment, "No other task of blog-api-migrate runs", "DATABASE_URL is in its secret and leads to blog-db",
                "V114__post_status.sql (2 statements, ", "found nothing worse than advice");
        Screens.picture(window.scene(), "migrate-plan");
        steps++;
        window.type(MIGRATION);
        window.until(SOON, "Enter goes to the button");
        steps++;
        window.press(KeyCode.ENTER);
        window.press(KeyCode.ENTER);
        Waiting.until("a run", SOON, () -> window.operations().running().get().size() > before);
        window.press(KeyCode.ESCAPE);
        return steps;
    }

    /// The service's next revision, with the migration's image, as a pipeline registers it.
    private static void release() {
        var ecs = drill.world().home().containers();
        TaskDefinition now = Objects.requireNonNull(ecs.definition(EcsSeed.API + ":13"));
        TaskDefinition migration = Objects.requireNonNull(ecs.definition(MIGRATION));
        TaskDefinition.Container api = now.containers().getFirst();
        var next = new TaskDefinition.Container(api.name(), migration.containers().getFirst().image(), api.command(), api.port(),
                api.environment(), api.secrets(), api.logs());
        ecs.register(EcsSeed.API,
                revision -> new TaskDefinition(EcsSeed.API, revision, Instant.now(), now.cpu(), now.memory(), now.taskRole(),
                        now.executionRole(), List.of(next)));
    }

    /// A table of one row is locked for milliseconds: what stops traffic elsewhere is advice there.
    private static void onTheSmallTable(InstanceRef ref) throws InterruptedException {
        var sql = new SqlFiles.Sources(
                List.of(new SqlFiles.Source("V115__x.sql", "ALTER TABLE alembic_version ALTER COLUMN version_num TYPE text;\n")), "0");
        LiveReview alone = LiveReview.of(window.ways(), new InstanceRef(World.ACCOUNT, World.HOME, "legacy-db"), sql, Instant.now());
        assertThat(alone.basis()).isEqualTo("Judged by the statements alone: there is no way to legacy-db.");
        LiveReview live = LiveReview.of(window.ways(), ref, sql, Instant.now());
        assertThat(live.live()).as(live.basis()).isTrue();
        assertThat(worse(live)).as(live.report().findings().toString()).isLessThan(worse(alone));
    }

    private static long worse(LiveReview review) {
        return review.report().findings().stream().filter(f -> f.severity() != Finding.Severity.ADVICE).count();
    }

    private static String sql() throws Exception {
        return Files.writeString(state.resolve("V114__post_status.sql"),
                "ALTER TABLE posts ADD COLUMN status varchar(20);\nUPDATE alembic_version SET version_num = '8c2e5d7f9a1b';\n").toString();
    }

    private static final String BEHIND = "SELECT count(*) FROM pg_stat_activity w JOIN pg_stat_activity m ON m.pid = ANY (pg_blocking_pids(w.pid))"
            + " WHERE m.query LIKE 'ALTER TABLE posts ADD COLUMN status%' AND w.wait_event_type = 'Lock'";

    private static TextField field(String accessible) {
        return Screens.onFx(() -> (TextField) window.scene().getRoot().lookupAll(".text-field").stream()
                .filter(n -> accessible.equals(n.getAccessibleText())).findFirst().orElseThrow());
    }

    private static Button button(String text) {
        return (Button) window.scene().getRoot().lookupAll(".button").stream()
                .filter(n -> n instanceof Button b && text.equals(b.getText())).findFirst().orElseThrow();
    }

    private static DataPlane servers() {
        return Objects.requireNonNull(drill.world().home().servers("blog-db"));
    }

    private static Connection connect() throws SQLException {
        DataPlane servers = servers();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + servers.port() + "/" + servers.login().database(),
                EndpointSocketFactory.properties(ChapterSeed.address("blog-db"), servers.certificateAuthority(), servers.login().user(),
                        new Password(servers.login().password())));
    }

    private static long ask(String sql) {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /// A report that reads `posts` and takes its time.
    private static CompletableFuture<Long> report(int seconds) {
        return CompletableFuture.supplyAsync(
                () -> ask("SELECT count(*) /* a long report */ FROM posts, LATERAL (SELECT pg_sleep(CASE WHEN posts.id = 1 THEN " + seconds
                        + " ELSE 0 END)) s"));
    }
}
