package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeAccountAttributes.html>
final class DescribeAccountAttributes implements Operation {
    private final World world;

    DescribeAccountAttributes(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeAccountAttributes";
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        List<DbInstance> instances = region.instances();
        long storage = instances.stream().mapToLong(i -> i.storage().gib()).sum();
        long manual = region.snapshots().stream().filter(DbSnapshot::isManual).count();
        return new Struct().list("AccountQuotas", "AccountQuota",
                List.of(quota("DBInstances", instances.size(), region.mostInstances()),
                        quota("AllocatedStorage", storage, region.mostStorage()), quota("ManualSnapshots", manual, 100),
                        quota("DBParameterGroups", region.parameterGroups().size(), 50),
                        quota("DBSubnetGroups", region.subnetGroups().size(), 50), quota("DBClusters", region.clusters().size(), 40)));
    }

    private static Struct quota(String name, long used, long max) {
        return new Struct().put("AccountQuotaName", name).put("Used", used).put("Max", max);
    }
}
