package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.howdah.drill.world.MachineSeed;
import dev.howdah.drill.world.TunnelFault;
import dev.howdah.tunnel.wire.HandshakeRequest;
import dev.howdah.tunnel.wire.PortFlag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The data channel from a client's point of view, with an echo server inside the VPC.
final class TunnelOnTheWireTest {
    private static final String ECHO = EchoServer.ECHO;
    private static final int PORT = EchoServer.PORT;
    private Drill drill;
    private JsonWire wire;
    private EchoServer echo;

    @BeforeEach
    void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {
        });
        wire = JsonWire.of(drill);
        echo = EchoServer.echo(drill);
    }

    @AfterEach
    void stop() throws IOException {
        echo.close();
        drill.close();
    }

    private PlainClient open() {
        return PlainClient.open(wire, MachineSeed.BASTION, ECHO, PORT).awaitReady();
    }

    private String status(PlainClient client) {
        return drill.sessions().session(client.sessionId).state().status();
    }

    @Test
    void bytesGoThereAndBack() {
        try (PlainClient client = open()) {
            HandshakeRequest request = client.request;
            assertThat(request).isNotNull();
            assertThat(request.wanted()).containsExactly(new HandshakeRequest.SessionType("Port", Map.of("host", ECHO, "portNumber", "5432",
                    "localPortNumber", "0", "type", "LocalPortForwarding")));
            assertThat(client.publications).contains("start_publication");
            client.syn(3);
            client.syn(5);
            client.push(3, "hello".getBytes(StandardCharsets.UTF_8));
            client.push(5, "world".getBytes(StandardCharsets.UTF_8));
            Waiting.until(() -> client.text(3).equals("hello") && client.text(5).equals("world"));
            client.fin(3);
            Waiting.until(() -> client.finished(3) && client.allAcknowledged());
            assertThat(client.finished(5)).isFalse();
        }
        assertThat(drill.sessions().violations()).isEmpty();
    }

    @Test
    void aRefusedDestinationIsFlaggedAndItsStreamEnds() {
        try (PlainClient client = PlainClient
                .open(wire, MachineSeed.BASTION, "legacy-db.cx0drill2hdh.ap-northeast-2.rds.amazonaws.com", 5432)
                .awaitReady()) {
            client.syn(3);
            Waiting.until(() -> client.finished(3));
            assertThat(client.flags).containsExactly("3");
        }
    }

    @Test
    void lossDuplicatesAndDisorderBothWaysDoNoHarm() {
        drill.tunnelFaults().inject(new TunnelFault.Lose(0.05, 1, TunnelFault.Way.BOTH));
        drill.tunnelFaults().inject(new TunnelFault.Duplicate(0.05, 2, TunnelFault.Way.BOTH));
        drill.tunnelFaults().inject(new TunnelFault.Reorder(0.05, 3, TunnelFault.Way.BOTH));
        byte[] data = new byte[60_000];
        new Random(4).nextBytes(data);
        try (PlainClient client = open()) {
            client.syn(3);
            client.push(3, data);
            Waiting.until(() -> client.received(3).length == data.length);
            assertThat(client.received(3)).isEqualTo(data);
        }
        assertThat(drill.sessions().violations()).isEmpty();
    }

    @Test
    void aClosedWebSocketIsNotTheEndOfTheSession() {
        byte[] data = new byte[40_000];
        new Random(5).nextBytes(data);
        try (PlainClient client = open()) {
            client.syn(3);
            client.push(3, data);
            drill.tunnelFaults().inject(TunnelFault.DropWebSocket.bye());
            Waiting.until(() -> client.closeCode == 1000);
            client.reconnect();
            Waiting.until(() -> client.heard && status(client).equals("Connected"));
            drill.tunnelFaults().inject(new TunnelFault.ResetWebSocket());
            Waiting.until(() -> client.closeCode == 1006);
            client.reconnect();
            Waiting.until(() -> client.received(3).length == data.length);
            assertThat(client.received(3)).isEqualTo(data);
        }
        assertThat(drill.sessions().violations()).isEmpty();
    }

    @Test
    void threeSessionsComeThroughDropsAndLossAtOnce() {
        drill.tunnelFaults().inject(new TunnelFault.Lose(0.02, 7, TunnelFault.Way.BOTH));
        byte[] data = new byte[60_000];
        new Random(8).nextBytes(data);
        List<PlainClient> clients = List.of(open(), open(), open());
        clients.forEach(c -> c.syn(3));
        for (int round = 1; round <= 3; round++) {
            clients.forEach(c -> c.push(3, data));
            drill.tunnelFaults().inject(round == 2 ? new TunnelFault.ResetWebSocket() : TunnelFault.DropWebSocket.bye());
            Waiting.until(() -> clients.stream().allMatch(c -> c.closeCode != 0));
            clients.forEach(PlainClient::reconnect);
            Waiting.until(() -> clients.stream().allMatch(c -> c.heard && status(c).equals("Connected")));
        }
        Waiting.until(() -> clients.stream().allMatch(c -> c.received(3).length == 3 * data.length));
        assertThat(clients).allSatisfy(c -> assertThat(Arrays.copyOf(c.received(3), data.length)).isEqualTo(data));
        clients.forEach(PlainClient::close);
        assertThat(drill.sessions().violations()).isEmpty();
    }

    @Test
    void whatIsNewBehindTerminateIsTheClientsFault() {
        try (PlainClient client = open()) {
            client.syn(3);
            client.flag(PortFlag.TERMINATE_SESSION);
            client.push(3, new byte[100]);
            Waiting.until(() -> drill.sessions().violations().stream().anyMatch(v -> v.rule().equals("after terminate")));
        }
    }

    @Test
    void theEndIsTold() {
        try (PlainClient client = open()) {
            client.flag(PortFlag.TERMINATE_SESSION);
            Waiting.until(() -> client.ended != null && client.closeCode == 1000);
            assertThat(client.ended.output()).isEmpty();
            JsonNode resumed = wire.ask("ssm", "ResumeSession", Map.of("SessionId", client.sessionId));
            assertThat(resumed.has("TokenValue")).isFalse();
            assertThat(resumed.path("SessionId").asText()).isEqualTo(client.sessionId);
        }
    }
}
