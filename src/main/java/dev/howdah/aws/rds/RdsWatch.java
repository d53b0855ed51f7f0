package dev.howdah.aws.rds;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.model.AutomatedBackup;
import dev.howdah.model.Configuration;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.Snapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;

/// What a plan and a running operation ask about one instance, now: small answers, never from a copy.
public final class RdsWatch {
    private final AwsSession session;
    private final RdsClient rds;

    public RdsWatch(AwsSession session) {
        this.session = session;
        this.rds = session.client("rds", RdsClient.builder());
    }

    /// The instance; empty when there is none of that name (`rds:DescribeDBInstances`).
    public Optional<Instance> instance(InstanceRef ref) throws InterruptedException {
        return unlessMissing("rds:DescribeDBInstances", () -> rds.describeDBInstances(r -> r.dbInstanceIdentifier(ref.id())).dbInstances()
                .stream().findFirst().map(db -> {
                    String account = RdsShapes.account(db);
                    return RdsShapes.instance(db, account == null ? ref.account() : account, session.scope().region());
                }));
    }

    /// All settings of an instance; empty when there is none of that name (`rds:DescribeDBInstances`).
    public Optional<Configuration> configuration(InstanceRef ref) throws InterruptedException {
        return unlessMissing("rds:DescribeDBInstances", () -> rds.describeDBInstances(r -> r.dbInstanceIdentifier(ref.id())).dbInstances()
                .stream().findFirst().map(db -> RdsShapes.configuration(db, ref.account(), session.scope().region())));
    }

    /// Between which times an instance can be restored; empty when it keeps no automated backups
    /// (`rds:DescribeDBInstanceAutomatedBackups`).
    public Optional<AutomatedBackup> restorable(InstanceRef ref) throws InterruptedException {
        return unlessMissing("rds:DescribeDBInstanceAutomatedBackups",
                () -> rds.describeDBInstanceAutomatedBackups(r -> r.dbInstanceIdentifier(ref.id())).dbInstanceAutomatedBackups().stream()
                        .findFirst().map(RdsShapes::backup));
    }

    /// The snapshot; empty when there is none of that name, which is also the answer for a moment after its creation
    /// (`rds:DescribeDBSnapshots`).
    public Optional<Snapshot> snapshot(String name) throws InterruptedException {
        return unlessMissing("rds:DescribeDBSnapshots",
                () -> rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier(name)).dbSnapshots().stream().findFirst()
                        .map(RdsShapes::snapshot));
    }

    /// The accounts that may restore a manual snapshot, `all` for everybody (`rds:DescribeDBSnapshotAttributes`).
    public List<String> sharedWith(String snapshot) throws InterruptedException {
        return session.call("rds:DescribeDBSnapshotAttributes",
                () -> rds.describeDBSnapshotAttributes(r -> r.dbSnapshotIdentifier(snapshot)).dbSnapshotAttributesResult()
                        .dbSnapshotAttributes().stream().filter(a -> "restore".equals(a.attributeName()))
                        .flatMap(a -> a.attributeValues().stream()).toList());
    }

    /// The names of an instance's read replicas, one by one read from all instances (`rds:DescribeDBInstances`).
    public List<String> replicas(InstanceRef ref) throws InterruptedException {
        return session.call("rds:DescribeDBInstances", () -> rds.describeDBInstancesPaginator().dbInstances().stream()
                .filter(db -> ref.id().equals(db.readReplicaSourceDBInstanceIdentifier())).map(db -> db.dbInstanceIdentifier()).toList());
    }

    /// All snapshots of one instance (`rds:DescribeDBSnapshots`).
    public List<Snapshot> snapshots(InstanceRef ref) throws InterruptedException {
        return session.call("rds:DescribeDBSnapshots", () -> rds.describeDBSnapshotsPaginator(r -> r.dbInstanceIdentifier(ref.id()))
                .dbSnapshots().stream().map((DBSnapshot s) -> RdsShapes.snapshot(s)).toList());
    }

    /// The events of one instance after `from`, which is at most 14 days back (`rds:DescribeEvents`).
    public List<RdsEvent> events(InstanceRef ref, Instant from) throws InterruptedException {
        return session.call("rds:DescribeEvents",
                () -> rds.describeEventsPaginator(r -> r.sourceType("db-instance").sourceIdentifier(ref.id()).startTime(from)).events()
                        .stream().flatMap(RdsShapes::event).toList());
    }

    /// The family of a parameter group, such as `postgres16`; empty when there is none of that name
    /// (`rds:DescribeDBParameterGroups`).
    public Optional<String> family(String parameterGroup) throws InterruptedException {
        return unlessMissing("rds:DescribeDBParameterGroups",
                () -> rds.describeDBParameterGroups(r -> r.dbParameterGroupName(parameterGroup)).dbParameterGroups().stream().findFirst()
                        .map(g -> g.dbParameterGroupFamily()));
    }

    /// A DB subnet group with the tags that it has.
    public record Group(String name, String vpc, List<String> subnets, Map<String, String> tags) {}

    /// The DB subnet group; empty when there is none of that name (`rds:DescribeDBSubnetGroups`, `ListTagsForResource`).
    public Optional<Group> group(String name) throws InterruptedException {
        Optional<DBSubnetGroup> found = unlessMissing("rds:DescribeDBSubnetGroups",
                () -> rds.describeDBSubnetGroups(r -> r.dbSubnetGroupName(name)).dbSubnetGroups().stream().findFirst());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        DBSubnetGroup group = found.get();
        var tags = new LinkedHashMap<String, String>();
        session.call("rds:ListTagsForResource", () -> rds.listTagsForResource(r -> r.resourceName(group.dbSubnetGroupArn())).tagList())
                .forEach(t -> tags.put(t.key(), t.value()));
        return Optional.of(new Group(group.dbSubnetGroupName(), group.vpcId(),
                group.subnets().stream().map(s -> s.subnetIdentifier()).toList(), tags));
    }

    /// A version of PostgreSQL that new instances may have.
    ///
    /// @param deprecated whether it is on its way out
    public record Version(String number, boolean deprecated) {
        /// The major version.
        public int major() {
            return Integer.parseInt(number.split("\\.", 2)[0]);
        }
    }

    /// The versions on offer, oldest first (`rds:DescribeDBEngineVersions`).
    public List<Version> versions() throws InterruptedException {
        return session.call("rds:DescribeDBEngineVersions",
                () -> rds.describeDBEngineVersionsPaginator(r -> r.engine("postgres")).dbEngineVersions().stream()
                        .map(v -> new Version(v.engineVersion(), "deprecated".equals(v.status()))).toList());
    }

    /// The classes on offer with a version, and whether each can be Multi-AZ (`rds:DescribeOrderableDBInstanceOptions`).
    public Map<String, Boolean> classes(String version) throws InterruptedException {
        var classes = new TreeMap<String, Boolean>();
        session.call("rds:DescribeOrderableDBInstanceOptions",
                () -> rds.describeOrderableDBInstanceOptionsPaginator(r -> r.engine("postgres").engineVersion(version))
                        .orderableDBInstanceOptions().stream().filter(o -> "gp3".equals(o.storageType())).toList())
                .forEach(o -> classes.merge(o.dbInstanceClass(), Boolean.TRUE.equals(o.multiAZCapable()), Boolean::logicalOr));
        return classes;
    }

    /// How much of a quota is used.
    ///
    /// @param used of `max`, in the quota's own unit
    public record Quota(long used, long max) {}

    /// A quota by its name such as `ManualSnapshots`; empty when the service does not tell it
    /// (`rds:DescribeAccountAttributes`).
    public Optional<Quota> quota(String name) throws InterruptedException {
        return session.call("rds:DescribeAccountAttributes",
                () -> rds.describeAccountAttributes().accountQuotas().stream().filter(q -> name.equals(q.accountQuotaName()))
                        .filter(q -> q.used() != null && q.max() != null).findFirst().map(q -> new Quota(q.used(), q.max())));
    }

    private <T> Optional<T> unlessMissing(String api, java.util.function.Supplier<Optional<T>> call) throws InterruptedException {
        try {
            return session.call(api, call);
        } catch (Problem.Thrown e) {
            if (e.problem() instanceof Problem.Missing) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
