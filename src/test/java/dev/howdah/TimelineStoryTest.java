package dev.howdah;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.json.Json;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.reach.Ways;
import dev.howdah.timeline.Mark;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.shell.WindowHarness;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.rds.RdsClient;

/// An incident on a drill, and its post-mortem in two steps by keyboard: each fact that was injected stands once, in order, with its times in
/// two zones, and no secret is in it. Bad inputs tried: a secret in a note and in a statement, a service that refuses, a folder that
/// cannot be written.
@ExtendWith(HeadlessScreen.class)
final class TimelineStoryTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static final String CANARY = "canary-5e7d";
    private static Drill drill;
    private static WindowHarness window;
    @TempDir
    private static Path state;
    private final ExecutorService busy = Executors.newVirtualThreadPerTaskExecutor();
    private final ApplicationSessions applications = new ApplicationSessions(drill);

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
    }

    @AfterAll
    static void stop() {
        window.close();
        drill.close();
    }

    @AfterEach
    void letGo() throws SQLException {
        applications.close();
        busy.close();
    }

    @Test
    void anIncidentIsToldOnceInOrderAndWrittenDownInTwoSteps() throws Exception {
        // the backup with which the drill opens is over
        Waiting.until("backed up", SOON, () -> drill.world().home().events().stream()
                .anyMatch(e -> e.sourceId().equals("blog-db") && e.message().equals("Finished DB instance backup")));
        Instant begun = Instant.now();
        // one: sessions wait behind one that holds a table
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
        window.until(SOON, "Timeline", "Began", "Export post-mortem");
        Connection holder = applications.connect("holder");
        ApplicationSessions.run(holder, "CREATE TABLE IF NOT EXISTS waited_for (n int)");
        holder.setAutoCommit(false);
        ApplicationSessions.run(holder, "LOCK TABLE waited_for IN ACCESS EXCLUSIVE MODE");
        for (int i = 0; i < 3; i++) {
            Connection waiter = applications.connect("reader");
            busy.submit(() -> ApplicationSessions.run(waiter, "SELECT count(*) FROM waited_for"));
        }
        Mark locks = until("a queue that goes on", m -> m.kind() == Mark.Kind.LOCKS && m.going() && m.title().startsWith("3 sessions"));
        assertThat(locks.title()).contains("holder", "idle in transaction");
        assertThat(Duration.between(begun, locks.at())).isBetween(Duration.ZERO, SOON);
        // two: a note, with what nobody should type
        window.walkTo("the note", n -> "Note".equals(n.getAccessibleText()));
        window.type("page at 3, url postgres://app:" + CANARY + "@blog-db/blog");
        window.press(KeyCode.ENTER);
        until("the note", m -> m.kind() == Mark.Kind.NOTE);
        // three: it is let go
        holder.rollback();
        until("the queue is over", m -> m.kind() == Mark.Kind.LOCKS && !m.going() && m.title().startsWith("3 sessions"));
        // four: a statement with a literal
        Screens.onFx(() -> {
            window.queries().run(BLOG, "SELECT count(*) FROM posts WHERE title = '" + CANARY + "'", 100);
            return null;
        });
        until("the statement", m -> m.kind() == Mark.Kind.STATEMENT && m.title().contains("FROM posts WHERE title"));
        // five: a snapshot, six: a task that is stopped, seven: a failover
        try (RdsClient rds = client(RdsClient.builder()); EcsClient ecs = client(EcsClient.builder())) {
            rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("after-the-night"));
            until("the snapshot", m -> m.kind() == Mark.Kind.EVENT && m.title().equals("Backing up DB instance") && m.at().isAfter(begun));
            String task = drill.world().region(drill.region()).containers().tasks("blog-cluster").stream()
                    .filter(t -> t.group().equals("service:blog-api") && t.lastStatus().equals(EcsTask.RUNNING)).findFirst().orElseThrow()
                    .id();
            ecs.stopTask(r -> r.cluster("blog-cluster").task(task).reason("out of memory"));
            until("the task", m -> m.kind() == Mark.Kind.TASK && m.title().startsWith("Task " + task.substring(0, 8)));
            Waiting.until("available", SOON, () -> rds.describeDBInstances(r -> r.dbInstanceIdentifier("blog-db")).dbInstances().getFirst()
                    .dbInstanceStatus().equals("available"));
            rds.rebootDBInstance(r -> r.dbInstanceIdentifier("blog-db").forceFailover(true));
            Mark failover = until("the failover", m -> m.kind() == Mark.Kind.FAILOVER && m.title().startsWith("Multi-AZ failover, over"));
            assertThat(failover.detail()).contains("failover started", "failover completed");
            Mark probes = until("what the probes felt",
                    m -> m.kind() == Mark.Kind.FAILOVER && !m.going() && m.title().startsWith("No answer to this console's probes for"));
            assertThat(probes.detail()).contains("SELECT 1 after", "write after");
            // who asked for it, by CloudTrail: this machine's journal does not have it
            window.timelines().again(BLOG);
            Mark asked = until("who asked for the failover",
                    m -> m.kind() == Mark.Kind.TRAIL && m.title().startsWith("rds:RebootDBInstance by "));
            assertThat(asked.at()).isBeforeOrEqualTo(failover.at().plusSeconds(1));
        }
        Screens.asset(window.scene(), "timeline-dark");
        // the post-mortem: this screen is one step, this key the other
        window.press(KeyCode.CONTROL, KeyCode.E);
        window.until(SOON, "Written: ", ".html");
        Map<String, ?> json = Json.readObject(Files.readString(written(".json")));
        List<Map<?, ?>> marks = new ArrayList<>();
        ((List<?>) json.get("marks")).forEach(m -> marks.add((Map<?, ?>) m));
        List<Instant> times = new ArrayList<>();
        for (String fact : List.of("3 sessions waited for locks behind", "page at 3, url", "FROM posts WHERE title",
                "Backing up DB instance",
                "stopped", "Multi-AZ failover, over after")) {
            // the drill backed the instance up before, too
            List<Map<?, ?>> found = marks.stream().filter(m -> String.valueOf(m.get("title")).contains(fact))
                    .filter(m -> Instant.parse(String.valueOf(m.get("utc"))).isAfter(begun)).toList();
            assertThat(found).as(fact).hasSize(1);
            Instant utc = Instant.parse(String.valueOf(found.getFirst().get("utc")));
            assertThat(OffsetDateTime.parse(String.valueOf(found.getFirst().get("local"))).toInstant()).isEqualTo(utc);
            times.add(utc);
        }
        assertThat(times).isSorted().allSatisfy(at -> assertThat(at).isBefore(Instant.now()));
        for (String end : List.of(".json", ".md", ".html")) {
            assertThat(Files.readString(written(end))).as(end).doesNotContain(CANARY).doesNotContain(password());
        }
        assertThat(Files.readString(written(".md"))).contains("| UTC | KST |", "## Summary", "| Engaged | 20");
        // again, where nothing can be written: it says so
        Files.move(state.resolve("exports"), state.resolve("kept"));
        Files.writeString(state.resolve("exports"), "in the way");
        window.press(KeyCode.CONTROL, KeyCode.E);
        window.until(SOON, "The post-mortem is not written: ", "exports is a file, not a folder.");
        // and where a service refuses, what it told stays and the screen says which
        drill.faults().set("ecs:*", Faults.ALWAYS, new Fault.Deny());
        window.until(SOON, "ecs:DescribeServices: ", "What is shown of it was read");
        assertThat(marks()).anyMatch(m -> m.kind() == Mark.Kind.TASK);
        Screens.picture(window.scene(), "timeline-denied");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        Screens.picture(window.scene(), "timeline-denied-light");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        drill.faults().clear();
    }

    private static String password() {
        return Objects.requireNonNull(drill.databaseUrl()).replaceFirst(".*//[^:]+:([^@]+)@.*", "$1");
    }

    private static Path written(String end) throws IOException {
        try (var files = Files.list(state.resolve("exports"))) {
            return files.filter(f -> f.toString().endsWith(end)).findFirst().orElseThrow();
        }
    }

    private static Mark until(String what, Predicate<Mark> wanted) {
        try {
            Waiting.until(what, SOON, () -> marks().stream().anyMatch(wanted));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; there is\n" + marks().stream().map(String::valueOf)
                    .collect(java.util.stream.Collectors.joining("\n")), e);
        }
        return marks().stream().filter(wanted).findFirst().orElseThrow();
    }

    private static List<Mark> marks() {
        return window.timelines().of(BLOG).get().timeline().marks();
    }

    private static <C, B extends software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, C>> C client(B builder) {
        var variables = drill.variables();
        return builder.endpointOverride(URI.create(variables.get("AWS_ENDPOINT_URL"))).region(Region.of(drill.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(variables.get("AWS_ACCESS_KEY_ID"), variables.get("AWS_SECRET_ACCESS_KEY"))))
                .build();
    }
}
