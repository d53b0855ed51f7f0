package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.EcsSeed;
import dev.howdah.drill.world.NetworkSeed;
import dev.howdah.drill.world.Pace;
import dev.howdah.drill.world.SecretSeed;
import dev.howdah.drill.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A task on its own from RunTask until ECS has forgotten it, with a real process in it and a clock that the test turns, and each
/// reason for which one does not start. Bad inputs: definitions, subnets, groups, containers, counts and tokens that cannot be.
final class TaskOnTheWireTest {
    private static final String CLUSTER = "blog-cluster";
    private static final String GROUP = "/ecs/blog-migrate";
    private static final DrillClock CLOCK = DrillClock.stoppedAt(Instant.parse("2026-11-24T12:00:00Z"));
    private static Drill drill;
    private static JsonWire wire;

    @BeforeAll
    static void start() throws Exception {
        drill = Drill.start(DrillOptions.standard().withoutServers().withClock(CLOCK), _ -> {
        });
        wire = JsonWire.of(drill);
    }

    @AfterAll
    static void stop() {
        drill.close();
    }

    @Test
    void aTaskGoesThroughItsStatesAndIsForgottenAfterAnHour() throws Exception {
        String arn = run(EcsSeed.MIGRATE + ":1", Map.of("startedBy", "deploy-1", "tags", List.of(Map.of("key", "a", "value", "b"))));
        assertThat(describe(arn).path("lastStatus").asText()).isEqualTo("PROVISIONING");
        assertThat(ids(Map.of("cluster", CLUSTER, "startedBy", "deploy-1"))).containsExactly(arn);
        CLOCK.advance(Pace.BRISK.settle());
        assertThat(describe(arn).path("lastStatus").asText()).isEqualTo("PENDING");
        CLOCK.advance(Pace.BRISK.settle().multipliedBy(2));
        assertThat(describe(arn).path("lastStatus").asText()).isEqualTo("ACTIVATING");
        assertThat(describe(arn).path("pullStoppedAt").isNumber()).isTrue();
        CLOCK.advance(Pace.BRISK.settle());
        Waiting.until(() -> describe(arn).path("lastStatus").asText().equals("DEACTIVATING"));
        assertThat(describe(arn).path("containers").path(0).has("exitCode")).as("not before it has stopped").isFalse();
        CLOCK.advance(Pace.BRISK.settle().multipliedBy(2));
        JsonNode task = describe(arn);
        assertThat(task.path("lastStatus").asText()).isEqualTo("STOPPED");
        assertThat(task.path("stopCode").asText()).isEqualTo("EssentialContainerExited");
        assertThat(task.path("stoppedReason").asText()).isEqualTo("Essential container in task exited");
        assertThat(task.path("containers").path(0).path("exitCode").asInt(-1)).isZero();
        assertThat(task.path("executionStoppedAt").asDouble()).isLessThan(task.path("stoppedAt").asDouble());
        assertThat(task.path("tags").path(0).path("value").asText()).isEqualTo("b");
        String stream = "ecs/migrate/" + arn.replaceFirst(".*/", "");
        JsonNode page = wire.ask("logs", "GetLogEvents", Map.of("logGroupName", GROUP, "logStreamName", stream, "startFromHead", true));
        assertThat(page.path("events").path(0).path("message").asText()).contains("nothing to do");
        JsonNode end = wire.ask("logs", "GetLogEvents",
                Map.of("logGroupName", GROUP, "logStreamName", stream, "nextToken", page.path("nextForwardToken").asText()));
        assertThat(end.path("events")).isEmpty();
        assertThat(end.path("nextForwardToken")).as("the end of the stream").isEqualTo(page.path("nextForwardToken"));
        CLOCK.advance(Duration.ofHours(1));
        assertThat(wire.ask("ecs", "DescribeTasks", Map.of("cluster", CLUSTER, "tasks", List.of(arn))).path("failures").path(0)
                .path("reason").asText()).isEqualTo("MISSING");
    }

    @Test
    void aClientTokenStartsOneTask() {
        String first = run(EcsSeed.MIGRATE + ":1", Map.of("clientToken", "once"));
        assertThat(run(EcsSeed.MIGRATE + ":1", Map.of("clientToken", "once"))).isEqualTo(first);
        assertThat(wire.error("ecs", "RunTask", wish(EcsSeed.MIGRATE + ":5", Map.of("clientToken", "once"))))
                .isEqualTo("ConflictException");
    }

    @Test
    void aTaskThatIsStoppedGetsTheSignal() throws Exception {
        String arn = run(EcsSeed.MIGRATE + ":1", command("sleep", "600"));
        CLOCK.advance(Pace.BRISK.settle().multipliedBy(4));
        assertThat(describe(arn).path("lastStatus").asText()).isEqualTo("RUNNING");
        wire.ask("ecs", "StopTask", Map.of("cluster", CLUSTER, "task", arn, "reason", "enough"));
        assertThat(describe(arn).path("desiredStatus").asText()).isEqualTo("STOPPED");
        JsonNode task = stopped(arn);
        assertThat(task.path("stopCode").asText()).isEqualTo("UserInitiated");
        assertThat(task.path("stoppedReason").asText()).isEqualTo("enough");
        assertThat(task.path("containers").path(0).path("exitCode").asInt()).isEqualTo(143);
        assertThat(wire.ask("ecs", "StopTask", Map.of("cluster", CLUSTER, "task", arn)).path("task").path("lastStatus").asText())
                .as("once more").isEqualTo("STOPPED");
    }

    @Test
    void aTaskThatIsStoppedBeforeItRanHasNoExitCode() throws Exception {
        String arn = run(EcsSeed.MIGRATE + ":1", Map.of());
        wire.ask("ecs", "StopTask", Map.of("cluster", CLUSTER, "task", arn));
        JsonNode task = stopped(arn);
        assertThat(task.path("containers").path(0).has("exitCode")).isFalse();
        assertThat(task.has("startedAt")).isFalse();
    }

    @Test
    void whatKeepsATaskFromStartingIsToldInTheWordsOfEcs() throws Exception {
        String secret = SecretSeed.blogArn(drill.world().home());
        String execution = "arn:aws:iam::" + World.ACCOUNT + ":role/" + EcsSeed.EXECUTION_ROLE;
        assertThat(reason(register("no-key", image("v114"), secret + ":uri::", execution, GROUP)))
                .startsWith("ResourceInitializationError: ")
                .endsWith("did not contain json key uri");
        assertThat(reason(register("no-secret", image("v114"), secret.replace("AbCdEf", "XyZxYz") + ":url::", execution, GROUP)))
                .contains("AccessDeniedException", "is not authorized to perform: secretsmanager:GetSecretValue");
        assertThat(
                reason(register("denied", image("v114"), secret + ":url::", execution.replace(EcsSeed.EXECUTION_ROLE, "blog-worker-task"),
                        GROUP)))
                .contains("AccessDeniedException", "assumed-role/blog-worker-task/");
        assertThat(reason(register("no-image", image("v999"), secret + ":url::", execution, GROUP)))
                .startsWith("CannotPullContainerError: ").endsWith("blog-api:v999: not found");
        assertThat(reason(register("no-group", image("v114"), secret + ":url::", execution, "/ecs/nowhere")))
                .contains("failed to validate logger args", "The specified log group does not exist");
        String publicly = run(EcsSeed.MIGRATE + ":1", Map.of("networkConfiguration", Map.of("awsvpcConfiguration",
                Map.of("subnets", List.of(NetworkSeed.PUBLIC_A), "securityGroups", List.of(NetworkSeed.SG_FARGATE)))));
        assertThat(stopped(publicly).path("stoppedReason").asText()).contains("connection issue between the task and Amazon ECR");
        String unknown = run(EcsSeed.MIGRATE + ":1", command("python", "-m", "blog"));
        assertThat(stopped(unknown).path("stoppedReason").asText()).contains("exec: \"python\": executable file not found in $PATH");
    }

    @Test
    void whereThereIsNoRoomTheAnswerIsGoodAndNamesFailures() {
        for (String zone : List.of("ap-northeast-2a", "ap-northeast-2c")) {
            drill.world().home().containers().capacity(zone, false);
        }
        JsonNode answer = wire.ask("ecs", "RunTask", wish(EcsSeed.MIGRATE + ":1", Map.of()));
        assertThat(answer.path("tasks")).isEmpty();
        assertThat(answer.path("failures").path(0).path("reason").asText()).startsWith("Capacity is unavailable at this time.");
        for (String zone : List.of("ap-northeast-2a", "ap-northeast-2c")) {
            drill.world().home().containers().capacity(zone, true);
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(error(Map.of("taskDefinition", "blog-api-migrate:99"))).isEqualTo("ClientException");
        assertThat(error(Map.of("count", 11))).isEqualTo("InvalidParameterException");
        assertThat(error(Map.of("networkConfiguration", Map.of()))).isEqualTo("InvalidParameterException");
        assertThat(error(Map.of("startedBy", "a b"))).isEqualTo("InvalidParameterException");
        assertThat(error(Map.of("clientToken", "x".repeat(65)))).isEqualTo("InvalidParameterException");
        assertThat(error(Map.of("networkConfiguration", Map.of("awsvpcConfiguration", Map.of("subnets", List.of("subnet-0")))))).isEqualTo(
                "InvalidParameterException");
        assertThat(error(Map.of("overrides", Map.of("containerOverrides", List.of(Map.of("name", "other")))))).isEqualTo(
                "InvalidParameterException");
        assertThat(wire.as("AKIDDRILLVIEWER00000").error("ecs", "RunTask", wish(EcsSeed.MIGRATE + ":1", Map.of())))
                .isEqualTo("AccessDeniedException");
        assertThat(wire.error("ecs", "StopTask", Map.of("cluster", CLUSTER, "task", "x"))).isEqualTo("InvalidParameterException");
        assertThat(wire.error("ecs", "RegisterTaskDefinition", Map.of("family", "a b"))).isEqualTo("ClientException");
        assertThat(wire.error("logs", "GetLogEvents", Map.of("logGroupName", "x", "logStreamName", "y")))
                .isEqualTo("ResourceNotFoundException");
        assertThat(wire.error("logs", "DescribeLogStreams", Map.of("logGroupName", GROUP, "limit", 51)))
                .isEqualTo("InvalidParameterException");
        assertThat(wire.error("logs", "CreateLogGroup", Map.of("logGroupName", GROUP))).isEqualTo("ResourceAlreadyExistsException");
    }

    private static String error(Map<String, ?> more) {
        return wire.error("ecs", "RunTask", wish(EcsSeed.MIGRATE + ":1", more));
    }

    private static Map<String, ?> command(String... words) {
        return Map.of("overrides", Map.of("containerOverrides", List.of(Map.of("name", "migrate", "command", List.of(words)))));
    }

    private static Map<String, Object> wish(String definition, Map<String, ?> more) {
        Map<String, Object> wish = new HashMap<>(Map.of("cluster", CLUSTER, "taskDefinition", definition, "launchType", "FARGATE",
                "networkConfiguration", Map.of("awsvpcConfiguration", Map.of("subnets", List.of(NetworkSeed.APP_A, NetworkSeed.APP_C),
                        "securityGroups", List.of(NetworkSeed.SG_FARGATE)))));
        wish.putAll(more);
        return wish;
    }

    private static String run(String definition, Map<String, ?> more) {
        JsonNode answer = wire.ask("ecs", "RunTask", wish(definition, more));
        assertThat(answer.path("tasks")).as(answer.toString()).hasSize(1);
        return answer.path("tasks").path(0).path("taskArn").asText();
    }

    private static String register(String family, String image, String secret, String execution, String group) {
        Map<String, ?> container = Map.of("name", "migrate", "image", image, "command", List.of("alembic", "upgrade", "head"), "secrets",
                List.of(Map.of("name", "DATABASE_URL", "valueFrom", secret)), "logConfiguration",
                Map.of("logDriver", "awslogs", "options",
                        Map.of("awslogs-group", group, "awslogs-region", World.HOME, "awslogs-stream-prefix", "ecs")));
        return wire.ask("ecs", "RegisterTaskDefinition",
                Map.of("family", family, "networkMode", "awsvpc", "requiresCompatibilities", List.of("FARGATE"), "cpu", "256", "memory",
                        "512",
                        "executionRoleArn", execution, "containerDefinitions", List.of(container)))
                .path("taskDefinition").path("taskDefinitionArn").asText();
    }

    private static String image(String tag) {
        return World.ACCOUNT + ".dkr.ecr." + World.HOME + ".amazonaws.com/blog-api:" + tag;
    }

    private static String reason(String definition) throws Exception {
        JsonNode task = stopped(run(definition, Map.of()));
        assertThat(task.path("stopCode").asText()).isEqualTo("TaskFailedToStart");
        assertThat(task.path("containers").path(0).has("exitCode")).isFalse();
        return task.path("stoppedReason").asText();
    }

    /// Turns the clock until it has stopped; a process in it ends in its own time.
    private static JsonNode stopped(String arn) throws Exception {
        Waiting.until(() -> {
            CLOCK.advance(Pace.BRISK.settle());
            return describe(arn).path("lastStatus").asText().equals("STOPPED");
        });
        return describe(arn);
    }

    private static JsonNode describe(String arn) {
        return wire.ask("ecs", "DescribeTasks", Map.of("cluster", CLUSTER, "tasks", List.of(arn), "include", List.of("TAGS"))).path("tasks")
                .path(0);
    }

    private static List<String> ids(Map<String, ?> input) {
        List<String> arns = new ArrayList<>();
        wire.ask("ecs", "ListTasks", input).path("taskArns").forEach(a -> arns.add(a.asText()));
        return arns;
    }
}
