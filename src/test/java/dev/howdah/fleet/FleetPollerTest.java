package dev.howdah.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Fleet;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Loaded;
import dev.howdah.model.Problem;
import dev.howdah.model.RdsEvent;
import dev.howdah.task.Time;
import dev.howdah.ui.instance.OverviewState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing blanks: what was read stays, with its age, beside the problem.
final class FleetPollerTest {
    private static final AwsScope SEOUL = new AwsScope(null, "ap-northeast-2");
    private Drill drill;
    private FleetPoller poller;
    /// What the poller's clock is stopped at; null while it goes.
    private volatile @Nullable Instant stopped;
    @TempDir
    private Path state;

    @BeforeEach
    void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers().withFleet(5), _ -> {});
        poller = new FleetPoller(scope -> new AwsAccount(scope, settings(scope)), state, new Stoppable());
    }

    @AfterEach
    void stop() {
        poller.close();
        drill.close();
    }

    @Test
    void theLastGoodValueStaysWithItsAgeWhenAnApiFails() throws InterruptedException {
        poller.open(List.of(SEOUL));
        Fleet good = await(f -> instances(f) instanceof Loaded.Ready);
        Instant readAt = instances(good).asOf().orElseThrow();
        drill.faults().set("rds:DescribeDBInstances", Faults.ALWAYS, new Fault.Http500(false));
        poller.refresh();
        Fleet stale = await(f -> instances(f) instanceof Loaded.Stale);
        assertThat(instances(stale).value().orElseThrow()).hasSize(7);
        assertThat(instances(stale).asOf()).hasValueSatisfying(at -> assertThat(at).isAfterOrEqualTo(readAt));
        assertThat(instances(stale).problem()).hasValueSatisfying(p -> assertThat(p.source().api()).isEqualTo("rds:DescribeDBInstances"));
        drill.faults().clear();
        poller.refresh();
        await(f -> instances(f) instanceof Loaded.Ready);
    }

    @Test
    void aFirstReadThatFailsIsFailedAndNotEmpty() throws InterruptedException {
        drill.faults().set("rds:DescribeDBInstances", Faults.ALWAYS, new Fault.ExpireToken());
        poller.open(List.of(SEOUL));
        Fleet failed = await(f -> instances(f) instanceof Loaded.Failed);
        assertThat(instances(failed).value()).isEmpty();
        assertThat(instances(failed).problem()).hasValueSatisfying(p -> assertThat(p).isInstanceOf(Problem.SignIn.class));
    }

    @Test
    void anUnreachableAccountNeverHidesTheOthers() throws InterruptedException {
        AwsScope dead = new AwsScope("dead", "eu-west-1");
        poller.open(List.of(dead, SEOUL));
        Fleet fleet = await(f -> instances(f) instanceof Loaded.Ready
                && f.account(dead).orElseThrow().instances() instanceof Loaded.Failed);
        assertThat(instances(fleet).value().orElseThrow()).isNotEmpty();
    }

    @Test
    void aStalledPartDoesNotHoldUpTheOthers() throws InterruptedException {
        drill.faults().set("rds:DescribeDBSnapshots", Faults.ALWAYS, new Fault.Stall(Duration.ofSeconds(120)));
        poller.open(List.of(SEOUL));
        Fleet fleet = await(f -> instances(f) instanceof Loaded.Ready && f.account(SEOUL).orElseThrow().events() instanceof Loaded.Ready);
        assertThat(fleet.account(SEOUL).orElseThrow().snapshots()).isInstanceOf(Loaded.Loading.class);
    }

    @Test
    void eventsAreKeptOnDiskAndMetWithAgain() throws InterruptedException, IOException {
        poller.open(List.of(SEOUL));
        Fleet fleet = await(f -> f.account(SEOUL).orElseThrow().events() instanceof Loaded.Ready);
        int known = fleet.account(SEOUL).orElseThrow().events().value().orElseThrow().size();
        Path file = Files.list(state.resolve("events")).findFirst().orElseThrow();
        assertThat(Files.readAllLines(file)).hasSize(known);
        Files.writeString(file, "{\"at\":\"2026-01-02T03:04:05Z\",\"type\":\"db-instance\",\"id\":\"blog-db\",\"arn\":null,"
                + "\"categories\":[],\"message\":\"long ago\"}\n{\"at\":\"2026-01", java.nio.file.StandardOpenOption.APPEND);
        assertThat(file.getFileName().toString()).startsWith("123456789012-ap-northeast-2-at-127.0.0.1_").endsWith(".jsonl");
        String endpoint = drill.endpoint().toString();
        var again = new EventHistory(state, "123456789012", "ap-northeast-2", endpoint);
        assertThat(again.add(List.of())).hasSize(known + 1).anySatisfy(e -> assertThat(e.message()).isEqualTo("long ago"));
        again.add(
                List.of(new RdsEvent(Instant.parse("2026-01-03T00:00:00Z"), "db-instance", "blog-db", null, List.of(), "after the crash")));
        Files.write(file, new byte[]{(byte) 0xff, (byte) 0xfe, '\n'}, java.nio.file.StandardOpenOption.APPEND);
        assertThat(new EventHistory(state, "123456789012", "ap-northeast-2", endpoint).add(List.of())).hasSize(known + 2)
                .anySatisfy(e -> assertThat(e.message()).isEqualTo("after the crash"));
        assertThat(new EventHistory(state, "123456789012", "ap-northeast-2", null).add(List.of()))
                .as("the account of that number at AWS has nothing of it").isEmpty();
    }

    @Test
    void detailsAreReadOfTheWatchedInstanceOnly() throws InterruptedException {
        poller.open(List.of(SEOUL));
        await(f -> instances(f) instanceof Loaded.Ready);
        assertThat(drill.requestLog().count("GetMetricData")).isZero();
        var ref = new InstanceRef("123456789012", "ap-northeast-2", "legacy-db");
        poller.watch(SEOUL, ref);
        Fleet fleet = await(f -> f.detail(ref).pending() instanceof Loaded.Ready && f.detail(ref).metrics() instanceof Loaded.Ready);
        assertThat(fleet.detail(ref).pending().value().orElseThrow()).isNotEmpty();
        assertThat(fleet.detail(ref).metrics().value().orElseThrow().values()).allSatisfy(s -> assertThat(s.points()).isEmpty());
    }

    @Test
    void anInstanceThatIsDeletedBetweenTwoReadsIsGoneAndNothingElseIs() throws InterruptedException {
        poller.open(List.of(SEOUL));
        var ref = new InstanceRef("123456789012", "ap-northeast-2", "legacy-db");
        poller.watch(SEOUL, ref);
        Fleet before = await(f -> f.detail(ref).pending() instanceof Loaded.Ready && instances(f) instanceof Loaded.Ready
                && f.account(SEOUL).orElseThrow().events() instanceof Loaded.Ready);
        int known = instances(before).value().orElseThrow().size();
        drill.world().home().removeInstance("legacy-db");
        poller.refresh();
        Fleet after = await(f -> instances(f).value().map(List::size).orElse(0) == known - 1);
        assertThat(instances(after)).isInstanceOf(Loaded.Ready.class);
        assertThat(OverviewState.of(after, SEOUL, ref, Time.SYSTEM.now()).instance()).isEmpty();
        assertThat(after.account(SEOUL).orElseThrow().events().value().orElseThrow()).isNotEmpty();
    }

    @Test
    void aFailoverBetweenTwoReadsOfTheStatusIsFoundByItsZones() throws InterruptedException {
        var ref = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
        Instant now = Instant.now();
        stopped = now;
        poller.open(List.of(SEOUL));
        poller.watch(SEOUL, ref);
        Fleet before = await(f -> instances(f) instanceof Loaded.Ready && f.detail(ref).certificates() instanceof Loaded.Ready
                && f.account(SEOUL).orElseThrow().events() instanceof Loaded.Ready
                && f.account(SEOUL).orElseThrow().snapshots() instanceof Loaded.Ready
                && f.account(SEOUL).orElseThrow().backups() instanceof Loaded.Ready);
        assertThat(OverviewState.of(before, SEOUL, ref, Time.SYSTEM.now()).failovers()).isEmpty();
        drill.world().home().tell(now, "db-instance", "blog-db", "Multi-AZ instance failover started.", "failover");
        drill.world().home().tell(now.plusMillis(900), "db-instance", "blog-db", "Multi-AZ instance failover completed.", "failover");
        drill.world().home().change("blog-db", dev.howdah.drill.world.DbInstance::withZonesSwapped);
        stopped = now.plusSeconds(40); // instances are due, each 30 s; events are not yet, each 60 s
        Fleet after = await(f -> !OverviewState.of(f, SEOUL, ref, Time.SYSTEM.now()).failovers().isEmpty());
        assertThat(OverviewState.of(after, SEOUL, ref, Time.SYSTEM.now()).failovers()).singleElement()
                .satisfies(f -> assertThat(f.took()).contains(Duration.ofMillis(900)));
    }

    @Test
    void noCallThatChangesAnythingIsEverMade() throws InterruptedException {
        poller.open(List.of(SEOUL));
        poller.watch(SEOUL, new InstanceRef("123456789012", "ap-northeast-2", "blog-db"));
        await(f -> f.account(SEOUL).orElseThrow().snapshots() instanceof Loaded.Ready);
        assertThat(drill.requestLog().entries()).isNotEmpty().noneMatch(e -> e.changes());
    }

    private static Loaded<List<Instance>> instances(Fleet fleet) {
        return fleet.account(SEOUL).orElseThrow().instances();
    }

    private Fleet await(Predicate<Fleet> wanted) throws InterruptedException {
        var seen = new CountDownLatch(1);
        var found = new java.util.concurrent.atomic.AtomicReference<Fleet>();
        try (var following = poller.live().follow(Runnable::run, f -> {
            if (wanted.test(f) && found.compareAndSet(null, f)) {
                seen.countDown();
            }
        })) {
            assertThat(seen.await(45, TimeUnit.SECONDS)).as("the fleet that was waited for; now: %s", poller.live().get()).isTrue();
            return found.get();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private final class Stoppable implements Time {
        @Override
        public Instant now() {
            Instant at = stopped;
            return at == null ? SYSTEM.now() : at;
        }

        @Override
        public long nanos() {
            return SYSTEM.nanos();
        }

        @Override
        public void sleep(Duration howLong) throws InterruptedException {
            SYSTEM.sleep(howLong);
        }
    }

    private AwsSettings settings(AwsScope scope) {
        var environment = new HashMap<>(drill.variables());
        environment.put("AWS_CONFIG_FILE", "/nonexistent/config");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        return new AwsSettings(environment);
    }
}
