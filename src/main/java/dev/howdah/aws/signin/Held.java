package dev.howdah.aws.signin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// Credentials, and until when they are good; null for ever, as far as anybody says.
record Held(AwsCredentials credentials, @Nullable Instant until) {
    static Held of(String key, String secret, @Nullable String token, @Nullable Instant until) {
        return new Held(token == null
                ? software.amazon.awssdk.auth.credentials.AwsBasicCredentials.create(key, secret)
                : AwsSessionCredentials.builder().accessKeyId(key).secretAccessKey(secret).sessionToken(token).build(), until);
    }

    @Override
    public String toString() {
        return "credentials until " + until;
    }
}
