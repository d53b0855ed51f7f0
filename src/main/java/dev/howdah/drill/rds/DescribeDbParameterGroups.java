package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.ParameterGroup;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBParameterGroups.html>
final class DescribeDbParameterGroups implements Operation {
    private final World world;

    DescribeDbParameterGroups(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeDBParameterGroups";
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        Listing.filters(call.input());
        List<ParameterGroup> rows = region.parameterGroups();
        String name = call.input().text("DBParameterGroupName");
        if (name != null) {
            rows = rows.stream().filter(g -> g.name().equals(Listing.name(name))).toList();
            if (rows.isEmpty()) {
                throw RdsErrors.noParameterGroup(name);
            }
        }
        return Listing.page(call, rows, ParameterGroup::name, "DBParameterGroups", "DBParameterGroup",
                g -> new Struct().put("DBParameterGroupName", g.name()).put("DBParameterGroupFamily", g.family())
                        .put("Description", g.description()).put("DBParameterGroupArn", region.arn("pg", g.name())));
    }
}
