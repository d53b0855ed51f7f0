package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.model.InstanceRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.stream.Stream;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.journal.Chain;
import dev.howdah.model.Environment;
import dev.howdah.task.Time;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folders;
    private static final Map<String, Future<?>> CASES = new LinkedHashMap<>();
    @SuppressWarnings("NullAway.Init")
    private static ExecutorService pool;

    @BeforeAll
    static void begin() {
        pool = Executors.newFixedThreadPool(AT_ONCE);
        everywhere().map(Arguments::get).forEach(of -> CASES.put(of[0] + " " + of[1], pool.submit(() -> {
            nothingTwice((String) of[0], (Crossing) of[1]);
            return null;
        })));
    }

    @AfterAll
    static void end() {
        pool.shutdownNow();
    }

    /// Every operation, killed at every place between two of which a process can die.
    static Stream<Arguments> everywhere() {
        return Stream.of(Request.TakeSnapshot.OPERATION, Request.Failover.OPERATION, Request.Reboot.OPERATION,
                Request.DeleteSnapshot.OPERATION, Request.RestoreToTime.OPERATION, Request.RestoreSnapshot.OPERATION,
                Request.CarryOver.OPERATION, Request.Rename.OPERATION, Request.Protection.OPERATION, Request.DeleteInstance.OPERATION)
                .flatMap(operation -> Stream.of(Crossing.values()).map(at -> Arguments.of(operation, at)));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void nothingIsDoneTwice(String operation, Crossing at) throws Throwable {
        try {
            Objects.requireNonNull(CASES.get(operation + " " + at)).get(5, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private static void nothingTwice(String operation, Crossing at) throws Exception {
        Class<?> expected = switch (at) {
            case BEFORE_INTENT -> Void.class;
            case AFTER_INTENT -> OpState.NotSent.class;
            case BEFORE_SEND -> OpState.Unknown.class;
            case AFTER_SEND, BEFORE_OUTCOME -> OpState.Done.class;
        };
        crash(operation, at, expected, switch (operation) {
            case Request.TakeSnapshot.OPERATION -> "CreateDBSnapshot";
            case Request.DeleteSnapshot.OPERATION -> "DeleteDBSnapshot";
            case Request.RestoreToTime.OPERATION -> "RestoreDBInstanceToPointInTime";
            case Request.RestoreSnapshot.OPERATION -> "RestoreDBInstanceFromDBSnapshot";
            case Request.CarryOver.OPERATION, Request.Rename.OPERATION, Request.Protection.OPERATION -> "ModifyDBInstance";
            case Request.DeleteInstance.OPERATION -> "DeleteDBInstance";
            default -> "RebootDBInstance";
        });
    }

    private static void crash(String operation, Crossing at, Class<?> expected, String call) throws Exception {
        Path folder = Files.createDirectory(folders.resolve(operation + "-" + at));
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {})) {
            var region = drill.world().region(drill.region());
            region.put(new DbSnapshot("blog-db-old", Objects.requireNonNull(region.instance("blog-db")), "manual", "available", 100,
                    Instant.now(), Instant.now()));
            Bench.madeOf(folder, "legacy-db");
            die(drill.variables(), folder, operation, at);
            List<String> sent = Bench.changes(drill);
            assertThat(sent).isEqualTo(at.compareTo(Crossing.BEFORE_SEND) <= 0 ? List.of() : List.of(call));
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

    /// Starts the operation in a JVM of its own and kills it, without a chance to tidy up, when it gets to `at`.
    private static void die(Map<String, String> variables, Path folder, String operation, Crossing at) throws Exception {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"), Victim.class.getName(), folder.toString(), operation, at.name());
        builder.environment().putAll(variables);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
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
            var other = new InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), "legacy-db");
            Request request = switch (args[1]) {
                case Request.Failover.OPERATION -> new Request.Failover(Bench.BLOG);
                case Request.Reboot.OPERATION -> new Request.Reboot(Bench.BLOG);
                case Request.DeleteSnapshot.OPERATION -> new Request.DeleteSnapshot(Bench.BLOG, "blog-db-old");
                case Request.RestoreToTime.OPERATION ->
                    new Request.RestoreToTime(Bench.BLOG, Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS), "blog-copy");
                case Request.RestoreSnapshot.OPERATION -> new Request.RestoreSnapshot(Bench.BLOG, "blog-db-old", "blog-copy");
                case Request.CarryOver.OPERATION -> new Request.CarryOver(other, Bench.BLOG.id());
                case Request.Protection.OPERATION -> new Request.Protection(other, true);
                case Request.DeleteInstance.OPERATION -> new Request.DeleteInstance(other);
                case Request.Rename.OPERATION -> new Request.Rename(Bench.BLOG, "blog-db-away", null);
                default -> new Request.TakeSnapshot(Bench.BLOG, "crash");
            };
            try (var operations = Bench.operations(System.getenv(), Path.of(args[0]), Environment.STAGING, new Bench.Hasty(false),
                    passed -> waitHere(passed, at))) {
                Bench.end(Bench.start(operations, operations.plan(Bench.SCOPE, request)));
            }
        }

        private static void waitHere(Crossing passed, Crossing at) {
            if (passed == at) {
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
