package dev.howdah.drill.world;

import dev.howdah.drill.world.DbInstance.Backup;
import dev.howdah.drill.world.DbInstance.Endpoint;
import dev.howdah.drill.world.DbInstance.Engine;
import dev.howdah.drill.world.DbInstance.Insight;
import dev.howdah.drill.world.DbInstance.Placement;
import dev.howdah.drill.world.DbInstance.Storage;
import dev.howdah.drill.world.DbInstance.Upkeep;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Many more instances, to see the console at size. They are rows without servers, and their tag says so. The same number
/// always gives the same fleet.
public final class FleetSeed {
    private static final String[] TEAMS = {"orders", "billing", "search", "media", "accounts", "mail", "stock", "ledger", "events", "maps"};
    private static final String[] STAGES = {"prod", "prod", "staging", "dev"};
    private static final String[] CLASSES = {"db.t4g.micro", "db.t4g.medium", "db.m7g.large", "db.r7g.large", "db.r6g.xlarge",
            "db.m6i.2xlarge"};
    private static final String[] VERSIONS = {"16.15", "16.10", "15.14", "14.19", "17.6", "13.22", "16.4"};
    private static final String[] STATUSES = {"backing-up", "modifying", "storage-full", "stopped", "storage-optimization", "upgrading",
            "rebooting", "incompatible-parameters", "maintenance", "failed"};
    private static final String ZONE = World.HOME;
    /// RDS allows 100 manual snapshots in a region; the drill leaves room for one's own.
    private static final int MANUAL = 60;
    private final Region region;
    private final Instant now;
    private final Random random = new Random(500);
    private final Ids ids = new Ids(500);
    private final List<DbInstance> plain = new ArrayList<>();

    private FleetSeed(Region region, Instant now) {
        this.region = region;
        this.now = now;
    }

    /// Adds `count` instances and, over all of them, `count × snapshotsEach` snapshots.
    public static void plant(World world, int count, int snapshotsEach) {
        if (count > 0) {
            new FleetSeed(world.home(), world.clock().now()).plant(count, snapshotsEach);
        }
    }

    private void plant(int count, int snapshotsEach) {
        int left = count;
        if (count >= 10) {
            cluster("events-prod-cluster", "postgres", "db.m6gd.large", 3);
            cluster("search-prod-aurora", "aurora-postgresql", "", 2);
            left -= 5;
        }
        for (int i = 0; i < left; i++) {
            DbInstance instance = instance(i);
            plain.add(instance);
            add(instance);
        }
        for (int i = 0; i < count * snapshotsEach; i++) {
            snapshot(plain.get(i % plain.size()), i / plain.size(), i);
        }
        region.quotas(Math.max(40, region.instances().size() + 10), Math.max(100_000, region.storage() * 2));
        plain.forEach(i -> ChapterSeed.tellBackup(region, i.id(), ChapterSeed.lastWindow(i, now)));
    }

    private void add(DbInstance instance) {
        region.put(instance);
        region.tag(region.arn("db", instance.id()), Map.of(ChapterSeed.METADATA_ONLY, "true"));
    }

    private void snapshot(DbInstance instance, int nth, int order) {
        Instant at = ChapterSeed.lastWindow(instance, now).minus(nth, ChronoUnit.DAYS);
        if (nth == 9 && order % plain.size() < MANUAL) {
            region.put(
                    new DbSnapshot(instance.id() + "-before-release", instance.withStatus(DbInstance.AVAILABLE), "manual", "available", 100,
                            at, at));
        } else {
            region.put(DbSnapshot.automated(instance, at));
        }
    }

    private DbInstance instance(int number) {
        String name = TEAMS[number % TEAMS.length] + "-" + STAGES[number / TEAMS.length % STAGES.length] + "-"
                + String.format("%03d", number + 1);
        boolean multiAz = random.nextInt(3) > 0;
        String status = random.nextInt(12) == 0 ? STATUSES[random.nextInt(STATUSES.length)] : DbInstance.AVAILABLE;
        String version = VERSIONS[random.nextInt(VERSIONS.length)];
        String family = "postgres" + version.substring(0, 2);
        return build(name, status, new Engine("postgres", version, CLASSES[random.nextInt(CLASSES.length)], "app_admin", "app",
                "default." + family, "in-sync", "rds-ca-rsa2048-g1", now.plus(30 + random.nextInt(330), ChronoUnit.DAYS)),
                multiAz ? "c" : null, null);
    }

    private DbInstance build(String name, String status, Engine engine, @Nullable String standby, @Nullable String cluster) {
        int gib = 20 + random.nextInt(40) * 20;
        return new DbInstance(name, ids.resource("db-"), now.minus(30 + random.nextInt(900), ChronoUnit.DAYS), status, engine,
                new Placement(ZONE + "a", standby == null ? null : ZONE + standby, standby != null, "blog-db-subnets",
                        List.of(NetworkSeed.SG_RDS), false),
                new Storage("gp3", gib, random.nextBoolean() ? gib * 2 : null, 3000, 125, ChapterSeed.KMS),
                new Backup(14, window(14 + random.nextInt(8)), true, random.nextInt(8) > 0),
                new Upkeep("sun:19:00-sun:19:30", random.nextInt(6) > 0, false), Insight.of(random.nextInt(4) > 0),
                new Endpoint(ChapterSeed.address(name), 5432), Map.of(), cluster);
    }

    private static String window(int hour) {
        return String.format("%02d:10-%02d:40", hour, hour);
    }

    private void cluster(String id, String engineName, String instanceClass, int members) {
        List<String> names = new ArrayList<>();
        List<String> zones = List.of(ZONE + "a", ZONE + "b", ZONE + "c");
        String version = engineName.equals("postgres") ? "16.10" : "16.9";
        for (int i = 0; i < members; i++) {
            String name = id + "-instance-" + (i + 1);
            var engine = new Engine(engineName, version, instanceClass.isEmpty() ? "db.r7g.large" : instanceClass, "app_admin", "app",
                    "default." + engineName + "16", "in-sync", "rds-ca-rsa2048-g1", now.plus(200, ChronoUnit.DAYS));
            DbInstance member = build(name, DbInstance.AVAILABLE, engine, null, id);
            Placement placement = member.placement();
            boolean aurora = !engineName.equals("postgres");
            Storage storage = aurora ? new Storage("aurora", 1, null, null, null, ChapterSeed.KMS) : member.storage();
            add(member.withStorage(storage)
                    .withPlacement(new Placement(zones.get(i), null, false, placement.subnetGroup(), placement.securityGroups(), false)));
            names.add(name);
        }
        region.put(new DbCluster(id, ids.resource("cluster-"), now.minus(200, ChronoUnit.DAYS), engineName, version, instanceClass, names,
                zones, "blog-db-subnets", List.of(NetworkSeed.SG_RDS), 100, ChapterSeed.KMS));
        region.tag(region.arn("cluster", id), Map.of(ChapterSeed.METADATA_ONLY, "true"));
    }
}
