package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.World;
import java.util.List;

/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html>: the same ClientRequestToken with the same value is kept once.
final class PutSecretValue implements Operation {
    private final World world;

    PutSecretValue(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "PutSecretValue";
    }

    @Override
    public String resource(Call call) {
        return Secrets.resource(world, call);
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        synchronized (region) {
            Secret secret = Secrets.own(world, call);
            String text = Secrets.value(input);
            if (text == null) {
                throw SecretsErrors.request("You must provide either SecretString or SecretBinary.");
            }
            List<String> stages = input.texts("VersionStages");
            String token = Secrets.token(input);
            Secret.Version same = secret.version(token);
            if (same != null && !same.text().equals(text)) {
                throw SecretsErrors.exists("You can't use ClientRequestToken " + token
                        + " because that value is already in use for a version of secret " + secret.arn() + ".");
            }
            if (same == null) {
                secret = secret.with(token, world.clock().now(), text, stages.isEmpty() ? List.of(Secret.CURRENT) : stages);
                region.put(secret);
            }
            Secret.Version now = secret.version(token);
            return new Struct().put("ARN", secret.arn()).put("Name", secret.name()).put("VersionId", token).list("VersionStages",
                    now == null ? List.of() : now.stages());
        }
    }
}
