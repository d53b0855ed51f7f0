package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.howdah.drill.postgres.EndpointSocketFactory;
import dev.howdah.drill.postgres.Password;
import dev.howdah.drill.world.MachineSeed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The whole way that an operator goes, by the wire alone: secret, task, session, and through it the real server.
final class TunnelToPostgresTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static Drill drill;
    private static JsonWire wire;

    @BeforeAll
    static void start() throws Exception {
        drill = Drill.start(DrillOptions.standard(), _ -> {
        });
        drill.awaitReady();
        wire = JsonWire.of(drill);
    }

    @AfterAll
    static void stop() {
        drill.close();
    }

    private static JsonNode secret(String id, String stage) throws Exception {
        return JSON
                .readTree(wire.ask("secretsmanager", "GetSecretValue", Map.of("SecretId", id, "VersionStage", stage)).path("SecretString")
                        .asText());
    }

    private static List<String> hops() {
        List<String> arns = new ArrayList<>();
        wire.ask("ecs", "ListTasks", Map.of("cluster", "blog-cluster", "serviceName", "blog-api")).path("taskArns")
                .forEach(a -> arns.add(a.asText()));
        List<String> hops = new ArrayList<>();
        for (JsonNode task : wire.ask("ecs", "DescribeTasks", Map.of("cluster", "blog-cluster", "tasks", arns)).path("tasks")) {
            hops.add("ecs:blog-cluster_" + task.path("taskArn").asText().replaceFirst(".*/", "") + "_"
                    + task.path("containers").path(0).path("runtimeId").asText());
        }
        return hops;
    }

    private static Connection connect(int port, JsonNode secret, String password) throws SQLException {
        Path ca = Objects.requireNonNull(drill.certificateAuthority());
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/blogdb", EndpointSocketFactory.properties(
                secret.path("host").asText(), ca, secret.path("username").asText(), new Password(password)));
    }

    @Test
    void theSecretsLoginWorksThroughATask() throws Exception {
        JsonNode secret = secret("blog-api/db", "AWSCURRENT");
        List<String> hops = hops();
        assertThat(hops).hasSize(3);
        try (PlainClient client = PlainClient.open(wire, hops.getFirst(), secret.path("host").asText(), secret.path("port").asInt())
                .awaitReady()) {
            int port = client.listen();
            try (Connection connection = connect(port, secret, secret.path("password").asText());
                    var statement = connection.createStatement()) {
                var who = statement.executeQuery("SELECT current_user || '@' || current_database()");
                assertThat(who.next()).isTrue();
                assertThat(who.getString(1)).isEqualTo("blog_admin@blogdb");
                List<String> tasks = new ArrayList<>();
                var names = statement.executeQuery(
                        "SELECT DISTINCT application_name FROM pg_stat_activity WHERE application_name LIKE 'blog-api/%'");
                while (names.next()) {
                    tasks.add(names.getString(1).substring("blog-api/".length()));
                }
                assertThat(tasks).hasSize(3).allSatisfy(id -> assertThat(hops).anyMatch(h -> h.contains("_" + id)));
            }
            String old = secret("blog-api/db", "AWSPREVIOUS").path("password").asText();
            assertThatThrownBy(() -> connect(port, secret, old)).hasMessageContaining("password authentication failed");
        }
        assertThat(drill.sessions().violations()).isEmpty();
    }

    @Test
    void theMastersOwnSecretWorksThroughTheBastion() throws Exception {
        JsonNode blog = secret("blog-api/db", "AWSCURRENT");
        try (var rds = Clients.of(drill).rds()) {
            String arn = rds.describeDBInstances(r -> r.dbInstanceIdentifier("blog-db")).dbInstances().getFirst().masterUserSecret()
                    .secretArn();
            JsonNode master = secret(arn, "AWSCURRENT");
            try (PlainClient client = PlainClient.open(wire, MachineSeed.BASTION, blog.path("host").asText(), blog.path("port").asInt())
                    .awaitReady(); Connection connection = connect(client.listen(), blog, master.path("password").asText())) {
                assertThat(connection.isValid(5)).isTrue();
            }
        }
    }
}
