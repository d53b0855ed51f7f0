package dev.howdah.ops.posture;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Loaded;
import dev.howdah.model.Problem;
import dev.howdah.posture.Looked;
import dev.howdah.posture.checks.Checks;
import dev.howdah.task.Leave;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The posture of instances while somebody looks at it: read once an hour, and when it is asked for. Settings change seldom; those of an
/// instance that is being made or changed are read again soon.
public final class Postures implements AutoCloseable {
    public static final Duration EVERY = Duration.ofHours(1);
    private static final Duration WHILE_IT_CHANGES = Duration.ofSeconds(20);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    /// All that is known.
    ///
    /// @param problems why some checks are unknown
    /// @param reading whether it is being read
    public record State(Loaded<Looked> looked, List<Problem> problems, boolean reading) {
        public static final State NOTHING = new State(Loaded.loading(), List.of(), false);

        State begun() {
            return new State(looked, problems, true);
        }
    }

    /// Guarded by itself.
    private static final class Desk {
        final Live<State> live = new Live<>(State.NOTHING);
        int lookers;
        int wishes;
        int fulfilled;
        boolean running;
        long next;
    }

    private final Function<AwsScope, AwsAccount> accounts;
    private final Time time;
    private final Work work = new Work("posture");
    private final Map<InstanceRef, Desk> desks = new ConcurrentHashMap<>();

    public Postures(Function<AwsScope, AwsAccount> accounts, Time time) {
        this.accounts = accounts;
        this.time = time;
    }

    public Live<State> of(InstanceRef ref) {
        return desk(ref).live;
    }

    private Desk desk(InstanceRef ref) {
        return desks.computeIfAbsent(ref, _ -> {
            var desk = new Desk();
            desk.next = time.nanos();
            return desk;
        });
    }

    /// Keeps it no older than an hour until the handle is closed.
    public AutoCloseable look(AwsScope scope, InstanceRef ref) {
        Desk desk = desk(ref);
        synchronized (desk) {
            desk.lookers++;
            if (!desk.running) {
                desk.running = true;
                work.background("watch", () -> watch(scope, ref, desk));
            }
            desk.notifyAll();
        }
        return new Leave(desk, () -> desk.lookers--);
    }

    /// Reads again: at once while somebody looks, else when somebody does.
    public void again(InstanceRef ref) {
        Desk desk = desk(ref);
        synchronized (desk) {
            desk.wishes++;
            desk.notifyAll();
        }
    }

    private void watch(AwsScope scope, InstanceRef ref, Desk desk) {
        try {
            while (true) {
                int seen;
                synchronized (desk) {
                    while (desk.lookers > 0 && desk.wishes == desk.fulfilled && time.nanos() < desk.next) {
                        desk.wait(Math.max(1, (desk.next - time.nanos()) / 1_000_000));
                    }
                    if (desk.lookers == 0) {
                        desk.running = false;
                        return;
                    }
                    seen = desk.wishes;
                }
                desk.live.update(State::begun);
                Duration rest = read(scope, ref, desk);
                synchronized (desk) {
                    desk.fulfilled = seen;
                    desk.next = time.nanos() + rest.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return after how long it is read again
    private Duration read(AwsScope scope, InstanceRef ref, Desk desk) throws InterruptedException {
        try (AwsAccount account = accounts.apply(scope)) {
            Instance instance = account.rdsWatch().instance(ref).orElseThrow(() -> new Problem.Thrown(new Problem.Missing(
                    "DB instance " + ref.id(), new Problem.Source("rds:DescribeDBInstances", null, "no DB instance of that name")), null));
            FactsReader.Reading reading = new FactsReader(account).read(instance, time.now());
            var looked = new Looked(instance, Checks.look(reading.facts()), reading.facts().now());
            desk.live.set(new State(Loaded.ready(looked, looked.at()), reading.problems(), false));
            return "available".equals(instance.status()) ? EVERY : WHILE_IT_CHANGES;
        } catch (Problem.Thrown e) {
            desk.live.update(s -> new State(s.looked().failed(e.problem()), s.problems(), false));
            return AFTER_FAILURE;
        }
    }

    @Override
    public void close() {
        work.close();
    }
}
