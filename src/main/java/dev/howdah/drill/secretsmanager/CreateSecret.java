package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.World;
import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.world.Ids;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html>: the same ClientRequestToken with the same value makes it once.
final class CreateSecret implements Operation {
    private static final String NAME = "[A-Za-z0-9/_+=.@!-]{1,512}";
    private static final int MOST = 500_000;
    private final World world;

    CreateSecret(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "CreateSecret";
    }

    @Override
    public String resource(Call call) {
        return "arn:aws:secretsmanager:" + call.region() + ":" + World.ACCOUNT + ":secret:" + call.input().text("Name", "*");
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        synchronized (region) {
            String name = input.text("Name", "");
            if (!name.matches(NAME)) {
                throw SecretsErrors
                        .invalid("Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: "
                                + "-/_+=.@!");
            }
            String text = Secrets.value(input);
            String token = Secrets.token(input);
            Secret there = region.secrets().stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
            if (there != null) {
                return again(there, token, text);
            }
            Map<String, String> tags = new LinkedHashMap<>();
            input.structs("Tags").forEach(t -> tags.put(t.text("Key", ""), t.text("Value", "")));
            if (tags.keySet().stream().anyMatch(k -> k.startsWith("aws:"))) {
                throw SecretsErrors.invalid("Tag keys cannot begin with aws:");
            }
            if (region.secrets().size() >= MOST) {
                throw ApiError.of(400, "LimitExceededException", "You have reached the limit of " + MOST + " secrets.");
            }
            Instant now = world.clock().now();
            String arn = "arn:aws:secretsmanager:" + region.name() + ":" + region.account() + ":secret:" + name + "-"
                    + new Ids(token.hashCode() * 31L + now.toEpochMilli()).resource("").substring(0, 6);
            var made = new Secret(arn, name, input.text("Description", ""), null, input.text("KmsKeyId"), now, null, List.of(), tags);
            region.put(text == null ? made : made.with(token, now, text));
            return new Struct().put("ARN", arn).put("Name", name).put("VersionId", text == null ? null : token);
        }
    }

    /// The name is taken: by this very request, sent before, or by somebody else.
    private static Struct again(Secret there, String token, @Nullable String text) {
        if (there.deleted() != null) {
            throw SecretsErrors.request(
                    "You can't create this secret because a secret with this name is already scheduled for deletion.");
        }
        Secret.Version version = there.version(token);
        if (version == null || !version.text().equals(text)) {
            throw SecretsErrors.exists("The operation failed because the secret " + there.name() + " already exists.");
        }
        return new Struct().put("ARN", there.arn()).put("Name", there.name()).put("VersionId", token);
    }
}
