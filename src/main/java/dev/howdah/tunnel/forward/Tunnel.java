package dev.howdah.tunnel.forward;

import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.tunnel.channel.ChannelSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The way to one destination: a small pool of sessions through the best hop that works. An agent sends no more than a
/// kilobyte a millisecond in one session, so bulk transfers are spread, and interactive connections keep a session to
/// themselves. When a session ends under it (its task was replaced, its bastion stopped) the next connection goes through a
/// new one, by the next hop if need be.
public final class Tunnel implements AutoCloseable {
    /// Where the agent connects to.
    public record Destination(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /// What a connection is for.
    public enum Use {
        /// Small questions and answers: never behind a transfer.
        INTERACTIVE,
        /// Anything: a program of which nothing is known, an export.
        BULK
    }

    /// @param sessions most bulk sessions at a time
    /// @param ready how long a session may take from StartSession until it carries connections
    public record Settings(int sessions, Duration ready, ChannelSettings channel) {
        public static final Settings STANDARD = new Settings(4, Duration.ofSeconds(30), ChannelSettings.STANDARD);
    }

    /// What there is now.
    ///
    /// @param via the hop in use; null while none is
    /// @param why the last failure, for people; null when all is well
    public record State(int sessions, int connections, @Nullable String via, @Nullable String why) {}

    private final Destination destination;
    private final List<SessionApi> hops;
    private final Gateway gateway;
    private final Settings settings;
    private final Time time;
    private final Live<State> state = new Live<>(new State(0, 0, null, null));
    /// Guarded by `this`, as are the fields below.
    private final List<Session> bulk = new ArrayList<>();
    private @Nullable Session interactive;
    /// Every session that was begun and may not have ended at AWS yet.
    private final List<Session> begun = new ArrayList<>();
    private int hop;
    private boolean closed;

    /// Opens nothing yet.
    ///
    /// @param hops best first
    public Tunnel(Destination destination, List<SessionApi> hops, Gateway gateway, Settings settings, Time time) {
        if (hops.isEmpty()) {
            throw new IllegalArgumentException("there is no hop");
        }
        this.destination = destination;
        this.hops = List.copyOf(hops);
        this.gateway = gateway;
        this.settings = settings;
        this.time = time;
    }

    public Destination destination() {
        return destination;
    }

    public Live<State> state() {
        return state;
    }

    /// A connection to the destination.
    ///
    /// @param most how long opening a session may take, if one must be opened
    /// @throws IOException when no hop gives a session; the message names each and why
    public Connection connect(Use use, Duration most) throws IOException, InterruptedException {
        Connection made = use == Use.INTERACTIVE ? interactively(most) : anywhere(most);
        publish(null);
        return made;
    }

    private Connection interactively(Duration most) throws IOException, InterruptedException {
        for (int tries = 0;; tries++) {
            Session session;
            synchronized (this) {
                session = interactive;
                if (session == null || !session.state().get().alive()) {
                    session = begin();
                    interactive = session;
                }
            }
            if (ready(session, most, tries)) {
                return session.connect();
            }
        }
    }

    /// The least loaded session; a new one while there are few and each has something to carry.
    private Connection anywhere(Duration most) throws IOException, InterruptedException {
        for (int tries = 0;; tries++) {
            Session session;
            synchronized (this) {
                bulk.removeIf(s -> !s.state().get().alive());
                session = bulk.stream().min(Comparator.comparingInt(Session::load)).orElse(null);
                boolean busy = session == null || session.load() > 0;
                if (busy && bulk.size() < settings.sessions()) {
                    session = begin();
                    bulk.add(session);
                }
                if (session == null) {
                    throw new IOException("the tunnel has no sessions");
                }
            }
            if (ready(session, most, tries)) {
                return session.connect();
            }
        }
    }

    private Session begin() throws IOException {
        if (closed) {
            throw new IOException("the tunnel is closed");
        }
        begun.removeIf(Session::isOver);
        Session session = Session.start(hops.get(hop), gateway, settings.channel(), time);
        begun.add(session);
        return session;
    }

    /// Waits for a session; one that cannot be had sends the tunnel to the next hop, until all were tried.
    private boolean ready(Session session, Duration most, int tries) throws IOException, InterruptedException {
        try {
            session.awaitReady(most.compareTo(settings.ready()) < 0 ? most : settings.ready());
            return true;
        } catch (IOException e) {
            String why = session.via() + ": " + e.getMessage();
            publish(why);
            session.close();
            synchronized (this) {
                bulk.remove(session);
                if (session.via().equals(hops.get(hop).via())) {
                    hop = (hop + 1) % hops.size();
                }
            }
            if (tries + 1 >= hops.size()) {
                throw new Unreachable(why, session.problem().map(p -> p.source().raw()).orElse(null), e);
            }
            return false;
        }
    }

    /// From now on connections go through new sessions. An agent resolves the destination once, when a session begins: after a
    /// failover the sessions that are open lead to where the primary was. Connections that live are left to live.
    public void renew() {
        List<Session> old;
        synchronized (this) {
            old = sessions();
            bulk.clear();
            interactive = null;
        }
        for (Session session : old) {
            if (session.load() == 0) {
                Thread.ofVirtual().name("tunnel/retire").start(session::close);
            }
        }
    }

    /// No hop gave a session.
    public static final class Unreachable extends IOException {
        private final @Nullable String raw;

        Unreachable(String message, @Nullable String raw, Throwable cause) {
            super(message, cause);
            this.raw = raw;
        }

        /// What the service said, if it was the service.
        public Optional<String> raw() {
            return Optional.ofNullable(raw);
        }
    }

    /// The sessions that are open or being opened.
    public synchronized List<Session> sessions() {
        var all = new ArrayList<>(bulk);
        if (interactive != null) {
            all.add(interactive);
        }
        all.removeIf(s -> !s.state().get().alive());
        return all;
    }

    private void publish(@Nullable String why) {
        List<Session> open = sessions();
        state.set(new State(open.size(), open.stream().mapToInt(Session::load).sum(),
                open.isEmpty() ? null : open.getFirst().via(), why));
    }

    /// Ends all sessions, here and at AWS.
    @Override
    public void close() {
        List<Session> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(begun);
        }
        var ending = open.stream().map(s -> Thread.ofVirtual().name("tunnel/close").start(s::close)).toList();
        for (Thread thread : ending) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        publish(null);
    }
}
