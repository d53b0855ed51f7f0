package dev.howdah.posture;

import dev.howdah.model.IngressRule;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.PendingAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
    public Part<List<IngressRule>> ingress = Part.of(List.of(new IngressRule("sg-db", "tcp", 5432, 5432, "sg-tasks", null)));
    public Part<List<PendingAction>> pending = Part.of(List.of());

    public Facts facts() {
        var instance = new Instance(new InstanceRef("123456789012", "ap-northeast-2", "blog-db"), "db-ABC", "available",
                new Instance.Engine("postgres", version, null), "db.t4g.small",
                new Instance.Placement(multiAz, "ap-northeast-2a", "ap-northeast-2c", null, null, "blog", "vpc-1", subnets),
                new Instance.Endpoint("blog-db.example", 5432), new Instance.Storage(type, 20, most, null, null, encrypted, null),
                new Instance.Backup(retention, null, restorable, copiesTags),
                new Instance.Security(open, protection, iam, List.of(new Instance.SecurityGroup("sg-db", "active")), "blog_admin",
                        secret,
                        secret == null ? null : "active", "rds-ca-rsa2048-g1", till),
                new Instance.Insight(insights, 7, "standard", monitoring, exports), new Instance.Maintenance(null, minor),
                List.of(new Instance.ParameterGroup("blog-pg16", sync)), waiting, Map.of(), NOW.minus(Duration.ofDays(90)));
        return new Facts(instance, ingress, pending, NOW);
    }

}
