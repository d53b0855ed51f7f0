package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbProxy;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBProxies.html>
final class DescribeDbProxies implements Operation {
    private final World world;

    DescribeDbProxies(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeDBProxies";
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        List<DbProxy> rows = call.input().text("DBProxyName") == null ? region.proxies() : List.of(Proxies.named(world, call));
        return Listing.page(call, rows, DbProxy::name, "DBProxies", "member", p -> Proxies.proxy(region, p));
    }
}
