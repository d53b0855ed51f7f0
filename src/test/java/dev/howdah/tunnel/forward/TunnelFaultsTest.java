package dev.howdah.tunnel.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import dev.howdah.drill.world.TunnelFault;
import dev.howdah.task.Spinning;
import dev.howdah.tunnel.Tap;
import dev.howdah.tunnel.TunnelHarness;
import dev.howdah.tunnel.TunnelHarness.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The tunnel over real sockets, real SDK calls and the drill's agent, while things go wrong in random order. Bad inputs tried: a
/// busy port, a destination that refuses, an agent that dies, a resume that is refused, an upgrade that is refused, an agent
/// without multiplexing.
final class TunnelFaultsTest {
    private static final int SCHEDULES = 200;
    private TunnelHarness harness;

    @BeforeEach
    void start() throws IOException {
        harness = new TunnelHarness(Drill.start(DrillOptions.standard().withoutServers(), _ -> {}));
    }

    @AfterEach
    void stop() throws IOException {
        harness.drill().tunnelFaults().clear();
        harness.close();
    }

    /// Each schedule carries bytes both ways on three connections while sessions are cut, reset, paused and lossy.
    @Test
    void twoHundredRandomSchedulesLoseDoubleAndDisorderNothing() throws Exception {
        try (Tunnel tunnel = harness.tunnel(2)) {
            for (int seed = 0; seed < SCHEDULES; seed++) {
                schedule(tunnel, seed);
            }
            assertThat(harness.violations()).isEmpty();
        }
    }

    /// Looked at below any library: a frame behind an own close frame would be the client's fault, and there is none; frames that
    /// were on their way while the gateway's close frame came are nobody's.
    @Test
    void onTheWireNothingFollowsAnOwnCloseFrame() throws Exception {
        try (var tap = new Tap(harness.drill().endpoint().getPort())) {
            harness.gatewayAt(tap.port());
            for (int round = 0; round < 15; round++) {
                try (Tunnel tunnel = harness.tunnel(2)) {
                    for (int seed = 0; seed < 6; seed++) {
                        schedule(tunnel, 1000 + 10 * round + seed);
                    }
                    harness.drill().tunnelFaults().clear();
                    // closed in the middle of a transfer
                    Connection busy = tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30));
                    Peer.ask(busy, Peer.SINK, 1 << 30);
                    Thread.ofVirtual().start(() -> {
                        assertThatThrownBy(() -> Peer.push(busy)).hasMessageContaining("ended");
                    });
                    if (round % 2 == 0) {
                        harness.drill().sessions().all().stream().filter(s -> s.state().isActive()).forEach(s -> s.end("Terminated", ""));
                    }
                }
            }
            System.out.println(tap.connections + " WebSockets, " + tap.frames + " frames of the client, " + tap.closes
                    + " close frames of it, " + tap.crossed + " frames that crossed with the gateway's close");
            assertThat(tap.closes.get()).isPositive();
            assertThat(tap.behindClose).isEmpty();
        }
        assertThat(harness.violations()).isEmpty();
    }

    private void schedule(Tunnel tunnel, int seed) throws Exception {
        var random = new Random(seed);
        var faults = harness.drill().tunnelFaults();
        faults.clear();
        if (random.nextInt(3) == 0) {
            faults.inject(new TunnelFault.Lose(random.nextDouble() * 0.05, seed, TunnelFault.Way.BOTH));
        }
        if (random.nextInt(3) == 0) {
            faults.inject(new TunnelFault.Duplicate(random.nextDouble() * 0.2, seed, TunnelFault.Way.BOTH));
        }
        if (random.nextInt(3) == 0) {
            faults.inject(new TunnelFault.Reorder(random.nextDouble() * 0.2, seed, TunnelFault.Way.BOTH));
        }
        List<CompletableFuture<Void>> work = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int up = random.nextInt(60_000) + 1;
            int down = random.nextInt(20_000) + 1;
            work.add(CompletableFuture.runAsync(() -> carry(tunnel, up, down), r -> Thread.ofVirtual().start(r)));
        }
        if (random.nextInt(2) == 0) {
            faults.inject(switch (random.nextInt(3)) {
                case 0 -> TunnelFault.DropWebSocket.bye();
                case 1 -> new TunnelFault.ResetWebSocket();
                default -> new TunnelFault.StallWebSocket(Duration.ofMillis(100));
            });
        }
        for (CompletableFuture<Void> one : work) {
            one.get(60, TimeUnit.SECONDS);
        }
    }

    private static void carry(Tunnel tunnel, int up, int down) {
        try (Connection c = tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30))) {
            c.readTimeout(60_000);
            Peer.ask(c, Peer.SINK, up);
            byte[] sent = new byte[up];
            for (int i = 0; i < up; i++) {
                sent[i] = Peer.at(i);
            }
            c.out().write(sent);
            assertThat(c.in().read()).as("each byte in its place").isEqualTo('k');
            Peer.ask(c, Peer.SEND, down);
            byte[] got = c.in().readNBytes(down);
            for (int i = 0; i < down; i++) {
                if (got[i] != Peer.at(i)) {
                    throw new AssertionError("byte " + i + " of " + down + " is another one");
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLineFeedAtTheEndOfAnyWriteStaysALineFeed() throws Exception {
        try (Tunnel tunnel = harness.tunnel(1); Connection c = tunnel.connect(Tunnel.Use.INTERACTIVE, Duration.ofSeconds(30))) {
            for (int size : new int[]{1, 2, 1016, 1017, 1018, 2041, 3065}) {
                byte[] text = new byte[size];
                text[size - 1] = 0x0A;
                Peer.ask(c, Peer.ECHO, size);
                c.out().write(text);
                assertThat(c.in().readNBytes(size)).as("a write of %s bytes that ends in LF", size).isEqualTo(text);
            }
        }
    }

    @Test
    void aDestinationThatRefusesIsNamedAndTheSessionLivesOn() throws Exception {
        try (Tunnel tunnel = harness.tunnel(1)) {
            tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30)).close();
            harness.drill().tunnelFaults().inject(new TunnelFault.DestinationRefuses());
            Connection refused = tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30));
            refused.readTimeout(10_000);
            assertThatThrownBy(() -> refused.in().read()).isInstanceOf(ConnectException.class).hasMessageContaining("bastion");
            refused.close();
            harness.drill().tunnelFaults().clear();
            carry(tunnel, 1000, 1000);
            assertThat(tunnel.sessions()).hasSize(1);
        }
    }

    /// A session may end between its being ready and the first connection: then the reason decides which rung broke.
    @Test
    void aSessionThatHasEndedSaysWhyWhenItIsAskedForAConnection() throws Exception {
        try (Tunnel tunnel = harness.tunnel(1)) {
            Session session;
            try (Connection first = tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30))) {
                session = first.session();
            }
            session.close();
            assertThatThrownBy(session::connect).isInstanceOf(IOException.class).hasMessage("Ended here.");
        }
    }

    @Test
    void oneReaderThatStandsStillStopsNobodyElse() throws Exception {
        try (Tunnel tunnel = harness.tunnel(1);
                Connection still = tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30));
                Connection other = tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30))) {
            Peer.ask(still, Peer.SEND, 2 << 20);
            Peer.ask(other, Peer.ECHO, 100 * 64);
            byte[] piece = new byte[64];
            long worst = 0;
            for (int i = 0; i < 100; i++) {
                long begun = System.nanoTime();
                other.out().write(piece);
                other.readTimeout(10_000);
                other.in().readNBytes(piece, 0, 64);
                worst = Math.max(worst, System.nanoTime() - begun);
            }
            assertThat(Duration.ofNanos(worst)).isLessThan(Duration.ofSeconds(3));
            Peer.drain(still, 2 << 20);
        }
    }

    @Test
    void aHalfCloseKeepsTheAnswer() throws Exception {
        try (Tunnel tunnel = harness.tunnel(1); Connection c = tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30))) {
            Peer.ask(c, Peer.SEND, 20_000);
            c.endOutput();
            c.readTimeout(20_000);
            assertThat(c.in().readNBytes(20_000)).hasSize(20_000);
        }
    }

    @Test
    void refusedResumesAndUpgradesAreTriedUntilTheyWork() throws Exception {
        try (Tunnel tunnel = harness.tunnel(1); Connection c = tunnel.connect(Tunnel.Use.INTERACTIVE, Duration.ofSeconds(30))) {
            Peer.ask(c, Peer.ECHO, 2000);
            c.out().write(new byte[1000]);
            assertThat(c.in().readNBytes(1000)).hasSize(1000);
            harness.drill().tunnelFaults().inject(new TunnelFault.RefuseResume(3));
            harness.drill().tunnelFaults().inject(new TunnelFault.RefuseUpgrade(503, 2));
            harness.drill().tunnelFaults().inject(new TunnelFault.ResetWebSocket());
            c.out().write(new byte[1000]);
            c.readTimeout(40_000);
            assertThat(c.in().readNBytes(1000)).hasSize(1000);
        }
    }

    @Test
    void anAgentThatDiesEndsItsConnectionsWithAReason() throws Exception {
        try (Tunnel tunnel = harness.tunnel(1); Connection c = tunnel.connect(Tunnel.Use.INTERACTIVE, Duration.ofSeconds(30))) {
            Peer.ask(c, Peer.ECHO, 10);
            harness.drill().tunnelFaults().inject(new TunnelFault.KillAgent("*"));
            c.readTimeout(10_000);
            assertThatThrownBy(() -> c.in().readNBytes(10)).isInstanceOf(IOException.class)
                    .hasMessageContaining("the session under the connection ended");
            assertThatThrownBy(() -> tunnel.connect(Tunnel.Use.INTERACTIVE, Duration.ofSeconds(10)))
                    .isInstanceOf(Tunnel.Unreachable.class).hasMessageContaining("not connected");
        }
    }

    @Test
    void anAgentWithoutMultiplexingCarriesOneConnectionAfterTheOther() throws Exception {
        harness.drill().tunnelFaults().inject(TunnelFault.AgentVersion.noMux());
        try (Tunnel tunnel = harness.tunnel(1)) {
            assertThatThrownBy(() -> carry(tunnel, 1000, 1000)).as("such an agent knows no remote host either: it dials itself")
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void closingLeavesNoSessionAtAws() throws Exception {
        Tunnel tunnel = harness.tunnel(3);
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            open.add(tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30)));
        }
        assertThat(harness.drill().sessions().all()).filteredOn(s -> s.state().isActive()).hasSize(3);
        tunnel.close();
        assertThat(harness.drill().sessions().all()).noneMatch(s -> s.state().isActive());
        assertThat(open).allSatisfy(c -> assertThatThrownBy(() -> c.in().read()).isInstanceOf(IOException.class));
    }

    /// A session from before a failover may lead to a network that swallows everything, for two minutes: that one question gets no
    /// answer is enough to send the next connection through a new session, and not enough to break this one.
    @Test
    void afterAQuestionWithoutAnAnswerTheNextConnectionGoesThroughANewSession() throws Exception {
        try (Tunnel tunnel = harness.tunnel(1);
                ServerSocket bound = LocalPort.bind(0);
                LocalPort port = LocalPort.open(bound, tunnel);
                Socket unanswered = new Socket("127.0.0.1", port.port())) {
            unanswered.getOutputStream().write(Peer.question(Peer.STALL, 0));
            Waiting.until("the session is given up", Duration.ofSeconds(20),
                    () -> harness.drill().requestLog().count("StartSession") == 1 && tunnel.sessions().isEmpty());
            try (Socket next = new Socket("127.0.0.1", port.port())) {
                next.setSoTimeout(20_000);
                next.getOutputStream().write(Peer.question(Peer.SEND, 10));
                assertThat(next.getInputStream().readNBytes(10)).hasSize(10);
            }
            assertThat(harness.drill().requestLog().count("StartSession")).isEqualTo(2);
            unanswered.setSoTimeout(500);
            assertThatThrownBy(() -> unanswered.getInputStream().read()).isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void theLocalPortIsReachableFromThisMachineOnlyAndABusyOneIsRefusedFirst() throws Exception {
        try (Tunnel tunnel = harness.tunnel(2);
                ServerSocket bound = LocalPort.bind(0);
                LocalPort port = LocalPort.open(bound, tunnel);
                Socket local = new Socket("127.0.0.1", port.port())) {
            OutputStream out = local.getOutputStream();
            InputStream in = local.getInputStream();
            out.write(Peer.question(Peer.ECHO, 5000));
            out.write(new byte[5000]);
            local.setSoTimeout(20_000);
            assertThat(in.readNBytes(5000)).hasSize(5000);
            assertThatThrownBy(() -> LocalPort.bind(port.port())).isInstanceOf(IOException.class).hasCauseInstanceOf(BindException.class);
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                var addresses = new ArrayList<>(Collections.list(network.getInetAddresses()));
                addresses.add(InetAddress.getByName("127.0.0.2"));
                addresses.add(InetAddress.getByName("::1"));
                for (InetAddress address : addresses) {
                    if (!address.getHostAddress().equals("127.0.0.1")) {
                        assertThatThrownBy(() -> new Socket(address, port.port()).close()).isInstanceOf(IOException.class);
                    }
                }
            }
        }
    }

    @Test
    void theLocalPortIsFreeAsSoonAsItIsClosedHoweverBusyTheMachine() throws Exception {
        try (Tunnel tunnel = harness.tunnel(1)) {
            LocalPort port = LocalPort.open(LocalPort.bind(0), tunnel);
            new Socket("127.0.0.1", port.port()).close();
            try (Spinning _ = new Spinning()) {
                port.close();
                LocalPort.bind(port.port()).close();
            }
        }
    }
}
