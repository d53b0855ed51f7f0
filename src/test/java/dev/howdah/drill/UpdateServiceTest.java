package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A service's tasks are replaced, more and fewer, as ECS does it, with a clock that the test turns. Bad inputs: clusters, services
/// and definitions that are not there, no service, a negative count, callers who may not.
final class UpdateServiceTest {
    private final DrillClock clock = DrillClock.stoppedAt(Instant.parse("2026-11-24T12:00:00Z"));
    private Drill drill;
    private JsonWire wire;

    @BeforeEach
    void start() throws Exception {
        drill = Drill.start(DrillOptions.standard().withoutServers().withClock(clock), _ -> {
        });
        wire = JsonWire.of(drill);
    }

    @AfterEach
    void stop() {
        drill.close();
    }

    @Test
    void everyTaskIsReplacedAndTheOldOnesStopOnlyThen() {
        List<String> before = tasks("RUNNING");
        JsonNode service = update(Map.of("forceNewDeployment", true)).path("service");
        assertThat(service.path("deployments")).hasSize(2);
        assertThat(service.path("deployments").path(0).path("rolloutState").asText()).isEqualTo("IN_PROGRESS");
        assertThat(service.path("deployments").path(1).path("status").asText()).isEqualTo("ACTIVE");
        clock.advance(Pace.BRISK.settle());
        assertThat(tasks("RUNNING")).hasSize(6).containsAll(before);
        JsonNode fresh = describe(tasks("RUNNING").stream().filter(t -> !before.contains(t)).findFirst().orElseThrow());
        assertThat(fresh.path("lastStatus").asText()).isEqualTo("PROVISIONING");
        assertThat(fresh.path("containers").path(0).has("runtimeId")).isFalse();
        assertThat(fresh.has("startedAt")).isFalse();
        clock.advance(Pace.BRISK.settle());
        assertThat(describe(fresh.path("taskArn").asText()).path("lastStatus").asText()).isEqualTo("PENDING");
        clock.advance(Pace.BRISK.reboot());
        assertThat(describe(fresh.path("taskArn").asText()).path("lastStatus").asText()).isEqualTo("RUNNING");
        JsonNode old = describe(before.getFirst());
        assertThat(old.path("desiredStatus").asText()).isEqualTo("STOPPED");
        assertThat(old.path("stopCode").asText()).isEqualTo("ServiceSchedulerInitiated");
        assertThat(old.path("stoppedReason").asText()).startsWith("Scaling activity initiated by (deployment ecs-svc/");
        assertThat(old.path("containers").path(0).has("exitCode")).as("not before it has stopped").isFalse();
        clock.advance(Pace.BRISK.settle().multipliedBy(2));
        assertThat(describe(before.getFirst()).path("lastStatus").asText()).isEqualTo("STOPPED");
        assertThat(describe(before.getFirst()).path("containers").path(0).path("exitCode").asInt()).isZero();
        assertThat(tasks("RUNNING")).hasSize(3).doesNotContainAnyElementsOf(before);
        JsonNode done = service();
        assertThat(done.path("deployments")).hasSize(1);
        assertThat(done.path("deployments").path(0).path("rolloutState").asText()).isEqualTo("COMPLETED");
        assertThat(done.path("events").path(0).path("message").asText()).isEqualTo("(service blog-api) has reached a steady state.");
        assertThat(done.path("runningCount").asInt()).isEqualTo(3);
        assertThat(drill.requestLog().entries()).filteredOn(e -> e.operation().equals("UpdateService")).hasSize(1)
                .allSatisfy(e -> assertThat(e.changes()).isTrue());
    }

    @Test
    void aServiceIsScaledToNothingAndBack() {
        update(Map.of("desiredCount", 0));
        clock.advance(Duration.ofSeconds(10));
        assertThat(tasks("RUNNING")).isEmpty();
        assertThat(service().path("runningCount").asInt()).isZero();
        update(Map.of("desiredCount", 2));
        clock.advance(Duration.ofSeconds(10));
        assertThat(tasks("RUNNING")).hasSize(2);
        assertThat(service().path("deployments").path(0).path("rolloutState").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void aSecondUpdateTakesOverFromTheFirst() {
        update(Map.of("forceNewDeployment", true));
        clock.advance(Duration.ofSeconds(2));
        update(Map.of("taskDefinition", "blog-api:12"));
        clock.advance(Duration.ofSeconds(20));
        assertThat(tasks("RUNNING")).hasSize(3).allSatisfy(
                t -> assertThat(describe(t).path("taskDefinitionArn").asText()).endsWith("task-definition/blog-api:12"));
        assertThat(service().path("deployments")).hasSize(1);
    }

    @Test
    void executeCommandCanBeSwitchedOnForTasksToCome() {
        update(Map.of("service", "blog-worker", "enableExecuteCommand", true));
        clock.advance(Duration.ofSeconds(10));
        JsonNode arns = wire.ask("ecs", "ListTasks", Map.of("cluster", "blog-cluster", "serviceName", "blog-worker")).path("taskArns");
        assertThat(arns).hasSize(1);
        JsonNode agent = describe(arns.path(0).asText()).path("containers").path(0).path("managedAgents").path(0);
        assertThat(agent.path("lastStatus").asText()).isEqualTo("RUNNING");
    }

    @Test
    void whatIsNotThereIsToldAndNothingHappens() {
        List<String> before = tasks("RUNNING");
        assertThat(error(Map.of("cluster", "nope"))).isEqualTo("ClusterNotFoundException");
        assertThat(error(Map.of("service", "nope"))).isEqualTo("ServiceNotFoundException");
        assertThat(error(Map.of("service", ""))).isEqualTo("InvalidParameterException");
        assertThat(error(Map.of("desiredCount", -1))).isEqualTo("InvalidParameterException");
        assertThat(error(Map.of("taskDefinition", "blog-api:99"))).isEqualTo("ClientException");
        assertThat(wire.as("AKIDDRILLVIEWER00000").error("ecs", "UpdateService", Map.of("cluster", "blog-cluster", "service", "blog-api",
                "forceNewDeployment", true))).isEqualTo("AccessDeniedException");
        clock.advance(Duration.ofSeconds(20));
        assertThat(tasks("RUNNING")).isEqualTo(before);
    }

    private String error(Map<String, Object> more) {
        return update(more).path("__type").asText().replaceFirst(".*#", "");
    }

    private JsonNode update(Map<String, Object> more) {
        var input = new java.util.HashMap<String, Object>(Map.of("cluster", "blog-cluster", "service", "blog-api"));
        input.putAll(more);
        return wire.ask("ecs", "UpdateService", input);
    }

    private JsonNode service() {
        return wire.ask("ecs", "DescribeServices", Map.of("cluster", "blog-cluster", "services", List.of("blog-api"))).path("services")
                .path(0);
    }

    private List<String> tasks(String desired) {
        List<String> arns = new ArrayList<>();
        wire.ask("ecs", "ListTasks", Map.of("cluster", "blog-cluster", "serviceName", "blog-api", "desiredStatus", desired))
                .path("taskArns")
                .forEach(a -> arns.add(a.asText()));
        return arns;
    }

    private JsonNode describe(String arn) {
        return wire.ask("ecs", "DescribeTasks", Map.of("cluster", "blog-cluster", "tasks", List.of(arn))).path("tasks").path(0);
    }
}
