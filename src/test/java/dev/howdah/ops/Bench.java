package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.NetworkSeed;
import dev.howdah.drill.world.RequestLog;
import dev.howdah.journal.Confirmation;
import dev.howdah.journal.Intent;
import dev.howdah.journal.Journal;
import dev.howdah.journal.Permit;
import dev.howdah.journal.Purpose;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.ops.compare.Repairs;
import dev.howdah.ops.migrate.Locks;
import dev.howdah.ops.migrate.Sight;
import dev.howdah.sql.session.Signal;
import dev.howdah.task.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Operations against a drill, in a hurry.
final class Bench {
    private static final String WIDE = "sgr-0123456789abcdef0";
    static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    static final AwsScope SCOPE = new AwsScope(null, "ap-northeast-2");

    /// What is seen in a database that nobody has reached: one session, which takes every signal.
    static final Locks.Session ONE = new Locks.Session(1, Instant.parse("2026-11-24T12:00:00Z"), "blog_app", "app", null, "active",
            "SELECT 1",
            Duration.ZERO, null, null, Duration.ZERO, List.of(), List.of(), List.of());
    private static final Sight ONE_SESSION = new Sight() {
        @Override
        public Optional<List<Locks.Session>> sessions(InstanceRef ref) {
            return Optional.of(List.of(ONE));
        }

        @Override
        public Optional<Boolean> signal(InstanceRef ref, int pid, Instant began, Signal how, Permit permit, String resource) {
            permit.take(how.action(), resource).ifPresent(why -> {
                throw new IllegalStateException(why);
            });
            return Optional.of(pid == ONE.pid() && began.equals(ONE.began()));
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    private Bench() {}

    static Operations operations(Drill drill, Path folder, Environment environment, Time time) {
        return operations(drill.variables(), folder, environment, time, _ -> {});
    }

    static Operations operations(Map<String, String> variables, Path folder, Environment environment, Time time,
            Consumer<Crossing> passing) {
        return operations(variables, folder, environment, time, Repairs.unreached(folder), passing);
    }

    static Operations operations(Map<String, String> variables, Path folder, Environment environment, Time time, Repairs repairs,
            Consumer<Crossing> passing) {
        return operations(variables, folder, environment, time, repairs, ONE_SESSION, passing);
    }

    private static Operations operations(Map<String, String> variables, Path folder, Environment environment, Time time, Repairs repairs,
            Sight sight, Consumer<Crossing> passing) {
        return new Operations(new Journal(folder, time::now), scope -> new AwsAccount(scope, new AwsSettings(variables)), _ -> environment,
                time, repairs, sight, passing);
    }

    /// With a server that does not tell its sessions, and takes a signal for the one that there is.
    static Operations speechless(Drill drill, Path folder, Environment environment, Time time) {
        Sight sight = new Sight() {
            @Override
            public Optional<List<Locks.Session>> sessions(InstanceRef ref) {
                String said = "canceling statement due to statement timeout";
                throw new Problem.Thrown(new Problem.Sql("57014", said, new Problem.Source("pg_locks", null, said)), null);
            }

            @Override
            public Optional<Boolean> signal(InstanceRef ref, int pid, Instant began, Signal how, Permit permit, String resource) {
                return ONE_SESSION.signal(ref, pid, began, how, permit, resource);
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        return operations(drill.variables(), folder, environment, time, Repairs.unreached(folder), sight, _ -> {});
    }

    /// Writes into the journal that an instance was restored from `BLOG`, long ago.
    static void madeOf(Path folder, String copy) {
        var purpose = new Purpose("plan-0", Request.RestoreToTime.OPERATION, SCOPE, BLOG, "STAGING", "aws rds …", Map.of("copy", copy));
        new Journal(folder, Instant::now)
                .open(purpose, new Confirmation("plan-0", "arn:aws:iam::123456789012:user/ops-admin", Instant.now(),
                        "typed " + copy))
                .outcome(Intent.Result.DONE, copy + " is available.", Duration.ofMinutes(9));
    }

    /// Confirms as a person would who reads and types well.
    static Running start(Operations operations, Plan plan) {
        return operations.start(plan, plan.confirmed(plan.name(), Instant.now()));
    }

    /// All states until the last.
    static List<OpState> states(Running running) throws Exception {
        var seen = new ArrayList<OpState>();
        var over = new CountDownLatch(1);
        try (var _ = running.state().follow(Runnable::run, state -> {
            seen.add(state);
            if (state.ended()) {
                over.countDown();
            }
        })) {
            if (!over.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("still " + running.state().get());
            }
        }
        return seen;
    }

    static OpState end(Running running) throws Exception {
        return states(running).getLast();
    }

    /// Ids of the rules by which address ranges come into a group of the drill.
    static List<String> rules(Drill drill, String group) {
        return drill.world().home().network().rules().stream()
                .filter(r -> r.groupId().equals(group) && !r.egress() && r.peerGroup() == null).map(r -> r.id()).toList();
    }

    /// Ids of the rules by which a group of the drill lets everything out.
    static List<String> waysOut(Drill drill, String group) {
        return drill.world().home().network().rules().stream().filter(r -> r.groupId().equals(group) && r.egress()).map(Network.Rule::id)
                .toList();
    }

    /// The id of a rule by which the tasks come to every port of the legacy database; it is made on the first call.
    static String wide(Drill drill) {
        var region = drill.world().home();
        synchronized (region) {
            if (region.network().rules().stream().noneMatch(r -> r.id().equals(WIDE))) {
                region.network(region.network().with(List.of(new Network.Rule(WIDE, NetworkSeed.SG_LEGACY, false, "tcp", 0, 65_535, null,
                        NetworkSeed.SG_FARGATE, "to make it work"))));
            }
        }
        return WIDE;
    }

    /// Something waits for the maintenance window of an instance of the drill.
    static void waits(Drill drill, String id, Map<String, String> what) {
        drill.world().home().change(id, i -> i.withPending(what));
    }

    static List<String> changes(Drill drill) {
        return drill.requestLog().entries().stream().filter(RequestLog.Entry::changes).map(RequestLog.Entry::operation).toList();
    }

    /// Sleeps a tenth of a second at most. A skipping one moves its clock by what it did not sleep.
    static final class Hasty implements Time {
        private final boolean skipping;
        private volatile Duration ahead = Duration.ZERO;

        Hasty(boolean skipping) {
            this.skipping = skipping;
        }

        @Override
        public Instant now() {
            return Instant.now().plus(ahead);
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration howLong) throws InterruptedException {
            Time.SYSTEM.sleep(howLong.compareTo(Duration.ofMillis(100)) < 0 ? howLong : Duration.ofMillis(100));
            if (skipping) {
                ahead = ahead.plus(howLong);
            }
        }
    }
}
