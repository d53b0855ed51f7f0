package dev.howdah.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.model.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AwsSettingsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("config"), """
                [default]
                region = eu-west-1
                [profile blog-prod]
                sso_session = corp
                sso_account_id = 123456789012
                sso_role_name = Operator
                region = ap-northeast-2
                [sso-session corp]
                sso_start_url = https://example.awsapps.com/start
                sso_region = ap-northeast-2
                [profile restore]
                role_arn = arn:aws:iam::210987654321:role/Restorer
                source_profile = default
                [profile local]
                endpoint_url = http://127.0.0.1:4566
                region = us-east-1
                [profile tool]
                credential_process = /opt/bin/give
                """);
        Files.writeString(folder.resolve("credentials"), """
                [default]
                aws_access_key_id = AKIDEXAMPLE
                aws_secret_access_key = wJalrXUtnFEMI
                """);
    }

    @Test
    void readsEachKindOfProfileWithoutContactingAnything() {
        var profiles = settings(Map.of()).profiles();
        assertThat(profiles).extracting(Profile::name).containsExactly("blog-prod", "default", "local", "restore", "tool");
        assertThat(profiles).extracting(Profile::kind).containsExactly(Profile.Kind.SSO, Profile.Kind.STATIC, Profile.Kind.EMPTY,
                Profile.Kind.ROLE, Profile.Kind.PROCESS);
        assertThat(profiles.get(0).account()).isEqualTo("123456789012");
        assertThat(profiles.get(3).account()).isEqualTo("210987654321");
        assertThat(profiles.toString()).doesNotContain("wJalrXUtnFEMI").doesNotContain("AKIDEXAMPLE");
    }

    @Test
    void regionComesFromTheEnvironmentThenTheProfile() {
        assertThat(settings(Map.of()).region("blog-prod")).contains("ap-northeast-2");
        assertThat(settings(Map.of("AWS_DEFAULT_REGION", "us-west-2")).region("blog-prod")).contains("us-west-2");
        assertThat(settings(Map.of("AWS_DEFAULT_REGION", "us-west-2", "AWS_REGION", "us-east-2")).region(null)).contains("us-east-2");
        assertThat(settings(Map.of("AWS_PROFILE", "blog-prod")).region(null)).contains("ap-northeast-2");
        assertThat(settings(Map.of()).region("restore")).isEmpty();
    }

    @Test
    void endpointOverridesAreFoundWithTheMostParticularFirst() {
        var settings = settings(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1", "AWS_ENDPOINT_URL_RDS", "http://127.0.0.1:2"));
        assertThat(settings.endpoint("rds", null)).map(u -> u.getPort()).contains(2);
        assertThat(settings.endpoint("ec2", null)).map(u -> u.getPort()).contains(1);
        assertThat(settings(Map.of()).endpoint("rds", "local")).map(u -> u.getPort()).contains(4566);
        assertThat(settings(Map.of()).endpoint("rds", null)).isEmpty();
        assertThat(settings(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"))
                .endpoint("rds", null)).isEmpty();
    }

    private AwsSettings settings(Map<String, String> more) {
        var all = new java.util.HashMap<>(more);
        all.put("AWS_CONFIG_FILE", folder.resolve("config").toString());
        all.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("credentials").toString());
        return new AwsSettings(all);
    }
}
