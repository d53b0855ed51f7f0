package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbProxy;
import dev.howdah.drill.world.World;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBProxyTargetGroups.html>
final class DescribeDbProxyTargetGroups implements Operation {
    private final World world;

    DescribeDbProxyTargetGroups(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeDBProxyTargetGroups";
    }

    @Override
    public Struct answer(Call call) {
        return Listing.page(call, List.of(Proxies.named(world, call)), DbProxy::name, "TargetGroups", "member",
                p -> Proxies.group(world.region(call.region()), p));
    }
}
