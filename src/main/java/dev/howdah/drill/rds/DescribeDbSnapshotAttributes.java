package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshotAttributes.html>
final class DescribeDbSnapshotAttributes implements Operation {
    private final World world;

    DescribeDbSnapshotAttributes(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeDBSnapshotAttributes";
    }

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("snapshot", Listing.name(call.input().text("DBSnapshotIdentifier", "*")));
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        return SnapshotAttributes.of(region, SnapshotAttributes.snapshot(region, call.input().need("DBSnapshotIdentifier")));
    }
}
