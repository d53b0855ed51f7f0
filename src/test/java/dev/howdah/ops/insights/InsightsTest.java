package dev.howdah.ops.insights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.insights.Dimension;
import dev.howdah.insights.Range;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.ops.reach.OpenSessions;
import dev.howdah.ops.reach.Ways;
import dev.howdah.task.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where load comes from on a bad night. Bad inputs tried: Performance Insights off, denied, throttled, empty and behind another clock;
/// CloudWatch denied; an instance that is not known yet.
final class InsightsTest {
    private static final AwsScope SCOPE = new AwsScope(null, "ap-northeast-2");
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static final InstanceRef LEGACY = new InstanceRef("123456789012", "ap-northeast-2", "legacy-db");
    private static Drill drill;
    private static List<Instance> known;
    private static Function<AwsScope, AwsAccount> accounts;
    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws Exception {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
        Map<String, String> environment = new HashMap<>(drill.variables());
        environment.put("AWS_CONFIG_FILE", "/nonexistent/config");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        accounts = scope -> new AwsAccount(scope, new AwsSettings(environment));
        try (AwsAccount account = accounts.apply(SCOPE)) {
            known = account.rds().instances("123456789012");
        }
    }

    @AfterAll
    static void stop() {
        drill.close();
    }

    @AfterEach
    void calm() {
        drill.faults().clear();
    }

    @Test
    void whereTheServiceIsOffWeLookOurselvesAndSayWhatThatNeeds() throws Exception {
        drill.requestLog().clear();
        try (var watch = new Watch(Time.SYSTEM); var _ = watch.insights.look(SCOPE, LEGACY)) {
            Insights.State state = watch.until(LEGACY, s -> s.source() == Insights.Source.OWN);
            assertThat(state.why()).contains("Performance Insights is off on legacy-db");
            assertThat(state.reached()).isFalse();
            assertThat(state.chart()).isNull();
            assertThat(drill.requestLog().count("GetResourceMetrics")).as("it is not asked").isZero();
        }
    }

    @Test
    void aServiceThatDeniesIsLeftAloneUntilItIsAskedAgain() throws Exception {
        try (var watch = new Watch(Time.SYSTEM); var _ = watch.insights.look(SCOPE, BLOG)) {
            Insights.State empty = watch.until(BLOG, s -> s.chart() != null);
            assertThat(empty.chart()).isNotNull().satisfies(c -> {
                assertThat(c.empty()).isTrue();
                assertThat(c.period()).isEqualTo(60);
            });
            assertThat(empty.limit()).isEqualTo(new Insights.Limit(2, "the class db.t4g.small"));
            drill.faults().set("pi:GetResourceMetrics", Faults.ALWAYS, new Fault.Throttle());
            watch.insights.ask(BLOG, new Insights.Ask(Range.HOUR, Dimension.WAIT, null, null));
            watch.insights.again(BLOG);
            Insights.State throttled = watch.until(BLOG, s -> s.problem() instanceof Problem.Throttled);
            assertThat(throttled.chart()).as("what was read stays").isNotNull();
            assertThat(throttled.source()).isEqualTo(Insights.Source.SERVICE);
            drill.faults().clear();
            drill.faults().set("pi:DescribeDimensionKeys", Faults.ALWAYS, new Fault.Deny());
            watch.insights.again(BLOG);
            Insights.State denied = watch.until(BLOG, s -> s.source() == Insights.Source.OWN);
            assertThat(denied.why()).contains("Not allowed: pi:DescribeDimensionKeys", "metrics/rds/");
            drill.faults().clear();
            watch.insights.again(BLOG);
            watch.until(BLOG, s -> s.source() == Insights.Source.SERVICE && s.chart() != null && s.problem() == null);
            drill.faults().set("pi:GetResourceMetrics", Faults.ALWAYS,
                    new Fault.Refuse(400, "NotAuthorizedException", "The key is not accessible"));
            watch.insights.again(BLOG);
            watch.until(BLOG, s -> s.source() == Insights.Source.OWN);
        }
    }

    @Test
    void aClockThatIsWrongIsToldAndTimesAreTheServices() throws Exception {
        try (var watch = new Watch(new Ahead(Duration.ofMinutes(12))); var _ = watch.insights.look(SCOPE, BLOG)) {
            Insights.State state = watch.until(BLOG, s -> s.chart() != null);
            assertThat(state.skew()).isBetween(Duration.ofMinutes(-12).minusSeconds(3), Duration.ofMinutes(-12).plusSeconds(3));
            watch.insights.again(BLOG);
            Insights.State next = watch.until(BLOG, s -> s.chart() != null && s.chart().to().isBefore(Instant.now().plusSeconds(120)));
            assertThat(next.skew()).isNotEqualTo(Duration.ZERO);
        }
    }

    @Test
    void metricsAreAskedInOneBatchAndOnlyWhileSomebodyLooks() throws Exception {
        try (var watch = new Watch(Time.SYSTEM)) {
            VitalSigns signs = watch.insights.vitals();
            try (var _ = signs.look(SCOPE, BLOG)) {
                Waiting.until("read", Duration.ofSeconds(20), () -> signs.of(BLOG).get().read() != null);
                assertThat(signs.of(BLOG).get().series().values()).allSatisfy(s -> assertThat(s.points()).isEmpty());
                assertThat(drill.requestLog().count("GetMetricData")).isEqualTo(1);
                assertThat(signs.of(BLOG).get().asked()).isEqualTo(signs.of(BLOG).get().vitals().size());
                drill.faults().set("cloudwatch:*", Faults.ALWAYS, new Fault.Deny());
                signs.again(BLOG);
                Waiting.until("denied", Duration.ofSeconds(20), () -> signs.of(BLOG).get().problem() instanceof Problem.Denied);
                assertThat(signs.of(BLOG).get().read()).as("what was read stays").isNotNull();
            }
        }
        assertThat(VitalSigns.period(Duration.ofMinutes(15))).isEqualTo(Duration.ofMinutes(1));
        assertThat(VitalSigns.period(Duration.ofDays(7))).isEqualTo(Duration.ofMinutes(42));
        assertThat(VitalSigns.period(Duration.ofDays(31)).toMinutes() % 5).isZero();
        assertThat(VitalSigns.period(Duration.ofDays(731)).toMinutes() % 60).isZero();
    }

    private static final class Watch implements AutoCloseable {
        final Ways ways;
        final Insights insights;

        Watch(Time time) {
            ways = new Ways(accounts, _ -> folder, new OpenSessions(folder), time);
            insights = new Insights(accounts, ref -> known.stream().filter(i -> i.ref().id().equals(ref.id())).findFirst(), ways, time,
                    _ -> "test");
        }

        Insights.State until(InstanceRef ref, Predicate<Insights.State> holds) {
            Waiting.until("the state", Duration.ofSeconds(20), () -> holds.test(insights.of(ref).get()));
            return insights.of(ref).get();
        }

        @Override
        public void close() {
            insights.close();
            ways.close();
        }
    }

    /// A machine whose clock is wrong.
    private record Ahead(Duration by) implements Time {
        @Override
        public Instant now() {
            return Instant.now().plus(by);
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration howLong) throws InterruptedException {
            Thread.sleep(howLong);
        }
    }
}
