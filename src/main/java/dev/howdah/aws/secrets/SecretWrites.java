package dev.howdah.aws.secrets;

import dev.howdah.aws.session.AwsCommand;
import dev.howdah.aws.session.AwsSession;
import dev.howdah.journal.Permit;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import dev.howdah.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/// The calls of Secrets Manager that change something. Each wants a permit; none is repeated after silence.
public final class SecretWrites {
    private final AwsSession session;
    private final SecretsManagerClient secrets;

    public SecretWrites(AwsSession session) {
        this.session = session;
        this.secrets = session.writer("secrets_manager", SecretsManagerClient.builder());
    }

    /// Sends it once.
    ///
    /// @param value what is to be kept
    /// @return listed fields of the answer, for the journal: the secret's ARN and the id of the value
    /// @throws Problem.Thrown when it failed
    public Map<String, String> send(Permit permit, SecretWrite write, Secret value) throws InterruptedException {
        return session.write(permit, write.action(), () -> switch (write) {
            case SecretWrite.Create create -> {
                var answer = secrets.createSecret(request(create).toBuilder().secretString(value.reveal()).build());
                yield Map.of("request", text(answer.responseMetadata().requestId()), "secret", text(answer.arn()), "version",
                        text(answer.versionId()));
            }
            case SecretWrite.Put put -> {
                var answer = secrets.putSecretValue(request(put).toBuilder().secretString(value.reveal()).build());
                yield Map.of("request", text(answer.responseMetadata().requestId()), "secret", text(answer.arn()), "version",
                        text(answer.versionId()));
            }
        });
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /// The `aws` line that sends the same, word by word; what is to be kept comes to it by its standard input.
    public static List<String> words(SecretWrite write, AwsScope scope, @Nullable String endpoint) {
        return switch (write) {
            case SecretWrite.Create create -> words("CreateSecret", request(create), scope, endpoint);
            case SecretWrite.Put put -> words("PutSecretValue", request(put), scope, endpoint);
        };
    }

    private static List<String> words(String operation, SdkPojo request, AwsScope scope, @Nullable String endpoint) {
        var words = new ArrayList<>(AwsCommand.words("secretsmanager", operation, request, scope, endpoint));
        // the client makes one of its own
        int token = words.indexOf("--client-request-token");
        words.subList(token, token + 2).clear();
        words.addAll(List.of("--secret-string", "file:///dev/stdin"));
        return List.copyOf(words);
    }

    static CreateSecretRequest request(SecretWrite.Create create) {
        List<Tag> tags = create.tags().entrySet().stream().map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build()).toList();
        return CreateSecretRequest.builder().name(create.name()).description(create.description()).tags(tags)
                .clientRequestToken(create.token()).build();
    }

    static PutSecretValueRequest request(SecretWrite.Put put) {
        return PutSecretValueRequest.builder().secretId(put.arn()).clientRequestToken(put.token()).build();
    }
}
