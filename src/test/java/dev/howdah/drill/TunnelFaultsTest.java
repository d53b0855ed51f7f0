package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.drill.world.NetworkSeed;
import dev.howdah.drill.ssm.gateway.Violation;
import dev.howdah.drill.world.MachineSeed;
import dev.howdah.drill.world.TunnelFault;
import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.HandshakeRequest;
import dev.howdah.tunnel.wire.MessageType;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.PortFlag;
import dev.howdah.tunnel.wire.Smux;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each way in which a session can go wrong, the agent's own slowness, and what the gateway notices about its clients.
final class TunnelFaultsTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
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
        drill.close();
        echo.close();
    }

    private PlainClient open() {
        return PlainClient.open(wire, MachineSeed.BASTION, EchoServer.ECHO, EchoServer.PORT).awaitReady();
    }

    private void inject(TunnelFault fault) {
        drill.tunnelFaults().inject(fault);
    }

    @Test
    void aStalledWebSocketIsSilentAndThenGoesOn() {
        try (PlainClient client = open()) {
            client.syn(3);
            client.socket().sendPing(ByteBuffer.wrap(HELLO)).join();
            Waiting.until(() -> client.pongs == 1);
            inject(new TunnelFault.StallWebSocket(Duration.ofSeconds(2)));
            long start = System.nanoTime();
            client.socket().sendPing(ByteBuffer.wrap(HELLO)).join();
            client.push(3, HELLO);
            Waiting.sleep(Duration.ofSeconds(1));
            assertThat(client.pongs).isEqualTo(1);
            Waiting.until(() -> client.text(3).equals("hello"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1700));
            assertThat(client.closeCode).isZero();
        }
        assertThat(drill.sessions().violations()).isEmpty();
    }

    @Test
    void whileTheAgentIsAwayEachMessageIsAnsweredWithAPause() {
        try (PlainClient client = open()) {
            client.syn(3);
            Waiting.until(client::allAcknowledged);
            client.publications.clear();
            inject(new TunnelFault.LoseAgent(Duration.ofSeconds(1)));
            client.push(3, HELLO);
            client.push(3, HELLO);
            Waiting.until(() -> client.text(3).equals("hellohello"));
            assertThat(client.publications.stream().filter("pause_publication"::equals).count()).isGreaterThanOrEqualTo(2);
            assertThat(client.publications).contains("start_publication");
        }
    }

    @Test
    void anOldAgentHasOneConnectionToItsOwnLocalhost() {
        inject(TunnelFault.AgentVersion.noMux());
        echo.listen(drill, "bastion.internal", NetworkSeed.BLOCK + ".0.40");
        try (PlainClient client = open()) {
            HandshakeRequest request = client.request;
            assertThat(request).isNotNull();
            assertThat(request.agentVersion()).isEqualTo("3.0.196.0");
            client.send(PayloadType.OUTPUT, ByteBuffer.wrap(HELLO));
            Waiting.until(() -> client.basic.size() == 5);
            client.flag(PortFlag.DISCONNECT_TO_PORT);
            Waiting.until(client::allAcknowledged);
            client.send(PayloadType.OUTPUT, ByteBuffer.wrap(HELLO));
            Waiting.until(() -> client.basic.size() == 10 && echo.accepted.size() == 2);
        }
        assertThat(drill.sessions().violations()).isEmpty();
    }

    @Test
    void anOldAgentSaysThatNobodyListens() {
        inject(TunnelFault.AgentVersion.noMux());
        try (PlainClient client = open()) {
            Waiting.until(() -> client.ended != null);
            assertThat(client.ended.output())
                    .isEqualTo("Unable to connect to specified port: dial tcp 127.0.0.1:5432: connect: connection refused");
        }
    }

    @Test
    void aRefusingDestinationIsFlaggedPerStream() {
        inject(new TunnelFault.DestinationRefuses());
        try (PlainClient client = open()) {
            client.syn(3);
            client.syn(5);
            Waiting.until(() -> client.finished(3) && client.finished(5));
            assertThat(client.flags).containsExactly("3", "3");
            drill.tunnelFaults().lift(TunnelFault.DestinationRefuses.class);
            client.syn(7);
            client.push(7, HELLO);
            Waiting.until(() -> client.text(7).equals("hello"));
        }
    }

    @Test
    void aClosedSecurityGroupSwallowsTheAttemptAndHoldsUpTheNext() {
        try (PlainClient client = PlainClient.open(wire, MachineSeed.BUILD, EchoServer.ECHO, EchoServer.PORT).awaitReady()) {
            client.syn(3);
            long start = System.nanoTime();
            Waiting.until(() -> client.finished(3));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(4));
            assertThat(client.flags).containsExactly("3");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            169.254.169.254     | Forwarding to IP address 169.254.169.254 is forbidden.
            VPC.0.2             | Forwarding to IP address VPC.0.2 is forbidden.
            VPC.255.255         | Forwarding to IP address VPC.255.255 is forbidden.
            nowhere.example.com | lookup nowhere.example.com on VPC.0.2:53: no such host
            """)
    void whatTheAgentWillNotDoEndsTheSessionInItsWords(String name, String said) {
        String host = name.replace("VPC", NetworkSeed.BLOCK);
        String words = said.replace("VPC", NetworkSeed.BLOCK);
        try (PlainClient client = PlainClient.open(wire, MachineSeed.BASTION, host, 80)) {
            Waiting.until(() -> client.ended != null);
            assertThat(client.ended.output()).isEqualTo(words);
            assertThat(drill.sessions().session(client.sessionId).state().status()).isEqualTo("Failed");
        }
    }

    @Test
    void aClientThatRefusesTheSessionTypeEndsIt() {
        var started = wire.ask("ssm", "StartSession", PlainClient.request(MachineSeed.BASTION, EchoServer.ECHO, EchoServer.PORT));
        try (PlainClient client = PlainClient.refusing(wire, started)) {
            Waiting.until(() -> client.ended != null);
            assertThat(client.ended.output())
                    .isEqualTo("Encountered error while initiating handshake. SessionType failed on client with status 2 error: ");
        }
    }

    @Test
    void extraTimeIsAddedToTheRoundTrip() {
        try (PlainClient client = open()) {
            client.syn(3);
            inject(new TunnelFault.ExtraRoundTrip(Duration.ofMillis(400)));
            long start = System.nanoTime();
            client.push(3, HELLO);
            Waiting.until(() -> client.text(3).equals("hello"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(400), Duration.ofSeconds(3));
        }
    }

    @Test
    void aMessageOverTheLimitClosesTheWebSocket() {
        inject(new TunnelFault.MessageLimit(4096));
        try (PlainClient client = open()) {
            client.syn(3);
            client.push(3, new byte[8000]);
            Waiting.until(() -> client.closeCode == 1009);
        }
    }

    @Test
    void theGatewayPausesWhenToldTo() {
        try (PlainClient client = open()) {
            inject(new TunnelFault.Publication(true));
            Waiting.until(() -> client.publications.contains("pause_publication"));
        }
    }

    @Test
    void theAgentIsAsSlowAsTheRealOne() {
        byte[] data = new byte[300_000];
        try (PlainClient client = open()) {
            client.syn(3);
            long start = System.nanoTime();
            client.push(3, data);
            Waiting.until(() -> client.received(3).length == data.length);
            assertThat(client.largest).isEqualTo(1024);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("293 chunks with a pause of a millisecond after each")
                    .isGreaterThan(Duration.ofMillis(300));
        }
    }

    @Test
    void oneStreamThatNobodyReadsStopsAllOfThemUntilItIsRead() {
        echo.reads = false;
        byte[] block = new byte[60_000];
        try (PlainClient client = open()) {
            client.syn(3);
            Waiting.until(() -> echo.accepted.size() == 1);
            int blocks = 0;
            for (; blocks < 600 && Waiting.within(Duration.ofSeconds(2), () -> client.pending() < 20); blocks++) {
                client.push(3, block, block.length);
            }
            assertThat(blocks).as("blocks until nothing is taken any more").isBetween(70, 599);
            echo.reads = true;
            client.syn(5);
            client.push(5, HELLO);
            Waiting.sleep(Duration.ofSeconds(1));
            assertThat(client.text(5)).isEmpty();
            echo.drain(0);
            Waiting.until(() -> client.text(5).equals("hello") && client.pending() == 0);
        }
    }

    @Test
    void drillCloseEndsConnectionsToDestinations() throws Exception {
        try (PlainClient client = open()) {
            client.syn(3);
            client.push(3, HELLO);
            Waiting.until(() -> client.text(3).equals("hello"));
            drill.close();
            Waiting.until(() -> client.closeCode != 0 && echo.accepted.getFirst().isClosed());
        }
    }

    @Test
    void unacknowledgedMessagesComeAgainAndAreNoticed() {
        try (PlainClient client = open()) {
            client.acknowledges = false;
            client.syn(3);
            client.push(3, HELLO);
            Waiting.until(() -> client.repeats >= 3);
            Waiting.until(() -> rules().contains("not acknowledged"));
        }
    }

    private List<String> rules() {
        return drill.sessions().violations().stream().map(Violation::rule).distinct().toList();
    }

    @ParameterizedTest
    @CsvSource({"HEADER, message format", "PADDING, message format", "DIGEST, message format", "LENGTH, message format",
            "FLAGS, flags", "CREATED, created date", "GAP, sequence", "TYPE, message type"})
    void aBadlyMadeMessageIsNoticed(Flaw flaw, String rule) {
        try (PlainClient client = open()) {
            ByteBuffer message = AgentMessage.data(flaw == Flaw.TYPE ? "odd_type" : MessageType.INPUT_STREAM_DATA,
                    System.currentTimeMillis(), flaw == Flaw.GAP ? 9 : 1, UUID.randomUUID(), PayloadType.OUTPUT,
                    Smux.frame(Smux.SYN, 3)).encode();
            client.socket().sendBinary(flaw.spoil.apply(message), true).join();
            Waiting.until(() -> !rules().isEmpty());
            assertThat(rules()).containsExactly(rule);
        }
    }

    /// What is wrong with a message that is otherwise right.
    enum Flaw {
        HEADER(m -> m.putInt(0, 112)), PADDING(m -> m.put(35, (byte) 0)), DIGEST(m -> m.put(80, (byte) (m.get(80) + 1))), LENGTH(
                m -> m.putInt(116, 3)), FLAGS(m -> m.putLong(56, 3)), CREATED(m -> m.putLong(40, 1)), GAP(m -> m), TYPE(m -> m);

        private final UnaryOperator<ByteBuffer> spoil;

        Flaw(UnaryOperator<ByteBuffer> spoil) {
            this.spoil = spoil;
        }
    }

    @Test
    void wrongFramesOfTheMultiplexerAreNoticed() {
        try (PlainClient client = open()) {
            client.syn(4);
            client.send(PayloadType.OUTPUT, Smux.frame(Smux.PSH, 9, HELLO));
            client.send(PayloadType.OUTPUT, Smux.frame(Smux.NOP, 0));
            client.send(PayloadType.OUTPUT, Smux.frame(Smux.NOP, 0));
            Waiting.until(() -> rules().size() == 3);
            assertThat(rules()).containsExactly("smux stream id", "smux PSH", "smux NOP");
            client.send(PayloadType.OUTPUT, ByteBuffer.wrap(new byte[]{2, 0, 0, 0, 0, 0, 0, 0}));
            Waiting.until(() -> client.ended != null);
            assertThat(rules()).contains("smux frame");
        }
    }

    @Test
    void tooManyMessagesCloseTheWebSocket() {
        try (PlainClient client = open()) {
            // one stream: each new one would open two sockets here, more than a machine may allow
            client.syn(3);
            long start = System.nanoTime();
            int sent = 0;
            for (; sent < 10_000 && client.closeCode == 0; sent++) {
                client.send(PayloadType.OUTPUT, Smux.frame(Smux.PSH, 3, HELLO));
            }
            // what counts is how fast they arrive: on a busy machine that is slower than they are sent
            Waiting.within(Duration.ofSeconds(60), () -> client.closeCode != 0 || client.allAcknowledged());
            long perSecond = sent * 1_000_000_000L / (System.nanoTime() - start);
            assumeTrue(client.closeCode != 0 || perSecond > 1500, "this machine carries " + perSecond + " messages a second only");
            Waiting.until(() -> client.closeCode != 0 && rules().contains("rate"));
            // the gateway's close frame is lost when the client's bytes meet a socket that is closed already: TCP resets it
            assertThat(client.closeCode).isIn(1008, PlainClient.LOST);
        }
    }

    @Test
    void aSecondSessionIsNotTouchedByTheFirst() {
        try (PlainClient one = open(); PlainClient other = open()) {
            one.syn(3);
            other.syn(3);
            wire.ask("ssm", "TerminateSession", Map.of("SessionId", one.sessionId));
            Waiting.until(() -> one.ended != null);
            other.push(3, HELLO);
            Waiting.until(() -> other.text(3).equals("hello"));
        }
    }
}
