package dev.howdah.aws.rds;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.model.GroupParameter;
import dev.howdah.model.AutomatedBackup;
import dev.howdah.model.Certificate;
import dev.howdah.model.Instance;
import dev.howdah.model.PendingAction;
import dev.howdah.model.Problem;
import dev.howdah.model.ProxyState;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.Secret;
import dev.howdah.model.Snapshot;
import dev.howdah.model.SubnetGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBProxy;
import software.amazon.awssdk.services.rds.model.DBProxyTarget;
import software.amazon.awssdk.services.rds.model.Subnet;

/// The reads of Amazon RDS in one account and region. Each asks for pages of 100, the most that RDS gives.
public final class RdsReads {
    private static final int PAGE = 100;
    private final AwsSession session;
    private final RdsClient rds;

    public RdsReads(AwsSession session) {
        this.session = session;
        this.rds = session.client("rds", RdsClient.builder());
    }

    /// All DB instances (`rds:DescribeDBInstances`).
    ///
    /// @param account used where an instance's ARN does not tell its account
    public List<Instance> instances(String account) throws InterruptedException {
        return pages("rds:DescribeDBInstances", marker -> {
            var page = rds.describeDBInstances(r -> r.maxRecords(PAGE).marker(marker));
            return new Page<>(page.dbInstances().stream().map(db -> {
                String own = RdsShapes.account(db);
                return RdsShapes.instance(db, own == null ? account : own, session.scope().region());
            }), page.marker());
        });
    }

    /// The types of an account's own snapshots, as `SnapshotType` names them. Read side by side they take as long as the
    /// longest list, because each page needs the marker of the one before.
    public static final List<String> SNAPSHOT_TYPES = List.of("automated", "manual", "awsbackup");

    /// All snapshots, automated and manual (`rds:DescribeDBSnapshots`).
    public List<Snapshot> snapshots() throws InterruptedException {
        return snapshots(null);
    }

    /// The snapshots of one type.
    ///
    /// @param type one of [#SNAPSHOT_TYPES], or null for all
    public List<Snapshot> snapshots(@Nullable String type) throws InterruptedException {
        return pages("rds:DescribeDBSnapshots", marker -> {
            var page = rds.describeDBSnapshots(r -> r.snapshotType(type).maxRecords(PAGE).marker(marker));
            return new Page<>(page.dbSnapshots().stream().map(RdsShapes::snapshot), page.marker());
        });
    }

    /// The point-in-time windows, also of deleted instances (`rds:DescribeDBInstanceAutomatedBackups`).
    public List<AutomatedBackup> automatedBackups() throws InterruptedException {
        return pages("rds:DescribeDBInstanceAutomatedBackups", marker -> {
            var page = rds.describeDBInstanceAutomatedBackups(r -> r.maxRecords(PAGE).marker(marker));
            return new Page<>(page.dbInstanceAutomatedBackups().stream().map(RdsShapes::backup), page.marker());
        });
    }

    /// Events of all DB instances since `from`, at most 14 days back (`rds:DescribeEvents`).
    public List<RdsEvent> events(Instant from, Instant to) throws InterruptedException {
        return pages("rds:DescribeEvents", marker -> {
            var page = rds.describeEvents(r -> r.sourceType("db-instance").startTime(from).endTime(to).maxRecords(PAGE).marker(marker));
            return new Page<>(page.events().stream().flatMap(RdsShapes::event), page.marker());
        });
    }

    /// Maintenance that waits for one instance (`rds:DescribePendingMaintenanceActions`).
    public List<PendingAction> pendingMaintenance(String arn) throws InterruptedException {
        return pages("rds:DescribePendingMaintenanceActions", marker -> {
            var page = rds.describePendingMaintenanceActions(r -> r.resourceIdentifier(arn).maxRecords(PAGE).marker(marker));
            return new Page<>(page.pendingMaintenanceActions().stream().flatMap(RdsShapes::pendingActions), page.marker());
        });
    }

    /// The certificate authorities on offer (`rds:DescribeCertificates`).
    public List<Certificate> certificates() throws InterruptedException {
        return pages("rds:DescribeCertificates", marker -> {
            var page = rds.describeCertificates(r -> r.maxRecords(PAGE).marker(marker));
            return new Page<>(page.certificates().stream().map(RdsShapes::certificate), page.marker());
        });
    }

    /// Values of a DB parameter group (`rds:DescribeDBParameters`); a parameter that the group leaves to the engine's own default is left
    /// out.
    ///
    /// @param names which are wanted
    public Map<String, String> parameters(String group, Set<String> names) throws InterruptedException {
        var values = new HashMap<String, String>();
        pages("rds:DescribeDBParameters", marker -> {
            var page = rds.describeDBParameters(r -> r.dbParameterGroupName(group).maxRecords(PAGE).marker(marker));
            return new Page<>(page.parameters().stream().filter(p -> p.parameterValue() != null && names.contains(p.parameterName())),
                    page.marker());
        }).forEach(p -> values.put(p.parameterName(), p.parameterValue()));
        return values;
    }

    /// What a DB parameter group says of some parameters (`rds:DescribeDBParameters`); one that it does not know is left out.
    ///
    /// @param names which are wanted
    public List<GroupParameter> described(String group, Set<String> names) throws InterruptedException {
        return pages("rds:DescribeDBParameters", marker -> {
            var page = rds.describeDBParameters(r -> r.dbParameterGroupName(group).maxRecords(PAGE).marker(marker));
            return new Page<>(page.parameters().stream().filter(p -> names.contains(p.parameterName()))
                    .map(p -> new GroupParameter(p.parameterName(), p.parameterValue(), "user".equals(p.source()),
                            "dynamic".equals(p.applyType()), Boolean.TRUE.equals(p.isModifiable()))),
                    page.marker());
        });
    }

    /// A DB subnet group (`rds:DescribeDBSubnetGroups`); null where there is none of that name.
    public @Nullable SubnetGroup subnetGroup(String name) throws InterruptedException {
        return session.call("rds:DescribeDBSubnetGroups", () -> rds.describeDBSubnetGroups(r -> r.dbSubnetGroupName(name)).dbSubnetGroups()
                .stream().findFirst().map(g -> new SubnetGroup(g.dbSubnetGroupName(), g.dbSubnetGroupDescription(),
                        g.subnets().stream().map(Subnet::subnetIdentifier).toList()))
                .orElse(null));
    }

    /// The RDS Proxies that lead to an instance (`rds:DescribeDBProxies`, `DescribeDBProxyTargets`).
    public List<ProxyState> proxiesOf(String instanceId) throws InterruptedException {
        var all = new ArrayList<ProxyState>();
        List<DBProxy> proxies = pages("rds:DescribeDBProxies", marker -> {
            var page = rds.describeDBProxies(r -> r.maxRecords(PAGE).marker(marker));
            return new Page<>(page.dbProxies().stream(), page.marker());
        });
        for (DBProxy proxy : proxies) {
            List<ProxyState.Target> targets = pages("rds:DescribeDBProxyTargets", marker -> {
                var page = rds.describeDBProxyTargets(r -> r.dbProxyName(proxy.dbProxyName()).maxRecords(PAGE).marker(marker));
                return new Page<>(page.targets().stream().map(RdsReads::target), page.marker());
            });
            if (targets.stream().anyMatch(t -> instanceId.equals(t.id()))) {
                all.add(new ProxyState(proxy.dbProxyName(), proxy.statusAsString(), Boolean.TRUE.equals(proxy.requireTLS()),
                        targets.stream().filter(t -> instanceId.equals(t.id())).toList()));
            }
        }
        return all;
    }

    private static ProxyState.Target target(DBProxyTarget t) {
        return new ProxyState.Target(String.valueOf(t.rdsResourceId()), t.targetHealth() == null ? null : t.targetHealth().stateAsString(),
                t.targetHealth() == null ? null : t.targetHealth().reasonAsString(),
                t.targetHealth() == null ? null : t.targetHealth().description());
    }

    /// A password for one login by IAM, signed here and good for 15 minutes (`rds-db:connect`). It is bound to the real endpoint:
    /// never a local port or an alias.
    public Secret loginToken(String host, int port, String user) throws InterruptedException {
        return session.call("rds-db:connect",
                () -> new Secret(rds.utilities().generateAuthenticationToken(r -> r.hostname(host).port(port).username(user))));
    }

    private record Page<T>(Stream<T> rows, @Nullable String next) {}

    /// Reads page after page. The SDK's own paginator would loop for ever on a marker that repeats; this one reports it.
    private <T> List<T> pages(String api, Function<@Nullable String, Page<T>> read) throws InterruptedException {
        var rows = new ArrayList<T>();
        var seen = new HashSet<String>();
        @Nullable
        String marker = null;
        do {
            String from = marker;
            Page<T> page = session.call(api, () -> read.apply(from));
            page.rows().forEach(rows::add);
            marker = page.next() == null || page.next().isEmpty() ? null : page.next();
            if (marker != null && !seen.add(marker)) {
                throw new Problem.Thrown(new Problem.BadAnswer(200, new Problem.Source(api, null, "the page marker repeats: " + marker)),
                        null);
            }
        } while (marker != null);
        return rows;
    }
}
