package dev.howdah.drill.sts;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Logins;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What AssumeRole and its like have in common: how long, and how credentials are written
/// (<https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html>).
final class SessionCredentials {
    private SessionCredentials() {}

    static Struct of(Logins.Issued issued) {
        return new Struct().put("AccessKeyId", issued.accessKey()).put("SecretAccessKey", issued.secretKey())
                .put("SessionToken", issued.token()).put("Expiration", issued.until());
    }

    /// @param chained whether the caller is a role's session itself: then an hour is the most
    static Duration length(Call call, boolean chained) {
        @Nullable
        Integer seconds = call.input().integer("DurationSeconds");
        if (seconds == null) {
            return Duration.ofHours(1);
        }
        if (seconds < 900 || seconds > 43200) {
            throw ApiError.of(400, "ValidationError", "1 validation error detected: Value '" + seconds
                    + "' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200");
        }
        if (chained && seconds > 3600) {
            throw ApiError.of(400, "ValidationError",
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        }
        return Duration.ofSeconds(seconds);
    }
}
