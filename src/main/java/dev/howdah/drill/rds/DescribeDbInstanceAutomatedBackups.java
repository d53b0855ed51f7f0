package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.SubnetGroup;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstanceAutomatedBackups.html>
final class DescribeDbInstanceAutomatedBackups implements Operation {
    private final World world;

    DescribeDbInstanceAutomatedBackups(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeDBInstanceAutomatedBackups";
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        Instant now = world.clock().now();
        return Listing.page(call, rows(region, call.input(), now), DbInstance::id, "DBInstanceAutomatedBackups",
                "DBInstanceAutomatedBackup", db -> shape(region, db, now));
    }

    private static List<DbInstance> rows(Region region, Input input, Instant now) {
        List<Input> filters = Listing.filters(input, "status", "db-instance-id", "dbi-resource-id");
        List<DbInstance> all = region.instances().stream().filter(db -> RestoreWindow.of(region, db, now) != null).toList();
        String wanted = input.text("DBInstanceIdentifier", input.text("DbiResourceId", input.text("DBInstanceAutomatedBackupsArn", "")));
        if (!wanted.isEmpty()) {
            all = all.stream().filter(db -> db.id().equals(Listing.name(wanted)) || db.resourceId().equals(wanted)
                    || arn(region, db).equals(wanted)).toList();
            if (all.isEmpty()) {
                throw RdsErrors.noBackup(wanted);
            }
        }
        return all.stream().filter(db -> Listing.passes(filters, Map.of("status", "active", "db-instance-id", db.id(), "dbi-resource-id",
                db.resourceId()))).toList();
    }

    private static String arn(Region region, DbInstance db) {
        return region.arn("auto-backup", "ab-" + db.resourceId().substring(3).toLowerCase(Locale.ROOT));
    }

    private static Struct shape(Region region, DbInstance db, Instant now) {
        DataPlane.Window window = Objects.requireNonNull(RestoreWindow.of(region, db, now));
        SubnetGroup group = region.subnetGroup(db.placement().subnetGroup());
        var endpoint = Objects.requireNonNull(db.endpoint());
        return new Struct().put("DBInstanceArn", region.arn("db", db.id())).put("DbiResourceId", db.resourceId())
                .put("Region", region.name()).put("DBInstanceIdentifier", db.id())
                .put("RestoreWindow", new Struct().put("EarliestTime", window.earliest()).put("LatestTime", window.latest()))
                .put("AllocatedStorage", db.storage().gib()).put("Status", "active").put("Port", endpoint.port())
                .put("AvailabilityZone", db.placement().zone()).put("VpcId", group == null ? null : group.vpcId())
                .put("InstanceCreateTime", db.created()).put("MasterUsername", db.engine().masterUser())
                .put("Engine", db.engine().name()).put("EngineVersion", db.engine().version())
                .put("LicenseModel", "postgresql-license").put("Iops", db.storage().iops())
                .put("StorageThroughput", db.storage().throughput()).put("OptionGroupName", DbInstanceShape.optionGroup(db.engine()))
                .put("Encrypted", db.storage().kmsKey() != null).put("StorageType", db.storage().type())
                .put("KmsKeyId", db.storage().kmsKey()).put("IAMDatabaseAuthenticationEnabled", db.upkeep().iamAuth())
                .put("BackupRetentionPeriod", db.backup().days()).put("PreferredBackupWindow", db.backup().window())
                .put("DBInstanceAutomatedBackupsArn", arn(region, db)).put("BackupTarget", "region")
                .put("DedicatedLogVolume", false);
    }
}
