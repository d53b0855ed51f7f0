package dev.howdah.aws.secrets;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.model.Problem;
import dev.howdah.model.Secret;
import dev.howdah.model.SecretState;
import dev.howdah.model.SecretVersion;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/// Secrets Manager in one account and region. Values are read for each use and kept by nobody.
public final class SecretReads {
    public static final String CURRENT = "AWSCURRENT";
    public static final String PREVIOUS = "AWSPREVIOUS";
    private final AwsSession session;
    private final SecretsManagerClient secrets;

    public SecretReads(AwsSession session) {
        this.session = session;
        this.secrets = session.client("secrets_manager", SecretsManagerClient.builder());
    }

    /// One version's value.
    ///
    /// @param created when this version became a value, which is not when the secret last changed
    public record Value(String arn, String versionId, Secret text, @Nullable Instant created) {}

    /// A secret without its value (`secretsmanager:DescribeSecret`).
    ///
    /// @param id name or ARN
    public SecretState state(String id) throws InterruptedException {
        var s = session.call("secretsmanager:DescribeSecret", () -> secrets.describeSecret(r -> r.secretId(id)));
        return new SecretState(s.arn(), s.name(), Boolean.TRUE.equals(s.rotationEnabled()),
                s.rotationRules() == null || s.rotationRules().automaticallyAfterDays() == null
                        ? null
                        : s.rotationRules().automaticallyAfterDays().intValue(),
                s.lastRotatedDate(), s.nextRotationDate());
    }

    /// What tells whose a secret is.
    ///
    /// @param deleted when it goes for whoever asked for its deletion; null while nobody has
    public record Named(String arn, Map<String, String> tags, @Nullable Instant deleted) {}

    /// The secret of a name, if there is one (`secretsmanager:DescribeSecret`).
    public Optional<Named> named(String name) throws InterruptedException {
        try {
            var s = session.call("secretsmanager:DescribeSecret", () -> secrets.describeSecret(r -> r.secretId(name)));
            return Optional.of(new Named(s.arn(), s.tags().stream().collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value)),
                    s.deletedDate()));
        } catch (Problem.Thrown e) {
            if (e.problem() instanceof Problem.Missing) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// A secret's versions without their values, the newest first; those without a stage too (`secretsmanager:ListSecretVersionIds`).
    ///
    /// @param id name or ARN
    public List<SecretVersion> versions(String id) throws InterruptedException {
        return session.call("secretsmanager:ListSecretVersionIds",
                () -> secrets.listSecretVersionIdsPaginator(r -> r.secretId(id).includeDeprecated(true)).stream()
                        .flatMap(page -> page.versions().stream())
                        .map(v -> new SecretVersion(v.versionId(), Set.copyOf(v.versionStages()), v.createdDate()))
                        .sorted(Comparator.comparing(SecretVersion::created, Comparator.nullsLast(Comparator.reverseOrder()))).toList());
    }

    /// A secret's value (`secretsmanager:GetSecretValue`).
    ///
    /// @param id name or ARN, without the suffixes that a task definition adds
    /// @param stage [#CURRENT] or [#PREVIOUS]
    public Value value(String id, String stage) throws InterruptedException {
        var answer = session.call("secretsmanager:GetSecretValue", () -> secrets.getSecretValue(r -> r.secretId(id).versionStage(stage)));
        String text = answer.secretString();
        return new Value(answer.arn(), answer.versionId(), new Secret(text == null ? answer.secretBinary().asUtf8String() : text),
                answer.createdDate());
    }
}
