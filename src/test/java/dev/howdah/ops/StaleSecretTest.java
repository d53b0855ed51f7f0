package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.SecretSeed;
import dev.howdah.model.Environment;
import dev.howdah.ops.posture.FactsReader;
import dev.howdah.posture.Finding;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Verdict;
import dev.howdah.posture.checks.Checks;
import dev.howdah.task.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A password is rotated, and the tasks that hold the old one are named, replaced by plan, and not named any more.
final class StaleSecretTest {
    @TempDir
    private Path folder;

    @Test
    void tasksThatHoldAnOldPasswordAreNamedAndReplacedByPlan() throws Exception {
        DrillClock clock = DrillClock.stoppedAt(Instant.parse("2026-11-28T03:00:00Z"));
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers().withClock(clock), _ -> {});
                var account = new AwsAccount(Bench.SCOPE, new AwsSettings(drill.variables()));
                var operations = Bench.operations(drill, folder, Environment.STAGING, new Turned(clock))) {
            var region = drill.world().home();
            assertThat(stale(account, clock)).isInstanceOf(Verdict.Good.class);
            Secret secret = Objects.requireNonNull(region.secret(SecretSeed.BLOG));
            region.put(secret.with("rotated", clock.now(), Objects.requireNonNull(secret.stage(Secret.CURRENT)).text()));
            clock.advance(Duration.ofMinutes(1));
            List<String> tasks = region.containers().tasks("blog-cluster").stream().map(EcsTask::id).map(id -> id.substring(0, 8)).toList();
            assertThat(tasks).hasSize(4);
            assertThat(stale(account, clock)).isInstanceOfSatisfying(Verdict.Bad.class,
                    b -> assertThat(b.saw()).contains("blog-api/db is another since 2026-11-28T03:00:00Z", "3 of 3 tasks of blog-api",
                            "1 of 1 tasks of blog-worker").contains(tasks));
            int restarted = 0;
            while (stale(account, clock) instanceof Verdict.Bad bad && restarted < 3) {
                var restart = (Mend.Restart) Objects.requireNonNull(bad.mend());
                Plan plan = operations.plan(Bench.SCOPE, new Request.RestartService(Bench.BLOG, restart.cluster(), restart.service()));
                assertThat(Bench.end(Bench.start(operations, plan))).isInstanceOf(OpState.Done.class);
                restarted++;
            }
            assertThat(restarted).as("the API and the worker").isEqualTo(2);
            assertThat(stale(account, clock)).isInstanceOf(Verdict.Good.class);
            assertThat(Bench.changes(drill)).containsExactly("UpdateService", "UpdateService");
        }
    }

    private static Verdict stale(AwsAccount account, DrillClock clock) throws InterruptedException {
        var instance = account.rdsWatch().instance(Bench.BLOG).orElseThrow();
        return Checks.look(new FactsReader(account).read(instance, clock.now()).facts()).stream()
                .filter(f -> f.check().id().equals("stale-secret")).map(Finding::verdict).findFirst().orElseThrow();
    }

    /// Whoever waits turns the drill's clock.
    private record Turned(DrillClock clock) implements Time {
        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration howLong) {
            clock.advance(howLong);
        }
    }
}
