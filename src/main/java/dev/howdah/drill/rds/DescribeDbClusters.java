package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbCluster;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html>
final class DescribeDbClusters implements Operation {
    private final World world;

    DescribeDbClusters(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeDBClusters";
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        Input input = call.input();
        List<Input> filters = Listing.filters(input, "clone-group-id", "db-cluster-id", "db-cluster-resource-id", "domain", "engine");
        List<DbCluster> rows = region.clusters();
        String id = input.text("DBClusterIdentifier");
        if (id != null) {
            rows = rows.stream().filter(c -> c.id().equals(Listing.name(id))).toList();
            if (rows.isEmpty()) {
                throw RdsErrors.noCluster(id);
            }
        }
        rows = rows.stream().filter(c -> Listing.passes(filters, Map.of("db-cluster-id", c.id(), "db-cluster-resource-id", c.resourceId(),
                "engine", c.engine(), "clone-group-id", "", "domain", ""))).toList();
        Instant now = world.clock().now();
        return Listing.page(call, rows, DbCluster::id, "DBClusters", "DBCluster", c -> shape(region, c, now));
    }

    private static Struct shape(Region region, DbCluster c, Instant now) {
        String host = ".cluster-cx0drill2hdh." + region.name() + ".rds.amazonaws.com";
        boolean multiAzCluster = !c.instanceClass().isEmpty();
        return new Struct().put("AllocatedStorage", multiAzCluster ? c.gib() : 1).list("AvailabilityZones", "AvailabilityZone", c.zones())
                .put("BackupRetentionPeriod", 14).put("DatabaseName", "app").put("DBClusterIdentifier", c.id())
                .put("DBClusterParameterGroup", "default." + c.engine() + "16").put("DBSubnetGroup", c.subnetGroup())
                .put("Status", "available").put("EarliestRestorableTime", now.minus(14, ChronoUnit.DAYS)).put("Endpoint", c.id() + host)
                .put("ReaderEndpoint", c.id() + host.replace(".cluster-", ".cluster-ro-")).put("MultiAZ", true)
                .put("Engine", c.engine()).put("EngineVersion", c.version()).put("LatestRestorableTime", now.minusSeconds(120))
                .put("Port", 5432).put("MasterUsername", "app_admin").put("PreferredBackupWindow", "14:10-14:40")
                .put("PreferredMaintenanceWindow", "sun:19:00-sun:19:30").list("DBClusterMembers", "DBClusterMember", members(c))
                .list("VpcSecurityGroups", "VpcSecurityGroupMembership",
                        c.securityGroups().stream().map(g -> new Struct().put("VpcSecurityGroupId", g).put("Status", "active")).toList())
                .put("HostedZoneId", "ZLA2NUCOLGUUR").put("StorageEncrypted", true).put("KmsKeyId", c.kmsKey())
                .put("DbClusterResourceId", c.resourceId()).put("DBClusterArn", region.arn("cluster", c.id()))
                .put("IAMDatabaseAuthenticationEnabled", false).put("ClusterCreateTime", c.created()).put("EngineMode", "provisioned")
                .put("DBClusterInstanceClass", multiAzCluster ? c.instanceClass() : null).put("DeletionProtection", true)
                .put("CopyTagsToSnapshot", true).list("TagList", "Tag", TagShape.of(region.tags(region.arn("cluster", c.id()))))
                .put("AutoMinorVersionUpgrade", true).put("NetworkType", "IPV4");
    }

    private static List<Struct> members(DbCluster c) {
        List<Struct> members = new ArrayList<>();
        for (String id : c.members()) {
            members.add(new Struct().put("DBInstanceIdentifier", id).put("IsClusterWriter", members.isEmpty())
                    .put("DBClusterParameterGroupStatus", "in-sync").put("PromotionTier", 1));
        }
        return members;
    }
}
