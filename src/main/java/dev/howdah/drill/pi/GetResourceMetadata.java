package dev.howdah.drill.pi;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/performance-insights/latest/APIReference/API_GetResourceMetadata.html>
final class GetResourceMetadata implements Operation {
    private final World world;

    GetResourceMetadata(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "GetResourceMetadata";
    }

    @Override
    public String resource(Call call) {
        return Source.arn(world, call);
    }

    @Override
    public Struct answer(Call call) {
        Source source = Source.of(world, call);
        return new Struct().put("Identifier", source.instance().resourceId()).put("Features",
                new Struct().put("SQL_DIGEST_STATISTICS", new Struct().put("Status", "DISABLED"))
                        .put("EXECUTION_PLANS", new Struct().put("Status", "UNSUPPORTED"))
                        .put("LOCK_ANALYSIS", new Struct().put("Status", "DISABLED")));
    }
}
