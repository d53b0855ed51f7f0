package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.SubnetGroup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A DB instance (<https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html>).
final class DbInstanceShape {
    private DbInstanceShape() {}

    static Struct of(Region region, DbInstance db, Instant now) {
        var engine = db.engine();
        DataPlane.Window window = RestoreWindow.of(region, db, now);
        var shape = new Struct().put("DBInstanceIdentifier", db.id()).put("DBInstanceClass", engine.instanceClass())
                .put("Engine", engine.name()).put("DBInstanceStatus", db.status()).put("MasterUsername", engine.masterUser())
                .put("DBName", engine.database()).put("Endpoint", endpoint(db.endpoint()))
                .put("AllocatedStorage", db.storage().gib()).put("InstanceCreateTime", db.endpoint() == null ? null : db.created())
                .put("PreferredBackupWindow", db.backup().window()).put("BackupRetentionPeriod", db.backup().days())
                .list("DBSecurityGroups", "DBSecurityGroup", List.of())
                .list("VpcSecurityGroups", "VpcSecurityGroupMembership", groups(db))
                .list("DBParameterGroups", "DBParameterGroup", List.of(parameterGroup(engine)))
                .put("AvailabilityZone", db.placement().zone()).put("DBSubnetGroup", subnetGroup(region, db))
                .put("PreferredMaintenanceWindow", db.upkeep().window()).put("PendingModifiedValues", pending(db.pending()))
                .put("LatestRestorableTime", window == null ? null : window.latest()).put("MultiAZ", db.placement().multiAz())
                .put("EngineVersion", engine.version()).put("AutoMinorVersionUpgrade", db.upkeep().autoMinor())
                .list("ReadReplicaDBInstanceIdentifiers", "ReadReplicaDBInstanceIdentifier", List.of())
                .put("LicenseModel", "postgresql-license").list("OptionGroupMemberships", "OptionGroupMembership", options(engine))
                .put("SecondaryAvailabilityZone", db.placement().secondaryZone()).put("PubliclyAccessible", db.placement().isPublic());
        storage(shape, db.storage());
        return rest(shape, region, db);
    }

    private static void storage(Struct shape, DbInstance.Storage storage) {
        shape.put("Iops", storage.iops()).put("StorageThroughput", storage.throughput()).put("StorageType", storage.type())
                .put("StorageEncrypted", storage.kmsKey() != null).put("KmsKeyId", storage.kmsKey())
                .put("MaxAllocatedStorage", storage.maxGib());
    }

    private static Struct rest(Struct shape, Region region, DbInstance db) {
        DbInstance.Insight insight = db.insight();
        boolean insights = insight.performance();
        var certificate = new Struct().put("CAIdentifier", db.engine().ca()).put("ValidTill", db.engine().caExpires());
        if (!insight.logs().isEmpty()) {
            shape.list("EnabledCloudwatchLogsExports", insight.logs());
        }
        return shape.put("DbInstancePort", 0).put("DBClusterIdentifier", db.cluster()).put("DbiResourceId", db.resourceId())
                .put("CACertificateIdentifier", db.engine().ca()).list("DomainMemberships", "DomainMembership", List.of())
                .put("CopyTagsToSnapshot", db.backup().copyTags()).put("MonitoringInterval", insight.interval())
                .put("MonitoringRoleArn", insight.role()).put("EnhancedMonitoringResourceArn", logStream(region, db))
                .put("PromotionTier", db.cluster() == null ? null : Integer.valueOf(1))
                .put("DBInstanceArn", region.arn("db", db.id())).put("IAMDatabaseAuthenticationEnabled", db.upkeep().iamAuth())
                .put("DatabaseInsightsMode", insight.mode()).put("PerformanceInsightsEnabled", insights)
                .put("PerformanceInsightsKMSKeyId", insights ? db.storage().kmsKey() : null)
                .put("PerformanceInsightsRetentionPeriod", insights ? Integer.valueOf(insight.days()) : null)
                .put("DeletionProtection", db.backup().deletionProtection()).list("AssociatedRoles", "DBInstanceRole", List.of())
                .list("TagList", "Tag", TagShape.of(region.tags(region.arn("db", db.id())))).put("CustomerOwnedIpEnabled", false)
                .put("NetworkType", "IPV4").put("ActivityStreamStatus", "stopped").put("BackupTarget", "region")
                .put("CertificateDetails", certificate).put("MasterUserSecret", masterSecret(region, db)).put("DedicatedLogVolume", false)
                .put("IsStorageConfigUpgradeAvailable", false).put("EngineLifecycleSupport", db.upkeep().lifecycle());
    }

    /// Where Enhanced Monitoring writes to, null when it is off.
    private static @Nullable String logStream(Region region, DbInstance db) {
        return db.insight().interval() == 0
                ? null
                : "arn:aws:logs:" + region.name() + ":" + region.account() + ":log-group:RDSOSMetrics:log-stream:" + db.resourceId();
    }

    private static @Nullable Struct endpoint(DbInstance.@Nullable Endpoint endpoint) {
        return endpoint == null
                ? null
                : new Struct().put("Address", endpoint.address()).put("Port", endpoint.port()).put("HostedZoneId", "ZLA2NUCOLGUUR");
    }

    /// The secret that RDS manages for the master user, told by the tag that RDS puts on it.
    private static @Nullable Struct masterSecret(Region region, DbInstance db) {
        Secret secret = managedSecret(region, db);
        return secret == null
                ? null
                : new Struct().put("SecretArn", secret.arn()).put("SecretStatus", db.endpoint() == null ? "creating" : "active")
                        .put("KmsKeyId", secret.kmsKey());
    }

    static @Nullable Secret managedSecret(Region region, DbInstance db) {
        String arn = region.arn("db", db.id());
        return region.secrets().stream().filter(s -> "rds".equals(s.owner()) && arn.equals(s.tags().get(Secret.OF_INSTANCE))).findFirst()
                .orElse(null);
    }

    private static List<Struct> groups(DbInstance db) {
        return db.placement().securityGroups().stream()
                .map(g -> new Struct().put("VpcSecurityGroupId", g).put("Status", "active")).toList();
    }

    private static Struct parameterGroup(DbInstance.Engine engine) {
        return new Struct().put("DBParameterGroupName", engine.parameterGroup()).put("ParameterApplyStatus", engine.parameterStatus());
    }

    private static List<Struct> options(DbInstance.Engine engine) {
        return List.of(new Struct().put("OptionGroupName", optionGroup(engine)).put("Status", "in-sync"));
    }

    /// `default:postgres-16`: PostgreSQL knows no other.
    static String optionGroup(DbInstance.Engine engine) {
        return "default:" + engine.name() + "-" + engine.version().split("\\.", 2)[0];
    }

    private static @Nullable Struct subnetGroup(Region region, DbInstance db) {
        SubnetGroup group = region.subnetGroup(db.placement().subnetGroup());
        return group == null ? null : SubnetGroupShape.of(region, group);
    }

    private static Struct pending(Map<String, String> values) {
        var shape = new Struct();
        values.forEach((name, value) -> {
            if (!name.equals(Modification.GROUP)) {
                shape.put(name, name.equals(Pending.PASSWORD) ? "****" : value);
            }
        });
        return shape;
    }
}
