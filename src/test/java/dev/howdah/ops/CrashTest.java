package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.EcsSeed;
import dev.howdah.drill.world.NetworkSeed;
import dev.howdah.model.Hardening;
import dev.howdah.model.InstanceRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.journal.Chain;
import dev.howdah.model.Environment;
import dev.howdah.ops.compare.Doors;
import dev.howdah.ops.compare.Repairs;
import dev.howdah.ops.migrate.SqlFiles;
import dev.howdah.sql.session.RealServer;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.Target;
import dev.howdah.task.Time;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// kill -9 at each place where it matters, of a process of its own. The next start says where the operation is or sees it through,
/// and the drill's log shows the changing call at most once.
final class CrashTest {
    /// Most of a case is waiting for AWS's pace, so several are under way at once, each with a drill, a folder and a process of its own.
    private static final int AT_ONCE = 4;
    /// Not among what tests leave: the classes hold in plain text what is looked for there.
    private static final Path RECORDS = Path.of("target", "crash");
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folders;
    private static final Map<String, Future<?>> CASES = new LinkedHashMap<>();
    @SuppressWarnings("NullAway.Init")
    private static ExecutorService pool;
    @SuppressWarnings("NullAway.Init")
    private static RealServer server;
    /// What starts a victim, but for the record that it starts from, which comes second.
    private static List<String> line = List.of();
    private static String recorded = "";

    @BeforeAll
    static void begin() throws Exception {
        server = new RealServer();
        learn();
        pool = Executors.newFixedThreadPool(AT_ONCE);
        everywhere().map(Arguments::get).forEach(of -> CASES.put(of[0] + " " + of[1] + " " + of[2], pool.submit(() -> {
            nothingTwice((String) of[0], (Crossing) of[1], (int) of[2]);
            return null;
        })));
    }

    @AfterAll
    static void end() throws IOException {
        pool.shutdownNow();
        server.close();
    }

    /// Every operation that there is, killed at every place between two of which a process can die.
    static Stream<Arguments> everywhere() {
        return operations()
                .flatMap(operation -> Stream.of(Crossing.values()).filter(at -> at != Crossing.BEFORE_COMMIT || repairs(operation))
                        .flatMap(at -> passed(operation, at).mapToObj(nth -> Arguments.of(operation, at, nth))));
    }

    /// A rehearsal restores, applies and deletes, one after the other: it passes some places three times.
    private static IntStream passed(String operation, Crossing at) {
        return !operation.equals(Request.Rehearse.OPERATION)
                ? IntStream.of(1)
                : switch (at) {
                    case BEFORE_SEND, AFTER_SEND -> IntStream.rangeClosed(1, 3);
                    case BEFORE_OUTCOME -> IntStream.of(3);
                    case BEFORE_INTENT, AFTER_INTENT, BEFORE_COMMIT -> IntStream.of(1);
                };
    }

    static Stream<String> operations() {
        // a creation has many calls, and cases of its own: CreatingTest
        return Stream.of(Request.class.getPermittedSubclasses()).filter(c -> c != Request.Create.class).map(CrashTest::operation).sorted();
    }

    private static String operation(Class<?> request) {
        try {
            return (String) Objects.requireNonNull(request.getField("OPERATION").get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(request + " has no OPERATION", e);
        }
    }

    private static boolean repairs(String operation) {
        return operation.equals(Request.RepairRows.OPERATION) || operation.equals(Request.UndoRepair.OPERATION);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void nothingIsDoneTwice(String operation, Crossing at, int nth) throws Throwable {
        try {
            Objects.requireNonNull(CASES.get(operation + " " + at + " " + nth)).get(5, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private static void nothingTwice(String operation, Crossing at, int nth) throws Exception {
        Class<?> expected = switch (at) {
            case BEFORE_INTENT -> Void.class;
            case AFTER_INTENT -> OpState.NotSent.class;
            case BEFORE_SEND -> repairs(operation) ? OpState.Failed.class : OpState.Unknown.class;
            case AFTER_SEND -> repairs(operation)
                    ? OpState.Failed.class
                    : operation.equals(Request.SignalSession.OPERATION) ? OpState.Unknown.class : OpState.Done.class;
            case BEFORE_COMMIT -> OpState.Failed.class;
            case BEFORE_OUTCOME -> OpState.Done.class;
        };
        if (repairs(operation)) {
            crashOfRepair(operation, at, expected);
            return;
        }
        if (operation.equals(Request.Rehearse.OPERATION)) {
            crashOfRehearsal(at, nth, at == Crossing.BEFORE_INTENT || at == Crossing.AFTER_INTENT
                    ? expected
                    : nth == 3 ? OpState.Done.class : OpState.Failed.class);
            return;
        }
        crash(operation, at, expected, switch (operation) {
            case Request.TakeSnapshot.OPERATION -> "CreateDBSnapshot";
            case Request.DeleteSnapshot.OPERATION -> "DeleteDBSnapshot";
            case Request.CopySnapshot.OPERATION -> "CopyDBSnapshot";
            case Request.ShareSnapshot.OPERATION -> "ModifyDBSnapshotAttribute";
            case Request.RestoreToTime.OPERATION -> "RestoreDBInstanceToPointInTime";
            case Request.RestoreSnapshot.OPERATION -> "RestoreDBInstanceFromDBSnapshot";
            case Request.CarryOver.OPERATION, Request.Rename.OPERATION, Request.Protection.OPERATION, Request.Harden.OPERATION,
                    Request.Grow.OPERATION, Request.MoveBackups.OPERATION, Request.ApplyWaiting.OPERATION ->
                "ModifyDBInstance";
            case Request.SetParameters.OPERATION -> "ModifyDBParameterGroup";
            case Request.ChooseWindow.OPERATION -> "ApplyPendingMaintenanceAction";
            case Request.NarrowPorts.OPERATION -> "ModifySecurityGroupRules";
            case Request.LetNothingOut.OPERATION -> "RevokeSecurityGroupEgress";
            case Request.DeleteInstance.OPERATION -> "DeleteDBInstance";
            case Request.Reboot.OPERATION, Request.Failover.OPERATION -> "RebootDBInstance";
            case Request.RunMigration.OPERATION -> "RunTask";
            case Request.StopTask.OPERATION -> "StopTask";
            case Request.ShutOut.OPERATION -> "RevokeSecurityGroupIngress";
            case Request.RollOut.OPERATION, Request.RestartService.OPERATION -> "UpdateService";
            case Request.SignalSession.OPERATION -> "";
            default -> throw new AssertionError("which call is " + operation + "?");
        });
    }

    private static void crash(String operation, Crossing at, Class<?> expected, String call) throws Exception {
        Path folder = Files.createDirectory(folders.resolve(operation + "-" + at));
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {})) {
            var region = drill.world().region(drill.region());
            region.put(new DbSnapshot("blog-db-old", Objects.requireNonNull(region.instance("blog-db")), "manual", "available", 100,
                    Instant.now(), Instant.now()));
            Bench.madeOf(folder, "legacy-db");
            var variables = new LinkedHashMap<>(drill.variables());
            var containers = drill.world().home().containers();
            variables.put("TASK", containers.arn("task/" + EcsSeed.CLUSTER + "/" + containers.tasks(EcsSeed.CLUSTER).getFirst().id()));
            variables.put("RULE", switch (operation) {
                case Request.LetNothingOut.OPERATION -> Bench.waysOut(drill, NetworkSeed.SG_LEGACY).getFirst();
                case Request.NarrowPorts.OPERATION -> Bench.wide(drill);
                default -> Bench.rules(drill, NetworkSeed.SG_LEGACY).getFirst();
            });
            if (operation.equals(Request.ApplyWaiting.OPERATION)) {
                Bench.waits(drill, "legacy-db", Map.of("DBInstanceClass", "db.t4g.small"));
            }
            die(variables, folder, operation, at, 1);
            List<String> sent = Bench.changes(drill);
            assertThat(sent).isEqualTo(at.compareTo(Crossing.BEFORE_SEND) <= 0 || call.isEmpty() ? List.of() : List.of(call));
            try (var next = Bench.operations(drill, folder, Environment.STAGING,
                    new Bench.Hasty(expected == OpState.Unknown.class))) {
                List<Running> resumed = next.resume();
                if (expected == Void.class) {
                    assertThat(resumed).isEmpty();
                } else {
                    assertThat(resumed).singleElement().satisfies(r -> assertThat(Bench.end(r)).isInstanceOf(expected));
                }
            }
            assertThat(Bench.changes(drill)).as("nothing more was sent").isEqualTo(sent);
            assertThat(Chain.read(folder).bad()).isEmpty();
            try (var third = Bench.operations(drill, folder, Environment.STAGING, new Bench.Hasty(false))) {
                assertThat(third.resume()).as("it is closed").isEmpty();
            }
        }
    }

    /// A repair is one transaction of a real server, and the server tells what became of it.
    private static void crashOfRepair(String operation, Crossing at, Class<?> expected) throws Exception {
        Path folder = Files.createDirectory(folders.resolve(operation + "-" + at));
        boolean undoes = operation.equals(Request.UndoRepair.OPERATION);
        String name = (operation + at).toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", "");
        var variables = new LinkedHashMap<>(server.environment());
        variables.put("LIVE", name);
        variables.put("COPY", name + "copy");
        for (String database : List.of("LIVE", "COPY")) {
            sql(variables, "blogdb", "CREATE DATABASE " + variables.get(database));
            sql(variables, Objects.requireNonNull(variables.get(database)), "CREATE TABLE t (id int PRIMARY KEY, v text)",
                    "INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, " + (database.equals("LIVE") ? 900 : 1000) + ") n");
        }
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {})) {
            variables.putAll(drill.variables());
            var repairs = new Repairs(doors(variables), folder);
            if (undoes) {
                try (var first = Bench.operations(drill.variables(), folder, Environment.STAGING, new Bench.Hasty(false), repairs,
                        _ -> {})) {
                    Plan plan = first.plan(Bench.SCOPE, new Request.RepairRows(Bench.BLOG, "legacy-db", List.of("public.t"), true, false));
                    assertThat(Bench.end(Bench.start(first, plan))).isInstanceOfSatisfying(OpState.Done.class,
                            done -> assertThat(done.inverse()).contains(new Request.UndoRepair(Bench.BLOG, plan.id())));
                    variables.put("REPAIR", plan.id());
                }
            }
            long before = undoes ? 1000 : 900;
            die(variables, folder, operation, at, 1);
            try (var next = Bench.operations(drill.variables(), folder, Environment.STAGING, new Bench.Hasty(false), repairs, _ -> {})) {
                List<Running> resumed = next.resume();
                if (expected == Void.class) {
                    assertThat(resumed).isEmpty();
                } else {
                    assertThat(resumed).singleElement().satisfies(r -> assertThat(Bench.end(r)).isInstanceOf(expected));
                }
            }
            assertThat(sql(variables, name, "SELECT count(*) FROM t")).isEqualTo(
                    List.of(List.of(String.valueOf(expected == OpState.Done.class ? 1900 - before : before))));
            assertThat(Bench.changes(drill)).as("nothing of it goes to AWS").isEmpty();
            assertThat(Chain.read(folder).bad()).isEmpty();
            try (var third = Bench.operations(drill.variables(), folder, Environment.STAGING, new Bench.Hasty(false), repairs, _ -> {})) {
                assertThat(third.resume()).as("it is closed").isEmpty();
            }
        }
    }

    /// Wherever it dies, the next start removes the copy that it made, once, and nothing else; what was measured is not lost.
    private static void crashOfRehearsal(Crossing at, int nth, Class<?> expected) throws Exception {
        Path folder = Files.createDirectory(folders.resolve("rehearse-" + at + nth));
        String name = "rehearse" + at.name().toLowerCase(java.util.Locale.ROOT).replace("_", "") + nth;
        var variables = new LinkedHashMap<>(server.environment());
        variables.put("COPY", name);
        sql(variables, "blogdb", "CREATE DATABASE " + name);
        sql(variables, name, "CREATE TABLE t (id int PRIMARY KEY, v text)");
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {})) {
            variables.putAll(drill.variables());
            die(variables, folder, Request.Rehearse.OPERATION, at, nth);
            boolean unsent = at == Crossing.BEFORE_INTENT || at == Crossing.AFTER_INTENT || at == Crossing.BEFORE_SEND && nth == 1;
            // what was never sent is waited for in vain
            var time = new Bench.Hasty(at == Crossing.BEFORE_SEND && nth != 2);
            try (var next = Bench.operations(drill, folder, Environment.STAGING, time)) {
                List<Running> resumed = next.resume();
                if (expected == Void.class) {
                    assertThat(resumed).isEmpty();
                } else {
                    assertThat(resumed).singleElement().satisfies(r -> assertThat(Bench.end(r)).isInstanceOf(expected));
                }
            }
            assertThat(Bench.changes(drill)).isEqualTo(unsent ? List.of() : List.of("RestoreDBInstanceToPointInTime", "DeleteDBInstance"));
            var region = drill.world().region(drill.region());
            assertThat(region.instance("blog-rehearsal")).isNull();
            assertThat(region.instance("blog-db")).isNotNull();
            assertThat(sql(variables, name, "SELECT count(*) FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a'"))
                    .isEqualTo(List.of(List.of(nth == 3 ? "1" : "0")));
            if (nth == 3) {
                assertThat(Files.readString(folder.resolve("journal.jsonl"))).contains("\"result\":\"done\",\"words\":\"Rehearsed at ");
            }
            assertThat(Chain.read(folder).bad()).isEmpty();
            try (var third = Bench.operations(drill, folder, Environment.STAGING, new Bench.Hasty(false))) {
                assertThat(third.resume()).as("it is closed").isEmpty();
            }
        }
    }

    private static List<?> sql(Map<String, String> variables, String database, String... statements) throws Exception {
        try (var session = Target.of(Map.of("dbname", database), variables).open()) {
            List<?> last = List.of();
            for (String each : statements) {
                last = session.ask(each);
            }
            return last;
        }
    }

    /// Doors to two databases of one server: `blog-db` is the one, whatever else is asked for the other. None where no names are given.
    private static Doors doors(Map<String, String> variables) {
        return (ref, statement) -> {
            String database = variables.get(ref.equals(Bench.BLOG) ? "LIVE" : "COPY");
            if (database == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Doors.Opened(
                        Target.of(Map.of("dbname", database), variables).open(Safety.of("crash").withStatement(statement)),
                        Map.of("DBNAME", database)));
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /// A hundred processes start here: what the first loads and links is recorded (JEP 514) for the others, which takes half of their time
    /// away. A record takes archives only, so the compiled classes are put into some.
    private static void learn() throws Exception {
        Files.createDirectories(RECORDS);
        var archives = new ArrayList<String>();
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
            archives.add(Files.isDirectory(Path.of(each)) ? archive(Path.of(each), archives.size()) : each);
        }
        line = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Xlog:aot*=off", "-cp", String.join(File.pathSeparator, archives), Victim.class.getName());
        Path record = RECORDS.resolve("victims.aot");
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {})) {
            Process process = victim("-XX:AOTCacheOutput=" + record, drill.variables(), Files.createDirectory(folders.resolve("learning")),
                    Request.TakeSnapshot.OPERATION, Crossing.BEFORE_OUTCOME, Integer.MAX_VALUE);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as("learning").isZero();
        }
        recorded = "-XX:AOTCache=" + record;
    }

    private static String archive(Path classes, int number) {
        Path archive = RECORDS.resolve("classes-" + number + ".jar");
        int made = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create", "--no-compress", "--file",
                archive.toString(), "-C", classes.toString(), ".");
        assertThat(made).as("an archive of " + classes).isZero();
        return archive.toString();
    }

    private static Process victim(String record, Map<String, String> variables, Path folder, String operation, Crossing at, int nth)
            throws IOException {
        var command = new ArrayList<>(line);
        command.add(1, record);
        command.addAll(List.of(folder.toString(), operation, at.name(), String.valueOf(nth)));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(variables);
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /// Starts the operation in a JVM of its own and kills it, without a chance to tidy up, when it gets to `at`.
    private static void die(Map<String, String> variables, Path folder, String operation, Crossing at, int nth) throws Exception {
        Process process = victim(recorded, variables, folder, operation, at, nth);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("at " + at);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /// The process that is killed.
    static final class Victim {
        private Victim() {}

        static void main(String[] args) throws Exception {
            Crossing at = Crossing.valueOf(args[2]);
            var left = new AtomicInteger(Integer.parseInt(args[3]));
            var other = new InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), "legacy-db");
            Request request = switch (args[1]) {
                case Request.Failover.OPERATION -> new Request.Failover(Bench.BLOG);
                case Request.Reboot.OPERATION -> new Request.Reboot(Bench.BLOG);
                case Request.DeleteSnapshot.OPERATION -> new Request.DeleteSnapshot(Bench.BLOG, "blog-db-old");
                case Request.RestoreToTime.OPERATION ->
                    new Request.RestoreToTime(Bench.BLOG, Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS), "blog-copy");
                case Request.CopySnapshot.OPERATION -> new Request.CopySnapshot(Bench.BLOG, "blog-db-old");
                case Request.ShareSnapshot.OPERATION -> new Request.ShareSnapshot(Bench.BLOG, "blog-db-old", "210987654321", true);
                case Request.RestoreSnapshot.OPERATION -> new Request.RestoreSnapshot(Bench.BLOG, "blog-db-old", "blog-copy");
                case Request.CarryOver.OPERATION -> new Request.CarryOver(other, Bench.BLOG.id());
                case Request.Protection.OPERATION -> new Request.Protection(other, true);
                case Request.Harden.OPERATION -> new Request.Harden(other, Hardening.IAM_AUTHENTICATION);
                case Request.Grow.OPERATION -> new Request.Grow(other);
                case Request.DeleteInstance.OPERATION -> new Request.DeleteInstance(other);
                case Request.Rename.OPERATION -> new Request.Rename(Bench.BLOG, "blog-db-away", null);
                case Request.TakeSnapshot.OPERATION -> new Request.TakeSnapshot(Bench.BLOG, "crash");
                case Request.RunMigration.OPERATION ->
                    new Request.RunMigration(Bench.BLOG, EcsSeed.CLUSTER, EcsSeed.API, EcsSeed.MIGRATE + ":1", "deploy-1");
                case Request.StopTask.OPERATION -> new Request.StopTask(Bench.BLOG, EcsSeed.CLUSTER, System.getenv("TASK"));
                case Request.ShutOut.OPERATION ->
                    new Request.ShutOut(other, NetworkSeed.SG_LEGACY, List.of(System.getenv("RULE")), "0.0.0.0/0");
                case Request.LetNothingOut.OPERATION ->
                    new Request.LetNothingOut(other, NetworkSeed.SG_LEGACY, List.of(System.getenv("RULE")));
                case Request.NarrowPorts.OPERATION ->
                    new Request.NarrowPorts(other, NetworkSeed.SG_LEGACY, List.of(System.getenv("RULE")));
                case Request.SetParameters.OPERATION ->
                    new Request.SetParameters(Bench.BLOG, "blog-pg16", Map.of("log_lock_waits", "1", "rds.force_ssl", "0"));
                case Request.MoveBackups.OPERATION -> new Request.MoveBackups(other, "20:00-20:30");
                case Request.ApplyWaiting.OPERATION -> new Request.ApplyWaiting(other);
                case Request.ChooseWindow.OPERATION -> new Request.ChooseWindow(other,
                        "arn:aws:rds:ap-northeast-2:123456789012:db:legacy-db", "ca-certificate-rotation");
                case Request.RollOut.OPERATION -> new Request.RollOut(Bench.BLOG, EcsSeed.CLUSTER, EcsSeed.API, EcsSeed.API + ":12");
                case Request.RestartService.OPERATION -> new Request.RestartService(Bench.BLOG, EcsSeed.CLUSTER, EcsSeed.API);
                case Request.SignalSession.OPERATION -> new Request.SignalSession(Bench.BLOG, 1, Bench.ONE.began(), false, "somebody");
                case Request.RepairRows.OPERATION -> new Request.RepairRows(Bench.BLOG, other.id(), List.of("public.t"), true, false);
                case Request.Rehearse.OPERATION -> new Request.Rehearse(Bench.BLOG, "blog-rehearsal", Request.Rehearse.Copy.REMOVED,
                        new SqlFiles.Sources(List.of(new SqlFiles.Source("V1__a.sql", "ALTER TABLE t ADD COLUMN a int;")), "0123"), "");
                case Request.UndoRepair.OPERATION -> new Request.UndoRepair(Bench.BLOG, System.getenv("REPAIR"));
                default -> throw new AssertionError("how is " + args[1] + " asked for?");
            };
            try (var operations = Bench.operations(System.getenv(), Path.of(args[0]), Environment.STAGING, new Bench.Hasty(false),
                    new Repairs(doors(System.getenv()), Path.of(args[0])), passed -> waitHere(passed, at, left))) {
                Bench.end(Bench.start(operations, operations.plan(Bench.SCOPE, request)));
            }
        }

        private static void waitHere(Crossing passed, Crossing at, AtomicInteger left) {
            if (passed == at && left.decrementAndGet() == 0) {
                System.out.println("at " + at);
                System.out.flush();
                try {
                    Time.SYSTEM.sleep(Duration.ofMinutes(2));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
