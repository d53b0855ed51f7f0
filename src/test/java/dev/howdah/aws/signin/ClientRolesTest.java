package dev.howdah.aws.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// The names are those that the `aws` client 1.45 (botocore 1.43) gives its files for the same profiles.
final class ClientRolesTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/ops-with-mfa";
    private static final String DEVICE = "arn:aws:iam::123456789012:mfa/on-call";
    private static final Way SOURCE = new Way.Keys("keys", AwsBasicCredentials.create("A", "b"));

    @Test
    void aFileHasTheNameThatTheClientGivesIt() {
        assertThat(ClientRoles.file(Path.of("cache"), new Way.Role("mfa", SOURCE, ROLE, null, DEVICE, null, null)))
                .isEqualTo(Path.of("cache", "80f317a8b9d0aeca351fa4978bc6782b50059376.json"));
        assertThat(ClientRoles.file(Path.of("cache"),
                new Way.Role("mfa", SOURCE, ROLE, "blog-42", DEVICE, "night-shift", Duration.ofMinutes(15))))
                .isEqualTo(Path.of("cache", "d9d1ccc04a801bf9f83afb7da27dbba7c999c347.json"));
    }
}
