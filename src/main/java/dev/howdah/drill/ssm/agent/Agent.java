package dev.howdah.drill.ssm.agent;

import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.HandshakeComplete;
import dev.howdah.tunnel.wire.HandshakeRequest;
import dev.howdah.tunnel.wire.HandshakeResponse;
import dev.howdah.tunnel.wire.MessageType;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.WireException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The agent of one session, from its first message to its last.
public final class Agent {
    private static final System.Logger LOG = System.getLogger(Agent.class.getName());
    private static final long HANDSHAKE_SECONDS = 15;
    private static final Duration DRAIN = Duration.ofSeconds(2);
    private final String sessionId;
    private final String version;
    private final Map<String, String> properties;
    private final Vpc vpc;
    private final Gateway gateway;
    private final Checks checks;
    private final DataChannel channel;
    private final CompletableFuture<HandshakeResponse> response = new CompletableFuture<>();
    private final Thread life;
    private final Thread resender;
    private volatile boolean complete;
    private volatile boolean dead;
    private volatile boolean cancelled;
    private volatile @Nullable PortSession session;

    /// Where its messages go.
    public interface Gateway {
        void fromAgent(AgentMessage message);

        /// The session is over on this side.
        ///
        /// @param output why, for the client's user; "" for an ordinary end
        void ended(String output);
    }

    /// @param properties what the session's document says: `portNumber`, `host`, `type` …
    public Agent(String sessionId, String version, Map<String, String> properties, Vpc vpc, Gateway gateway, Checks checks) {
        this.sessionId = sessionId;
        this.version = version;
        this.properties = new TreeMap<>(properties);
        this.vpc = vpc;
        this.gateway = gateway;
        this.checks = checks;
        this.channel = new DataChannel(this::send, this::take);
        this.life = Thread.ofVirtual().name("drill-agent/" + sessionId).unstarted(this::live);
        this.resender = Thread.ofVirtual().name("drill-agent/" + sessionId + "/resend").unstarted(this::resend);
    }

    public void start() {
        life.start();
    }

    private void send(AgentMessage message) {
        if (!dead) {
            gateway.fromAgent(message);
        }
    }

    private void resend() {
        try {
            channel.resend();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void live() {
        String output = "";
        try {
            send(AgentMessage.control(MessageType.AGENT_SESSION_STATE, System.currentTimeMillis(), UUID.randomUUID(), text(
                    "{\"SchemaVersion\":1,\"SessionState\":\"Connected\",\"SessionId\":\"" + sessionId + "\"}")));
            resender.start();
            Versions versions = new Versions(version, handshake());
            PortSession port = port(versions);
            port.open();
            session = port;
            run(port);
        } catch (IOException e) {
            output = cancelled ? "" : String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "{0} was cancelled", sessionId);
        }
        end(output);
    }

    private void run(PortSession port) throws InterruptedException {
        try {
            if (!cancelled) {
                port.run();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the port session ended", e);
        }
    }

    private void end(String output) {
        stopPort();
        for (long until = System.nanoTime() + DRAIN.toNanos(); !dead && !channel.drained() && System.nanoTime() < until;) {
            LockSupport.parkNanos(10_000_000);
            if (Thread.interrupted()) {
                LOG.log(Level.DEBUG, "{0} was cancelled while it drained", sessionId);
            }
        }
        resender.interrupt();
        if (!dead) {
            gateway.ended(output);
        }
    }

    private void stopPort() {
        PortSession port = session;
        if (port != null) {
            port.stop();
        }
    }

    /// Greets the client and tells its version.
    private String handshake() throws IOException, InterruptedException {
        long started = System.nanoTime();
        var action = new HandshakeRequest.SessionType("Port", properties);
        channel.send(PayloadType.HANDSHAKE_REQUEST, new HandshakeRequest(version, List.of(action)).payload());
        HandshakeResponse answer = answer();
        checkEntries(answer);
        for (HandshakeResponse.Processed processed : answer.processed()) {
            if (processed.status() != HandshakeResponse.SUCCESS) {
                throw failed(processed.type() + " failed on client with status " + processed.status() + " error: " + processed.error());
            }
        }
        complete = true;
        channel.send(PayloadType.HANDSHAKE_COMPLETE, new HandshakeComplete(System.nanoTime() - started, "").payload());
        return answer.clientVersion();
    }

    private HandshakeResponse answer() throws IOException, InterruptedException {
        try {
            return response.get(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            checks.violated("handshake response", "none within " + HANDSHAKE_SECONDS + " s");
            throw failed("Handshake timed out. Please ensure that you have the latest version of the session manager plugin.");
        }
    }

    private void checkEntries(HandshakeResponse answer) {
        List<String> types = answer.processed().stream().map(HandshakeResponse.Processed::type).toList();
        if (!types.equals(List.of("SessionType"))) {
            checks.violated("handshake response", "entries for " + types + ", wanted one for SessionType");
        }
    }

    private static IOException failed(String why) {
        return new IOException("Encountered error while initiating handshake. " + why);
    }

    private PortSession port(Versions versions) throws IOException {
        String port = properties.getOrDefault("portNumber", "");
        if (port.isEmpty()) {
            throw new IOException("Port number is empty in session properties. map" + properties);
        }
        String host = versions.knowsHosts() ? properties.getOrDefault("host", "") : "";
        List<String> addresses = host.isEmpty() ? List.of("127.0.0.1") : vpc.resolve(host);
        if (!host.isEmpty() && addresses.stream().anyMatch(vpc::forbids)) {
            throw new IOException("Forwarding to IP address " + host + " is forbidden.");
        }
        var destination = new Destination(vpc, addresses, Integer.parseInt(port));
        boolean local = "LocalPortForwarding".equals(properties.get("type"));
        return local && versions.multiplexed()
                ? new Mux(channel, destination, this::cancel, versions, checks, "drill-agent/" + sessionId)
                : new BasicSession(channel, destination, local, this::cancel);
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /// One message in its turn. What comes before the handshake is complete is dropped, but acknowledged.
    private boolean take(AgentMessage message) throws IOException, WireException {
        if (message.payloadType() == PayloadType.HANDSHAKE_RESPONSE) {
            response.complete(HandshakeResponse.parse(message.payload()));
            return true;
        }
        PortSession port = session;
        return !complete || port != null && port.take(message);
    }

    /// Takes a message from the gateway, waiting while its bytes cannot be delivered.
    public void receive(AgentMessage message) {
        try {
            if (!dead) {
                channel.receive(message);
            }
        } catch (IOException | WireException e) {
            LOG.log(Level.DEBUG, "a message was not taken", e);
        }
    }

    /// The gateway's start_publication and pause_publication.
    public void pause(boolean pause) {
        channel.pause(pause);
    }

    /// Whether the client may send data.
    public boolean handshakeComplete() {
        return complete;
    }

    /// Ends the session in order: what is sent is still given time to be acknowledged.
    public void cancel() {
        cancelled = true;
        stopPort();
        life.interrupt();
    }

    /// Dies on the spot; nobody is told.
    public void kill() {
        dead = true;
        cancel();
    }
}
