package dev.howdah.aws;

import dev.howdah.aws.ecs.EcsHappenings;
import dev.howdah.aws.ecs.EcsReads;
import dev.howdah.aws.ecs.EcsTasks;
import dev.howdah.aws.ecs.EcsWrites;
import dev.howdah.aws.images.ImageReads;
import dev.howdah.aws.insights.InsightReads;
import dev.howdah.aws.logs.LogReads;
import dev.howdah.aws.metrics.MetricReads;
import dev.howdah.aws.network.NetworkReads;
import dev.howdah.aws.network.NetworkWrites;
import dev.howdah.aws.policy.PolicyReads;
import dev.howdah.aws.policy.PolicyWrites;
import dev.howdah.aws.rds.RdsReads;
import dev.howdah.aws.rds.RdsWatch;
import dev.howdah.aws.rds.RdsWrites;
import dev.howdah.aws.secrets.SecretReads;
import dev.howdah.aws.secrets.SecretWrites;
import dev.howdah.aws.session.AwsSession;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.aws.signin.Asker;
import dev.howdah.aws.ssm.SsmSessions;
import dev.howdah.aws.trail.TrailReads;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Identity;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;

/// All reads of one scope, its clients made at first use: making one costs a good part of a second on a cold machine.
public final class AwsAccount implements AutoCloseable {
    private final AwsSession session;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable RdsReads rds;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable RdsWatch rdsWatch;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable RdsWrites rdsWrites;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable MetricReads metrics;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable EcsReads ecs;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable EcsTasks tasks;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable TrailReads trail;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable EcsHappenings happenings;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable EcsWrites ecsWrites;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable LogReads logs;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable NetworkReads network;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable SsmSessions ssm;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable SecretReads secrets;

    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable ImageReads images;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable PolicyReads policies;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable InsightReads insights;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable NetworkWrites networkWrites;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable PolicyWrites policyWrites;
    /// Guarded by `this`.
    private @org.jspecify.annotations.Nullable SecretWrites secretWrites;

    public AwsAccount(AwsScope scope, AwsSettings settings) {
        session = new AwsSession(scope, settings);
    }

    public AwsScope scope() {
        return session.scope();
    }

    /// The endpoint that stands in for AWS's own, if one is set for a service or for all.
    ///
    /// @param service as in `AWS_ENDPOINT_URL_<SERVICE>`, in lower case
    public Optional<String> endpoint(String service) {
        return session.endpoint(service).map(URI::toString);
    }

    /// Signs in, asking somebody for what is needed.
    ///
    /// @throws dev.howdah.model.Problem.Thrown when it does not come about
    public void signIn(Asker asker) throws InterruptedException {
        session.signIn(asker);
    }

    /// Who we are (`sts:GetCallerIdentity`).
    public Identity identity() throws InterruptedException {
        return session.identity();
    }

    public synchronized RdsReads rds() {
        if (rds == null) {
            rds = new RdsReads(session);
        }
        return rds;
    }

    /// What plans and running operations ask about one instance.
    public synchronized RdsWatch rdsWatch() {
        if (rdsWatch == null) {
            rdsWatch = new RdsWatch(session);
        }
        return rdsWatch;
    }

    /// The calls that change something; each wants a permit.
    public synchronized RdsWrites rdsWrites() {
        if (rdsWrites == null) {
            rdsWrites = new RdsWrites(session);
        }
        return rdsWrites;
    }

    public synchronized MetricReads metrics() {
        if (metrics == null) {
            metrics = new MetricReads(session);
        }
        return metrics;
    }

    public synchronized EcsReads ecs() {
        if (ecs == null) {
            ecs = new EcsReads(session);
        }
        return ecs;
    }

    /// What migrations ask of ECS.
    public synchronized EcsTasks tasks() {
        if (tasks == null) {
            tasks = new EcsTasks(session);
        }
        return tasks;
    }

    /// Who changed what.
    public synchronized TrailReads trail() {
        if (trail == null) {
            trail = new TrailReads(session);
        }
        return trail;
    }

    /// What happened in ECS, as long as it remembers.
    public synchronized EcsHappenings happenings() {
        if (happenings == null) {
            happenings = new EcsHappenings(session);
        }
        return happenings;
    }

    /// How far this machine's clock is behind the services', by the newest answers; empty before the first, and where a proxy keeps the
    /// date to itself.
    public Optional<Duration> behind() {
        return session.behind();
    }

    /// The calls of ECS that change something; each wants a permit.
    public synchronized EcsWrites ecsWrites() {
        if (ecsWrites == null) {
            ecsWrites = new EcsWrites(session);
        }
        return ecsWrites;
    }

    public synchronized LogReads logs() {
        if (logs == null) {
            logs = new LogReads(session);
        }
        return logs;
    }

    public synchronized NetworkReads network() {
        if (network == null) {
            network = new NetworkReads(session);
        }
        return network;
    }

    /// The calls of EC2 that change something; each wants a permit.
    public synchronized NetworkWrites networkWrites() {
        if (networkWrites == null) {
            networkWrites = new NetworkWrites(session);
        }
        return networkWrites;
    }

    /// The call of IAM that changes something; it wants a permit.
    public synchronized PolicyWrites policyWrites() {
        if (policyWrites == null) {
            policyWrites = new PolicyWrites(session);
        }
        return policyWrites;
    }

    public synchronized SsmSessions ssm() {
        if (ssm == null) {
            ssm = new SsmSessions(session);
        }
        return ssm;
    }

    public synchronized SecretReads secrets() {
        if (secrets == null) {
            secrets = new SecretReads(session);
        }
        return secrets;
    }

    /// The calls of Secrets Manager that change something; each wants a permit.
    public synchronized SecretWrites secretWrites() {
        if (secretWrites == null) {
            secretWrites = new SecretWrites(session);
        }
        return secretWrites;
    }

    /// What the registry has.
    public synchronized ImageReads images() {
        if (images == null) {
            images = new ImageReads(session);
        }
        return images;
    }

    /// Performance Insights.
    public synchronized InsightReads insights() {
        if (insights == null) {
            insights = new InsightReads(session);
        }
        return insights;
    }

    /// What roles may do.
    public synchronized PolicyReads policies() {
        if (policies == null) {
            policies = new PolicyReads(session);
        }
        return policies;
    }

    /// Where this account's data channels are opened: through the proxies and with the certificate authorities of its calls.
    public ProxySelector proxies() {
        return session.proxies();
    }

    /// The certificate authorities of `AWS_CA_BUNDLE`, if it is set.
    public Optional<SSLContext> trust() {
        return session.trust();
    }

    /// The regions enabled for this account (`ec2:DescribeRegions`).
    public List<String> enabledRegions() throws InterruptedException {
        Ec2Client ec2 = session.client("ec2", Ec2Client.builder());
        return session.call("ec2:DescribeRegions",
                () -> ec2.describeRegions().regions().stream().map(r -> r.regionName()).sorted().toList());
    }

    /// The regions in which the SDK knows RDS, for a choice before anything was asked.
    public static List<String> knownRegions() {
        return RdsClient.serviceMetadata().regions().stream().map(Region::id).filter(id -> !id.contains("fips")).sorted().toList();
    }

    @Override
    public void close() {
        session.close();
    }
}
