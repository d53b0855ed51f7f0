package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RestoreSecret.html>
final class RestoreSecret implements Operation {
    private final World world;

    RestoreSecret(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "RestoreSecret";
    }

    @Override
    public String resource(Call call) {
        return Secrets.resource(world, call);
    }

    @Override
    public Struct answer(Call call) {
        Region region = world.region(call.region());
        synchronized (region) {
            Secret secret = Secrets.named(world, call);
            region.put(secret.deletedAt(null));
            return new Struct().put("ARN", secret.arn()).put("Name", secret.name());
        }
    }
}
