package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.World;
import java.util.Comparator;
import java.util.List;

/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html>
final class ListSecretVersionIds implements Operation {
    private final World world;

    ListSecretVersionIds(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ListSecretVersionIds";
    }

    @Override
    public String resource(Call call) {
        return Secrets.resource(world, call);
    }

    @Override
    public Struct answer(Call call) {
        Secret secret = Secrets.named(world, call);
        boolean all = call.input().flag("IncludeDeprecated");
        List<Secret.Version> rows = secret.versions().stream().filter(v -> all || !v.stages().isEmpty())
                .sorted(Comparator.comparing(Secret.Version::id)).toList();
        Page<Secret.Version> page = Page.of(rows, Secret.Version::id, call.operation() + "/" + secret.arn(),
                call.input().text("NextToken"), Secrets.pageSize(call.input()), _ -> SecretsErrors.badToken());
        return new Struct().list("Versions", page.items().stream().map(v -> shape(secret, v)).toList()).put("NextToken", page.next())
                .put("ARN", secret.arn()).put("Name", secret.name());
    }

    private static Struct shape(Secret secret, Secret.Version version) {
        String key = secret.kmsKey();
        return new Struct().put("VersionId", version.id()).list("VersionStages", version.stages()).put("CreatedDate", version.created())
                .list("KmsKeyIds", List.of(key == null ? "DefaultEncryptionKey" : key));
    }
}
