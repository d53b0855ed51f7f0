package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Map;

/// What the actions share: finding the secret that a request means, and the sizes of pages.
final class Secrets {
    private Secrets() {}

    /// The secret of `SecretId`, or ResourceNotFoundException.
    static Secret named(World world, Call call) {
        String id = call.input().text("SecretId");
        if (id == null || id.isEmpty()) {
            throw SecretsErrors.missing("secretId");
        }
        Secret secret = world.region(call.region()).secret(id);
        if (secret == null) {
            throw SecretsErrors.noSecret();
        }
        return secret;
    }

    /// What a policy would have to allow.
    static String resource(World world, Call call) {
        String id = call.input().text("SecretId", "*");
        Region region = world.region(call.region());
        Secret secret = region.secret(id);
        return secret != null
                ? secret.arn()
                : id.startsWith("arn:") ? id : "arn:aws:secretsmanager:" + region.name() + ":" + region.account() + ":secret:" + id;
    }

    /// How many rows a page may have: 1 to 100, all of them unless told.
    static int pageSize(Input input) {
        Integer asked = input.integer("MaxResults");
        if (asked != null && (asked < 1 || asked > 100)) {
            throw SecretsErrors.invalid("MaxResults must be between 1 and 100.");
        }
        return asked == null ? 100 : asked;
    }

    static List<Struct> tags(Map<String, String> tags) {
        return tags.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(t -> new Struct().put("Key", t.getKey()).put("Value", t.getValue())).toList();
    }

    /// Version id → its stages; versions without a stage are left out, as AWS does.
    static Struct stages(Secret secret) {
        var map = new Struct();
        secret.versions().stream().filter(v -> !v.stages().isEmpty()).forEach(v -> map.list(v.id(), v.stages()));
        return map;
    }
}
