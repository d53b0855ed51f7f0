package dev.howdah.drill.world;

import dev.howdah.drill.world.DbInstance.Backup;
import dev.howdah.drill.world.DbInstance.Endpoint;
import dev.howdah.drill.world.DbInstance.Insight;
import dev.howdah.drill.world.DbInstance.Engine;
import dev.howdah.drill.world.DbInstance.Placement;
import dev.howdah.drill.world.DbInstance.Storage;
import dev.howdah.drill.world.DbInstance.Upkeep;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// The account at the start: the stack that the practice chapter builds, around the instance `blog-db`, which does everything
/// right, and beside it `legacy-db`, which does everything wrong.
public final class ChapterSeed {
    public static final String BLOG = "blog-db";
    public static final String LEGACY = "legacy-db";
    public static final String VERSION = "16.15";
    /// Tag of what has no server behind it: it can be looked at, and that is all.
    public static final String METADATA_ONLY = "howdah:metadata-only";
    static final String SUFFIX = ".cx0drill2hdh." + World.HOME + ".rds.amazonaws.com";
    static final String KMS = "arn:aws:kms:" + World.HOME + ":" + World.ACCOUNT + ":key/8f2c1b7e-5d0a-4c39-9e61-2b7f4d3a9c10";
    /// With which Enhanced Monitoring writes.
    static final String MONITORING = "arn:aws:iam::" + World.ACCOUNT + ":role/rds-monitoring-role";
    static final Instant CA_END = Instant.parse("2061-05-25T22:34:57Z");
    private static final Ids IDS = new Ids(1);

    private ChapterSeed() {}

    /// Fills the home region.
    ///
    /// @param served whether real servers will stand behind blog-db: then it starts as `creating`
    public static void plant(World world, boolean served) {
        Region region = world.home();
        Instant now = world.clock().now();
        region.network(NetworkSeed.network(5432, now.minus(40, ChronoUnit.DAYS)));
        region.put(new SubnetGroup("blog-db-subnets", "Blog API DB subnets", NetworkSeed.VPC, List.of(NetworkSeed.DB_A, NetworkSeed.DB_C)));
        region.put(new SubnetGroup("legacy-public", "default subnets of the old VPC", NetworkSeed.VPC,
                List.of(NetworkSeed.PUBLIC_A, NetworkSeed.PUBLIC_C)));
        region.put(new SubnetGroup("default", "default", NetworkSeed.VPC, List.of(NetworkSeed.PUBLIC_A, NetworkSeed.PUBLIC_C)));
        plantDefaults(region);
        region.put(ParameterSeed.group("blog-pg16", "postgres16", "Blog API on PostgreSQL 16", Map.of("log_min_duration_statement", "500",
                "log_lock_waits", "1", "idle_in_transaction_session_timeout", "60000", "rds.force_ssl", "1")));
        plantBlog(region, now, served);
        region.connect(BLOG, List.of(NetworkSeed.DB_A_ENI, NetworkSeed.DB_C_ENI));
        MachineSeed.plant(region, now);
        EcsSeed.plant(region, now);
        if (!served) {
            EcsSeed.plantTasks(region, now);
        }
        plantLegacy(region, now);
        plantAlarms(region);
    }

    /// Fills the home region as the chapter before leaves it: network, cluster and the service `blog-api`, and nothing of a database.
    public static void plantWithoutDatabase(World world) {
        Region region = world.home();
        Instant now = world.clock().now();
        region.network(NetworkSeed.withoutDatabase(now.minus(3, ChronoUnit.DAYS)));
        plantDefaults(region);
        EcsSeed.plantWithoutDatabase(region, now);
    }

    /// The parameter groups that every account has.
    private static void plantDefaults(Region region) {
        for (String family : List.of("postgres13", "postgres14", "postgres15", "postgres16", "postgres17", "aurora-postgresql16")) {
            region.put(ParameterSeed.defaults(family));
        }
    }

    private static void plantBlog(Region region, Instant now, boolean served) {
        Instant created = served ? now : now.minus(40, ChronoUnit.DAYS);
        var blog = new DbInstance(BLOG, IDS.resource("db-"), created, served ? "creating" : DbInstance.AVAILABLE,
                new Engine("postgres", VERSION, "db.t4g.small", "blog_admin", "blogdb", "blog-pg16", "in-sync", "rds-ca-rsa2048-g1",
                        created.plus(365, ChronoUnit.DAYS)),
                new Placement("ap-northeast-2a", "ap-northeast-2c", true, "blog-db-subnets", List.of(NetworkSeed.SG_RDS), false),
                new Storage("gp3", 20, 100, 3000, 125, KMS), new Backup(7, "18:00-18:30", true, true),
                new Upkeep("sun:19:00-sun:19:30", true, true),
                new Insight(true, 7, "standard", 60, MONITORING, List.of("postgresql")), served ? null : new Endpoint(BLOG + SUFFIX, 5432),
                Map.of(), null);
        region.put(blog);
        region.tag(region.arn("db", BLOG), Map.of("Environment", "production", "Project", "blog-api"));
        SecretSeed.plant(region, created);
        if (!served) {
            region.tag(region.arn("db", BLOG), Map.of(METADATA_ONLY, "true"));
            nightly(region, blog, now, 7);
            SecretSeed.open(region, blog, new DataPlane.Login("blog_admin", new Ids(40).resource("no-server-"), "blogdb"), created,
                    now.minus(3, ChronoUnit.DAYS));
        }
    }

    /// The account's own key for databases, which is taken where none is named.
    public static String key() {
        return KMS;
    }

    /// Where clients find an instance of this account.
    public static String address(String instanceId) {
        return instanceId + SUFFIX;
    }

    private static void plantLegacy(Region region, Instant now) {
        Instant created = now.minus(1400, ChronoUnit.DAYS);
        var legacy = new DbInstance(LEGACY, IDS.resource("db-"), created, DbInstance.AVAILABLE,
                new Engine("postgres", "13.15", "db.t3.micro", "postgres", "legacy", "default.postgres13", "pending-reboot", "rds-ca-2019",
                        now.plus(19, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS)),
                new Placement("ap-northeast-2c", null, false, "legacy-public", List.of(NetworkSeed.SG_LEGACY), true),
                new Storage("gp2", 20, null, null, null, null), new Backup(1, "03:10-03:40", false, false),
                new Upkeep("mon:04:00-mon:04:30", false, false), Insight.of(false), new Endpoint(LEGACY + SUFFIX, 5432), Map.of(), null);
        region.put(legacy);
        region.connect(LEGACY, List.of(NetworkSeed.LEGACY_ENI));
        String arn = region.arn("db", LEGACY);
        region.tag(arn, Map.of(METADATA_ONLY, "true"));
        region.put(new PendingMaintenance(arn, "ca-certificate-rotation", "Rotation of CA certificate", null,
                now.plus(19, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS), null));
        region.put(new PendingMaintenance(arn, "system-update", "New Operating System update is available", null, null, null));
        nightly(region, legacy, now, 1);
    }

    private static void plantAlarms(Region region) {
        region.put(new AlarmRule("blog-db-cpu", "CPU of blog-db above 90 % for five minutes", BLOG, "CPUUtilization", "Average", 60, 5, 90,
                true));
        region.put(
                new AlarmRule("blog-db-connections", "blog-db runs out of connections", BLOG, "DatabaseConnections", "Average", 60, 5, 160,
                        true));
        region.put(new AlarmRule("blog-db-free-storage", "Less than 2 GiB free on blog-db", BLOG, "FreeStorageSpace", "Minimum", 60, 5,
                2147483648.0, false));
    }

    /// The automated snapshots of the last nights, and what RDS told about them.
    static void nightly(Region region, DbInstance instance, Instant now, int nights) {
        Instant last = lastWindow(instance, now);
        for (int night = 0; night < nights; night++) {
            Instant at = last.minus(night, ChronoUnit.DAYS);
            region.put(DbSnapshot.automated(instance, at));
            tellBackup(region, instance.id(), at);
        }
    }

    static void tellBackup(Region region, String id, Instant at) {
        region.tell(at, "db-instance", id, "Backing up DB instance", "backup");
        region.tell(at.plus(Duration.ofSeconds(118)), "db-instance", id, "Finished DB instance backup", "backup");
    }

    static Instant lastWindow(DbInstance instance, Instant now) {
        String window = instance.backup().window();
        Instant at = now.truncatedTo(ChronoUnit.DAYS).plus(Integer.parseInt(window.substring(0, 2)), ChronoUnit.HOURS)
                .plus(Integer.parseInt(window.substring(3, 5)) + 7, ChronoUnit.MINUTES);
        return at.isAfter(now.minus(5, ChronoUnit.MINUTES)) ? at.minus(1, ChronoUnit.DAYS) : at;
    }
}
