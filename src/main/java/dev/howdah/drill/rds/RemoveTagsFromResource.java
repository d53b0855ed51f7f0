package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RemoveTagsFromResource.html>: a key that is not there is not an
/// error.
final class RemoveTagsFromResource implements Operation {
    private final World world;

    RemoveTagsFromResource(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "RemoveTagsFromResource";
    }

    @Override
    public String resource(Call call) {
        return call.input().text("ResourceName", "*");
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        String arn = call.input().need("ResourceName");
        List<String> keys = call.input().texts("TagKeys");
        if (keys.isEmpty()) {
            throw ApiError.missing("TagKeys");
        }
        Resources.mustExist(region, arn);
        region.untag(arn, keys);
        return new Struct();
    }
}
