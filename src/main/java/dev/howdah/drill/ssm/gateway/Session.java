package dev.howdah.drill.ssm.gateway;

import dev.howdah.drill.ssm.agent.Agent;
import dev.howdah.drill.ssm.agent.Hop;
import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.TunnelFault;
import dev.howdah.drill.world.TunnelFaults;
import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.MessageType;
import dev.howdah.tunnel.wire.WireException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One session: what the API tells about it, the tokens that open it, and the two lines between the client's WebSocket and the
/// agent. The session outlives its WebSockets; it ends when somebody ends it, when the agent does, or when it was idle too long.
public final class Session {
    /// How long a token is good for.
    public static final Duration TOKEN_LIFE = Duration.ofSeconds(60);
    /// Without input from the client for so long, a session ends.
    public static final Duration IDLE = Duration.ofMinutes(20);
    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    private static final Duration BYE_AFTER = Duration.ofMinutes(60);
    private static final Duration FAREWELL = Duration.ofMillis(500);
    private static final SecureRandom RANDOM = new SecureRandom();

    /// What a session was started with.
    ///
    /// @param owner the ARN of who started it
    public record Facts(String id, Hop hop, String document, String owner, @Nullable String reason, Instant started) {}

    /// Where it is in its life.
    ///
    /// @param ended null while it lives
    public record State(String status, @Nullable Instant ended, String details) {
        public boolean isActive() { return ended == null; }
    }

    private final Facts facts;
    private final DrillClock clock;
    private final Inspector inspector;
    private final Line up;
    private final Line down;
    private volatile @Nullable Agent agent;
    private volatile @Nullable ClientSocket client;
    private volatile boolean agentAway;
    private volatile Instant lastInput;
    /// Guarded by `this`, as all below.
    private final Map<String, Instant> tokens = new HashMap<>();
    private final List<String> given = new ArrayList<>();
    private State state = new State("Connecting", null, "");
    private @Nullable String clientId;

    Session(Facts facts, DrillClock clock, TunnelFaults faults, Inspector inspector) {
        this.facts = facts;
        this.clock = clock;
        this.inspector = inspector;
        this.lastInput = clock.now();
        this.up = new Line("drill-session/" + facts.id() + "/up", TunnelFault.Way.UP, faults, this::toAgent);
        this.down = new Line("drill-session/" + facts.id() + "/down", TunnelFault.Way.DOWN, faults, this::toClient);
    }

    void open(Agent serving) {
        agent = serving;
        serving.start();
        watchIdle(IDLE);
    }

    public Facts facts() {
        return facts;
    }

    public synchronized State state() {
        return state;
    }

    Inspector inspector() {
        return inspector;
    }

    // ---- tokens

    /// A new token, good once and for a minute; null when the session is over.
    public synchronized @Nullable String token() {
        if (!state.isActive()) {
            return null;
        }
        byte[] bytes = new byte[96];
        RANDOM.nextBytes(bytes);
        String token = "AAEAA" + Base64.getEncoder().encodeToString(bytes);
        tokens.put(token, clock.now());
        given.add(token);
        return token;
    }

    /// Every token that was given out, used or not: what must be found nowhere.
    synchronized List<String> given() {
        return List.copyOf(given);
    }

    /// Uses a token up. Says why it is no good; nothing when it is.
    synchronized Optional<String> redeem(String token) {
        Instant issued = tokens.remove(token);
        if (!state.isActive()) {
            return Optional.of("the session is over");
        }
        if (issued == null) {
            return Optional.of("unknown or used token");
        }
        return Duration.between(issued, clock.now()).compareTo(TOKEN_LIFE) > 0 ? Optional.of("token too old") : Optional.empty();
    }

    synchronized void expireTokens() {
        tokens.clear();
    }

    /// ResumeSession counts as a sign of life.
    public void touch() {
        lastInput = clock.now();
    }

    // ---- the client's side

    /// A WebSocket showed a good token: from now on it is the client's, and the one before it is closed.
    void attach(ClientSocket socket, String id) {
        ClientSocket before;
        synchronized (this) {
            before = client;
            client = socket;
            clientId = clientId == null ? id : clientId;
            state = state.isActive() ? new State("Connected", null, "") : state;
        }
        if (before != null) {
            before.close(1000, "replaced");
        }
        inspector.connected();
        socket.send(GatewayMessages.publication(agentAway, facts.id()));
        Agent serving = agent;
        if (serving != null) {
            serving.pause(false);
        }
        clock.after(BYE_AFTER, _ -> {
            if (client == socket) {
                socket.close(1000, "Bye");
            }
        });
    }

    /// Whether a client ever showed a good token.
    synchronized boolean wasOpened() {
        return clientId != null;
    }

    /// Whether the client calls itself as before.
    synchronized boolean sameClient(String id) {
        return clientId == null || clientId.equals(id);
    }

    void detach(ClientSocket socket) {
        synchronized (this) {
            if (client != socket) {
                return;
            }
            client = null;
            state = state.isActive() ? new State("Disconnected", null, "") : state;
        }
        inspector.connected();
    }

    @Nullable
    ClientSocket client() {
        return client;
    }

    void fromClient(byte[] raw) {
        Agent serving = agent;
        AgentMessage message = inspector.look(raw, serving != null && serving.handshakeComplete());
        if (message == null) {
            return;
        }
        if (message.type().equals(MessageType.INPUT_STREAM_DATA)) {
            lastInput = clock.now();
        }
        up.put(raw);
    }

    private void toAgent(byte[] raw) {
        Agent serving = agent;
        if (serving == null || agentAway) {
            tellClient(true);
            return;
        }
        try {
            serving.receive(AgentMessage.decode(ByteBuffer.wrap(raw)));
        } catch (WireException e) {
            LOG.log(Level.DEBUG, "a message was not passed on", e);
        }
    }

    /// A publication message to the client, behind what is on its way already.
    void tellClient(boolean paused) {
        down.direct(GatewayMessages.publication(paused, facts.id()));
    }

    // ---- the agent's side

    void fromAgent(AgentMessage message) {
        if (message.type().equals(MessageType.AGENT_SESSION_STATE) || agentAway) {
            return;
        }
        if (message.type().equals(MessageType.OUTPUT_STREAM_DATA)) {
            inspector.sent(message);
        }
        down.put(message.encode().array());
    }

    private void toClient(byte[] raw) {
        ClientSocket socket = client;
        if (socket == null) {
            Agent serving = agent;
            if (serving != null) {
                serving.pause(true);
            }
        } else if (socket.send(raw)) {
            count(raw);
        }
    }

    private void count(byte[] raw) {
        ByteBuffer header = ByteBuffer.wrap(raw);
        boolean sequenced = header.getInt(0) == 116 && header.getLong(56) != AgentMessage.FLAG_CONTROL;
        if (sequenced) {
            inspector.delivered(header.getLong(48));
        }
    }

    /// The agent's connection to the gateway breaks, or is back.
    void agentAway(boolean away) {
        agentAway = away;
        Agent serving = agent;
        if (!away && serving != null) {
            serving.pause(false);
            tellClient(false);
        }
    }

    void killAgent() {
        Agent serving = agent;
        agentAway = true;
        if (serving != null) {
            serving.kill();
        }
    }

    // ---- the end

    private void watchIdle(Duration in) {
        clock.after(in, now -> {
            if (!state().isActive()) {
                return;
            }
            Duration left = IDLE.minus(Duration.between(lastInput, now));
            if (left.isPositive()) {
                watchIdle(left);
            } else {
                end("Terminated", "Your session timed out due to inactivity and has been terminated.");
            }
        });
    }

    /// Ends the session and tells both sides. Nothing happens when it has ended.
    public void end(String status, String output) {
        synchronized (this) {
            if (!state.isActive()) {
                return;
            }
            state = new State(status, clock.now(), output);
            tokens.clear();
        }
        Agent serving = agent;
        if (serving != null) {
            serving.cancel();
        }
        up.finish();
        down.direct(GatewayMessages.closed(facts.id(), output, clock.now()));
        down.finish();
        Thread.ofVirtual().name("drill-session/" + facts.id() + "/farewell").start(this::farewell);
    }

    /// A client that has heard of the end closes its WebSocket; one that does not is helped.
    private void farewell() {
        try {
            down.join();
            Thread.sleep(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ClientSocket socket = client;
        if (socket != null) {
            socket.close(1000, "");
        }
    }

    /// Ends it without a word, with the drill.
    void drop() {
        synchronized (this) {
            state = state.isActive() ? new State("Terminated", clock.now(), "") : state;
        }
        Agent serving = agent;
        if (serving != null) {
            serving.kill();
        }
        up.cut();
        down.cut();
        ClientSocket socket = client;
        if (socket != null) {
            socket.reset();
        }
    }
}
