package dev.howdah.model;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One version of a secret, without its value (`secretsmanager:ListSecretVersionIds`).
///
/// @param stages `AWSCURRENT`, `AWSPREVIOUS`, `AWSPENDING`, or others; none for one that is left to be forgotten
/// @param created when it became a value; null when it was not told
public record SecretVersion(String id, Set<String> stages, @Nullable Instant created) {
    public static final String CURRENT = "AWSCURRENT";
    public static final String PENDING = "AWSPENDING";

    public boolean current() {
        return stages.contains(CURRENT);
    }
}
