package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html>: in order of their names here.
final class ListSecrets implements Operation {
    private final World world;

    ListSecrets(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ListSecrets";
    }

    @Override
    public Struct answer(Call call) {
        List<Input> filters = call.input().structs("Filters");
        List<Secret> rows = world.region(call.region()).secrets().stream()
                .filter(s -> s.deleted() == null || call.input().flag("IncludePlannedDeletion"))
                .filter(s -> filters.stream().allMatch(f -> passes(s, f)))
                .toList();
        Page<Secret> page = Page.of(rows, Secret::name, call.operation() + "/" + call.region(), call.input().text("NextToken"),
                Secrets.pageSize(call.input()), _ -> SecretsErrors.badToken());
        Instant now = world.clock().now();
        return new Struct().list("SecretList", page.items().stream().map(s -> SecretShape.of(s, now, "SecretVersionsToStages")).toList())
                .put("NextToken", page.next());
    }

    /// A filter's values match beginnings; one that begins with `!` must not match.
    private static boolean passes(Secret secret, Input filter) {
        Collection<String> found = values(secret, filter.text("Key", ""));
        return filter.texts("Values").stream().anyMatch(wanted -> wanted.startsWith("!")
                ? found.stream().noneMatch(v -> begins(v, wanted.substring(1)))
                : found.stream().anyMatch(v -> begins(v, wanted)));
    }

    private static boolean begins(String value, String start) {
        return value.toLowerCase(Locale.ROOT).startsWith(start.toLowerCase(Locale.ROOT));
    }

    private static Collection<String> values(Secret s, String key) {
        return switch (key) {
            case "name" -> List.of(s.name());
            case "description" -> List.of(s.description());
            case "tag-key" -> s.tags().keySet();
            case "tag-value" -> s.tags().values();
            case "owning-service" -> List.of(Objects.requireNonNullElse(s.owner(), ""));
            case "primary-region" -> List.of();
            case "all" -> Stream.of(List.of(s.name(), s.description()), s.tags().keySet(), s.tags().values())
                    .flatMap(Collection::stream).toList();
            default -> throw SecretsErrors.invalid("Invalid filter key: " + key);
        };
    }
}
