package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AddTagsToResource.html>
final class AddTagsToResource implements Operation {
    private final World world;

    AddTagsToResource(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "AddTagsToResource";
    }

    @Override
    public String resource(Call call) {
        return call.input().text("ResourceName", "*");
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        String arn = call.input().need("ResourceName");
        if (call.input().structs("Tags").isEmpty()) {
            throw ApiError.missing("Tags");
        }
        Resources.mustExist(region, arn);
        region.tag(arn, Wishes.tags(call.input()));
        return new Struct();
    }
}
