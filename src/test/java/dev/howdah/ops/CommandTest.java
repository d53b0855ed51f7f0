package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.EcsSeed;
import dev.howdah.drill.world.NetworkSeed;
import dev.howdah.drill.world.RequestLog;
import dev.howdah.model.Environment;
import dev.howdah.model.Hardening;
import dev.howdah.model.InstanceRef;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.io.TempDir;

/// The `aws` line under the button does what the button does: it is given to the real `aws` client, where that is on PATH, and the
/// same request arrives at the drill, with the same effect.
final class CommandTest {
    private static final InstanceRef LEGACY = new InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), "legacy-db");
    /// Most of it is waiting for AWS's pace, each in a drill of its own: so some are always on their way.
    private static final int AT_ONCE = 6;
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;
    private static ExecutorService pool;
    private static Pair withProviders;
    private static final Map<Request, Pair> PAIRS = new HashMap<>();

    private record Pair(Future<Trace> button, Future<Trace> command) {}

    private record Trace(List<String> sent, String status, List<String> snapshots, List<String> events) {}

    private interface Way {
        void go(Operations operations, Plan plan, Drill drill) throws Exception;
    }

    /// One of each that goes to AWS.
    private static final List<Request> EACH = List.of(new Request.TakeSnapshot(Bench.BLOG, "command"), new Request.Reboot(Bench.BLOG),
            new Request.Failover(Bench.BLOG), new Request.DeleteSnapshot(Bench.BLOG, "blog-db-old"),
            new Request.CopySnapshot(Bench.BLOG, "blog-db-old"),
            new Request.ShareSnapshot(Bench.BLOG, "blog-db-old", "210987654321", true),
            new Request.RestoreToTime(Bench.BLOG, Instant.now().minusSeconds(600).truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                    "blog-copy"),
            new Request.RestoreSnapshot(Bench.BLOG, "blog-db-old", "blog-copy"), new Request.CarryOver(LEGACY, "blog-db"),
            new Request.Rename(LEGACY, "legacy-db-away", null), new Request.Protection(LEGACY, true),
            new Request.Harden(LEGACY, Hardening.LOG_EXPORTS), new Request.Grow(LEGACY), new Request.DeleteInstance(LEGACY),
            new Request.ShutOut(LEGACY, NetworkSeed.SG_LEGACY, List.of("the one of the drill"), "0.0.0.0/0"),
            new Request.LetNothingOut(LEGACY, NetworkSeed.SG_LEGACY, List.of("the one of the drill")),
            new Request.NarrowPorts(LEGACY, NetworkSeed.SG_LEGACY, List.of("the one of the drill")),
            new Request.SetParameters(Bench.BLOG, "blog-pg16", Map.of("log_lock_waits", "1", "rds.force_ssl", "0")),
            new Request.MoveBackups(LEGACY, "20:00-20:30"), new Request.ApplyWaiting(LEGACY),
            new Request.ChooseWindow(LEGACY, "arn:aws:rds:ap-northeast-2:123456789012:db:legacy-db", "ca-certificate-rotation"),
            new Request.RestartService(Bench.BLOG, EcsSeed.CLUSTER, EcsSeed.API),
            new Request.RollOut(Bench.BLOG, EcsSeed.CLUSTER, EcsSeed.API, EcsSeed.API + ":12"),
            new Request.RunMigration(Bench.BLOG, EcsSeed.CLUSTER, EcsSeed.API, EcsSeed.MIGRATE + ":1", "deploy-1"),
            new Request.StopTask(Bench.BLOG, EcsSeed.CLUSTER, "the worker's"));
    /// A repair, a rehearsal and a signal are SQL and no call of AWS; the file of a repair is given to psql by `RepairTest`.
    private static final Set<Class<?>> ELSEWHERE = Set.of(Request.RepairRows.class, Request.UndoRepair.class, Request.SignalSession.class,
            Request.Rehearse.class, Request.Create.class);

    @BeforeAll
    static void begin() {
        pool = Executors.newFixedThreadPool(AT_ONCE);
        if (clientIsThere()) {
            withProviders = pair(EACH.stream().filter(Request.RunMigration.class::isInstance).findFirst().orElseThrow(),
                    drill -> drill.world().home().containers().strategy(EcsSeed.API, List.of("FARGATE")));
            EACH.forEach(request -> PAIRS.put(request, pair(request, _ -> {})));
        }
    }

    @AfterAll
    static void end() {
        pool.shutdownNow();
        PAIRS.clear();
    }

    private static boolean clientIsThere() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).map(d -> Path.of(d, "aws"))
                .anyMatch(Files::isExecutable);
    }

    static Stream<Arguments> each() {
        return EACH.stream().map(r -> Arguments.of(r.operation(), r));
    }

    @Test
    void noOperationIsForgotten() {
        assertThat(EACH.stream().<Class<?>>map(Request::getClass).toList()).containsExactlyInAnyOrderElementsOf(
                Stream.of(Request.class.getPermittedSubclasses()).filter(c -> !ELSEWHERE.contains(c)).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("each")
    void theCommandSendsWhatTheButtonSends(String operation, Request request) throws Exception {
        assumeThat(clientIsThere()).as("the aws client is on PATH").isTrue();
        same(Objects.requireNonNull(PAIRS.get(request)));
    }

    @Test
    void theCommandOfARunWithCapacityProvidersToo() throws Exception {
        assumeThat(clientIsThere()).as("the aws client is on PATH").isTrue();
        same(withProviders);
    }

    private static Pair pair(Request request, Consumer<Drill> prepare) {
        return new Pair(pool.submit(() -> trace(request, prepare, Files.createTempDirectory(folder, "button"),
                (operations, plan, _) -> Bench.end(Bench.start(operations, plan)))),
                pool.submit(() -> trace(request, prepare, Files.createTempDirectory(folder, "command"),
                        (_, plan, drill) -> shell(plan.command(), drill))));
    }

    private static void same(Pair pair) throws Exception {
        Trace button = pair.button().get(3, TimeUnit.MINUTES);
        assertThat(pair.command().get(3, TimeUnit.MINUTES)).isEqualTo(button);
        assertThat(button.sent()).hasSize(1);
    }

    private static Trace trace(Request request, Consumer<Drill> prepare, Path state, Way way) throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
                var operations = Bench.operations(drill, state, Environment.STAGING, new Bench.Hasty(false))) {
            var region = drill.world().region(drill.region());
            region.put(new DbSnapshot("blog-db-old", Objects.requireNonNull(region.instance("blog-db")), "manual", "available", 100,
                    Instant.now(), Instant.now()));
            Bench.madeOf(state, "legacy-db");
            prepare.accept(drill);
            if (request instanceof Request.ApplyWaiting) {
                Bench.waits(drill, LEGACY.id(), Map.of("DBInstanceClass", "db.t4g.small"));
            }
            Plan plan = operations.plan(Bench.SCOPE, inThe(drill, request));
            Instant before = drill.world().clock().now();
            way.go(operations, plan, drill);
            Instant deadline = Instant.now().plusSeconds(20);
            while (!settled(drill, request, before) && Instant.now().isBefore(deadline)) {
                dev.howdah.task.Time.SYSTEM.sleep(java.time.Duration.ofMillis(50));
            }
            String stamp = plan.command().replaceAll(".*(-\\d{8}-\\d{4}).*", "$1");
            return new Trace(
                    drill.requestLog().entries().stream().filter(RequestLog.Entry::changes)
                            .map(e -> e.service() + ":" + e.operation() + " " + e.region()).toList(),
                    Objects.requireNonNull(region.instance("blog-db")).status(),
                    region.snapshots().stream().filter(DbSnapshot::isManual).map(s -> s.id().replace(stamp, "") + " " + s.status()).sorted()
                            .toList(),
                    region.events().stream().filter(e -> !e.at().isBefore(before) && !e.sourceId().startsWith("rds:"))
                            .map(e -> e.sourceId().replace(stamp, "") + ": "
                                    + e.message())
                            .toList());
        }
    }

    /// A task and a rule have other names in each drill.
    private static Request inThe(Drill drill, Request request) {
        var home = drill.world().home();
        return switch (request) {
            case Request.StopTask(var target, var cluster, var _) -> new Request.StopTask(target, cluster,
                    home.containers().arn("task/" + cluster + "/" + home.containers().tasks(cluster).getFirst().id()));
            case Request.ShutOut(var target, var group, var _, var ranges) ->
                new Request.ShutOut(target, group, Bench.rules(drill, group), ranges);
            case Request.LetNothingOut(var target, var group, var _) ->
                new Request.LetNothingOut(target, group, Bench.waysOut(drill, group));
            case Request.NarrowPorts(var target, var group, var _) ->
                new Request.NarrowPorts(target, group, List.of(Bench.wide(drill)));
            default -> request;
        };
    }

    private static boolean settled(Drill drill, Request request, Instant before) {
        if (request instanceof Request.RollOut || request instanceof Request.StopTask) {
            return true;
        }
        var region = drill.world().region(drill.region());
        var touched = region.instance(request instanceof Request.Rename(var _, var to, var _) ? to : request.touches().id());
        if (request instanceof Request.DeleteInstance) {
            return touched == null && region.snapshots().stream().anyMatch(s -> s.id().startsWith("legacy-db-final") && s.isAvailable());
        }
        if ((request instanceof Request.CarryOver || request instanceof Request.Grow || request instanceof Request.ApplyWaiting)
                && region.events().stream().noneMatch(e -> !e.at().isBefore(before) && e.sourceId().equals(request.touches().id()))) {
            // it is available also before it begins to change
            return false;
        }
        return touched != null && touched.isAvailable() && Objects.requireNonNull(region.instance("blog-db")).isAvailable()
                && region.snapshots().stream().allMatch(s -> s.status().equals("available"));
    }

    private static void shell(String line, Drill drill) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true);
        builder.environment().putAll(drill.variables());
        builder.environment().put("AWS_PAGER", "");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
