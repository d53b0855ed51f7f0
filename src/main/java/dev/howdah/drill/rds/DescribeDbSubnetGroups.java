package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.SubnetGroup;
import dev.howdah.drill.world.World;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSubnetGroups.html>
final class DescribeDbSubnetGroups implements Operation {
    private final World world;

    DescribeDbSubnetGroups(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeDBSubnetGroups";
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        Listing.filters(call.input());
        List<SubnetGroup> rows = region.subnetGroups();
        String name = call.input().text("DBSubnetGroupName");
        if (name != null) {
            rows = rows.stream().filter(g -> g.name().equals(Listing.name(name))).toList();
            if (rows.isEmpty()) {
                throw RdsErrors.noSubnetGroup(name);
            }
        }
        return Listing.page(call, rows, SubnetGroup::name, "DBSubnetGroups", "DBSubnetGroup", g -> SubnetGroupShape.of(region, g));
    }
}
