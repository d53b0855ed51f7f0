package dev.howdah.ops.insights;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.metrics.MetricReads.Wanted;
import dev.howdah.insights.Range;
import dev.howdah.insights.Vcpus;
import dev.howdah.insights.Vital;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.Series;
import dev.howdah.task.Leave;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// CloudWatch's metrics of an instance while somebody looks at them, in one batch a minute: each metric of a batch is charged, so nothing is
/// asked that is not on the screen.
public final class VitalSigns implements AutoCloseable {
    public static final Duration EVERY = Duration.ofMinutes(1);
    /// US dollars for each metric of GetMetricData outside of the free tier (CloudWatch pricing: 0.01 for a thousand).
    public static final double DOLLARS = 0.01 / 1000;
    private static final int MOST_POINTS = 240;
    private static final Duration SHORTEST = Duration.ofMinutes(15);

    /// All that is shown.
    ///
    /// @param series CloudWatch's name → what it has; a metric that the instance does not publish has no points
    /// @param problem why there is nothing newer; null when there is
    /// @param read when the series came; null before the first
    /// @param asked how many metrics have been asked for since the window was opened
    public record Measured(List<Vital> vitals, Map<String, Series> series, Instant from, Instant to, Duration period,
            @Nullable Problem problem, @Nullable Instant read, long asked) {
        static final Measured NOTHING = new Measured(List.of(), Map.of(), Instant.EPOCH, Instant.EPOCH, EVERY, null, null, 0);
    }

    /// Guarded by itself.
    private static final class Desk {
        final Live<Measured> live = new Live<>(Measured.NOTHING);
        int lookers;
        int wishes;
        boolean running;
        Range range = Range.HOUR;
    }

    private final Function<AwsScope, AwsAccount> accounts;
    private final Function<InstanceRef, Optional<Instance>> instances;
    private final Function<InstanceRef, Optional<Integer>> slots;
    private final Time time;
    private final Work work = new Work("vitals");
    private final Map<InstanceRef, Desk> desks = new ConcurrentHashMap<>();

    /// @param slots `max_connections` where there is a way to the server, and empty where there is none
    VitalSigns(Function<AwsScope, AwsAccount> accounts, Function<InstanceRef, Optional<Instance>> instances,
            Function<InstanceRef, Optional<Integer>> slots, Time time) {
        this.accounts = accounts;
        this.instances = instances;
        this.slots = slots;
        this.time = time;
    }

    public Live<Measured> of(InstanceRef ref) {
        return desk(ref).live;
    }

    private Desk desk(InstanceRef ref) {
        return desks.computeIfAbsent(ref, _ -> new Desk());
    }

    /// Reads until the handle is closed.
    public AutoCloseable look(AwsScope scope, InstanceRef ref) {
        Desk desk = desk(ref);
        synchronized (desk) {
            desk.lookers++;
            desk.wishes++;
            if (!desk.running) {
                desk.running = true;
                work.background("watch", () -> watch(scope, ref, desk));
            }
            desk.notifyAll();
        }
        return new Leave(desk, () -> desk.lookers--);
    }

    /// How far back, at once.
    public void range(InstanceRef ref, Range range) {
        Desk desk = desk(ref);
        synchronized (desk) {
            if (desk.range != range) {
                desk.range = range;
                desk.wishes++;
                desk.notifyAll();
            }
        }
    }

    /// Reads again, at once.
    public void again(InstanceRef ref) {
        Desk desk = desk(ref);
        synchronized (desk) {
            desk.wishes++;
            desk.notifyAll();
        }
    }

    private void watch(AwsScope scope, InstanceRef ref, Desk desk) {
        try (AwsAccount account = accounts.apply(scope)) {
            while (true) {
                int seen;
                Range range;
                synchronized (desk) {
                    seen = desk.wishes;
                    range = desk.range;
                }
                long next = time.nanos() + EVERY.toNanos();
                read(account, ref, desk, range);
                synchronized (desk) {
                    while (desk.lookers > 0 && desk.wishes == seen && time.nanos() < next) {
                        desk.wait(Math.max(1, (next - time.nanos()) / 1_000_000));
                    }
                    if (desk.lookers == 0) {
                        desk.running = false;
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(AwsAccount account, InstanceRef ref, Desk desk, Range range) throws InterruptedException {
        Instance instance = instances.apply(ref).orElse(null);
        if (instance == null) {
            return;
        }
        String name = instance.instanceClass();
        List<Vital> vitals = Vital.of(instance, name == null ? 0 : Vcpus.of(name).orElse(0), slots.apply(ref).orElse(null));
        Duration length = range.length().compareTo(SHORTEST) < 0 ? SHORTEST : range.length();
        Duration period = period(length);
        Instant to = time.now();
        Instant from = to.minus(length);
        try {
            Map<String, Series> series = account.metrics().series(ref.id(),
                    vitals.stream().map(v -> new Wanted(v.metric(), v.statistic(), v.unit())).toList(), from, to, period);
            Instant read = time.now();
            desk.live.update(m -> new Measured(vitals, series, from, to, period, null, read, m.asked() + vitals.size()));
        } catch (Problem.Thrown e) {
            desk.live.update(m -> new Measured(m.vitals(), m.series(), m.from(), m.to(), m.period(), e.problem(), m.read(),
                    m.asked() + vitals.size()));
        }
    }

    /// A multiple of a minute, of five minutes for what is older than fifteen days, of an hour for what is older than 63: CloudWatch keeps no
    /// finer ones (CloudWatch user guide, "Metrics retention").
    static Duration period(Duration length) {
        long unit = length.toDays() >= 63 ? 3600 : length.toDays() >= 15 ? 300 : 60;
        return Duration.ofSeconds(Math.max(unit, Math.ceilDiv(length.toSeconds() / MOST_POINTS, unit) * unit));
    }

    @Override
    public void close() {
        work.close();
    }
}
