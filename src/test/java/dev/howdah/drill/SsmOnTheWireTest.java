package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.howdah.drill.world.NetworkSeed;
import dev.howdah.drill.ssm.gateway.Violation;
import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.EcsSeed;
import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.MachineSeed;
import dev.howdah.drill.world.TunnelFault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The API around sessions: who can be reached, who may, and what became of it; with a clock that the test turns.
final class SsmOnTheWireTest {
    private static final String DB = "blog-db.cx0drill2hdh.ap-northeast-2.rds.amazonaws.com";
    private final DrillClock clock = DrillClock.stoppedAt(Instant.parse("2026-11-24T12:00:00Z"));
    private Drill drill;
    private JsonWire wire;

    @BeforeEach
    void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers().withClock(clock), _ -> {
        });
        wire = JsonWire.of(drill);
    }

    @AfterEach
    void stop() {
        drill.close();
    }

    private String container(String service) {
        EcsTask task = drill.world().home().containers().tasks(EcsSeed.CLUSTER).stream().filter(t -> t.group().equals("service:" + service))
                .findFirst().orElseThrow();
        return "ecs:blog-cluster_" + task.id() + "_" + task.containers().getFirst().runtimeId();
    }

    private static Map<String, Object> to(String target) {
        return PlainClient.request(target, DB, 5432);
    }

    @Test
    void aSessionHasAnIdATokenAndAUrl() {
        for (String target : List.of(MachineSeed.BASTION, container("blog-api"))) {
            JsonNode started = wire.ask("ssm", "StartSession", to(target));
            String id = started.path("SessionId").asText();
            assertThat(id).matches("ops-admin-[0-9a-f]{17}");
            assertThat(started.path("TokenValue").asText()).hasSizeGreaterThan(100);
            assertThat(started.path("StreamUrl").asText()).isEqualTo(
                    "ws://127.0.0.1:" + drill.endpoint().getPort() + "/v1/data-channel/" + id + "?role=publish_subscribe");
        }
        assertThat(wire.as("AKIDDRILLNOSNAPSHOTS").ask("ssm", "StartSession", to(MachineSeed.BASTION)).path("SessionId").asText())
                .startsWith("drill-");
    }

    @Test
    void whoHasNoAgentIsNotConnected() {
        for (String target : List.of(MachineSeed.OLD_BASTION, container("blog-worker"), "i-0123456789abcdef0",
                container("blog-api").replaceAll("_[^_]*$", "_wrong-1"))) {
            JsonNode answer = wire.ask("ssm", "StartSession", to(target));
            assertThat(answer.path("__type").asText()).endsWith("#TargetNotConnected");
            assertThat(answer.path("message").asText()).isEqualTo(target + " is not connected.");
            assertThat(wire.ask("ssm", "GetConnectionStatus", Map.of("Target", target)).path("Status").asText()).isEqualTo("notconnected");
        }
        assertThat(wire.ask("ssm", "GetConnectionStatus", Map.of("Target", MachineSeed.BASTION)).path("Status").asText())
                .isEqualTo("connected");
    }

    @Test
    void onlyTheTwoPortDocumentsAreThere() {
        assertThat(wire.error("ssm", "StartSession", Map.of("Target", MachineSeed.BASTION))).isEqualTo("InvalidDocument");
        assertThat(wire.error("ssm", "StartSession", Map.of("Target", MachineSeed.BASTION, "DocumentName", "AWS-StartSSHSession")))
                .isEqualTo("InvalidDocument");
        assertThat(
                wire.error("ssm", "StartSession", Map.of("Target", MachineSeed.BASTION, "DocumentName", "AWS-StartPortForwardingSession")))
                .isEmpty();
        assertThat(wire.error("ssm", "StartSession", Map.of("Target", MachineSeed.BASTION, "DocumentName", PlainClient.DOCUMENT,
                "Parameters", Map.of("portNumber", List.of("70000"))))).isEqualTo("InvalidParameters");
        assertThat(wire.error("ssm", "StartSession", Map.of())).isEqualTo("ValidationException");
    }

    @Test
    void whoMayNotIsTold() {
        assertThat(wire.as("AKIDDRILLVIEWER00000").ask("ssm", "StartSession", to(container("blog-api"))).path("message").asText())
                .contains("ssm:StartSession on resource: arn:aws:ecs:ap-northeast-2:123456789012:task/blog-cluster/");
        JsonWire noTasks = wire.as("AKIDDRILLNOTASKHOPS0");
        assertThat(noTasks.ask("ssm", "StartSession", to(container("blog-api"))).path("message").asText())
                .endsWith("with an explicit deny in an identity-based policy");
        assertThat(noTasks.error("ssm", "StartSession", to(MachineSeed.BASTION))).isEmpty();
    }

    @Test
    void machinesAreListedWithTheirAgents() {
        JsonNode all = wire.ask("ssm", "DescribeInstanceInformation", Map.of()).path("InstanceInformationList");
        Map<String, String> status = new HashMap<>();
        all.forEach(i -> status.put(i.path("InstanceId").asText(), i.path("PingStatus").asText()));
        assertThat(status).containsExactlyInAnyOrderEntriesOf(
                Map.of(MachineSeed.BASTION, "Online", MachineSeed.OLD_BASTION, "ConnectionLost", MachineSeed.BUILD, "Online"));
        JsonNode bastion = wire.ask("ssm", "DescribeInstanceInformation",
                Map.of("Filters", List.of(Map.of("Key", "InstanceIds", "Values", List.of(MachineSeed.BASTION)))))
                .path("InstanceInformationList");
        assertThat(bastion).hasSize(1);
        assertThat(bastion.path(0).path("AgentVersion").asText()).isEqualTo("3.3.2471.0");
        assertThat(bastion.path(0).path("IPAddress").asText()).isEqualTo(NetworkSeed.BLOCK + ".0.40");
        assertThat(wire.error("ssm", "DescribeInstanceInformation",
                Map.of("Filters", List.of(Map.of("Key", "Colour", "Values", List.of("r"))))))
                .isEqualTo("InvalidFilterKey");
    }

    @Test
    void sessionsAreListedWhileTheyLiveAndAfterwards() {
        String id = wire.ask("ssm", "StartSession", to(MachineSeed.BASTION)).path("SessionId").asText();
        JsonNode active = sessions("Active").path(0);
        assertThat(active.path("SessionId").asText()).isEqualTo(id);
        assertThat(active.path("Target").asText()).isEqualTo(MachineSeed.BASTION);
        assertThat(active.path("Owner").asText()).isEqualTo("arn:aws:iam::123456789012:user/ops-admin");
        assertThat(sessions("History")).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(wire.ask("ssm", "TerminateSession", Map.of("SessionId", id)).path("SessionId").asText()).isEqualTo(id);
        assertThat(sessions("Active")).isEmpty();
        JsonNode past = sessions("History").path(0);
        assertThat(past.path("Status").asText()).isEqualTo("Terminated");
        assertThat(past.path("EndDate").asLong() - past.path("StartDate").asLong()).isEqualTo(60);
        assertThat(wire.error("ssm", "ResumeSession", Map.of("SessionId", "ops-admin-0"))).isEqualTo("DoesNotExistException");
    }

    private JsonNode sessions(String state) {
        return wire.ask("ssm", "DescribeSessions", Map.of("State", state, "Filters",
                List.of(Map.of("key", "Owner", "value", "arn:aws:iam::123456789012:user/ops-admin")))).path("Sessions");
    }

    @Test
    void aTokenIsGoodOnceAndForAMinute() {
        JsonNode started = wire.ask("ssm", "StartSession", to(MachineSeed.BASTION));
        try (PlainClient client = PlainClient.open(wire, MachineSeed.BASTION, DB, 5432).awaitReady()) {
            assertThat(client.closeCode).isZero();
            clock.advance(Duration.ofSeconds(61));
            client.connect(started);
            Waiting.until(() -> client.closeCode == 1008);
            JsonNode fresh = wire.ask("ssm", "ResumeSession", Map.of("SessionId", client.sessionId));
            client.connect(fresh);
            Waiting.until(() -> drill.sessions().session(client.sessionId).state().status().equals("Connected"));
            client.connect(fresh);
            Waiting.until(() -> client.closeCode == 1008);
            JsonNode expired = wire.ask("ssm", "ResumeSession", Map.of("SessionId", client.sessionId));
            drill.tunnelFaults().inject(new TunnelFault.ExpireToken());
            client.connect(expired);
            Waiting.until(() -> client.closeCode == 1008);
        }
        assertThat(drill.sessions().violations()).extracting(Violation::detail).containsExactly("token too old", "unknown or used token",
                "unknown or used token");
    }

    @Test
    void resumingAndOpeningAreRefusedAsOftenAsToldTo() {
        String id = wire.ask("ssm", "StartSession", to(MachineSeed.BASTION)).path("SessionId").asText();
        drill.tunnelFaults().inject(new TunnelFault.RefuseResume(2));
        assertThat(wire.error("ssm", "ResumeSession", Map.of("SessionId", id))).isEqualTo("AccessDeniedException");
        assertThat(wire.error("ssm", "ResumeSession", Map.of("SessionId", id))).isEqualTo("AccessDeniedException");
        assertThat(wire.error("ssm", "ResumeSession", Map.of("SessionId", id))).isEmpty();
        drill.tunnelFaults().inject(new TunnelFault.RefuseUpgrade(403, 1));
        assertThatThrownBy(() -> PlainClient.open(wire, MachineSeed.BASTION, DB, 5432)).isInstanceOf(CompletionException.class);
        PlainClient.open(wire, MachineSeed.BASTION, DB, 5432).close();
    }

    @Test
    void anIdleSessionEndsAndABusyOneSaysByeEveryHour() {
        try (PlainClient client = PlainClient.open(wire, MachineSeed.BASTION, DB, 5432).awaitReady()) {
            for (int i = 0; i < 4; i++) {
                clock.advance(Duration.ofMinutes(15));
                assertThat(wire.error("ssm", "ResumeSession", Map.of("SessionId", client.sessionId))).isEmpty();
            }
            Waiting.until(() -> client.closeCode == 1000);
            client.reconnect();
            Waiting.until(() -> client.heard && drill.sessions().session(client.sessionId).state().status().equals("Connected"));
            clock.advance(Duration.ofMinutes(21));
            Waiting.until(() -> client.ended != null);
            assertThat(client.ended.output()).isEqualTo("Your session timed out due to inactivity and has been terminated.");
        }
    }

    @Test
    void aKilledAgentIsNotedAfterAWhile() {
        String target = container("blog-api");
        try (PlainClient client = PlainClient.open(wire, target, DB, 5432).awaitReady()) {
            drill.tunnelFaults().inject(new TunnelFault.KillAgent(target));
            assertThat(wire.error("ssm", "StartSession", to(target))).isEqualTo("TargetNotConnected");
            client.syn(3);
            Waiting.until(() -> client.publications.contains("pause_publication"));
            clock.advance(Duration.ofSeconds(3));
            Waiting.until(() -> client.ended != null);
        }
    }
}
