package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html>
final class UpdateSecret implements Operation {
    private final World world;

    UpdateSecret(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "UpdateSecret";
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
            String token = Secrets.token(input);
            Secret.Version same = secret.version(token);
            if (text != null && same != null && !same.text().equals(text)) {
                throw SecretsErrors.exists("You can't use ClientRequestToken " + token
                        + " because that value is already in use for a version of secret " + secret.arn() + ".");
            }
            Secret next = secret.described(input.text("Description", secret.description()),
                    input.has("KmsKeyId") ? input.text("KmsKeyId") : secret.kmsKey());
            region.put(text == null || same != null ? next : next.with(token, world.clock().now(), text));
            return new Struct().put("ARN", secret.arn()).put("Name", secret.name()).put("VersionId", text == null ? null : token);
        }
    }
}
