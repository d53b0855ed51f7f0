package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.journal.Chain;
import dev.howdah.model.Environment;
import dev.howdah.task.Time;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// kill -9 at each place where it matters, of a process of its own. The next start says where the operation is or sees it through,
/// and the drill's log shows the changing call at most once.
final class CrashTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource(Crossing.class)
    void aSnapshotIsNeverTakenTwice(Crossing at) throws Exception {
        Class<?> expected = switch (at) {
            case BEFORE_INTENT -> Void.class;
            case AFTER_INTENT -> OpState.NotSent.class;
            case BEFORE_SEND -> OpState.Unknown.class;
            case AFTER_SEND, BEFORE_OUTCOME -> OpState.Done.class;
        };
        crash(Request.TakeSnapshot.OPERATION, at, expected, "CreateDBSnapshot");
    }

    @ParameterizedTest
    @EnumSource(Crossing.class)
    void aFailoverIsNeverDoneTwice(Crossing at) throws Exception {
        Class<?> expected = switch (at) {
            case BEFORE_INTENT -> Void.class;
            case AFTER_INTENT -> OpState.NotSent.class;
            case BEFORE_SEND -> OpState.Unknown.class;
            case AFTER_SEND, BEFORE_OUTCOME -> OpState.Done.class;
        };
        crash(Request.Failover.OPERATION, at, expected, "RebootDBInstance");
    }

    private void crash(String operation, Crossing at, Class<?> expected, String call) throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {})) {
            die(drill.variables(), operation, at);
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
    private void die(Map<String, String> variables, String operation, Crossing at) throws Exception {
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
            Request request = args[1].equals(Request.Failover.OPERATION)
                    ? new Request.Failover(Bench.BLOG)
                    : new Request.TakeSnapshot(Bench.BLOG, "crash");
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
