package dev.howdah.drill.world;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The chapter's cluster: the service `blog-api`, whose tasks sessions can reach, the service `blog-worker`, which was never
/// given execute-command, and the definitions of both and of the migration.
public final class EcsSeed {
    public static final String CLUSTER = "blog-cluster";
    public static final String API = "blog-api";
    public static final String WORKER = "blog-worker";
    public static final String MIGRATE = API + "-migrate";
    /// The role with which ECS itself reads secrets and pulls images for the tasks of the blog.
    public static final String EXECUTION_ROLE = "blog-execution";
    /// How many tasks `blog-api` should have.
    public static final int DESIRED = 3;
    static final String AGENT = "3.3.2471.0";
    private static final int STARTS = 21;
    private static final int RUNNING_API = 13;
    /// The newest revision of the migration; what each does is in [dev.howdah.drill.container].
    private static final int MIGRATIONS = 6;
    private static final int FIRST_IMAGE = 100;
    private static final int LAST_IMAGE = 120;
    private static final int RUNNING_WORKER = 3;
    /// The image that runs before there is a database; the next one is pushed, and waits for it.
    private static final int WITHOUT_DATABASE = 113;

    private EcsSeed() {}

    /// Cluster, definitions and services.
    static void plant(Region region, Instant now) {
        Containers ecs = region.containers();
        ecs.putCluster(CLUSTER);
        for (int revision = RUNNING_API - 2; revision <= RUNNING_API; revision++) {
            ecs.put(api(region, revision, now.minus(4L * (RUNNING_API - revision) + 2, ChronoUnit.DAYS)));
        }
        for (int revision = 1; revision <= MIGRATIONS; revision++) {
            ecs.put(migrate(region, revision, now.minus(2L * (MIGRATIONS - revision) + 1, ChronoUnit.DAYS)));
        }
        ecs.put(worker(region, now.minus(30, ChronoUnit.DAYS)));
        for (int version = FIRST_IMAGE; version <= LAST_IMAGE; version++) {
            ecs.push(image(version), now.minus(2L * (LAST_IMAGE - version), ChronoUnit.DAYS));
        }
        ecs.putRole(EXECUTION_ROLE, List.of(SecretSeed.blogArn(region)));
        ecs.putRole("blog-migrate-task", List.of());
        ecs.putRole(API + "-task", List.of());
        ecs.putRole(WORKER + "-task", List.of());
        for (String group : List.of("/ecs/" + API, "/ecs/blog-migrate", "/ecs/" + WORKER)) {
            region.logs().create(group, now.minus(90, ChronoUnit.DAYS));
        }
        service(region, API, API + ":" + RUNNING_API, DESIRED, true, now.minus(2, ChronoUnit.DAYS));
        service(region, WORKER, WORKER + ":" + RUNNING_WORKER, 1, false, now.minus(30, ChronoUnit.DAYS));
    }

    /// The cluster as the chapter before leaves it: `blog-api` keeps its rows in memory, so no definition names a secret, no role may
    /// read one, and there is nothing to migrate.
    static void plantWithoutDatabase(Region region, Instant now) {
        Containers ecs = region.containers();
        Instant deployed = now.minus(1, ChronoUnit.DAYS);
        ecs.putCluster(CLUSTER);
        TaskDefinition.Container kept = api(region, 1, deployed).containers().getFirst();
        ecs.put(definition(API, 1, deployed, "512", "1024",
                new TaskDefinition.Container(kept.name(), image(WITHOUT_DATABASE), kept.command(),
                        kept.port(), kept.environment(), Map.of(), kept.logs())));
        ecs.push(image(WITHOUT_DATABASE), deployed);
        ecs.push(image(WITHOUT_DATABASE + 1), now.minus(2, ChronoUnit.HOURS));
        ecs.putRole(EXECUTION_ROLE, List.of());
        ecs.putRole(API + "-task", List.of());
        region.logs().create("/ecs/" + API, deployed);
        service(region, API, API + ":1", DESIRED, true, deployed);
        var ids = new Ids(76);
        start(region, API, List.of(ids.task(), ids.task(), ids.task()), deployed);
    }

    /// The worker's task begins to run: not before the secret is what it is, else it would hold an older one.
    public static void startWorker(Region region, Instant at) {
        start(region, WORKER, List.of(new Ids(77).task()), at);
    }

    /// Tasks of the services where no servers say which there are.
    static void plantTasks(Region region, Instant now) {
        var ids = new Ids(76);
        startWorker(region, now.minus(9, ChronoUnit.DAYS));
        start(region, API, List.of(ids.task(), ids.task(), ids.task()), now.minus(2, ChronoUnit.DAYS));
    }

    /// The tasks of a service begin to run, each with its network interface; their subnets alternate.
    ///
    /// @param starts whole ids, or their first digits
    public static void start(Region region, String service, List<String> starts, Instant at) {
        Containers ecs = region.containers();
        FargateService owner = ecs.service(CLUSTER, service);
        TaskDefinition definition = owner == null ? null : ecs.definition(owner.definition());
        if (owner == null || definition == null) {
            return;
        }
        for (String start : starts) {
            int number = ecs.place();
            ecs.put(task(region, owner, definition, start, number, at).running(at.plusSeconds(STARTS)));
        }
    }

    /// One more task of a service, which is being provisioned.
    ///
    /// @param start the first digits of its id
    public static EcsTask provision(Region region, FargateService owner, String start, Instant at) {
        Containers ecs = region.containers();
        TaskDefinition definition = ecs.definition(owner.definition());
        if (definition == null) {
            throw new IllegalStateException("a service without its definition");
        }
        EcsTask task = task(region, owner, definition, start, ecs.place(), at).withoutAgents().at("PROVISIONING");
        ecs.put(task);
        return task;
    }

    /// The addresses that the next tasks of a service will get, in the order of their starts: what connects for them must know
    /// before they are there.
    public static List<String> addresses(Region region, String service, int tasks) {
        FargateService owner = Objects.requireNonNull(region.containers().service(CLUSTER, service));
        int first = region.containers().placed();
        return IntStream.range(first, first + tasks).mapToObj(n -> address(subnet(region, owner, n), n)).toList();
    }

    private static Network.Subnet subnet(Region region, FargateService owner, int number) {
        Network.Subnet subnet = region.network().subnet(owner.subnets().get(number % owner.subnets().size()));
        if (subnet == null) {
            throw new IllegalStateException("a service in a subnet that is not there");
        }
        return subnet;
    }

    /// The first twenty lie before the build machine's address, the others behind it.
    private static String address(Network.Subnet subnet, int number) {
        return subnet.cidr().replaceFirst("0/24$", Integer.toString(number < 20 ? 31 + number : 71 + number % 180));
    }

    private static EcsTask task(Region region, FargateService owner, TaskDefinition definition, String start, int number, Instant at) {
        var ids = new Ids(7700L + number);
        String id = (start + ids.task()).substring(0, 32);
        Network.Subnet subnet = subnet(region, owner, number);
        String address = address(subnet, number);
        var place = new EcsTask.Place(subnet.zone(), subnet.id(), ids.ec2("eni"), ids.uuid(), address, owner.groups());
        region.attach(new Network.Interface(place.interfaceId(), subnet.id(), subnet.vpcId(), subnet.zone(), address, null,
                region.containers().arn("attachment/" + place.attachmentId()), owner.groups(), "interface", null, at));
        List<EcsTask.Container> containers = definition.containers().stream()
                .map(c -> new EcsTask.Container(c.name(), c.image(), id + "-" + String.format("%010d", 3_839_356_491L + number),
                        owner.exec() ? new EcsTask.Agent(AGENT, true, at.plusSeconds(24)) : null, null))
                .toList();
        return new EcsTask(CLUSTER, id, definition.name(), owner.group(), owner.primary().id(), EcsTask.RUNNING, EcsTask.RUNNING,
                owner.exec(), at, place, containers, null, null, null);
    }

    /// A task on its own, as RunTask makes it, which is being provisioned.
    ///
    /// @param subnetId one of those that were asked for
    public static EcsTask provision(Region region, TaskDefinition definition, String group, @Nullable String startedBy, String subnetId,
            List<String> groups, EcsTask.Asked asked, Instant at) {
        Containers ecs = region.containers();
        int number = ecs.place();
        var ids = new Ids(7700L + number);
        String id = UUID.randomUUID().toString().replace("-", "");
        Network.Subnet subnet = Objects.requireNonNull(region.network().subnet(subnetId));
        String address = address(subnet, number);
        var place = new EcsTask.Place(subnet.zone(), subnet.id(), ids.ec2("eni"), ids.uuid(), address, groups);
        region.attach(new Network.Interface(place.interfaceId(), subnet.id(), subnet.vpcId(), subnet.zone(), address, null,
                ecs.arn("attachment/" + place.attachmentId()), groups, "interface", null, at));
        List<EcsTask.Container> containers = definition.containers().stream()
                .map(c -> new EcsTask.Container(c.name(), c.image(), id + "-" + String.format("%010d", 3_839_356_491L + number), null,
                        null))
                .toList();
        var task = new EcsTask(CLUSTER, id, definition.name(), group, startedBy, "PROVISIONING", EcsTask.RUNNING, false, at, place,
                containers, null, null, asked);
        ecs.put(task);
        return task;
    }

    private static void service(Region region, String name, String definition, int desired, boolean exec, Instant deployed) {
        var ids = new Ids(name.hashCode());
        var steady = new FargateService.Event(ids.uuid(), deployed.plus(Duration.ofMinutes(3)),
                "(service " + name + ") has reached a steady state.");
        var done = new FargateService.Event(ids.uuid(), deployed.plus(Duration.ofMinutes(3)),
                "(service " + name + ") (deployment ecs-svc/" + number(name) + ") deployment completed.");
        var started = new FargateService.Event(ids.uuid(), deployed.plusSeconds(20),
                "(service " + name + ") has started " + desired + " tasks.");
        region.containers().put(new FargateService(CLUSTER, name, definition, desired, exec, List.of(NetworkSeed.APP_A, NetworkSeed.APP_C),
                List.of(NetworkSeed.SG_FARGATE), deployed,
                List.of(new FargateService.Deployment("ecs-svc/" + number(name), definition, desired, deployed, deployed, true)),
                List.of(steady, done, started)));
    }

    private static String number(String name) {
        return String.format("%019d", Math.abs((long) name.hashCode()) * 1_000_003L);
    }

    private static TaskDefinition api(Region region, int revision, Instant at) {
        return definition(API, revision, at, "512", "1024", new TaskDefinition.Container("api", image(100 + revision), List.of(), 8000,
                Map.of("ENVIRONMENT", "production"), databaseUrl(region), logs("/ecs/blog-api")));
    }

    private static TaskDefinition migrate(Region region, int revision, Instant at) {
        return definition(MIGRATE, revision, at, "256", "512", new TaskDefinition.Container("migrate", image(108 + revision),
                List.of("alembic", revision == 1 ? "current" : "upgrade", revision == 1 ? "--check-heads" : "head"), null,
                Map.of("ENVIRONMENT", "production"), databaseUrl(region), logs("/ecs/blog-migrate")));
    }

    private static TaskDefinition worker(Region region, Instant at) {
        return definition(WORKER, RUNNING_WORKER, at, "256", "512", new TaskDefinition.Container("worker", image(110),
                List.of("python", "-m", "blog.worker"), null, Map.of("ENVIRONMENT", "production"), databaseUrl(region),
                logs("/ecs/blog-worker")));
    }

    private static TaskDefinition definition(String family, int revision, Instant at, String cpu, String memory,
            TaskDefinition.Container container) {
        String role = "arn:aws:iam::" + World.ACCOUNT + ":role/";
        String task = family.equals(MIGRATE) ? "blog-migrate-task" : family + "-task";
        return new TaskDefinition(family, revision, at, cpu, memory, role + task, role + EXECUTION_ROLE, List.of(container));
    }

    private static TaskDefinition.Logs logs(String group) {
        return new TaskDefinition.Logs(group, "ecs", false);
    }

    private static Map<String, String> databaseUrl(Region region) {
        return Map.of("DATABASE_URL", SecretSeed.blogArn(region) + ":url::");
    }

    private static String image(int version) {
        return World.ACCOUNT + ".dkr.ecr." + World.HOME + ".amazonaws.com/blog-api:v" + version;
    }
}
