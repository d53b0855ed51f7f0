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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    /// One row: an instance's own backups, or what was retained of one that is gone.
    private record Row(DbInstance instance, DataPlane.Window window, boolean active) {
        String status() {
            return active ? "active" : "retained";
        }
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        return Listing.page(call, rows(region, call.input(), world.clock().now()), r -> r.instance.resourceId(),
                "DBInstanceAutomatedBackups", "DBInstanceAutomatedBackup", r -> shape(region, r));
    }

    private static List<Row> rows(Region region, Input input, Instant now) {
        List<Input> filters = Listing.filters(input, "status", "db-instance-id", "dbi-resource-id");
        List<Row> all = new ArrayList<>();
        for (DbInstance db : region.seen(now)) {
            DataPlane.Window window = RestoreWindow.of(region, db, now);
            if (window != null) {
                all.add(new Row(db, window, true));
            }
        }
        region.retained().forEach(r -> all.add(new Row(r.instance(), r.window(), false)));
        String wanted = input.text("DBInstanceIdentifier", input.text("DbiResourceId", input.text("DBInstanceAutomatedBackupsArn", "")));
        List<Row> named = all.stream().filter(r -> wanted.isEmpty() || r.instance.id().equals(Listing.name(wanted))
                || r.instance.resourceId().equals(wanted) || AutomatedBackups.arn(region, r.instance).equals(wanted)).toList();
        if (named.isEmpty() && !wanted.isEmpty()) {
            throw RdsErrors.noBackup(wanted);
        }
        return named.stream().filter(r -> Listing.passes(filters, Map.of("status", r.status(), "db-instance-id", r.instance.id(),
                "dbi-resource-id", r.instance.resourceId()))).sorted(Comparator.comparing(r -> r.instance.resourceId())).toList();
    }

    private static Struct shape(Region region, Row row) {
        DbInstance db = row.instance;
        DataPlane.Window window = row.window;
        SubnetGroup group = region.subnetGroup(db.placement().subnetGroup());
        var endpoint = Objects.requireNonNull(db.endpoint());
        return new Struct().put("DBInstanceArn", region.arn("db", db.id())).put("DbiResourceId", db.resourceId())
                .put("Region", region.name()).put("DBInstanceIdentifier", db.id())
                .put("RestoreWindow", new Struct().put("EarliestTime", window.earliest()).put("LatestTime", window.latest()))
                .put("AllocatedStorage", db.storage().gib()).put("Status", row.status()).put("Port", endpoint.port())
                .put("AvailabilityZone", db.placement().zone()).put("VpcId", group == null ? null : group.vpcId())
                .put("InstanceCreateTime", db.created()).put("MasterUsername", db.engine().masterUser())
                .put("Engine", db.engine().name()).put("EngineVersion", db.engine().version())
                .put("LicenseModel", "postgresql-license").put("Iops", db.storage().iops())
                .put("StorageThroughput", db.storage().throughput()).put("OptionGroupName", DbInstanceShape.optionGroup(db.engine()))
                .put("Encrypted", db.storage().kmsKey() != null).put("StorageType", db.storage().type())
                .put("KmsKeyId", db.storage().kmsKey()).put("IAMDatabaseAuthenticationEnabled", db.upkeep().iamAuth())
                .put("BackupRetentionPeriod", db.backup().days()).put("PreferredBackupWindow", db.backup().window())
                .put("DBInstanceAutomatedBackupsArn", AutomatedBackups.arn(region, db)).put("BackupTarget", "region")
                .put("DedicatedLogVolume", false);
    }
}
