package dev.howdah.posture;

import dev.howdah.model.Certificate;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import dev.howdah.model.EcsTask;
import dev.howdah.model.EgressRule;
import dev.howdah.model.IngressRule;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.PendingAction;
import dev.howdah.model.ProxyState;
import dev.howdah.model.SecretState;
import dev.howdah.model.Series;
import dev.howdah.model.SubnetRoutes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The facts of an instance that is as it should be, changed field by field.
public final class Made {
    public static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");

    public static Facts with(UnaryOperator<Made> change) {
        return change.apply(new Made()).facts();
    }

    public String version = "16.15";
    public @Nullable Boolean multiAz = true;
    public List<Instance.Subnet> subnets = List.of(new Instance.Subnet("subnet-a", "ap-northeast-2a", "Active"),
            new Instance.Subnet("subnet-c", "ap-northeast-2c", "Active"));
    public String type = "gp3";
    public @Nullable Integer most = 100;
    public @Nullable Boolean encrypted = true;
    public @Nullable Integer retention = 14;
    public @Nullable Instant restorable = NOW.minusSeconds(240);
    public @Nullable Boolean copiesTags = true;
    public @Nullable Boolean open = false;
    public @Nullable Boolean protection = true;
    public @Nullable Boolean iam = true;
    public @Nullable String secret = "arn:aws:secretsmanager:…";
    public @Nullable Instant till = NOW.plus(Duration.ofDays(300));
    public @Nullable Boolean insights = true;
    public @Nullable Integer monitoring = 60;
    public List<String> exports = List.of("postgresql", "upgrade");
    public @Nullable Boolean minor = true;
    public @Nullable String sync = "in-sync";
    public Map<String, String> waiting = Map.of();
    public Part<List<IngressRule>> ingress = Part.of(List.of(new IngressRule("sgr-1", "sg-db", "tcp", 5432, 5432, "sg-tasks", null)));
    public Part<List<PendingAction>> pending = Part.of(List.of());

    public Part<List<EgressRule>> egress = Part.of(List.of());
    public Part<List<SubnetRoutes>> routes = Part
            .of(List.of(new SubnetRoutes("subnet-a", "rtb-4", false, List.of()), new SubnetRoutes("subnet-c", "rtb-1", true, List.of())));
    public Part<Map<String, String>> parameters = Part.of(Map.of("rds.force_ssl", "1", "autovacuum", "1"));
    public Part<List<Certificate>> authorities = Part
            .of(List.of(new Certificate("rds-ca-rsa2048-g1", null, Instant.parse("2061-05-25T22:28:59Z"))));
    public Part<Optional<SecretState>> master = Part
            .of(Optional.of(new SecretState("arn:aws:secretsmanager:…", "rds!db-1", true, 7, NOW.minus(Duration.ofDays(3)),
                    NOW.plus(Duration.ofDays(4)))));
    public Part<List<ProxyState>> proxies = Part
            .of(List.of(
                    new ProxyState("blog-proxy", "available", true, List.of(new ProxyState.Target("blog-db", "AVAILABLE", null, null)))));
    public Part<Week> week = Part.of(new Week(series("CPUUtilization", _ -> 12.0), series("DatabaseConnections", h -> (double) (h % 24)),
            series("FreeStorageSpace", _ -> 15.0 * (1L << 30))));
    public @Nullable String window = "18:00-18:30";
    public String status = "available";
    public Map<String, String> environment = Map.of("ENVIRONMENT", "production");
    public List<String> command = List.of("uvicorn", "blog.main:app");
    public boolean exec = true;
    public Part<Set<String>> keys = Part.of(Set.of("url", "username", "password"));
    public Part<Instant> since = Part.of(NOW.minus(Duration.ofDays(9)));
    public Part<Boolean> readable = Part.of(true);
    public @Nullable Part<Services> services;

    /// One value for each hour of seven days.
    public static Series series(String name, IntFunction<Double> value) {
        return new Series(name, "", IntStream.range(0, 168)
                .mapToObj(h -> new Series.Point(NOW.minus(Duration.ofHours(168 - h)), value.apply(h))).toList());
    }

    private Part<Services> services() {
        var service = new EcsService("blog-cluster", "blog-api", "arn", "arn:…/blog-api:13",
                new EcsService.Network(List.of("s"), List.of("sg-tasks"), false), "FARGATE", List.of(), "LATEST", 2, 2, List.of(),
                List.of(),
                exec);
        var definition = new EcsDefinition("arn:…/blog-api:13", "blog-api", 13, true, "arn:aws:iam::123456789012:role/blog-execution", null,
                List.of(new EcsDefinition.Container("api", "image", command, true, environment,
                        Map.of("DATABASE_URL", "arn:aws:secretsmanager:r:a:secret:blog-api/db-AbCdEf:url::"), null, null, false)),
                null);
        return Part.of(new Services(List.of(new Service(service, definition, List.of(task("4f1a09c2e8", 2), task("77aa31b000", 1)), List.of(
                new Service.SecretUse("DATABASE_URL", "arn:aws:secretsmanager:r:a:secret:blog-api/db-AbCdEf", "url", keys, since,
                        readable)))),
                List.of()));
    }

    private static EcsTask task(String id, int days) {
        Instant created = NOW.minus(Duration.ofDays(days));
        return new EcsTask("blog-cluster", "arn:…/" + id, "arn:…/blog-api:13", "RUNNING", "RUNNING", "ecs-svc/1", null, Map.of(),
                new EcsTask.Times(created, null, null, created, null, null, null), null, null, List.of());
    }

    public Facts facts() {
        var instance = new Instance(new InstanceRef("123456789012", "ap-northeast-2", "blog-db"), "db-ABC", status,
                new Instance.Engine("postgres", version, null), "db.t4g.small",
                new Instance.Placement(multiAz, "ap-northeast-2a", "ap-northeast-2c", null, null, "blog", "vpc-1", subnets),
                new Instance.Endpoint("blog-db.example", 5432), new Instance.Storage(type, 20, most, null, null, encrypted, null),
                new Instance.Backup(retention, window, restorable, copiesTags),
                new Instance.Security(open, protection, iam, List.of(new Instance.SecurityGroup("sg-db", "active")), "blog_admin",
                        secret,
                        secret == null ? null : "active", "rds-ca-rsa2048-g1", till),
                new Instance.Insight(insights, 7, "standard", monitoring, exports), new Instance.Maintenance("sun:19:00-sun:19:30", minor),
                List.of(new Instance.ParameterGroup("blog-pg16", sync)), waiting, Map.of(), NOW.minus(Duration.ofDays(90)));
        return new Facts(instance, new Network(ingress, egress, routes), pending, parameters, authorities, master, proxies, week,
                services == null ? services() : services, NOW);
    }

}
