package dev.howdah.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.NetworkSeed;
import dev.howdah.drill.world.Region;
import dev.howdah.model.Environment;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.restore.Parity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/// Sixty random sources are restored by the program's own plans, to a time or from a snapshot, and given the rest of their settings.
/// Then everything that DescribeDBInstances tells of the copy equals what it tells of its source, or the plan said that it would not.
final class RestoredEqualsSourceTest {
    private static final int SOURCES = 60;
    private static final Duration SOON = Duration.ofSeconds(90);
    /// What tells the one from the other, and what only states tell.
    private static final Set<String> ITSELF = Set.of("DBInstanceIdentifier", "DBInstanceArn", "InstanceCreateTime", "LatestRestorableTime",
            "Endpoint.Address", "CertificateDetails.ValidTill", "EnhancedMonitoringResourceArn");
    /// Member → the plan's row that says it.
    private static final Map<String, String> ANNOUNCED = Map.of("DbiResourceId", "Resource id, endpoint", "AvailabilityZone",
            "Availability Zone", "SecondaryAvailabilityZone", "Availability Zone", "MasterUserSecret", "Master password");
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;
    private final Random random = new Random(52);

    /// One of the sixty, and where it is.
    private record Pair(String source, String copy, Plan plan) {}

    @Test
    void everySettingIsCarriedOrItsLossAnnounced() throws Exception {
        DrillClock clock = DrillClock.stoppedAt(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers().withClock(clock), _ -> {});
                var operations = Bench.operations(drill, folder, Environment.STAGING, new Bench.Hasty(false));
                RdsClient rds = client(drill)) {
            Region region = drill.world().region(drill.region());
            region.quotas(1000, 10_000_000);
            var pairs = new ArrayList<Pair>();
            for (int i = 0; i < SOURCES; i++) {
                pairs.add(planned(region, operations, clock.now(), i));
            }
            assertThat(pairs).allSatisfy(p -> assertThat(p.plan().block()).as(p.source()).isEmpty());
            List<Running> restores = pairs.stream().map(p -> Bench.start(operations, p.plan())).toList();
            turn(clock, restores);
            Waiting.until("all copies are available", SOON, () -> {
                clock.advance(Duration.ofSeconds(5));
                return pairs.stream().allMatch(p -> Objects.requireNonNull(region.instance(p.copy())).isAvailable());
            });
            var rest = new ArrayList<Running>();
            for (Running restore : restores) {
                OpState.Done done = (OpState.Done) restore.state().get();
                rest.add(Bench.start(operations, operations.plan(Bench.SCOPE, done.next().orElseThrow())));
            }
            turn(clock, rest);
            var told = new TreeSet<String>();
            for (Pair pair : pairs) {
                Map<String, Object> source = members(rds, pair.source());
                Map<String, Object> copy = members(rds, pair.copy());
                told.addAll(source.keySet());
                assertThat(lost(source, copy, pair.plan())).as("%s of %s", pair.copy(), pair.source()).isEmpty();
            }
            int bare = bare(rds, clock, region, pairs);
            System.out.println(SOURCES + " sources, " + told.size() + " members each; a bare restore loses up to " + bare);
            assertThat(told).hasSizeGreaterThan(35);
            assertThat(bare).as("settings that RDS would have lost").isGreaterThanOrEqualTo(6);
        }
    }

    private Pair planned(Region region, Operations operations, Instant now, int number) throws InterruptedException {
        boolean toTime = number % 2 == 0;
        DbInstance source = source("source-" + number, now, toTime);
        region.put(source);
        var tags = new TreeMap<String, String>(Map.of("Team", "team-" + random.nextInt(9)));
        if (random.nextBoolean()) {
            tags.put("Cost Centre", "ünïcode / " + random.nextInt());
        }
        tags.put(ChapterSeed.METADATA_ONLY, "true"); // the drill's own mark, on each instance that has no servers
        region.tag(region.arn("db", source.id()), tags);
        String copy = "copy-" + number;
        var ref = new InstanceRef(Bench.BLOG.account(), Bench.BLOG.region(), source.id());
        if (!toTime) {
            // the snapshot is of an older source: what it stored then is not what the copy is to have
            DbInstance older = source.withUpkeep(new DbInstance.Upkeep("sat:01:00-sat:01:30", true, false));
            region.put(
                    new DbSnapshot("of-" + source.id(), older, "manual", "available", 100, now.minusSeconds(900), now.minusSeconds(900)));
        }
        return new Pair(source.id(), copy, operations.plan(Bench.SCOPE, toTime
                ? new Request.RestoreToTime(ref, now.minusSeconds(3600), copy)
                : new Request.RestoreSnapshot(ref, "of-" + source.id(), copy)));
    }

    private DbInstance source(String id, Instant now, boolean toTime) {
        boolean multiAz = random.nextBoolean();
        String type = pick("gp2", "gp3", "gp3", "io1", "io2");
        int gib = 20 + random.nextInt(60) * 20;
        Integer iops = type.equals("gp2") ? null : type.equals("gp3") && gib < 400 ? Integer.valueOf(3000) : 12_000 + random.nextInt(1000);
        Integer throughput = type.equals("gp3") ? gib < 400 ? Integer.valueOf(125) : Integer.valueOf(500 + random.nextInt(500)) : null;
        boolean insights = random.nextBoolean();
        int days = insights ? List.of(7, 93, 465, 731).get(random.nextInt(4)) : 7;
        int interval = random.nextBoolean() ? 0 : List.of(1, 5, 15, 60).get(random.nextInt(4));
        var insight = new DbInstance.Insight(insights, days, days >= 465 && random.nextBoolean() ? "advanced" : "standard", interval,
                interval == 0 ? null : "arn:aws:iam::123456789012:role/monitoring",
                random.nextInt(3) == 0 ? List.of() : List.of("postgresql", "upgrade").subList(0, 1 + random.nextInt(2)));
        var engine = new DbInstance.Engine("postgres", "16.10", pick("db.t4g.small", "db.m7g.large", "db.r7g.2xlarge"), "app_admin", "app",
                pick("default.postgres16", "blog-pg16"), "in-sync", pick("rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"),
                now.plus(200, ChronoUnit.DAYS));
        List<String> groups = random.nextBoolean()
                ? List.of(NetworkSeed.SG_RDS)
                : List.of(NetworkSeed.SG_LEGACY, NetworkSeed.SG_RDS).subList(0, 1 + random.nextInt(2));
        var placement = new DbInstance.Placement(random.nextBoolean() ? "ap-northeast-2a" : "ap-northeast-2c", null, false,
                pick("blog-db-subnets", "legacy-public", "default"), groups, random.nextBoolean());
        return new DbInstance(id, "db-SOURCE" + id.hashCode(), now.minus(50, ChronoUnit.DAYS), "available", engine,
                multiAz
                        ? placement.withStandby(placement.zone().endsWith("a") ? "ap-northeast-2c" : "ap-northeast-2a")
                        : placement,
                new DbInstance.Storage(type, gib, random.nextBoolean() ? null : Integer.valueOf(gib * 2), iops, throughput,
                        random.nextBoolean() ? null : "arn:aws:kms:ap-northeast-2:123456789012:key/11111111-2222"),
                new DbInstance.Backup(random.nextInt(toTime ? 1 : 0, 36), pick("18:00-18:30", "02:10-02:40"), random.nextBoolean(),
                        random.nextBoolean()),
                new DbInstance.Upkeep(pick("sun:19:00-sun:19:30", "wed:05:00-wed:06:00"), random.nextBoolean(), random.nextBoolean(),
                        pick(DbInstance.Upkeep.EXTENDED, DbInstance.Upkeep.EXTENDED + "-disabled")),
                insight, new DbInstance.Endpoint(id + ".example", 1150 + random.nextInt(60_000)), Map.of(), null);
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    private static void turn(DrillClock clock, List<Running> all) {
        Waiting.until("all are done", SOON, () -> {
            clock.advance(Duration.ofSeconds(1));
            return all.stream().allMatch(r -> r.state().get().ended());
        });
        assertThat(all).allSatisfy(r -> assertThat(r.state().get()).as(r.title()).isInstanceOf(OpState.Done.class));
    }

    /// What is not the same, was not announced, and is not what tells the two apart.
    private static List<String> lost(Map<String, Object> source, Map<String, Object> copy, Plan plan) {
        Set<String> announced = new TreeSet<>(plan.settings().stream().filter(r -> r.how() == Parity.How.DIFFERS).map(Parity.Row::setting)
                .toList());
        Set<String> all = new TreeSet<>(source.keySet());
        all.addAll(copy.keySet());
        return all.stream().filter(m -> !Objects.equals(source.get(m), copy.get(m))).filter(m -> !ITSELF.contains(m))
                .filter(m -> !announced.contains(ANNOUNCED.getOrDefault(m, "")))
                .map(m -> m + ": " + source.get(m) + " became " + copy.get(m)).toList();
    }

    /// A restore that sends nothing but what it must: the most settings that one of the sources loses by it.
    private static int bare(RdsClient rds, DrillClock clock, Region region, List<Pair> pairs) {
        int most = 0;
        for (Pair pair : pairs.stream().filter(p -> p.plan().request() instanceof Request.RestoreToTime).limit(5).toList()) {
            String id = "bare-" + pair.source();
            rds.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier(pair.source()).targetDBInstanceIdentifier(id)
                    .useLatestRestorableTime(true));
            Waiting.until(id, SOON, () -> {
                clock.advance(Duration.ofSeconds(5));
                return Objects.requireNonNull(region.instance(id)).isAvailable();
            });
            most = Math.max(most, lost(members(rds, pair.source()), members(rds, id), pair.plan()).size());
        }
        return most;
    }

    private static RdsClient client(Drill drill) {
        Map<String, String> variables = drill.variables();
        return RdsClient.builder().endpointOverride(URI.create(drill.endpoint().toString()))
                .region(software.amazon.awssdk.regions.Region.of(drill.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Objects.requireNonNull(variables.get("AWS_ACCESS_KEY_ID")),
                                Objects.requireNonNull(variables.get("AWS_SECRET_ACCESS_KEY")))))
                .build();
    }

    private static Map<String, Object> members(RdsClient rds, String id) {
        DBInstance db = rds.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().getFirst();
        var members = new LinkedHashMap<String, Object>();
        collect("", db, members);
        return members;
    }

    private static void collect(String before, SdkPojo of, Map<String, Object> members) {
        for (SdkField<?> field : of.sdkFields()) {
            Object value = field.getValueOrDefault(of);
            String name = before + field.memberName();
            if (value instanceof SdkPojo inner && (name.equals("Endpoint") || name.equals("CertificateDetails"))) {
                collect(name + ".", inner, members);
            } else if (value instanceof List<?> list) {
                // lists of groups, tags and logs are sets
                members.put(name, new TreeSet<>(list.stream().map(String::valueOf).toList()));
            } else if (value != null) {
                members.put(name, value);
            }
        }
    }
}
