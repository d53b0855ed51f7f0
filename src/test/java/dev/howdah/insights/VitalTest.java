package dev.howdah.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Metrics against their limits, and where they are going. Bad inputs tried: too few points, NaN, points at one time, a jump, an instance of
/// which nothing is known.
final class VitalTest {
    private static final Instant START = Instant.parse("2026-11-28T00:00:00Z");

    @Test
    void aTrendIsNotBentByWhatHappensOnce() {
        var random = new Random(2);
        var points = new ArrayList<Series.Point>();
        for (int m = 0; m < 360; m++) {
            // a megabyte a minute is used up; for forty minutes a backup takes five gigabytes more
            points.add(new Series.Point(START.plusSeconds(60L * m),
                    20e9 - m * 1e6 + random.nextGaussian() * 3e6 - (m >= 100 && m < 140 ? 5e9 : 0)));
        }
        assertThat(Trend.slope(points).orElseThrow() * 60).isCloseTo(-1e6, within(5e4));
        assertThat(Trend.until(points, 0).orElseThrow().toDays()).isBetween(12L, 15L);
        assertThat(Trend.until(points, 30e9)).as("it goes the other way").isEmpty();
        assertThat(Trend.slope(points.subList(0, 9))).isEmpty();
        assertThat(Trend.slope(points.stream().map(p -> new Series.Point(START, p.value())).toList())).isEmpty();
        assertThat(Trend.slope(points.stream().map(p -> new Series.Point(p.at(), Double.NaN)).toList())).isEmpty();
        assertThat(Trend.until(points.stream().map(p -> new Series.Point(p.at(), 5)).toList(), 0)).isEmpty();
    }

    @Test
    void limitsAreThoseOfTheInstance() {
        List<Vital> all = Vital.of(instance("gp3", 20, null, "db.t4g.small"), 2);
        assertThat(vital(all, "FreeStorageSpace").beyond(1.9 * (1 << 30))).isTrue();
        assertThat(vital(all, "FreeStorageSpace").beyond(2.1 * (1 << 30))).isFalse();
        assertThat(vital(all, "DBLoad").beyond(2.5)).isTrue();
        assertThat(vital(all, "WriteLatency").limit()).isEqualTo(0.020);
        assertThat(all).extracting(Vital::metric).contains("CPUCreditBalance").doesNotContain("BurstBalance", "ReplicaLag");
        List<Vital> replica = Vital.of(instance("gp2", 20, "blog-db", "db.r6g.large"), 0);
        assertThat(replica).extracting(Vital::metric).contains("BurstBalance", "ReplicaLag").doesNotContain("CPUCreditBalance");
        assertThat(vital(replica, "DBLoad").beyond(99)).as("what is not known is not exceeded").isFalse();
        assertThat(Vital.of(instance(null, null, null, null), 0)).allSatisfy(v -> assertThat(v.limitWords()).isNotEmpty());
        assertThat(all).allSatisfy(v -> assertThat(v.why()).isNotEmpty());
    }

    @Test
    void connectionsAndMemoryHaveTheirLimitsWhereTheyAreKnown() {
        List<Vital> told = Vital.of(instance("gp3", 20, null, "db.r6g.large"), 2, 200);
        assertThat(vital(told, "DatabaseConnections").beyond(181)).isTrue();
        assertThat(vital(told, "DatabaseConnections").beyond(180)).isFalse();
        assertThat(vital(told, "FreeableMemory").beyond(3.9 * (1L << 30))).isTrue();
        assertThat(vital(told, "FreeableMemory").limitWords()).isEqualTo("below a quarter of 16 GiB");
        List<Vital> untold = Vital.of(instance("gp3", 20, null, "db.x2iedn.xlarge"), 4);
        assertThat(vital(untold, "DatabaseConnections").limit()).isNull();
        assertThat(vital(untold, "FreeableMemory").limit()).isNull();
        assertThat(List
                .of("db.t4g.micro", "db.t3.xlarge", "db.m7g.large", "db.m6i.12xlarge", "db.r8g.48xlarge", "db.c6gd.xlarge", "db.z1d.large",
                        "db.m5.nonsense", "", "db.t2.micro")
                .stream().map(c -> Memory.gib(c).orElse(-1.0)))
                .containsExactly(1.0, 16.0, 8.0, 192.0, 1536.0, 8.0, -1.0, -1.0, -1.0, -1.0);
    }

    private static Vital vital(List<Vital> all, String metric) {
        return all.stream().filter(v -> v.metric().equals(metric)).findFirst().orElseThrow();
    }

    private static Instance instance(@Nullable String storage, @Nullable Integer gib, @Nullable String replicaOf, @Nullable String type) {
        return new Instance(new InstanceRef("123456789012", "ap-northeast-2", "blog-db"), "db-X", "available",
                new Instance.Engine("postgres", "16.4", null), type,
                new Instance.Placement(true, null, null, null, replicaOf, null, null, List.of()), null,
                new Instance.Storage(storage, gib, null, null, null, true, null), new Instance.Backup(7, null, null, true),
                new Instance.Security(false, true, false, List.of(), null, null, null, null, null),
                new Instance.Insight(true, 7, "standard", 0, List.of()), new Instance.Maintenance(null, true), List.of(), Map.of(),
                Map.of(),
                START.minus(Duration.ofDays(40)));
    }
}
