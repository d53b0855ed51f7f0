package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.EcsSeed;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.SecretSeed;
import dev.howdah.drill.world.TaskDefinition;
import dev.howdah.drill.world.World;
import dev.howdah.journal.Chain;
import dev.howdah.journal.Entry;
import dev.howdah.model.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Migrations as tasks, with the real SDK and real processes against one drill whose clock is hurried. What goes wrong: two operators at
/// once, another task of the family, no capacity, an answer that is lost, a key that the secret does not have, a secret that leads
/// elsewhere, a role that may not read, an image and a log group that are not there, a task that is stopped, one that is killed.
final class MigrationTest {
    private static final String FAMILY = EcsSeed.MIGRATE;
    private static Drill drill;
    private static Thread hurry;
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;
    @SuppressWarnings("NullAway.Init")
    private Operations operations;

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
        hurry = Thread.ofVirtual().start(() -> {
            while (!Thread.interrupted()) {
                drill.world().clock().advance(Duration.ofMillis(200));
                LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
            }
        });
    }

    @AfterAll
    static void stop() throws InterruptedException {
        hurry.interrupt();
        hurry.join();
        drill.close();
    }

    @BeforeEach
    void open() {
        operations = Bench.operations(drill, folder, Environment.PRODUCTION, new Bench.Hasty(false));
    }

    @AfterEach
    void close() {
        operations.close();
    }

    @Test
    void aMigrationIsPlannedRunOnceWatchedAndKept() throws Exception {
        Plan plan = plan(FAMILY + ":1");
        assertThat(plan.grade()).isEqualTo(Plan.Grade.NAME);
        assertThat(plan.name()).isEqualTo("blog-api-migrate:1");
        assertThat(plan.block()).isEmpty();
        assertThat(texts(plan)).anySatisfy(t -> assertThat(t).contains("No other task of blog-api-migrate runs"))
                .anySatisfy(t -> assertThat(t).contains("DATABASE_URL is in its secret and leads to blog-db"))
                .anySatisfy(t -> assertThat(t).contains("There is a newer revision: blog-api-migrate:6"))
                .anySatisfy(t -> assertThat(t).contains("SQL was not reviewed"))
                .anySatisfy(t -> assertThat(t).contains("Subnets and security groups are those of blog-api; no public address"));
        assertThat(plan.command()).startsWith("aws ecs run-task ").contains(" --count 1 ", " --launch-type FARGATE ",
                "--client-token howdah-",
                "'awsvpcConfiguration={subnets=[subnet-", "],assignPublicIp=DISABLED}'", " --started-by deploy-1 ");
        int before = runs();
        OpState end = Bench.end(Bench.start(operations, plan));
        assertThat(end).isInstanceOfSatisfying(OpState.Done.class, d -> assertThat(d.words()).contains("exit code 0"));
        assertThat(runs()).isEqualTo(before + 1);
        Chain chain = Chain.read(folder);
        assertThat(chain.bad()).isEmpty();
        Entry outcome = chain.entries().getLast();
        assertThat(outcome.fields().get("found")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("stopCode", "EssentialContainerExited").containsEntry("migrate.exitCode", "0").containsKey("migrate.digest")
                .hasEntrySatisfying("logEnd", l -> assertThat((String) l).contains("nothing to do"));
        String password = Objects.requireNonNull(Objects.requireNonNull(drill.world().home().secret(SecretSeed.BLOG)).stage(Secret.CURRENT))
                .text().replaceFirst("(?s).*\"password\": \"([^\"]+)\".*", "$1");
        assertThat(Files.readString(folder.resolve("journal.jsonl"))).doesNotContain(password);
    }

    @Test
    void ofTwoOperatorsAtOnceOneRuns() throws Exception {
        Map<String, String> other = new HashMap<>(drill.variables());
        other.put("AWS_ACCESS_KEY_ID", "AKIDDRILLNOTASKHOPS0");
        int before = tasks();
        try (var second = Bench.operations(other, Files.createDirectory(folder.resolve("second")), Environment.PRODUCTION,
                new Bench.Hasty(false), _ -> {})) {
            Plan mine = plan(FAMILY + ":1");
            Plan theirs = second.plan(Bench.SCOPE, request(FAMILY + ":5"));
            Running a = Bench.start(operations, mine);
            Running b = Bench.start(second, theirs);
            List<OpState> ends = List.of(Bench.end(a), Bench.end(b));
            assertThat(ends).filteredOn(OpState.Failed.class::isInstance).as("the other is told: " + ends)
                    .anySatisfy(s -> assertThat(((OpState.Failed) s).words()).contains("only one runs"));
        }
        assertThat(tasks()).isEqualTo(before + 1);
    }

    @Test
    void whereThereIsNoRoomNothingRuns() throws Exception {
        room(false);
        try {
            OpState end = Bench.end(Bench.start(operations, plan(FAMILY + ":1")));
            assertThat(end).isInstanceOfSatisfying(OpState.Failed.class,
                    f -> assertThat(f.words()).contains("Fargate has no capacity", "No task was started"));
        } finally {
            room(true);
        }
        assertThat(Bench.end(Bench.start(operations, plan(FAMILY + ":1")))).as("afterwards").isInstanceOf(OpState.Done.class);
    }

    @Test
    void anAnswerThatIsLostIsLookedForAndNotRepeated() throws Exception {
        drill.faults().set("ecs:RunTask", 1, new Fault.LoseAnswer());
        int before = tasks();
        assertThat(Bench.end(Bench.start(operations, plan(FAMILY + ":1")))).isInstanceOf(OpState.Done.class);
        assertThat(tasks()).isEqualTo(before + 1);
    }

    @Test
    void aTaskIsStoppedAndNoOtherStartsBesideIt() throws Exception {
        String sleeper = register(FAMILY + "-slow", "v114", List.of("sleep", "600"), "url", EcsSeed.EXECUTION_ROLE, "/ecs/blog-migrate");
        Running running = Bench.start(operations, plan(sleeper));
        String task = awaitRunning(FAMILY + "-slow");
        assertThat(plan(sleeper).block()).hasValueSatisfying(b -> assertThat(b.text()).contains("is RUNNING, started by deploy-1"));
        assertThat(texts(operations.plan(Bench.SCOPE, new Request.Reboot(Bench.BLOG)))).as("before a restart it is told")
                .anyMatch(t -> t.contains(" of " + sleeper + " runs on its own"));
        Plan stop = operations.plan(Bench.SCOPE, new Request.StopTask(Bench.BLOG, EcsSeed.CLUSTER, task));
        assertThat(stop.command()).startsWith("aws ecs stop-task --cluster blog-cluster --task " + task);
        assertThat(Bench.end(Bench.start(operations, stop))).isInstanceOf(OpState.Done.class);
        assertThat(Bench.end(running)).isInstanceOfSatisfying(OpState.Failed.class,
                f -> assertThat(f.words()).contains("was stopped: Stopped by", "SIGTERM"));
    }

    @Test
    void aTaskThatIsKilledIsExplained() throws Exception {
        String sleeper = register(FAMILY + "-big", "v114", List.of("sleep", "600"), "url", EcsSeed.EXECUTION_ROLE, "/ecs/blog-migrate");
        Running running = Bench.start(operations, plan(sleeper));
        String task = awaitRunning(FAMILY + "-big");
        assertThat(Objects.requireNonNull(drill.world().home().containers().host()).kill(task.replaceFirst(".*/", ""))).isTrue();
        assertThat(Bench.end(running)).isInstanceOfSatisfying(OpState.Failed.class,
                f -> assertThat(f.words()).contains("more memory than the task has", "Exit code 137"));
    }

    @Test
    void whatWouldKeepItFromStartingIsForeseenOrExplained() throws Exception {
        String key = register(FAMILY + "-key", "v114", List.of("true"), "uri", EcsSeed.EXECUTION_ROLE, "/ecs/blog-migrate");
        assertThat(plan(key).block()).hasValueSatisfying(b -> assertThat(b.text()).contains("the secret has no key 'uri'"));
        assertThat(operations
                .plan(Bench.SCOPE, new Request.RunMigration(legacy(), EcsSeed.CLUSTER, EcsSeed.API, FAMILY + ":6", "deploy-1", ""))
                .block()).hasValueSatisfying(b -> assertThat(b.text()).contains("DATABASE_URL leads to blog-db."));
        assertThat(words(register(FAMILY + "-role", "v114", List.of("true"), "url", "blog-migrate-task", "/ecs/blog-migrate")))
                .contains("nothing was migrated", "The execution role may not read the secret");
        assertThat(words(register(FAMILY + "-image", "v999", List.of("true"), "url", EcsSeed.EXECUTION_ROLE, "/ecs/blog-migrate")))
                .contains("nothing was migrated", "The image cannot be pulled");
        assertThat(words(register(FAMILY + "-group", "v114", List.of("true"), "url", EcsSeed.EXECUTION_ROLE, "/ecs/nowhere")))
                .contains("nothing was migrated", "The log group is not there");
        assertThat(words(register(FAMILY + "-word", "v114", List.of("rake"), "url", EcsSeed.EXECUTION_ROLE, "/ecs/blog-migrate")))
                .contains("nothing was migrated", "The image has no such program");
    }

    @Test
    void aServiceIsRolledOutAndWatched() throws Exception {
        Plan plan = operations.plan(Bench.SCOPE, new Request.RollOut(Bench.BLOG, EcsSeed.CLUSTER, EcsSeed.WORKER, EcsSeed.WORKER + ":3"));
        assertThat(plan.block()).hasValueSatisfying(b -> assertThat(b.text()).contains("has blog-worker:3 already"));
        plan = operations.plan(Bench.SCOPE, new Request.RollOut(Bench.BLOG, EcsSeed.CLUSTER, EcsSeed.API, EcsSeed.API + ":12"));
        assertThat(plan.command()).startsWith("aws ecs update-service --cluster blog-cluster --service blog-api --task-definition arn:");
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOfSatisfying(OpState.Done.class,
                d -> assertThat(d.words()).isEqualTo("blog-api runs blog-api:12."));
    }

    private static dev.howdah.model.InstanceRef legacy() {
        return new dev.howdah.model.InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), "legacy-db");
    }

    private String words(String definition) throws Exception {
        OpState end = Bench.end(Bench.start(operations, plan(definition)));
        return end instanceof OpState.Failed(var _, var words, var _) ? words : "no failure: " + end;
    }

    private static void room(boolean there) {
        for (String zone : List.of("ap-northeast-2a", "ap-northeast-2c")) {
            drill.world().home().containers().capacity(zone, there);
        }
    }

    private static Request request(String definition) {
        return new Request.RunMigration(Bench.BLOG, EcsSeed.CLUSTER, EcsSeed.API, definition, "deploy-1", "");
    }

    private Plan plan(String definition) throws InterruptedException {
        return operations.plan(Bench.SCOPE, request(definition));
    }

    private static List<String> texts(Plan plan) {
        return plan.guards().stream().map(Guard::text).toList();
    }

    private static int runs() {
        return (int) Bench.changes(drill).stream().filter("RunTask"::equals).count();
    }

    private static int tasks() {
        return drill.world().home().containers().placed();
    }

    private static String awaitRunning(String family) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            var task = drill.world().home().containers().tasks(EcsSeed.CLUSTER).stream()
                    .filter(t -> t.definition().startsWith(family + ":") && t.lastStatus().equals("RUNNING")).findFirst();
            if (task.isPresent()) {
                return drill.world().home().containers().arn("task/" + EcsSeed.CLUSTER + "/" + task.get().id());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError("no task of " + family + " runs");
    }

    private static String register(String family, String tag, List<String> command, String key, String role, String group) {
        String prefix = "arn:aws:iam::" + World.ACCOUNT + ":role/";
        var container = new TaskDefinition.Container("migrate",
                World.ACCOUNT + ".dkr.ecr." + World.HOME + ".amazonaws.com/blog-api:" + tag, command, null, Map.of(),
                Map.of("DATABASE_URL", SecretSeed.blogArn(drill.world().home()) + ":" + key + "::"),
                new TaskDefinition.Logs(group, "ecs", false));
        return drill.world().home().containers().register(family, revision -> new TaskDefinition(family, revision,
                drill.world().clock().now(), "256", "512", "", prefix + role, List.of(container))).name();
    }
}
