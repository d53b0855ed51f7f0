package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the actions share: finding the secret that a request means, and the sizes of pages.
final class Secrets {
    private static final int LONGEST = 65_536;

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

    /// The same, if nobody has asked for its deletion.
    static Secret kept(World world, Call call) {
        Secret secret = named(world, call);
        if (secret.deleted() != null) {
            throw SecretsErrors.request("You can't perform this operation on the secret because it was marked for deletion.");
        }
        return secret;
    }

    /// The same, if it is the caller's own and no service's.
    static Secret own(World world, Call call) {
        Secret secret = kept(world, call);
        mayChange(secret);
        return secret;
    }

    static void mayChange(Secret secret) {
        if (secret.owner() != null) {
            throw SecretsErrors.request("You can't modify or delete the secret " + secret.name() + " because it is managed by "
                    + secret.owner() + ".");
        }
    }

    /// The value that a request sends; null for none.
    static @Nullable String value(Input input) {
        if (input.has("SecretBinary")) {
            throw SecretsErrors.invalid("The drill keeps SecretString only, and no SecretBinary.");
        }
        String text = input.text("SecretString");
        if (text != null && text.length() > LONGEST) {
            throw SecretsErrors.invalid("The secret value can have at most " + LONGEST + " bytes.");
        }
        return text;
    }

    /// The id that a new version gets: that of the request, by which it is known again when it is sent twice.
    static String token(Input input) {
        String token = input.text("ClientRequestToken");
        if (token == null) {
            return UUID.randomUUID().toString();
        }
        if (token.length() < 32 || token.length() > 64) {
            throw SecretsErrors.invalid("ClientRequestToken must have 32 to 64 characters.");
        }
        return token;
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
