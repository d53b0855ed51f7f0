package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.SubnetGroup;
import java.time.Instant;
import java.util.List;

/// A DB snapshot (<https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshot.html>).
final class DbSnapshotShape {
    private DbSnapshotShape() {}

    static Struct of(Region region, DbSnapshot snapshot) {
        DbInstance db = snapshot.source();
        SubnetGroup group = region.subnetGroup(db.placement().subnetGroup());
        Instant taken = snapshot.isAvailable() ? snapshot.taken() : null;
        Instant original = snapshot.isAvailable() ? snapshot.original() : null;
        DbSnapshot.Copy copy = snapshot.copy();
        DbInstance.Endpoint endpoint = db.endpoint();
        return new Struct().put("DBSnapshotIdentifier", snapshot.id()).put("DBInstanceIdentifier", db.id())
                .put("SnapshotCreateTime", taken).put("Engine", db.engine().name()).put("AllocatedStorage", db.storage().gib())
                .put("Status", snapshot.status()).put("Port", endpoint == null ? Integer.valueOf(5432) : Integer.valueOf(endpoint.port()))
                .put("AvailabilityZone", db.placement().zone()).put("VpcId", group == null ? null : group.vpcId())
                .put("InstanceCreateTime", db.created()).put("MasterUsername", db.engine().masterUser())
                .put("EngineVersion", db.engine().version()).put("LicenseModel", "postgresql-license")
                .put("SnapshotType", snapshot.type()).put("Iops", db.storage().iops())
                .put("StorageThroughput", db.storage().throughput()).put("OptionGroupName", DbInstanceShape.optionGroup(db.engine()))
                .put("PercentProgress", snapshot.percent()).put("StorageType", db.storage().type())
                .put("Encrypted", db.storage().kmsKey() != null).put("KmsKeyId", db.storage().kmsKey())
                .put("DBSnapshotArn", region.arn("snapshot", snapshot.id()))
                .put("IAMDatabaseAuthenticationEnabled", db.upkeep().iamAuth()).list("ProcessorFeatures", "ProcessorFeature", List.of())
                .put("DbiResourceId", db.resourceId())
                .list("TagList", "Tag", TagShape.of(region.tags(region.arn("snapshot", snapshot.id()))))
                .put("SnapshotTarget", "region").put("OriginalSnapshotCreateTime", original).put("SnapshotDatabaseTime", original)
                .put("SourceDBSnapshotIdentifier", copy == null ? null : copy.arn())
                .put("DedicatedLogVolume", false);
    }
}
