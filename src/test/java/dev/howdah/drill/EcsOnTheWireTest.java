package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The chapter's cluster, with tasks that are those of the servers' workload.
final class EcsOnTheWireTest {
    private static final String CLUSTER = "blog-cluster";
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
    void tasksOfBlogApiAreTheWorkloadsAndCanBeReached() {
        List<String> arns = texts(wire.ask("ecs", "ListTasks", Map.of("cluster", CLUSTER, "serviceName", "blog-api")).path("taskArns"));
        assertThat(arns).hasSize(3).anyMatch(a -> a.contains("task/blog-cluster/0a1b2c3d"));
        JsonNode tasks = wire.ask("ecs", "DescribeTasks", Map.of("cluster", CLUSTER, "tasks", arns)).path("tasks");
        for (JsonNode task : tasks) {
            JsonNode container = task.path("containers").path(0);
            String id = task.path("taskArn").asText().replaceFirst(".*/", "");
            assertThat(task.path("lastStatus").asText()).isEqualTo("RUNNING");
            assertThat(task.path("enableExecuteCommand").asBoolean()).isTrue();
            assertThat(container.path("runtimeId").asText()).matches(id + "-\\d{10}");
            assertThat(container.path("managedAgents").path(0).path("name").asText()).isEqualTo("ExecuteCommandAgent");
            assertThat(container.path("managedAgents").path(0).path("lastStatus").asText()).isEqualTo("RUNNING");
            assertThat(interfaceOf(task)).isEqualTo(container.path("networkInterfaces").path(0).path("privateIpv4Address").asText());
        }
    }

    /// The address that EC2 says the task's interface has.
    private String interfaceOf(JsonNode task) {
        String eni = "";
        for (JsonNode detail : task.path("attachments").path(0).path("details")) {
            eni = detail.path("name").asText().equals("networkInterfaceId") ? detail.path("value").asText() : eni;
        }
        try (var ec2 = Clients.of(drill).ec2()) {
            String id = eni;
            var found = ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(id)).networkInterfaces().getFirst();
            assertThat(found.groups().getFirst().groupName()).isEqualTo("blog-fargate");
            return found.privateIpAddress();
        }
    }

    @Test
    void workerCannotBeReached() {
        JsonNode services = wire.ask("ecs", "DescribeServices", Map.of("cluster", CLUSTER, "services", List.of("blog-api", "blog-worker")))
                .path("services");
        assertThat(services.path(0).path("enableExecuteCommand").asBoolean()).isTrue();
        assertThat(services.path(0).path("runningCount").asInt()).isEqualTo(3);
        assertThat(services.path(1).path("enableExecuteCommand").asBoolean()).isFalse();
        List<String> arns = texts(wire.ask("ecs", "ListTasks", Map.of("cluster", CLUSTER, "family", "blog-worker")).path("taskArns"));
        JsonNode task = wire.ask("ecs", "DescribeTasks", Map.of("cluster", CLUSTER, "tasks", arns)).path("tasks").path(0);
        assertThat(task.path("enableExecuteCommand").asBoolean(true)).isFalse();
        assertThat(task.path("containers").path(0).has("managedAgents")).isFalse();
    }

    @Test
    void definitionsInjectTheSecret() {
        List<String> arns = texts(wire.ask("ecs", "ListTaskDefinitions", Map.of("familyPrefix", "blog-api-migrate", "sort", "DESC"))
                .path("taskDefinitionArns"));
        assertThat(arns.getFirst()).endsWith("task-definition/blog-api-migrate:6");
        JsonNode migrate = wire.ask("ecs", "DescribeTaskDefinition", Map.of("taskDefinition", "blog-api-migrate:5")).path("taskDefinition");
        JsonNode container = migrate.path("containerDefinitions").path(0);
        assertThat(texts(container.path("command"))).containsExactly("alembic", "upgrade", "head");
        assertThat(container.path("secrets").path(0).path("valueFrom").asText()).endsWith("secret:blog-api/db-AbCdEf:url::");
    }

    @Test
    void whatIsNotThereIsToldAsEcsTellsIt() {
        assertThat(wire.error("ecs", "ListTasks", Map.of())).isEqualTo("ClusterNotFoundException");
        assertThat(wire.error("ecs", "ListTasks", Map.of("cluster", CLUSTER, "serviceName", "x"))).isEqualTo("ServiceNotFoundException");
        assertThat(wire.error("ecs", "DescribeTaskDefinition", Map.of("taskDefinition", "x:1"))).isEqualTo("ClientException");
        assertThat(wire.error("ecs", "DescribeTasks", Map.of("cluster", CLUSTER))).isEqualTo("InvalidParameterException");
        JsonNode failure = wire.ask("ecs", "DescribeTasks", Map.of("cluster", CLUSTER, "tasks", List.of("gone"))).path("failures").path(0);
        assertThat(failure.path("reason").asText()).isEqualTo("MISSING");
        assertThat(failure.path("arn").asText()).endsWith("task/blog-cluster/gone");
        assertThat(wire.ask("ecs", "DescribeClusters", Map.of("clusters", List.of("x"))).path("failures").path(0).path("reason").asText())
                .isEqualTo("MISSING");
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(n -> texts.add(n.asText()));
        return texts;
    }
}
