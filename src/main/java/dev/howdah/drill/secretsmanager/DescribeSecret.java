package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html>
final class DescribeSecret implements Operation {
    private final World world;

    DescribeSecret(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeSecret";
    }

    @Override
    public String resource(Call call) {
        return Secrets.resource(world, call);
    }

    @Override
    public Struct answer(Call call) {
        return SecretShape.of(Secrets.named(world, call), world.clock().now(), "VersionIdsToStages");
    }
}
