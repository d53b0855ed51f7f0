package dev.howdah.drill.ssm.gateway;

import dev.howdah.drill.http.SocketDoor;
import dev.howdah.drill.ssm.agent.Agent;
import dev.howdah.drill.ssm.agent.Vpc;
import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.Machine;
import dev.howdah.drill.world.Pace;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.TunnelFault;
import dev.howdah.drill.world.TunnelFaults;
import dev.howdah.drill.world.World;
import dev.howdah.tunnel.wire.AgentMessage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// All sessions of the account, those that have ended too, and the door through which their WebSockets come.
public final class Sessions implements SocketDoor, AutoCloseable {
    private static final Pattern PATH = Pattern.compile("/v1/data-channel/([^/?]+)(\\?.*)?");
    private final World world;
    private final TunnelFaults faults;
    private final Supplier<URI> endpoint;
    /// Guarded by `this`, in order of their starts.
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private boolean closed;
    private volatile int announced;

    /// @param endpoint where the drill's HTTP listens
    public Sessions(World world, TunnelFaults faults, Supplier<URI> endpoint) {
        this.world = world;
        this.faults = faults;
        this.endpoint = endpoint;
        faults.onBlow(this::strike);
    }

    /// Starts a session; its agent begins to wait for the client.
    ///
    /// @param properties what the agent is told, as the document makes it from the request's parameters
    public Session start(Region region, Session.Facts facts, Map<String, String> properties) {
        var inspector = new Inspector((rule, detail) -> note(facts.id(), rule, detail));
        var session = new Session(facts, world.clock(), faults, inspector);
        var version = faults.now(TunnelFault.AgentVersion.class);
        var agent = new Agent(facts.id(), version == null ? facts.hop().agentVersion() : version.version(), properties,
                new Vpc(world, region, facts.hop(), faults), new Agent.Gateway() {
                    @Override
                    public void fromAgent(AgentMessage message) {
                        session.fromAgent(message);
                    }

                    @Override
                    public void ended(String output) {
                        session.end(output.isEmpty() ? "Terminated" : "Failed", output);
                    }
                }, (rule, detail) -> {
                    if (session.wasOpened()) {
                        note(facts.id(), rule, detail);
                    }
                });
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the drill is closing");
            }
            sessions.put(facts.id(), session);
        }
        session.open(agent);
        return session;
    }

    public synchronized @Nullable Session session(String id) {
        return sessions.get(id);
    }

    /// In order of their starts.
    public synchronized List<Session> all() {
        return List.copyOf(sessions.values());
    }

    /// From now on clients are sent to another port of this machine for their data channels: to something that leads on to here.
    public void announceAt(int port) {
        announced = port;
    }

    /// Where the session's WebSocket goes.
    public String streamUrl(String sessionId) {
        return "ws://127.0.0.1:" + (announced == 0 ? endpoint.get().getPort() : announced) + "/v1/data-channel/" + sessionId
                + "?role=publish_subscribe";
    }

    /// Every token that was given out so far: a test looks for them where they must not be.
    public List<String> tokens() {
        return all().stream().flatMap(s -> s.given().stream()).toList();
    }

    // ---- what clients do wrong

    private synchronized void note(String sessionId, String rule, String detail) {
        violations.add(new Violation(world.clock().now(), sessionId, rule, detail));
    }

    /// What clients have done so far that an honest one does not, messages that they should have acknowledged by now included.
    public List<Violation> violations() {
        List<Violation> found;
        synchronized (this) {
            found = new ArrayList<>(violations);
        }
        for (Session session : all()) {
            if (session.client() != null) {
                session.inspector().overdue().forEach(sequence -> found.add(new Violation(world.clock().now(), session.facts().id(),
                        "not acknowledged", "message " + sequence + " was not acknowledged each time it was delivered")));
            }
        }
        return found;
    }

    public synchronized void forgetViolations() {
        violations.clear();
    }

    // ---- the door

    @Override
    public Entry knock(String path, Map<String, String> headers) {
        int refusal = faults.takeUpgradeRefusal();
        if (refusal != 0) {
            return new Entry.Refused(refusal);
        }
        Matcher wanted = PATH.matcher(path);
        Session session = wanted.matches() ? session(wanted.group(1)) : null;
        if (session == null) {
            return new Entry.Refused(404);
        }
        if (!session.state().isActive()) {
            return new Entry.Refused(403);
        }
        String id = session.facts().id();
        return new Entry.Admitted(peer -> new ClientSocket(session, peer, faults, (rule, detail) -> note(id, rule, detail)));
    }

    // ---- what is done to them

    private void strike(TunnelFault.Blow blow) {
        switch (blow) {
            case TunnelFault.DropWebSocket(int code, String reason) -> sockets(s -> drop(s, code, reason));
            case TunnelFault.ResetWebSocket() -> sockets(ClientSocket::reset);
            case TunnelFault.StallWebSocket(Duration howLong) -> {
                active().forEach(s -> s.inspector().excuse(howLong));
                sockets(s -> s.stall(howLong));
            }
            case TunnelFault.KillAgent(String target) -> kill(target);
            case TunnelFault.LoseAgent(Duration howLong) -> active().forEach(s -> {
                s.agentAway(true);
                world.clock().after(howLong, _ -> s.agentAway(false));
            });
            case TunnelFault.ExpireToken() -> all().forEach(Session::expireTokens);
            case TunnelFault.Publication(boolean paused) -> active().forEach(s -> s.tellClient(paused));
        }
    }

    /// 1006 is what an end without a close frame looks like, and cannot be sent.
    private static void drop(ClientSocket socket, int code, String reason) {
        if (code == 1006) {
            socket.reset();
        } else {
            socket.close(code, reason);
        }
    }

    private List<Session> active() {
        return all().stream().filter(s -> s.state().isActive()).toList();
    }

    private void sockets(Consumer<ClientSocket> what) {
        all().stream().map(Session::client).filter(Objects::nonNull).forEach(what);
    }

    /// The agents of a target die. Nobody tells the client; the gateway finds out after a while and ends its sessions.
    private void kill(String target) {
        List<Session> hit = active().stream().filter(s -> target.equals("*") || s.facts().hop().target().equals(target)).toList();
        hit.forEach(Session::killAgent);
        forgetAgents(world.home(), target);
        Duration grace = world.pace() == Pace.BRISK ? Duration.ofSeconds(3) : Duration.ofSeconds(30);
        world.clock().after(grace, _ -> hit.forEach(s -> s.end("Terminated", "")));
    }

    private void forgetAgents(Region region, String target) {
        for (String cluster : region.containers().clusters()) {
            for (EcsTask task : region.containers().tasks(cluster)) {
                if (target.equals("*") || target.contains(task.id())) {
                    region.containers().changeTask(task.id(), EcsTask::withoutAgents);
                }
            }
        }
        for (Machine machine : region.machines()) {
            if (target.equals("*") || target.equals(machine.id())) {
                region.put(machine.lost(world.clock().now()));
            }
        }
    }

    @Override
    public void close() {
        List<Session> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(sessions.values());
        }
        all.forEach(Session::drop);
    }
}
