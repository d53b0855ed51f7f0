package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbProxy;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBProxyTargets.html>
final class DescribeDbProxyTargets implements Operation {
    private final World world;

    DescribeDbProxyTargets(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeDBProxyTargets";
    }

    @Override
    public Struct answer(Call call) {
        DbProxy proxy = Proxies.named(world, call);
        String group = call.input().text("TargetGroupName", Proxies.GROUP);
        if (!group.equals(Proxies.GROUP)) {
            throw ApiError.of(404, "DBProxyTargetGroupNotFoundFault", "The specified target group '" + group + "' is not found.");
        }
        return Listing.page(call, proxy.targets(), DbProxy.Target::instance, "Targets", "member",
                t -> Proxies.target(world.region(call.region()), t));
    }
}
