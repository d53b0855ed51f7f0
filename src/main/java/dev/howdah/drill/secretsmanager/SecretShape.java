package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Secret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A secret without its value, as DescribeSecret and ListSecrets tell it
/// (<https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html>).
final class SecretShape {
    private SecretShape() {}

    /// @param stages what the member with the stages is called: the two actions differ
    static Struct of(Secret secret, Instant now, String stages) {
        return new Struct().put("ARN", secret.arn()).put("Name", secret.name()).put("Description", secret.description())
                .put("KmsKeyId", secret.kmsKey()).put("RotationEnabled", secret.rotatedEvery() == null ? null : Boolean.TRUE)
                .put("RotationRules", rules(secret)).put("LastRotatedDate", secret.rotatedEvery() == null ? null : secret.changed())
                .put("LastChangedDate", secret.changed()).put("LastAccessedDate", now.truncatedTo(ChronoUnit.DAYS))
                .put("NextRotationDate", next(secret)).list("Tags", Secrets.tags(secret.tags())).put(stages, Secrets.stages(secret))
                .put("OwningService", secret.owner()).put("CreatedDate", secret.created())
                .put("DeletedDate", secret.deleted());
    }

    private static @Nullable Struct rules(Secret secret) {
        Integer days = secret.rotatedEvery();
        return days == null ? null : new Struct().put("AutomaticallyAfterDays", days);
    }

    private static @Nullable Instant next(Secret secret) {
        Integer days = secret.rotatedEvery();
        return days == null ? null : secret.changed().plus(days, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
    }
}
