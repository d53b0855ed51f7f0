package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ListTagsForResource.html>
final class ListTagsForResource implements Operation {
    private final World world;

    ListTagsForResource(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ListTagsForResource";
    }

    @Override
    public String resource(Call call) {
        return call.input().text("ResourceName", "*");
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        String arn = call.input().need("ResourceName");
        Resources.mustExist(region, arn);
        return new Struct().list("TagList", "Tag", TagShape.of(region.tags(arn)));
    }
}
