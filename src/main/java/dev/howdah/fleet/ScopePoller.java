package dev.howdah.fleet;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.metrics.MetricReads.Wanted;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Failover;
import dev.howdah.model.Fleet;
import dev.howdah.model.Identity;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Loaded;
import dev.howdah.model.Problem;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.Status;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Polls one scope. Each kind of read has its own rhythm, quick while something happens; the budgets are those of
/// `rds:Describe*` (no more than one call of an operation in five seconds) and CloudWatch's price per metric.
final class ScopePoller implements AutoCloseable {
    /// What is drawn on the Overview.
    static final List<Wanted> METRICS = List.of(new Wanted("DBLoad", "Average", "Count"),
            new Wanted("CPUUtilization", "Average", "Percent"),
            new Wanted("DatabaseConnections", "Average", "Count"), new Wanted("FreeStorageSpace", "Minimum", "Bytes"),
            new Wanted("WriteLatency", "Average", "Seconds"), new Wanted("ReadLatency", "Average", "Seconds"),
            new Wanted("FreeableMemory", "Average", "Bytes"));
    static final Duration METRIC_WINDOW = Duration.ofHours(1);
    static final Duration METRIC_PERIOD = Duration.ofSeconds(60);
    /// RDS keeps events this long; asked for once, then only what is new.
    private static final Duration EVENTS_KEPT = Duration.ofDays(14).minusMinutes(5);
    private static final Duration EVENTS_OVERLAP = Duration.ofMinutes(5);

    private enum Read {
        IDENTITY(3600, 3600), INSTANCES(30, 5), EVENTS(60, 10), SNAPSHOTS(300, 15), BACKUPS(60, 30), METRICS(60, 60), ALARMS(60,
                60), PENDING(3600, 3600), CERTIFICATES(3600, 3600);

        private final Duration idle;
        private final Duration busy;

        Read(long idle, long busy) {
            this.idle = Duration.ofSeconds(idle);
            this.busy = Duration.ofSeconds(busy);
        }
    }

    private final AwsScope scope;
    private final Supplier<AwsAccount> open;
    private final FleetPoller fleet;
    private final Work work;
    private final Time time;
    private final Semaphore wakeUp = new Semaphore(0);
    private volatile @Nullable InstanceRef watched;
    private volatile boolean hidden;
    private volatile boolean everything;
    private volatile boolean closed;
    private @Nullable Thread thread;

    private final Map<Read, Instant> last = new ConcurrentHashMap<>();
    private final Map<Read, Integer> failures = new ConcurrentHashMap<>();
    private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
    private final Set<Read> running = ConcurrentHashMap.newKeySet();
    /// An endpoint that stalls holds up its own reads only; a scope never has more calls in flight than this.
    private final Semaphore inFlight = new Semaphore(4);
    /// Belongs to the thread that reads events, of which there is one at a time.
    private @Nullable EventHistory history;
    /// Belongs to the polling thread.
    private @Nullable InstanceRef detailed;
    /// Belongs to the polling thread.
    private @Nullable Standing standingBefore;

    private ScopePoller(AwsScope scope, Supplier<AwsAccount> open, FleetPoller fleet, Work work) {
        this.scope = scope;
        this.open = open;
        this.fleet = fleet;
        this.work = work;
        this.time = fleet.time();
    }

    static ScopePoller start(AwsScope scope, Supplier<AwsAccount> open, FleetPoller fleet, Work work) {
        var poller = new ScopePoller(scope, open, fleet, work);
        poller.thread = work.background(scope.label(), poller::run);
        return poller;
    }

    void watch(@Nullable InstanceRef ref) {
        if (ref == null ? watched != null : !ref.equals(watched)) {
            watched = ref;
            wakeUp.release();
        }
    }

    void hidden(boolean isHidden) {
        hidden = isHidden;
        wakeUp.release();
    }

    /// Not where they could not be read: that is tried again in its own time.
    void readEvents() {
        if (!failures.containsKey(Read.EVENTS)) {
            last.remove(Read.EVENTS);
            wakeUp.release();
        }
    }

    void wake() {
        everything = true;
        wakeUp.release();
    }

    @Override
    public void close() {
        closed = true;
        readers.forEach(Thread::interrupt);
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        try (AwsAccount account = open.get()) {
            while (!closed) {
                if (everything) {
                    everything = false;
                    last.clear();
                    failures.clear();
                }
                round(account);
                boolean woken = wakeUp.tryAcquire(1, hidden ? 30 : 1, TimeUnit.SECONDS);
                if (woken) {
                    wakeUp.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Problem.Thrown e) {
            fleet.publish(scope, a -> new Fleet.Account(scope, a.identity().failed(e.problem()), a.instances().failed(e.problem()),
                    a.snapshots().failed(e.problem()), a.backups().failed(e.problem()), a.events().failed(e.problem())));
        }
    }

    /// Starts whatever is due and not still running.
    private void round(AwsAccount account) {
        boolean busy = busy();
        afterAChange();
        part(Read.IDENTITY, busy, account::identity,
                (a, v) -> new Fleet.Account(scope, v.apply(a.identity()), a.instances(), a.snapshots(), a.backups(), a.events()));
        part(Read.INSTANCES, busy, () -> account.rds().instances(owner()),
                (a, v) -> new Fleet.Account(scope, a.identity(), v.apply(a.instances()), a.snapshots(), a.backups(), a.events()));
        if (!(current().identity() instanceof Loaded.Loading)) {
            part(Read.EVENTS, busy, () -> events(account),
                    (a, v) -> new Fleet.Account(scope, a.identity(), a.instances(), a.snapshots(), a.backups(), v.apply(a.events())));
        }
        part(Read.BACKUPS, busy, () -> account.rds().automatedBackups(),
                (a, v) -> new Fleet.Account(scope, a.identity(), a.instances(), a.snapshots(), v.apply(a.backups()), a.events()));
        InstanceRef ref = watched;
        if (ref != null && !ref.equals(detailed)) {
            List.of(Read.METRICS, Read.ALARMS, Read.PENDING, Read.CERTIFICATES).forEach(last::remove);
        }
        detailed = ref;
        if (ref != null) {
            details(account, ref, busy);
        }
        part(Read.SNAPSHOTS, busy, () -> account.rds().snapshots(),
                (a, v) -> new Fleet.Account(scope, a.identity(), a.instances(), v.apply(a.snapshots()), a.backups(), a.events()));
    }

    private void details(AwsAccount account, InstanceRef ref, boolean busy) {
        detail(Read.METRICS, busy, ref, () -> {
            Instant to = time.now();
            return account.metrics().series(ref.id(), METRICS, to.minus(METRIC_WINDOW), to, METRIC_PERIOD);
        }, (d, v) -> new Fleet.Detail(v.apply(d.metrics()), d.pending(), d.certificates(), d.alarms()));
        detail(Read.ALARMS, busy, ref, () -> account.metrics().alarms(ref.id()),
                (d, v) -> new Fleet.Detail(d.metrics(), d.pending(), d.certificates(), v.apply(d.alarms())));
        detail(Read.PENDING, busy, ref, () -> account.rds().pendingMaintenance(ref.arn()),
                (d, v) -> new Fleet.Detail(d.metrics(), v.apply(d.pending()), d.certificates(), d.alarms()));
        detail(Read.CERTIFICATES, busy, ref, () -> account.rds().certificates(),
                (d, v) -> new Fleet.Detail(d.metrics(), d.pending(), v.apply(d.certificates()), d.alarms()));
    }

    /// A watched instance whose status or zones changed has new events, metrics and backups too: they are read at once. The
    /// zones tell of a failover that began and ended between two reads of the status.
    private void afterAChange() {
        InstanceRef ref = watched;
        Standing now = ref == null
                ? null
                : current().instances().value().orElse(List.of()).stream().filter(i -> i.ref().equals(ref)).findFirst()
                        .map(Standing::of).orElse(null);
        if (now != null && standingBefore != null && !now.equals(standingBefore)) {
            List.of(Read.EVENTS, Read.BACKUPS, Read.SNAPSHOTS, Read.METRICS).forEach(last::remove);
        }
        standingBefore = now;
    }

    /// What of an instance, when it changes, means that something happened to it.
    private record Standing(InstanceRef ref, @Nullable String status, @Nullable String primaryAz, @Nullable String secondaryAz) {
        static Standing of(Instance i) {
            return new Standing(i.ref(), i.status(), i.placement().primaryAz(), i.placement().secondaryAz());
        }
    }

    /// Whether CloudWatch answered for the watched instance but had nothing yet, as in its first minutes.
    private boolean noMetricsYet(InstanceRef ref) {
        return current(ref).metrics().value().map(m -> m.values().stream().allMatch(s -> s.points().isEmpty())).orElse(false);
    }

    private Fleet.Detail current(InstanceRef ref) {
        return fleet.live().get().detail(ref);
    }

    private String owner() {
        return current().identity().value().map(Identity::account).orElse("");
    }

    /// Events since the last read, kept for good. If the disk refuses, what was read is still shown.
    private List<RdsEvent> events(AwsAccount account) throws InterruptedException {
        Instant now = time.now();
        Instant from = current().events().asOf().map(since -> since.minus(EVENTS_OVERLAP)).orElseGet(() -> now.minus(EVENTS_KEPT));
        List<RdsEvent> read = account.rds().events(from, now);
        String owner = owner().isEmpty() ? "unknown" : owner();
        if (history == null) {
            history = new EventHistory(fleet.state(), owner, scope.region(), account.endpoint("rds").orElse(null));
        }
        try {
            return history.add(read);
        } catch (IOException e) {
            System.getLogger(ScopePoller.class.getName()).log(System.Logger.Level.WARNING, "events are not remembered: {0}",
                    e.getMessage());
            return history.all();
        }
    }

    private Fleet.Account current() {
        return fleet.live().get().account(scope).orElseGet(() -> Fleet.Account.unread(scope));
    }

    /// Quick while the watched instance is anything but plainly serving, or a failover began and has not ended.
    private boolean busy() {
        Fleet.Account account = current();
        InstanceRef ref = watched;
        if (ref == null) {
            return false;
        }
        boolean changing = account.instances().value().orElse(List.of()).stream().filter(i -> i.ref().equals(ref)).map(Instance::status)
                .anyMatch(s -> Status.of(s) != Status.SERVING);
        Instant recently = time.now().minus(Duration.ofMinutes(15));
        boolean failingOver = Failover
                .of(account.events().value().orElse(List.of()).stream()
                        .filter(e -> ref.id().equals(e.sourceId()) && e.at().isAfter(recently)).toList())
                .stream().anyMatch(f -> f.completedAt() == null);
        boolean snapshotRunning = account.snapshots().value().orElse(List.of()).stream()
                .anyMatch(s -> ref.id().equals(s.instanceId()) && "creating".equals(s.status()));
        return changing || failingOver || snapshotRunning;
    }

    private boolean due(Read read, boolean busy) {
        Instant then = last.get(read);
        Duration rhythm = busy ? read.busy : read.idle;
        if (hidden && !busy) {
            rhythm = rhythm.multipliedBy(4);
        }
        InstanceRef ref = watched;
        if (read == Read.METRICS && ref != null && noMetricsYet(ref)) {
            rhythm = Duration.ofSeconds(20);
        }
        int failed = failures.getOrDefault(read, 0);
        Duration afterFailure = Duration.ofSeconds(Math.min(60, 5L << Math.min(failed, 4)));
        Duration wait = failed > 0 && afterFailure.compareTo(rhythm) < 0 ? afterFailure : rhythm;
        return then == null || !time.now().isBefore(then.plus(wait));
    }

    private interface Answer<T> {
        T get() throws InterruptedException;
    }

    private <T> void part(Read read, boolean busy, Answer<T> answer,
            BiFunction<Fleet.Account, Function<Loaded<T>, Loaded<T>>, Fleet.Account> put) {
        launch(read, busy, answer, change -> fleet.publish(scope, a -> put.apply(a, change)));
    }

    private <T> void detail(Read read, boolean busy, InstanceRef ref, Answer<T> answer,
            BiFunction<Fleet.Detail, Function<Loaded<T>, Loaded<T>>, Fleet.Detail> put) {
        launch(read, busy, answer, change -> fleet.publish(ref, d -> put.apply(d, change)));
    }

    private <T> void launch(Read read, boolean busy, Answer<T> answer, Consumer<Function<Loaded<T>, Loaded<T>>> publish) {
        if (closed || !due(read, busy) || !running.add(read)) {
            return;
        }
        last.put(read, time.now());
        Thread reader = work.background(scope.label() + "/" + read, () -> {
            try {
                inFlight.acquire();
                try {
                    publish.accept(attempt(read, answer));
                } finally {
                    inFlight.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                running.remove(read);
                readers.remove(Thread.currentThread());
            }
        });
        readers.add(reader);
    }

    /// What an attempt makes of the part as it was known before.
    private <T> Function<Loaded<T>, Loaded<T>> attempt(Read read, Answer<T> answer) throws InterruptedException {
        try {
            T value = answer.get();
            Instant now = time.now();
            failures.remove(read);
            return _ -> Loaded.ready(value, now);
        } catch (Problem.Thrown e) {
            failures.merge(read, 1, Integer::sum);
            return before -> before.failed(e.problem());
        }
    }
}
