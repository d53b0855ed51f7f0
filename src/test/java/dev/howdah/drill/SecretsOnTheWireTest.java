package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.howdah.drill.world.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The secrets of a drill with servers: their values, versions and refusals.
final class SecretsOnTheWireTest {
    private static final String SM = "secretsmanager";
    private static final Map<String, String> BLOG = Map.of("SecretId", "blog-api/db");
    private Drill drill;
    private JsonWire wire;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        var servers = new FakeServers(Files.writeString(folder.resolve("log"), ""));
        drill = Drill.start(DrillOptions.standard(), _ -> {
        }, _ -> servers);
        drill.awaitReady();
        wire = JsonWire.of(drill);
    }

    @AfterEach
    void stop() {
        drill.close();
    }

    @Test
    void blogSecretHoldsTheLoginOfTheServers() throws Exception {
        JsonNode value = wire.ask(SM, "GetSecretValue", BLOG);
        assertThat(value.path("ARN").asText()).isEqualTo("arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:blog-api/db-AbCdEf");
        assertThat(value.path("VersionStages").get(0).asText()).isEqualTo("AWSCURRENT");
        JsonNode secret = new ObjectMapper().readTree(value.path("SecretString").asText());
        assertThat(secret.path("url").asText())
                .isEqualTo("postgresql://blog_admin:fake-password@blog-db.cx0drill2hdh.ap-northeast-2.rds.amazonaws.com:15432/blogdb");
        assertThat(secret.path("username").asText()).isEqualTo("blog_admin");
        assertThat(secret.path("password").asText()).isEqualTo("fake-password");
        assertThat(secret.path("engine").asText()).isEqualTo("postgres");
        assertThat(secret.path("port").asInt()).isEqualTo(15_432);
        assertThat(secret.path("dbname").asText()).isEqualTo("blogdb");
    }

    @Test
    void previousVersionIsFromBeforeTheDatabaseWasThere() {
        JsonNode old = wire.ask(SM, "GetSecretValue", Map.of("SecretId", "blog-api/db", "VersionStage", "AWSPREVIOUS"));
        assertThat(old.path("SecretString").asText()).contains("PLACEHOLDER").doesNotContain("fake-password");
        JsonNode described = wire.ask(SM, "DescribeSecret",
                Map.of("SecretId", "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:blog-api/db"));
        assertThat(described.path("VersionIdsToStages").path(old.path("VersionId").asText()).get(0).asText()).isEqualTo("AWSPREVIOUS");
        assertThat(described.path("VersionIdsToStages")).hasSize(2);
        assertThat(described.has("SecretString")).isFalse();
        assertThat(wire.ask(SM, "ListSecretVersionIds", BLOG).path("Versions")).hasSize(2);
    }

    @Test
    void rdsManagesTheMastersSecret() {
        try (var rds = Clients.of(drill).rds()) {
            var master = rds.describeDBInstances(r -> r.dbInstanceIdentifier("blog-db")).dbInstances().getFirst().masterUserSecret();
            assertThat(master.secretStatus()).isEqualTo("active");
            JsonNode secret = wire.ask(SM, "DescribeSecret", Map.of("SecretId", master.secretArn()));
            assertThat(secret.path("Name").asText()).startsWith("rds!db-");
            assertThat(secret.path("OwningService").asText()).isEqualTo("rds");
            assertThat(secret.path("RotationRules").path("AutomaticallyAfterDays").asInt()).isEqualTo(7);
            assertThat(wire.ask(SM, "GetSecretValue", Map.of("SecretId", master.secretArn())).path("SecretString").asText())
                    .isEqualTo("{\"username\": \"blog_admin\", \"password\": \"fake-password\"}");
        }
        assertThat(wire.ask(SM, "ListSecrets", Map.of("MaxResults", 1)).path("NextToken").asText()).isNotEmpty();
        assertThat(wire.ask(SM, "ListSecrets", Map.of("Filters", new Object[]{Map.of("Key", "name", "Values", new String[]{"rds!"})}))
                .path("SecretList")).hasSize(1);
    }

    @Test
    void refusalsAreAwssOwn() {
        assertThat(wire.error(SM, "GetSecretValue", Map.of("SecretId", "nope"))).isEqualTo("ResourceNotFoundException");
        assertThat(wire.error(SM, "GetSecretValue", Map.of("SecretId", "blog-api/db", "VersionStage", "AWSPENDING")))
                .isEqualTo("ResourceNotFoundException");
        assertThat(wire.error(SM, "ListSecrets", Map.of("NextToken", "x"))).isEqualTo("InvalidNextTokenException");
        JsonWire viewer = wire.as("AKIDDRILLVIEWER00000");
        assertThat(viewer.error(SM, "DescribeSecret", BLOG)).isEmpty();
        assertThat(viewer.ask(SM, "GetSecretValue", BLOG).path("message").asText()).contains("ops-viewer")
                .contains(
                        "secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:blog-api/db");
        assertThat(wire.as("AKIDDRILLEXPIRED0000").error(SM, "ListSecrets", Map.of())).isEqualTo("ExpiredTokenException");
    }

    @Test
    void aSecretDoesNotPrintItsValue() {
        Secret secret = drill.world().home().secret("blog-api/db");
        assertThat(secret).isNotNull();
        assertThat(secret.toString()).doesNotContain("fake-password");
    }
}
