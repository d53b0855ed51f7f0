package dev.howdah.aws.rds;

import dev.howdah.model.AutomatedBackup;
import dev.howdah.model.Certificate;
import dev.howdah.model.Configuration;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.PendingAction;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.Snapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.ResourcePendingMaintenanceActions;
import software.amazon.awssdk.services.rds.model.Tag;

/// SDK shapes → model, member by member. What the service did not send stays null (law 5); an enum that the SDK does not
/// know is kept as the service's own word.
final class RdsShapes {
    private RdsShapes() {}

    static Instance instance(DBInstance db, String account, String region) {
        return new Instance(new InstanceRef(account, region, text(db.dbInstanceIdentifier())), db.dbiResourceId(), db.dbInstanceStatus(),
                new Instance.Engine(db.engine(), db.engineVersion(), db.engineLifecycleSupport()), db.dbInstanceClass(), placement(db),
                endpoint(db), storage(db), backup(db), security(db), insight(db),
                new Instance.Maintenance(db.preferredMaintenanceWindow(), db.autoMinorVersionUpgrade()), parameterGroups(db),
                pending(db.pendingModifiedValues()), tags(db.tagList()), db.instanceCreateTime());
    }

    static Configuration configuration(DBInstance db, String account, String region) {
        String named = account(db);
        var processor = new LinkedHashMap<String, String>();
        db.processorFeatures().forEach(f -> processor.put(text(f.name()), text(f.value())));
        return new Configuration(instance(db, named == null ? account : named, region),
                db.optionGroupMemberships().stream().map(o -> text(o.optionGroupName())).filter(o -> !o.startsWith("default:")).toList(),
                db.networkType(), db.dedicatedLogVolume(), processor, db.performanceInsightsKMSKeyId(), db.monitoringRoleArn());
    }

    /// The account id in an instance's ARN, which is right also when the identity call was refused.
    static @Nullable String account(DBInstance db) {
        String arn = db.dbInstanceArn();
        String[] parts = arn == null ? new String[0] : arn.split(":", 7);
        return parts.length == 7 && !parts[4].isEmpty() ? parts[4] : null;
    }

    private static Instance.Placement placement(DBInstance db) {
        DBSubnetGroup group = db.dbSubnetGroup();
        return new Instance.Placement(db.multiAZ(), db.availabilityZone(), db.secondaryAvailabilityZone(), db.dbClusterIdentifier(),
                db.readReplicaSourceDBInstanceIdentifier(), group == null ? null : group.dbSubnetGroupName(),
                group == null ? null : group.vpcId(),
                group == null
                        ? List.of()
                        : group.subnets().stream().map(s -> new Instance.Subnet(text(s.subnetIdentifier()),
                                s.subnetAvailabilityZone() == null ? null : s.subnetAvailabilityZone().name(), s.subnetStatus())).toList());
    }

    private static Instance.@Nullable Endpoint endpoint(DBInstance db) {
        return db.endpoint() == null || db.endpoint().address() == null || db.endpoint().port() == null
                ? null
                : new Instance.Endpoint(db.endpoint().address(), db.endpoint().port());
    }

    private static Instance.Storage storage(DBInstance db) {
        return new Instance.Storage(db.storageType(), db.allocatedStorage(), db.maxAllocatedStorage(), db.iops(), db.storageThroughput(),
                db.storageEncrypted(), db.kmsKeyId());
    }

    private static Instance.Backup backup(DBInstance db) {
        return new Instance.Backup(db.backupRetentionPeriod(), db.preferredBackupWindow(), db.latestRestorableTime(),
                db.copyTagsToSnapshot());
    }

    private static Instance.Security security(DBInstance db) {
        return new Instance.Security(db.publiclyAccessible(), db.deletionProtection(), db.iamDatabaseAuthenticationEnabled(),
                db.vpcSecurityGroups().stream().map(g -> new Instance.SecurityGroup(text(g.vpcSecurityGroupId()), g.status())).toList(),
                db.masterUsername(), db.masterUserSecret() == null ? null : db.masterUserSecret().secretArn(),
                db.masterUserSecret() == null ? null : db.masterUserSecret().secretStatus(), db.caCertificateIdentifier(),
                db.certificateDetails() == null ? null : db.certificateDetails().validTill());
    }

    private static Instance.Insight insight(DBInstance db) {
        return new Instance.Insight(db.performanceInsightsEnabled(), db.performanceInsightsRetentionPeriod(),
                db.databaseInsightsModeAsString(), db.monitoringInterval(), List.copyOf(db.enabledCloudwatchLogsExports()));
    }

    private static List<Instance.ParameterGroup> parameterGroups(DBInstance db) {
        return db.dbParameterGroups().stream()
                .map(g -> new Instance.ParameterGroup(text(g.dbParameterGroupName()), g.parameterApplyStatus())).toList();
    }

    private static Map<String, String> pending(@Nullable PendingModifiedValues values) {
        var result = new LinkedHashMap<String, String>();
        if (values == null) {
            return result;
        }
        values.sdkFields().forEach(field -> {
            Object value = field.getValueOrDefault(values);
            boolean absent = value == null || value instanceof software.amazon.awssdk.core.util.SdkAutoConstructList<?>;
            if (!absent) {
                result.put(field.memberName(), field.memberName().equals("MasterUserPassword") ? "(new password)" : value.toString());
            }
        });
        return result;
    }

    private static Map<String, String> tags(List<Tag> tags) {
        var result = new LinkedHashMap<String, String>();
        tags.forEach(tag -> result.put(text(tag.key()), text(tag.value())));
        return result;
    }

    static Snapshot snapshot(DBSnapshot s) {
        return new Snapshot(text(s.dbSnapshotIdentifier()), s.dbInstanceIdentifier(), s.dbiResourceId(), s.snapshotType(), s.status(),
                s.percentProgress(), s.snapshotCreateTime(), s.allocatedStorage(), s.encrypted());
    }

    static AutomatedBackup backup(DBInstanceAutomatedBackup b) {
        return new AutomatedBackup(b.dbInstanceIdentifier(), b.dbiResourceId(), b.status(),
                b.restoreWindow() == null ? null : b.restoreWindow().earliestTime(),
                b.restoreWindow() == null ? null : b.restoreWindow().latestTime(), b.backupRetentionPeriod());
    }

    /// Empty for an event without a date, which cannot be placed anywhere.
    static Stream<RdsEvent> event(Event e) {
        Instant at = e.date();
        return at == null
                ? Stream.empty()
                : Stream.of(new RdsEvent(at, text(e.sourceTypeAsString()), e.sourceIdentifier(), e.sourceArn(),
                        List.copyOf(e.eventCategories()), text(e.message())));
    }

    static Stream<PendingAction> pendingActions(ResourcePendingMaintenanceActions r) {
        return r.pendingMaintenanceActionDetails().stream().map(d -> new PendingAction(text(r.resourceIdentifier()), text(d.action()),
                d.description(), d.autoAppliedAfterDate(), d.forcedApplyDate(), d.currentApplyDate(), d.optInStatus()));
    }

    static Certificate certificate(software.amazon.awssdk.services.rds.model.Certificate c) {
        return new Certificate(text(c.certificateIdentifier()), c.validFrom(), c.validTill());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
