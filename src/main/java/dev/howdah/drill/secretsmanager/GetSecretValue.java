package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html>
final class GetSecretValue implements Operation {
    private final World world;

    GetSecretValue(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "GetSecretValue";
    }

    @Override
    public String resource(Call call) {
        return Secrets.resource(world, call);
    }

    @Override
    public Struct answer(Call call) {
        Secret secret = Secrets.kept(world, call);
        Secret.Version version = version(secret, call.input());
        return new Struct().put("ARN", secret.arn()).put("Name", secret.name()).put("VersionId", version.id())
                .put("SecretString", version.text()).list("VersionStages", version.stages()).put("CreatedDate", version.created());
    }

    /// By id, by stage, or by both, which must then agree; the current one when nothing is said.
    private static Secret.Version version(Secret secret, Input input) {
        String id = input.text("VersionId");
        String stage = input.text("VersionStage");
        Secret.Version version = id == null ? secret.stage(stage == null ? Secret.CURRENT : stage) : secret.version(id);
        if (version == null) {
            throw id == null ? SecretsErrors.noStage(stage == null ? Secret.CURRENT : stage) : SecretsErrors.noVersion(id);
        }
        if (stage != null && !version.stages().contains(stage)) {
            throw SecretsErrors.otherStage();
        }
        return version;
    }
}
