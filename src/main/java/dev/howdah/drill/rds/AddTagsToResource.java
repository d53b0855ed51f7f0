package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        List<Input> sent = call.input().structs("Tags");
        if (sent.isEmpty()) {
            throw ApiError.missing("Tags");
        }
        Resources.mustExist(region, arn);
        Map<String, String> tags = new LinkedHashMap<>();
        for (Input tag : sent) {
            String key = tag.need("Key");
            if (key.startsWith("aws:") || key.startsWith("rds:")) {
                throw ApiError.invalidValue("Tag keys cannot start with 'aws:' or 'rds:': " + key);
            }
            tags.put(key, tag.text("Value", ""));
        }
        region.tag(arn, tags);
        return new Struct();
    }
}
