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
import dev.howdah.journal.Confirmation;
import dev.howdah.journal.Entry;
import dev.howdah.journal.Intent;
import dev.howdah.journal.Journal;
import dev.howdah.journal.Purpose;
import dev.howdah.model.Environment;
import dev.howdah.ops.migrate.Reviewed;
import dev.howdah.ops.migrate.SqlFiles;
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
/// elsewhere, a role that may not read or is not there, an image and a log group that are not there, a capacity provider that the cluster does
/// not have, registry and policies that may not be asked, a task that is stopped, one that is killed, one that ECS has forgotten, a
/// migration that prints its password, a roll-out whose tasks do not come up.
final class MigrationTest {
    private static final String FAMILY = EcsSeed.MIGRATE;
    private static final String GROUP = "/ecs/blog-migrate";
    private static final Reviewed CLEAN = new Reviewed("V6__a.sql", "feed", 1, List.of(), 0, java.util.Set.of(), List.of());
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
                .anySatisfy(t -> assertThat(t).contains("found nothing worse than advice"))
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
    void findingsAreAcceptedByNameForTheSqlThatWasReviewed() throws Exception {
        var reviewed = new Reviewed("V7__x.sql", "0123456789abcdef", 2, List.of("lock-timeout", "rename-column"), 0, java.util.Set.of(),
                List.of());
        assertThat(operations.plan(Bench.SCOPE, reviewed(reviewed)).block()).hasValueSatisfying(b -> assertThat(b.text())
                .isEqualTo("The review of V7__x.sql (2 statements, sha256 0123456789ab…) found what nobody has accepted: lock-timeout, "
                        + "rename-column."));
        var half = new Reviewed("V7__x.sql", "0123456789abcdef", 2, reviewed.findings(), 0, java.util.Set.of("lock-timeout", "other"),
                List.of());
        assertThat(operations.plan(Bench.SCOPE, reviewed(half)).block())
                .hasValueSatisfying(b -> assertThat(b.text()).endsWith("accepted: rename-column."));
        var all = new Reviewed("V7__x.sql", "0123456789abcdef", 2, reviewed.findings(), 0,
                java.util.Set.copyOf(reviewed.findings()),
                List.of(new Reviewed.Suppressed("drop-column", "nobody reads it, since 41", "V7__x.sql", List.of(3, 9))));
        Plan plan = operations.plan(Bench.SCOPE, reviewed(all));
        assertThat(texts(plan)).contains("The SQL suppresses drop-column, V7__x.sql:3, 9: nobody reads it, since 41");
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOf(OpState.Done.class);
        assertThat(Files.readString(folder.resolve("journal.jsonl"))).contains("\"sqlSha256\":\"0123456789abcdef\"",
                "\"accepted\":\"lock-timeout, rename-column\"",
                "\"suppressed.1\":\"drop-column, V7__x.sql:3, 9: nobody reads it, since 41\"");
    }

    @Test
    void inProductionWhatWasNotReviewedIsRefusedUnlessSomebodySaysWhy() throws Exception {
        var partly = new Reviewed("V7__x.sql", "0123456789abcdef", 2, List.of("rename"), 1, java.util.Set.of("rename"), List.of());
        var empty = new Reviewed("V8__x.sql", "beef", 0, List.of(), 0, java.util.Set.of(), List.of());
        Map<Reviewed, String> said = Map.of(Reviewed.NOTHING, "Its SQL was not reviewed", partly,
                "1 place of V7__x.sql (2 statements, sha256 0123456789ab…) could not be reviewed.", empty,
                "There is no statement in V8__x.sql (0 statements, sha256 beef…): nothing was reviewed.");
        for (Environment guarded : List.of(Environment.PRODUCTION, Environment.UNDECLARED)) {
            try (var there = Bench.operations(drill, folder, guarded, new Bench.Hasty(false))) {
                for (Map.Entry<Reviewed, String> each : said.entrySet()) {
                    assertThat(there.plan(Bench.SCOPE, reviewed(each.getKey())).block()).hasValueSatisfying(b -> {
                        assertThat(b.text()).startsWith(each.getValue());
                        assertThat(b.fix()).endsWith(", or say why it runs without a review");
                    });
                }
            }
        }
        try (var staging = Bench.operations(drill, folder, Environment.STAGING, new Bench.Hasty(false))) {
            for (Map.Entry<Reviewed, String> each : said.entrySet()) {
                Plan plan = staging.plan(Bench.SCOPE, reviewed(each.getKey()));
                assertThat(plan.block()).isEmpty();
                assertThat(texts(plan)).as("elsewhere it is noted").anyMatch(t -> t.startsWith(each.getValue()));
            }
        }
        var open = new Reviewed("V7__x.sql", "0123456789abcdef", 2, List.of("rename"), 0, java.util.Set.of(), List.of());
        assertThat(operations.plan(Bench.SCOPE, reviewed(open.skipping("no time"))).block()).as("no finding goes away by a reason")
                .hasValueSatisfying(b -> assertThat(b.text()).contains("found what nobody has accepted: rename"));
        for (String none : List.of("", "  ", " a\n", "x".repeat(301))) {
            assertThat(Reviewed.isReason(none)).isFalse();
            org.assertj.core.api.Assertions.assertThatIllegalArgumentException().isThrownBy(() -> partly.skipping(none));
        }
        assertThat(operations.plan(Bench.SCOPE, reviewed(partly.skipping("its DO block was read by hand"))).block()).isEmpty();
        Plan plan = operations.plan(Bench.SCOPE, reviewed(Reviewed.NOTHING.skipping(" the SQL is\n in the image alone ")));
        assertThat(plan.guards())
                .contains(new Guard.Warn("Its SQL was not reviewed: what it locks and rewrites is not known. It is run all "
                        + "the same, and the journal keeps why: \"the SQL is in the image alone\"."));
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOf(OpState.Done.class);
        assertThat(Files.readString(folder.resolve("journal.jsonl"))).contains("\"withoutReview\":\"the SQL is in the image alone\"");
    }

    @Test
    void aRehearsalHoldsForItsSqlAndItsImage() throws Exception {
        var clean = new Reviewed("V7__x.sql", "cafe", 1, List.of(), 0, java.util.Set.of(), List.of());
        assertThat(texts(operations.plan(Bench.SCOPE, reviewed(clean)))).contains("This SQL was not rehearsed on a copy.");
        rehearsed("cafe", "sha256:other", Intent.Result.DONE, "Rehearsed: 1 statements in 12 ms.");
        assertThat(texts(operations.plan(Bench.SCOPE, reviewed(clean))))
                .contains("Rehearsed, but not for this image. On blog-copy: Rehearsed: 1 statements in 12 ms.");
        rehearsed("cafe", dev.howdah.drill.world.Containers.digest(image("v109")), Intent.Result.DONE, "Rehearsed: 1 statements in 9 ms.");
        assertThat(operations.plan(Bench.SCOPE, reviewed(clean)).guards())
                .contains(new Guard.Pass("On blog-copy: Rehearsed: 1 statements in 9 ms."));
        rehearsed("cafe", "sha256:x", Intent.Result.FAILED, "it failed");
        assertThat(texts(operations.plan(Bench.SCOPE, reviewed(clean)))).anyMatch(t -> t.startsWith("The last rehearsal did not go well."));
        var other = new Reviewed("V7__x.sql", "beef", 1, List.of(), 0, java.util.Set.of(), List.of());
        assertThat(texts(operations.plan(Bench.SCOPE, reviewed(other)))).as("other SQL").contains("This SQL was not rehearsed on a copy.");
        var sql = new SqlFiles.Sources(List.of(new SqlFiles.Source("a.sql", "SELEC 1;")), "0");
        Plan plan = operations.plan(Bench.SCOPE,
                new Request.Rehearse(Bench.BLOG, "legacy-db", Request.Rehearse.Copy.THERE, sql, FAMILY + ":1"));
        assertThat(plan.guards()).filteredOn(Guard.Block.class::isInstance).extracting(Guard::text)
                .anyMatch(t -> t.contains("legacy-db") && t.contains("blog-db"))
                .anyMatch(t -> t.contains("cannot be read, such as a.sql:1"))
                .contains("There is no session with legacy-db.");
    }

    private void rehearsed(String digest, String image, Intent.Result result, String words) {
        var purpose = new Purpose("plan-r", Request.Rehearse.OPERATION, Bench.SCOPE,
                new dev.howdah.model.InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), "blog-copy"), "PRODUCTION", "psql …",
                Map.of("sqlSha256", digest, "image", image));
        new Journal(folder, java.time.Instant::now).open(purpose, new Confirmation("plan-r", "me", java.time.Instant.now(), "confirmed"))
                .outcome(result, words, null);
    }

    private static Request reviewed(Reviewed review) {
        return new Request.RunMigration(Bench.BLOG, EcsSeed.CLUSTER, EcsSeed.API, FAMILY + ":1", "deploy-1", review, null);
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
            assertThat(words()).contains("Fargate has no capacity", "No task was started");
        } finally {
            room(true);
        }
        for (String lack : List.of("RESOURCE:MEMORY", "RESOURCE:CPU", "RESOURCE:ENI", "AGENT")) {
            ecs().lack(lack);
            try {
                assertThat(words()).contains(switch (lack) {
                    case "RESOURCE:ENI" -> "No network interface was to be had";
                    case "AGENT" -> "ECS answered, and started no task";
                    default -> "No place in the cluster has the processor or memory";
                });
            } finally {
                ecs().lack(null);
            }
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
    void aTaskThatDoesNotEndWhenToldIsKilledAndExplained() throws Exception {
        String sleeper = register(FAMILY + "-deaf", "v114", List.of("sleep", "600"), "url", EcsSeed.EXECUTION_ROLE, "/ecs/blog-migrate");
        Running running = Bench.start(operations, plan(sleeper));
        String task = awaitRunning(FAMILY + "-deaf");
        drill.world().home().containers().stop(task.replaceFirst(".*/", ""), "UserInitiated", "enough", drill.world().clock().now());
        assertThat(Objects.requireNonNull(drill.world().home().containers().host()).kill(task.replaceFirst(".*/", ""))).isTrue();
        assertThat(Bench.end(running)).isInstanceOfSatisfying(OpState.Failed.class,
                f -> assertThat(f.words()).contains("was stopped: enough", "Exit code 137", "killed after its stopTimeout"));
    }

    @Test
    void whatWouldKeepItFromStartingIsForeseen() throws Exception {
        assertThat(plan(register(FAMILY + "-key", "v114", List.of("true"), "uri", EcsSeed.EXECUTION_ROLE, GROUP)).block())
                .hasValueSatisfying(b -> assertThat(b.text()).contains("the secret has no key 'uri'"));
        assertThat(operations
                .plan(Bench.SCOPE, new Request.RunMigration(legacy(), EcsSeed.CLUSTER, EcsSeed.API, FAMILY + ":6", "deploy-1", CLEAN, null))
                .block()).hasValueSatisfying(b -> assertThat(b.text()).contains("DATABASE_URL leads to blog-db."));
        assertThat(plan(register(FAMILY + "-image", "v999", List.of("true"), "url", EcsSeed.EXECUTION_ROLE, GROUP)).block())
                .hasValueSatisfying(b -> assertThat(b.text()).contains("The registry does not have", "blog-api:v999", "CannotPull"));
        assertThat(plan(register(FAMILY + "-group", "v114", List.of("true"), "url", EcsSeed.EXECUTION_ROLE, "/ecs/nowhere")).block())
                .hasValueSatisfying(b -> assertThat(b.text()).contains("log group /ecs/nowhere is not there"));
        assertThat(plan(register(FAMILY + "-nobody", "v114", List.of("true"), "url", "blog-nobody", GROUP)).block())
                .hasValueSatisfying(b -> assertThat(b.text()).contains("execution role blog-nobody is not there"));
        assertThat(plan(register(FAMILY + "-role", "v114", List.of("true"), "url", "blog-migrate-task", GROUP)).guards())
                .filteredOn(Guard.Warn.class::isInstance).extracting(Guard::text)
                .anyMatch(t -> t.contains("No policy of the execution role blog-migrate-task lets it read blog-api/db"));
        assertThat(texts(plan(FAMILY + ":1"))).anyMatch(t -> t.startsWith("The registry has blog-api:v109: sha256:"))
                .anyMatch(t -> t.startsWith("The execution role blog-execution may read "))
                .contains("Its log group /ecs/blog-migrate is there.");
        ecs().strategy(EcsSeed.API, List.of("blog-machines"));
        assertThat(plan(FAMILY + ":1").block()).hasValueSatisfying(b -> assertThat(b.text()).contains("names blog-machines, which"));
        ecs().strategy(EcsSeed.API, List.of("FARGATE_SPOT"));
        assertThat(plan(FAMILY + ":1").block()).hasValueSatisfying(b -> assertThat(b.text()).contains("FARGATE_SPOT"));
        ecs().strategy(EcsSeed.API, List.of("FARGATE"));
        assertThat(plan(FAMILY + ":1").command()).contains("--capacity-provider-strategy").doesNotContain("--launch-type");
        ecs().strategy(EcsSeed.API, List.of());
    }

    @Test
    void whatRegistryAndPoliciesDoNotTellIsSaidToBeUnknown() throws Exception {
        drill.faults().set("ecr:DescribeImages", 1, new Fault.Deny());
        drill.faults().set("iam:SimulatePrincipalPolicy", 1, new Fault.Deny());
        drill.faults().set("logs:DescribeLogGroups", 1, new Fault.Deny());
        Plan plan = plan(FAMILY + ":1");
        assertThat(plan.block()).isEmpty();
        assertThat(plan.guards()).filteredOn(Guard.Warn.class::isInstance).extracting(Guard::text)
                .anyMatch(t -> t.startsWith("Whether the registry has ")).anyMatch(t -> t.startsWith("Whether the execution role "))
                .anyMatch(t -> t.startsWith("Whether its log group "));
    }

    @Test
    void whatBecomesWrongAfterThePlanIsExplained() throws Exception {
        var region = drill.world().home();
        var at = drill.world().clock().now();
        var secret = new Secret(SecretSeed.blogArn(region).replace(SecretSeed.BLOG, "later/db"), "later/db", "", null, null, at, null,
                List.of(),
                Map.of()).with("11111111-1111-4111-8111-111111111111", at, "{\"url\": \"none\"}");
        region.put(secret);
        ecs().putRole("blog-later", List.of(secret.arn()));
        String definition = register(FAMILY + "-later", "v900", List.of("true"), secret.arn() + ":url::", "blog-later", "/ecs/later");
        String image = image("v900");
        ecs().push(image, at);
        region.logs().create("/ecs/later", at);
        assertThat(later(definition, () -> ecs().expire(image))).contains("nothing was migrated", "The image cannot be pulled",
                "CannotPullContainerError");
        ecs().push(image, at);
        assertThat(later(definition, () -> region.logs().remove("/ecs/later"))).contains("nothing was migrated",
                "The log group is not there");
        region.logs().create("/ecs/later", at);
        assertThat(later(definition, () -> ecs().putRole("blog-later", List.of()))).contains("nothing was migrated",
                "The execution role may not read the secret", "ResourceInitializationError");
        ecs().putRole("blog-later", List.of(secret.arn()));
        assertThat(later(definition,
                () -> region.put(secret.with("22222222-2222-4222-8222-222222222222", at, "{\"username\": \"u\", \"password\": \"p\"}"))))
                .contains("nothing was migrated", "The secret has no such key");
        assertThat(later(register(FAMILY + "-word", "v114", List.of("rake"), "url", EcsSeed.EXECUTION_ROLE, GROUP), () -> {}))
                .contains("nothing was migrated", "The image has no such program");
    }

    /// A run of what breaks between plan and start.
    private String later(String definition, Runnable breaks) throws Exception {
        Plan plan = plan(definition);
        assertThat(plan.block()).as(definition).isEmpty();
        breaks.run();
        OpState end = Bench.end(Bench.start(operations, plan));
        return end instanceof OpState.Failed(var _, var words, var _, var _) ? words : "no failure: " + end;
    }

    @Test
    void whatEcsForgetsIsKeptWithoutWhatItsSecretsHold() throws Exception {
        var region = drill.world().home();
        var at = drill.world().clock().now();
        String canary = "k4n4r1e%2Fn0t-t0-b3-k3pt";
        var secret = new Secret(SecretSeed.blogArn(region).replace(SecretSeed.BLOG, "canary/db"), "canary/db", "", null, null, at, null,
                List.of(), Map.of()).with("33333333-3333-4333-8333-333333333333", at,
                        "{\"url\": \"postgresql://u:" + canary + "@nowhere/blogdb\", \"password\": \"" + canary + "\"}");
        region.put(secret);
        ecs().putRole("blog-canary", List.of(secret.arn()));
        String shown = register(FAMILY + "-canary", "v114", List.of("printenv", "DATABASE_URL"), secret.arn() + ":password::",
                "blog-canary", GROUP);
        Bench.end(Bench.start(operations, plan(shown)));
        assertThat(drill.world().home().logs().streams(GROUP, drill.world().clock().now().plusSeconds(60)).stream()
                .flatMap(s -> s.events().stream()).map(e -> e.message())).as("the task has written it").anyMatch(m -> m.contains(canary));
        Running left = Bench.start(operations, plan(FAMILY + ":1"));
        String task = await(FAMILY + ":1", "STOPPED");
        operations.close();
        assertThat(Bench.end(left).ended()).isTrue();
        drill.world().clock().advance(Duration.ofMinutes(61));
        assertThat(ecs().tasks(EcsSeed.CLUSTER)).as("ECS has forgotten").noneMatch(t -> task.endsWith(t.id()));
        String journal = Files.readString(folder.resolve("journal.jsonl"));
        assertThat(journal).doesNotContain(canary).contains("••••", "\"migrate.exitCode\":\"0\"", "\"secret.DATABASE_URL\"",
                "33333333-3333-4333-8333-333333333333", "\"migrate.digest\":\"sha256:");
    }

    @Test
    void whoComesBackAfterTheHourIsToldWhatIsLeft() throws Exception {
        var passed = new java.util.concurrent.CountDownLatch(1);
        try (var first = Bench.operations(drill.variables(), folder, Environment.PRODUCTION, new Bench.Hasty(false), crossing -> {
            if (crossing == Crossing.BEFORE_OUTCOME) {
                passed.countDown();
                try {
                    new java.util.concurrent.CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        })) {
            Bench.start(first, first.plan(Bench.SCOPE, request(FAMILY + ":5")));
            assertThat(passed.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            drill.world().clock().advance(Duration.ofMinutes(61));
            try (var next = Bench.operations(drill, folder, Environment.PRODUCTION, new Bench.Hasty(true))) {
                assertThat(next.resume()).singleElement()
                        .satisfies(r -> assertThat(Bench.end(r)).isInstanceOfSatisfying(OpState.Unknown.class,
                                u -> assertThat(u.words()).contains("ECS has forgotten the task", "whose end is in the journal")));
            }
        }
        assertThat(Files.readString(folder.resolve("journal.jsonl"))).contains("\"logEnd\":");
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

    @Test
    void aRollOutThatFailsSaysWhatTheSchemaIsLikeAndWhatEitherCodeSees() throws Exception {
        ecs().push(image("v901"), drill.world().clock().now());
        var worker = Objects.requireNonNull(ecs().definition(EcsSeed.WORKER + ":3"));
        var container = worker.containers().getFirst();
        String next = ecs().register(EcsSeed.WORKER, revision -> new TaskDefinition(EcsSeed.WORKER, revision, drill.world().clock().now(),
                worker.cpu(), worker.memory(), worker.taskRole(), worker.executionRole(),
                List.of(new TaskDefinition.Container(container.name(), image("v901"), container.command(), null, container.environment(),
                        container.secrets(), container.logs()))))
                .name();
        var request = new Request.RollOut(Bench.BLOG, EcsSeed.CLUSTER, EcsSeed.WORKER, next, FAMILY + ":6");
        Plan plan = operations.plan(Bench.SCOPE, request);
        assertThat(texts(plan)).anyMatch(t -> t.contains("both have to work on the schema as blog-api-migrate:6 left it"));
        ecs().expire(image("v901"));
        assertThat(operations.plan(Bench.SCOPE, request).block())
                .hasValueSatisfying(b -> assertThat(b.text()).contains("The registry does not have"));
        assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOfSatisfying(OpState.Failed.class,
                f -> assertThat(f.words()).contains("The deployment of " + next + " failed: ", "circuit breaker", "tasks failed to start",
                        "goes back to blog-worker:3", "The schema stays as blog-api-migrate:6 left it",
                        "blog-worker:3 works on that schema",
                        next + " has served nobody"));
        await(EcsSeed.WORKER + ":3", "RUNNING");
        assertThat(Objects.requireNonNull(ecs().service(EcsSeed.CLUSTER, EcsSeed.WORKER)).primary().definition())
                .isEqualTo(EcsSeed.WORKER + ":3");
    }

    private static dev.howdah.drill.world.Containers ecs() {
        return drill.world().home().containers();
    }

    private static String image(String tag) {
        return World.ACCOUNT + ".dkr.ecr." + World.HOME + ".amazonaws.com/blog-api:" + tag;
    }

    private static dev.howdah.model.InstanceRef legacy() {
        return new dev.howdah.model.InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), "legacy-db");
    }

    private String words() throws Exception {
        OpState end = Bench.end(Bench.start(operations, plan(FAMILY + ":1")));
        return end instanceof OpState.Failed(var _, var words, var _, var _) ? words : "no failure: " + end;
    }

    private static void room(boolean there) {
        for (String zone : List.of("ap-northeast-2a", "ap-northeast-2c")) {
            drill.world().home().containers().capacity(zone, there);
        }
    }

    private static Request request(String definition) {
        return new Request.RunMigration(Bench.BLOG, EcsSeed.CLUSTER, EcsSeed.API, definition, "deploy-1", CLEAN, null);
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
        return await(family + ":", "RUNNING");
    }

    private static String await(String definition, String status) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            var task = ecs().tasks(EcsSeed.CLUSTER).stream()
                    .filter(t -> t.definition().startsWith(definition) && t.lastStatus().equals(status)).reduce((_, b) -> b);
            if (task.isPresent()) {
                return ecs().arn("task/" + EcsSeed.CLUSTER + "/" + task.get().id());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError("no task of " + definition + " is " + status);
    }

    private static String register(String family, String tag, List<String> command, String key, String role, String group) {
        String prefix = "arn:aws:iam::" + World.ACCOUNT + ":role/";
        var container = new TaskDefinition.Container("migrate",
                World.ACCOUNT + ".dkr.ecr." + World.HOME + ".amazonaws.com/blog-api:" + tag, command, null, Map.of(),
                Map.of("DATABASE_URL", key.startsWith("arn:") ? key : SecretSeed.blogArn(drill.world().home()) + ":" + key + "::"),
                new TaskDefinition.Logs(group, "ecs", false));
        return drill.world().home().containers().register(family, revision -> new TaskDefinition(family, revision,
                drill.world().clock().now(), "256", "512", "", prefix + role, List.of(container))).name();
    }
}
