package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.JsonText;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.TaskDefinition;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the secrets of a definition get into a container's variables: ECS reads them with the execution role when the task starts
/// (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html>).
final class Injection {
    private static final String FAILED = "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval "
            + "failed: unable to retrieve secret from asm: service call has been retried 1 time(s): ";
    private final Region region;
    private final Containers ecs;
    private final TaskDefinition definition;

    Injection(Region region, TaskDefinition definition) {
        this.region = region;
        this.ecs = region.containers();
        this.definition = definition;
    }

    /// Puts the secrets of a container into `environment`; else why it did not come to that, in the words of ECS.
    @Nullable
    String into(Map<String, String> environment, TaskDefinition.Container container, String task) {
        for (Map.Entry<String, String> wanted : container.secrets().entrySet()) {
            String[] parts = wanted.getValue().split(":", -1);
            if (parts.length < 7) {
                return FAILED + "invalid secret reference " + wanted.getValue();
            }
            String arn = String.join(":", List.of(parts).subList(0, 7));
            Secret secret = region.secret(arn);
            if (!ecs.mayRead(definition.executionRole(), secret == null ? arn : secret.arn())) {
                String role = definition.executionRole().substring(definition.executionRole().lastIndexOf('/') + 1);
                return FAILED + "failed to fetch secret " + arn + " from secrets manager: AccessDeniedException: User: arn:aws:sts::"
                        + World.ACCOUNT + ":assumed-role/" + role + "/" + task
                        + " is not authorized to perform: secretsmanager:GetSecretValue "
                        + "on resource: " + arn + " because no identity-based policy allows the secretsmanager:GetSecretValue action";
            }
            if (secret != null && secret.deleted() != null) {
                return FAILED + "failed to fetch secret " + arn + " from secrets manager: InvalidRequestException: You can't perform this "
                        + "operation on the secret because it was marked for deletion.";
            }
            String key = parts.length > 7 ? parts[7] : "";
            String stage = parts.length > 8 && !parts[8].isEmpty() ? parts[8] : Secret.CURRENT;
            String version = parts.length > 9 ? parts[9] : "";
            Secret.Version value = secret == null ? null : version.isEmpty() ? secret.stage(stage) : secret.version(version);
            if (value == null) {
                return FAILED + "failed to fetch secret " + arn
                        + " from secrets manager: ResourceNotFoundException: Secrets Manager can't find "
                        + "the specified secret" + (secret == null ? "." : " value for staging label: " + stage);
            }
            String text = key.isEmpty() ? value.text() : JsonText.member(value.text(), key);
            if (text == null) {
                return FAILED + "retrieved secret from Secrets Manager did not contain json key " + key;
            }
            environment.put(wanted.getKey(), text);
        }
        return null;
    }
}
