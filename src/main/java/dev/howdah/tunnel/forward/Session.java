package dev.howdah.tunnel.forward;

import dev.howdah.model.Problem;
import dev.howdah.task.Live;
import dev.howdah.task.Scope;
import dev.howdah.task.Time;
import dev.howdah.tunnel.channel.Action;
import dev.howdah.tunnel.channel.Channel;
import dev.howdah.tunnel.channel.ChannelSettings;
import dev.howdah.tunnel.channel.Ending;
import dev.howdah.tunnel.channel.Frame;
import dev.howdah.tunnel.channel.Stream;
import dev.howdah.tunnel.channel.Streams;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One Session Manager session with its data channel, over as many WebSockets as it takes. It drives a [Channel]: callbacks of
/// the WebSocket put messages in, one writing thread takes frames out and writes them outside the lock, and when the channel
/// is cut off another thread asks the service to resume it.
public final class Session implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    /// The same for all sessions of this process, as the protocol wants it.
    private static final UUID CLIENT = UUID.randomUUID();
    private static final Duration WRITE_WITHIN = Duration.ofSeconds(20);
    private static final int LARGEST_MESSAGE = 1 << 20;

    private final SessionApi api;
    private final Gateway gateway;
    private final Time time;
    private final Live<SessionState> state;
    private final ReentrantLock lock = new ReentrantLock();
    /// Something for the writing thread.
    private final Condition work = lock.newCondition();
    /// Guarded by `lock`, as are the fields below.
    private final Channel channel;
    private final Map<Stream, Connection> connections = new IdentityHashMap<>();
    private @Nullable WebSocket socket;
    private int generation;
    private @Nullable String sessionId;
    private @Nullable Thread opener;
    private @Nullable Problem problem;
    private int attempts;
    private SessionState.@Nullable Ready lastReady;
    private @Nullable Thread leaver;
    private boolean over;

    private Session(SessionApi api, Gateway gateway, ChannelSettings settings, Time time) {
        this.api = api;
        this.gateway = gateway;
        this.time = time;
        RandomGenerator random = new SecureRandom();
        channel = new Channel(settings, CLIENT, random, time::now);
        state = new Live<>(new SessionState.Starting(time.now()));
    }

    /// Begins a session; [#state] tells how it goes.
    public static Session start(SessionApi api, Gateway gateway, ChannelSettings settings, Time time) {
        var session = new Session(api, gateway, settings, time);
        session.open(Duration.ZERO, true);
        Thread.ofVirtual().name("tunnel/write").start(session::write);
        return session;
    }

    public Live<SessionState> state() {
        return state;
    }

    public String via() {
        return api.via();
    }

    /// The session's name at AWS; empty before it has one.
    public Optional<String> id() {
        lock.lock();
        try {
            return Optional.ofNullable(sessionId);
        } finally {
            lock.unlock();
        }
    }

    /// What the service said when the session could not be started or resumed.
    public Optional<Problem> problem() {
        lock.lock();
        try {
            return Optional.ofNullable(problem);
        } finally {
            lock.unlock();
        }
    }

    /// Connections that have not ended.
    public int load() {
        lock.lock();
        try {
            return connections.size();
        } finally {
            lock.unlock();
        }
    }

    /// The smoothed time until the agent acknowledges.
    public Duration roundTrip() {
        lock.lock();
        try {
            return channel.roundTrip();
        } finally {
            lock.unlock();
        }
    }

    /// A new connection to the destination. The agent connects it in its own time: a refusal shows at the first read.
    ///
    /// @throws IOException when the session is not ready, or carries one connection at a time and has one
    public Connection connect() throws IOException {
        lock.lock();
        try {
            Streams streams = channel.streams();
            if (over || streams == null) {
                // a session can end between its being ready and this: an agent that does not resolve the destination ends it at once
                throw new IOException(state.get() instanceof SessionState.Ended(var ending, var _)
                        ? ending.sentence()
                        : "the session is not ready");
            }
            if (!streams.canOpen(now())) {
                throw new IOException("the agent carries one connection at a time, and there is one");
            }
            Stream stream = streams.open(now());
            var connection = new Connection(this, stream, lock);
            connections.put(stream, connection);
            work.signalAll();
            return connection;
        } finally {
            lock.unlock();
        }
    }

    /// Whether it has ended, here and at AWS.
    boolean isOver() {
        lock.lock();
        try {
            return over && (leaver == null || !leaver.isAlive());
        } finally {
            lock.unlock();
        }
    }

    /// Whether [#connect] would give a connection now.
    public boolean canConnect() {
        lock.lock();
        try {
            Streams streams = channel.streams();
            return !over && streams != null && streams.canOpen(now());
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the session carries connections.
    ///
    /// @throws IOException when it ended instead, or the time passed
    public void awaitReady(Duration most) throws IOException, InterruptedException {
        var answer = new CompletableFuture<SessionState>();
        try (var following = new Scope()) {
            following.hold(state.follow(Runnable::run, s -> {
                if (s instanceof SessionState.Ready || s instanceof SessionState.Ended) {
                    answer.complete(s);
                }
            }));
            if (answer.get(most.toNanos(), TimeUnit.NANOSECONDS) instanceof SessionState.Ended(var ending, var _)) {
                throw new IOException(ending.sentence());
            }
        } catch (TimeoutException e) {
            throw new IOException("the session through " + via() + " was not ready within " + most.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    // --- for its connections, under the lock --------------------------------------------------------------------------

    long now() {
        return System.nanoTime();
    }

    /// Something was written, read or closed: the writing thread looks again, others learn what is new of them.
    void stirred() {
        tellConnections();
        work.signalAll();
    }

    void forget(Stream stream) {
        connections.remove(stream);
    }

    // --- writing ------------------------------------------------------------------------------------------------------

    private void write() {
        try {
            while (true) {
                Frame frame = null;
                WebSocket to = null;
                int of;
                lock.lockInterruptibly();
                try {
                    while (frame == null) {
                        if (over) {
                            return;
                        }
                        long now = now();
                        to = socket;
                        frame = to == null ? null : channel.next(now);
                        if (frame == null) {
                            long quiet = channel.quietFor(now);
                            if (quiet > 0) {
                                work.awaitNanos(Math.min(quiet, TimeUnit.SECONDS.toNanos(30)));
                            }
                            carryOut(channel.tick(now()));
                        }
                        tellConnections();
                    }
                    of = generation;
                } finally {
                    lock.unlock();
                }
                if (to != null) {
                    send(to, frame, of);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the tunnel's writing thread ended by an exception of its own", e);
            ended(new Ending.Broken(e.getClass().getSimpleName()));
        }
    }

    private void send(WebSocket to, Frame frame, int of) throws InterruptedException {
        try {
            CompletableFuture<WebSocket> sent = switch (frame) {
                case Frame.Text(var text) -> to.sendText(text, true);
                case Frame.Binary(var message) -> to.sendBinary(message.duplicate(), true);
                case Frame.Ping() -> to.sendPing(ByteBuffer.allocate(0));
            };
            sent.get(WRITE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            to.abort();
            String why = e instanceof TimeoutException
                    ? "could not be written for " + WRITE_WITHIN.toSeconds() + " s"
                    : words(e.getCause());
            closed(of, 1006, why);
        }
    }

    // --- the WebSocket ------------------------------------------------------------------------------------------------

    /// Reads and dispatches, nothing else. Frames of a WebSocket that was given up are dropped.
    private final class Listener implements WebSocket.Listener {
        private final int of;
        private @Nullable ByteBuffer partial;

        Listener(int of) {
            this.of = of;
        }

        @Override
        public void onOpen(WebSocket opened) {
            opened.request(1);
        }

        @Override
        public @Nullable CompletableFuture<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            ByteBuffer whole = whole(data, last);
            if (whole != null) {
                received(of, whole);
            }
            from.request(1);
            return null;
        }

        /// Messages come in pieces when the network cuts them; the data is copied, because the buffer is the client's.
        private @Nullable ByteBuffer whole(ByteBuffer data, boolean last) {
            ByteBuffer before = partial;
            int size = (before == null ? 0 : before.position()) + data.remaining();
            if (size > LARGEST_MESSAGE) {
                throw new IllegalStateException("a message of more than " + LARGEST_MESSAGE + " bytes");
            }
            if (before == null && last) {
                return ByteBuffer.allocate(size).put(data).flip();
            }
            ByteBuffer next = before != null && before.remaining() >= data.remaining()
                    ? before
                    : ByteBuffer.allocate(last ? size : Math.max(size * 2, 4096));
            if (before != null && next != before) {
                next.put(before.flip());
            }
            next.put(data);
            partial = last ? null : next;
            return last ? next.flip() : null;
        }

        @Override
        public @Nullable CompletableFuture<?> onText(WebSocket from, CharSequence data, boolean last) {
            heard(from);
            return null;
        }

        @Override
        public @Nullable CompletableFuture<?> onPing(WebSocket from, ByteBuffer message) {
            heard(from);
            return null;
        }

        @Override
        public @Nullable CompletableFuture<?> onPong(WebSocket from, ByteBuffer message) {
            heard(from);
            return null;
        }

        private void heard(WebSocket from) {
            lock.lock();
            try {
                if (of == generation) {
                    channel.heard(now());
                }
            } finally {
                lock.unlock();
            }
            from.request(1);
        }

        @Override
        public @Nullable CompletableFuture<?> onClose(WebSocket from, int code, String reason) {
            closed(of, code, reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed(of, 1006, words(error));
        }
    }

    private void received(int of, ByteBuffer message) {
        lock.lock();
        try {
            if (of == generation && !over) {
                carryOut(channel.binary(now(), message));
                stirred();
            }
        } finally {
            lock.unlock();
        }
    }

    private void closed(int of, int code, String reason) {
        lock.lock();
        try {
            if (of == generation && socket != null && !over) {
                socket = null;
                carryOut(channel.closed(now(), code, reason));
                stirred();
            }
        } finally {
            lock.unlock();
        }
    }

    private static String words(@Nullable Throwable error) {
        if (error == null) {
            return "broken";
        }
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }

    // --- opening, and opening again -----------------------------------------------------------------------------------

    private void open(Duration after, boolean first) {
        lock.lock();
        try {
            opener = Thread.ofVirtual().name("tunnel/open").start(() -> opening(after, first));
        } finally {
            lock.unlock();
        }
    }

    private void opening(Duration after, boolean first) {
        try {
            time.sleep(after);
            Opened opened = first ? api.start() : resumed();
            if (opened == null) {
                lock.lock();
                try {
                    carryOut(channel.gone());
                    stirred();
                } finally {
                    lock.unlock();
                }
                return;
            }
            int of;
            lock.lock();
            try {
                sessionId = opened.sessionId();
                if (over) {
                    leave();
                    return;
                }
                of = ++generation;
            } finally {
                lock.unlock();
            }
            WebSocket to = gateway.open(URI.create(opened.streamUrl().reveal()), new Listener(of));
            lock.lock();
            try {
                if (over) {
                    to.abort();
                    return;
                }
                socket = to;
                problem = null;
                carryOut(channel.opened(now(), opened.token().reveal()));
                stirred();
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Problem.Thrown e) {
            failed(e.problem(), e.problem().source().raw(), first);
        } catch (IOException e) {
            failed(null, words(e), first);
        }
    }

    private @Nullable Opened resumed() throws InterruptedException {
        String id = id().orElse(null);
        return id == null ? null : api.resume(id).orElse(null);
    }

    private void failed(@Nullable Problem what, String why, boolean first) {
        lock.lock();
        try {
            problem = what;
            if (first && sessionId == null) {
                ended(new Ending.Refused(why));
            } else {
                carryOut(channel.notOpened(now(), why));
            }
            stirred();
        } finally {
            lock.unlock();
        }
    }

    // --- what the channel asks for ------------------------------------------------------------------------------------

    private void carryOut(List<Action> actions) {
        for (Action action : actions) {
            switch (action) {
                case Action.Ready(var properties, var agent, var mode, var _) -> {
                    attempts = 0;
                    lastReady = new SessionState.Ready(properties, agent.toString(), mode, time.now());
                    state.set(lastReady);
                }
                case Action.Reconnect(var after, var why) -> {
                    WebSocket old = socket;
                    socket = null;
                    if (old != null) {
                        old.abort();
                    }
                    attempts++;
                    Instant since = state.get() instanceof SessionState.CutOff(var began, var _, var _) ? began : time.now();
                    state.set(new SessionState.CutOff(since, attempts, why));
                    open(after, false);
                }
                case Action.Ended(var ending) -> ended(ending);
                case Action.Message(var text) -> LOG.log(Level.INFO, "Session Manager: {0}", text);
                case Action.Paused() -> LOG.log(Level.DEBUG, "the other side of {0} is away", via());
                case Action.Resumed() -> LOG.log(Level.DEBUG, "the other side of {0} is back", via());
            }
        }
        if (socket != null && state.get() instanceof SessionState.CutOff && channel.streams() != null) {
            attempts = 0;
            state.set(ready());
        }
    }

    private SessionState ready() {
        return lastReady == null ? new SessionState.Starting(time.now()) : lastReady;
    }

    private void ended(Ending ending) {
        lock.lock();
        try {
            if (over) {
                return;
            }
            over = true;
            WebSocket last = socket;
            socket = null;
            if (last != null) {
                last.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((_, _) -> last.abort());
            }
            state.set(new SessionState.Ended(ending, time.now()));
            stirred();
            leave();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the session at AWS too, once: not every agent understands the flag that says so in the channel.
    private void leave() {
        String id = sessionId;
        if (id != null && leaver == null) {
            leaver = Thread.ofVirtual().name("tunnel/terminate").start(() -> terminate(id));
        }
    }

    private void terminate(String id) {
        try {
            api.terminate(id);
        } catch (Problem.Thrown e) {
            LOG.log(Level.WARNING, "a session through {0} may still be open at AWS: {1}", via(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the session in order: the agent is told and has two seconds to hear it, then AWS is told. Connections that are open
    /// are lost.
    @Override
    public void close() {
        Thread opening;
        lock.lock();
        try {
            if (!over) {
                carryOut(channel.terminate(now()));
                stirred();
            }
            opening = opener;
        } finally {
            lock.unlock();
        }
        try {
            awaitEnd(Duration.ofSeconds(3));
            if (opening != null) {
                opening.interrupt();
                opening.join(Duration.ofSeconds(2));
            }
            Thread leaving;
            lock.lock();
            try {
                ended(new Ending.Terminated(false));
                leaving = leaver;
            } finally {
                lock.unlock();
            }
            if (leaving != null && !leaving.join(Duration.ofSeconds(10))) {
                LOG.log(Level.WARNING, "AWS did not say within 10 s that the session through {0} has ended", via());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd(Duration most) throws InterruptedException {
        lock.lock();
        try {
            long left = most.toNanos();
            while (!over && left > 0) {
                left = work.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellConnections() {
        Streams streams = channel.streams();
        if (streams == null) {
            return;
        }
        for (Stream changed = streams.changed(); changed != null; changed = streams.changed()) {
            Connection connection = connections.get(changed);
            if (connection != null) {
                connection.changed();
            }
        }
    }
}
