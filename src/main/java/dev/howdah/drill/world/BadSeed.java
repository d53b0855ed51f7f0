package dev.howdah.drill.world;

import dev.howdah.drill.world.DbInstance.Backup;
import dev.howdah.drill.world.DbInstance.Endpoint;
import dev.howdah.drill.world.DbInstance.Engine;
import dev.howdah.drill.world.DbInstance.Insight;
import dev.howdah.drill.world.DbInstance.Placement;
import dev.howdah.drill.world.DbInstance.Storage;
import dev.howdah.drill.world.DbInstance.Upkeep;
import dev.howdah.drill.world.Network.Route;
import dev.howdah.drill.world.Network.RouteTable;
import dev.howdah.drill.world.Network.Rule;
import dev.howdah.drill.world.Network.SecurityGroup;
import dev.howdah.drill.world.Network.Subnet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The forum's database, which somebody set up in an afternoon and nobody looked at again: everything is wrong with it and around it
/// that the posture knows. There to be mended; without servers.
public final class BadSeed {
    public static final String FORUM = "forum-db";
    public static final String SERVICE = "forum-web";
    public static final String SECRET = "forum/db";
    private static final Ids IDS = new Ids(666);
    private static final String SUBNET = IDS.ec2("subnet");
    private static final String SG_FORUM = IDS.ec2("sg");
    private static final String SG_WEB = IDS.ec2("sg");
    private static final String RESOURCE = IDS.resource("db-");
    private static final String PROXY = IDS.resource("prx-").toLowerCase(java.util.Locale.ROOT);
    private static final String ZONE = World.HOME + "c";
    private static final String WINDOW = "12:00-12:30";
    private static final int GIB = 20;
    private static final int DAYS = 100;

    private BadSeed() {}

    /// Adds it to the home region.
    public static void plant(World world) {
        Region region = world.home();
        Instant now = world.clock().now().truncatedTo(ChronoUnit.SECONDS);
        Instant created = now.minus(DAYS, ChronoUnit.DAYS);
        // not the ones above: two drills of one process look alike
        var ids = new Ids(667);
        region.network(around(region.network(), ids));
        region.put(new SubnetGroup("forum", "the subnets that were there", NetworkSeed.VPC, List.of(NetworkSeed.PUBLIC_C, SUBNET)));
        region.put(ParameterSeed.group("forum-pg13", "postgres13", "Forum", Map.of("rds.force_ssl", "0", "autovacuum", "0")));
        var forum = new DbInstance(FORUM, RESOURCE, created, DbInstance.AVAILABLE,
                new Engine("postgres", "13.15", "db.t3.micro", "postgres", "forum", "forum-pg13", "pending-reboot", "rds-ca-2019",
                        now.plus(12, ChronoUnit.DAYS)),
                new Placement(ZONE, null, false, "forum", List.of(SG_FORUM), true), new Storage("gp2", GIB, null, null, null, null),
                new Backup(0, WINDOW, false, false), new Upkeep("mon:04:00-mon:04:30", false, false), Insight.of(false),
                new Endpoint(ChapterSeed.address(FORUM), 5432), Map.of("DBInstanceClass", "db.t4g.micro"), null);
        region.put(forum);
        String arn = region.arn("db", FORUM);
        region.tag(arn, Map.of(ChapterSeed.METADATA_ONLY, "true"));
        region.put(new PendingMaintenance(arn, "system-update", "New Operating System update is available", null,
                now.plus(9, ChronoUnit.DAYS), null));
        region.record(FORUM, new Past(world));
        Secret secret = secret(region, created, now.minus(3, ChronoUnit.DAYS), ids);
        region.put(secret);
        service(region, secret.arn(), now.minus(30, ChronoUnit.DAYS), ids);
        region.put(new DbProxy("forum-proxy", PROXY, "available", false, secret.arn(), List.of(NetworkSeed.PUBLIC_C, SUBNET),
                List.of(SG_FORUM), created, List.of(new DbProxy.Target(FORUM, "UNAVAILABLE", "AUTH_FAILURE",
                        "Proxy does not have any registered credentials"))));
    }

    /// Two more subnets' worth of internet: one by its own table, one by the main table, which somebody gave a way out.
    private static Network around(Network network, Ids ids) {
        String gateway = network.gateways().getFirst().id();
        List<RouteTable> tables = network.routeTables().stream().map(t -> t.main()
                ? new RouteTable(t.id(), t.vpcId(), true, t.subnetIds(),
                        Stream.concat(t.routes().stream(), Stream.of(new Route("0.0.0.0/0", gateway))).toList(), t.tags())
                : t).toList();
        return new Network(network.vpcs(),
                more(network.subnets(), new Subnet(SUBNET, NetworkSeed.VPC, ZONE, NetworkSeed.BLOCK + ".31.0/24", false, 251,
                        Map.of("Name", "forum-c"))),
                tables,
                more(network.groups(),
                        new SecurityGroup(SG_FORUM, "forum", "launch-wizard-3", NetworkSeed.VPC, Map.of("Name", "forum")),
                        new SecurityGroup(SG_WEB, "forum-web", "Forum tasks", NetworkSeed.VPC, Map.of("Name", "forum-web"))),
                more(network.rules(),
                        new Rule(ids.ec2("sgr"), SG_FORUM, false, "tcp", 0, 65535, "0.0.0.0/0", null, "to make it work"),
                        new Rule(ids.ec2("sgr"), SG_FORUM, true, "-1", -1, -1, "0.0.0.0/0", null, ""),
                        new Rule(ids.ec2("sgr"), SG_WEB, true, "-1", -1, -1, "0.0.0.0/0", null, "")),
                network.interfaces(), network.gateways(), network.nats());
    }

    @SafeVarargs
    private static <T> List<T> more(List<T> all, T... added) {
        List<T> next = new ArrayList<>(all);
        next.addAll(List.of(added));
        return List.copyOf(next);
    }

    /// Rotated three days ago, by hand; and nobody restarted what had read it.
    private static Secret secret(Region region, Instant created, Instant rotated, Ids ids) {
        String arn = "arn:aws:secretsmanager:" + region.name() + ":" + region.account() + ":secret:" + SECRET + "-Zx81Qm";
        var secret = new Secret(arn, SECRET, "The forum's database", null, null, created, null, List.of(), Map.of());
        for (Instant at : List.of(created, rotated)) {
            secret = secret.with(ids.uuid(), at, "{\"username\": \"forum\", \"password\": \"" + ids.resource("drill-") + "\", \"host\": \""
                    + ChapterSeed.address(FORUM) + "\", \"port\": 5432, \"dbname\": \"forum\"}");
        }
        return secret;
    }

    private static void service(Region region, String secret, Instant at, Ids ids) {
        Containers ecs = region.containers();
        String roles = "arn:aws:iam::" + World.ACCOUNT + ":role/";
        ecs.putRole("forum-execution", List.of());
        ecs.putRole("forum-task", List.of());
        ecs.push(World.ACCOUNT + ".dkr.ecr." + World.HOME + ".amazonaws.com/forum:latest", at);
        region.logs().create("/ecs/" + SERVICE, at);
        ecs.put(new TaskDefinition(SERVICE, 4, at, "256", "512", roles + "forum-task", roles + "forum-execution",
                List.of(new TaskDefinition.Container("web", World.ACCOUNT + ".dkr.ecr." + World.HOME + ".amazonaws.com/forum:latest",
                        List.of("sh", "-c", "python manage.py migrate --noinput && gunicorn forum.wsgi"), 8000,
                        Map.of("DATABASE_URL",
                                "postgresql://forum:in-the-clear@" + ChapterSeed.address(FORUM) + ":5432/forum"),
                        Map.of("DB_URL", secret + ":url::"), new TaskDefinition.Logs("/ecs/" + SERVICE, "ecs", false)))));
        String deployment = "ecs-svc/0000000000000000666";
        ecs.put(new FargateService(EcsSeed.CLUSTER, SERVICE, SERVICE + ":4", 2, false, List.of(NetworkSeed.PUBLIC_C), List.of(SG_WEB), at,
                List.of(new FargateService.Deployment(deployment, SERVICE + ":4", 2, at, at, true)), List.of()));
        EcsSeed.start(region, SERVICE, List.of(ids.task(), ids.task()), at);
    }

    /// Nobody gets in, it is busiest when its backup is taken, and its disk is nearly full.
    private record Past(World world) implements Measures {
        private static final Map<String, String> UNITS = Map.of("CPUUtilization", "Percent", "DatabaseConnections", "Count",
                "FreeStorageSpace", "Bytes");

        @Override
        public List<DataPlane.Metric> metrics() {
            return UNITS.entrySet().stream().map(m -> new DataPlane.Metric(m.getKey(), m.getValue())).toList();
        }

        @Override
        public List<DataPlane.Sample> samples(String metric, Instant from, Instant to) {
            Instant end = to.isBefore(world.clock().now()) ? to : world.clock().now();
            Instant start = from.isAfter(end.minus(15, ChronoUnit.DAYS)) ? from : end.minus(15, ChronoUnit.DAYS);
            long first = Math.ceilDiv(start.getEpochSecond(), 60);
            long count = Math.max(0, Math.ceilDiv(end.getEpochSecond(), 60) - first);
            return !UNITS.containsKey(metric)
                    ? List.of()
                    : IntStream.range(0, (int) count).mapToObj(i -> Instant.ofEpochSecond((first + i) * 60))
                            .map(at -> new DataPlane.Sample(at, value(metric, at))).toList();
        }

        private double value(String metric, Instant at) {
            return switch (metric) {
                case "CPUUtilization" -> at.atOffset(ZoneOffset.UTC).getHour() == 12 ? 78 : 14;
                case "FreeStorageSpace" -> (0.7 + added(at)) * (1L << 30);
                default -> 0;
            };
        }

        /// GiB that its storage was given by then.
        private int added(Instant at) {
            DbInstance forum = world.home().instance(FORUM);
            Instant changed = forum == null ? null : world.home().storageChanged(forum.resourceId());
            return forum == null || changed == null || at.isBefore(changed) ? 0 : forum.storage().gib() - GIB;
        }
    }
}
