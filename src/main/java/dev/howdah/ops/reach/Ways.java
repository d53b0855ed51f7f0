package dev.howdah.ops.reach;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Hop;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.sql.session.Database;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import dev.howdah.tunnel.forward.LocalPort;
import dev.howdah.tunnel.forward.SessionState;
import dev.howdah.tunnel.forward.Tunnel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The ways that the window keeps open, one for each instance: climbed, watched, climbed again when they break, and closed here
/// and at AWS in the end.
public final class Ways implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Ways.class.getName());
    private static final Duration PROBE_EVERY = Duration.ofSeconds(1);
    private static final Duration PROBE_WITHIN = Duration.ofSeconds(3);
    /// Who is connected is asked with every fifth probe.
    private static final int CLIENTS_EVERY = 5;
    private static final Duration AGAIN_AFTER = Duration.ofMillis(500);
    /// A data channel that is back sooner is not worth a word; AWS closes each one every hour.
    private static final Duration CUT_OFF_WORTH = Duration.ofMillis(1500);
    private static final String CUT_OFF = "The data channel to AWS is cut off";

    /// How a way is.
    public enum Condition {
        CLOSED, CLIMBING, OPEN, LOST, BROKEN, CLOSING
    }

    /// An answer to a question, or why there is none.
    ///
    /// @param took measured here, the way included
    /// @param outcomeKnown false when the connection broke after the question was sent: the server may have acted on it
    public record Answer(String sql, String text, Duration took, boolean good, boolean outcomeKnown) {}

    /// A time without answers, by our own probe (`SELECT 1` every second): what an application felt.
    ///
    /// @param lastGood when the last answer came
    /// @param good when answers came again; null while it lasts
    /// @param soFar on a monotonic clock, from the last answer
    /// @param marks what came back when, on the same clock
    public record Outage(Instant lastGood, @Nullable Instant good, Duration soFar, List<Stopwatch.Mark> marks) {}

    /// All that is shown of a way.
    ///
    /// @param facts what the server says of itself
    /// @param port local port for other programs, null for none
    /// @param clients who is connected, as the server sees it, read every few seconds; null before the first time
    /// @param said the last thing worth a sentence, null for nothing
    public record Way(Condition condition, Ladder ladder, List<Hop> hops, @Nullable String via, @Nullable String user,
            @Nullable String loginFrom, Map<String, @Nullable String> facts, @Nullable Integer port, @Nullable Answer answer,
            @Nullable Outage outage, @Nullable String said, Instant since, @Nullable List<Clients.Client> clients) {
        /// Whether the climb is over: at the top, or where it broke.
        public boolean settled() {
            return condition == Condition.OPEN || condition == Condition.BROKEN;
        }

        static Way closed(Instant at) {
            return new Way(Condition.CLOSED, Ladder.bottom(), List.of(), null, null, null, Map.of(), null, null, null, null, at, null);
        }

        Way with(Condition next, @Nullable String words, Instant at) {
            return new Way(next, ladder, hops, via, user, loginFrom, facts, port, answer, outage, words, at, clients);
        }

        Way with(Ladder next) {
            return new Way(condition, next, hops, via, user, loginFrom, facts, port, answer, outage, said, since, clients);
        }

        Way with(List<Hop> next) {
            return new Way(condition, ladder, next, via, user, loginFrom, facts, port, answer, outage, said, since, clients);
        }

        Way with(Reached reached, Instant at) {
            return new Way(Condition.OPEN, ladder, reached.hops(), reached.via().name(), reached.user(), reached.loginFrom(),
                    reached.facts(), port, answer, outage, null, at, clients);
        }

        Way withPort(@Nullable Integer next, @Nullable String words) {
            return new Way(condition, ladder, hops, via, user, loginFrom, facts, next, answer, outage, words, since, clients);
        }

        Way saying(@Nullable String words) {
            return new Way(condition, ladder, hops, via, user, loginFrom, facts, port, answer, outage, words, since, clients);
        }

        Way withClients(List<Clients.Client> next) {
            return new Way(condition, ladder, hops, via, user, loginFrom, facts, port, answer, outage, said, since, next);
        }

        Way with(@Nullable Answer next) {
            return new Way(condition, ladder, hops, via, user, loginFrom, facts, port, next, outage, said, since, clients);
        }

        Way with(@Nullable Outage next) {
            return new Way(condition, ladder, hops, via, user, loginFrom, facts, port, answer, next, said, since, clients);
        }
    }

    /// What is open behind a [Way]. Guarded by itself.
    private static final class Open {
        final Live<Way> live;
        @Nullable
        Thread keeper;
        @Nullable
        Reached reached;
        @Nullable
        LocalPort port;

        Open(Live<Way> live) {
            this.live = live;
        }
    }

    private final Function<AwsScope, AwsAccount> accounts;
    private final Function<AwsScope, Path> roots;
    private final OpenSessions sessions;
    private final Time time;
    private final Work work = new Work("ways");
    private final Map<InstanceRef, Open> ways = new ConcurrentHashMap<>();

    /// @param roots the certificate authorities for a scope's databases; may throw [UncheckedIOException]
    public Ways(Function<AwsScope, AwsAccount> accounts, Function<AwsScope, Path> roots, OpenSessions sessions, Time time) {
        this.accounts = accounts;
        this.roots = roots;
        this.sessions = sessions;
        this.time = time;
    }

    /// Ends what killed processes left open at AWS, in the background.
    public void tidy() {
        work.background("tidy", () -> {
            try {
                Leftovers.end(sessions, accounts).forEach(e -> LOG.log(Level.INFO, "ended session {0}, left open by process {1}",
                        e.sessionId(), String.valueOf(e.pid())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    public Live<Way> of(InstanceRef ref) {
        return open(ref).live;
    }

    private Open open(InstanceRef ref) {
        return ways.computeIfAbsent(ref, _ -> new Open(new Live<>(Way.closed(time.now()))));
    }

    /// Climbs to an instance and keeps the way open. Does nothing when it is open or being climbed.
    public void connect(AwsScope scope, Instance instance, Reach.Choice choice) {
        Open open = open(instance.ref());
        synchronized (open) {
            Thread before = open.keeper;
            if (before != null && before.isAlive()) {
                return;
            }
            open.live.set(Way.closed(time.now()).with(Condition.CLIMBING, null, time.now()));
            open.keeper = work.background(instance.ref().id(), () -> keep(open, scope, instance, choice));
        }
    }

    /// Ends the way: sessions here and at AWS, and the local port.
    public void disconnect(InstanceRef ref) {
        Open open = open(ref);
        synchronized (open) {
            Thread keeper = open.keeper;
            if (keeper != null && keeper.isAlive()) {
                open.live.update(w -> w.with(Condition.CLOSING, null, time.now()));
                keeper.interrupt();
            }
        }
    }

    /// Asks one question; the answer is in [#of].
    public void ask(InstanceRef ref, String sql) {
        Open open = open(ref);
        work.start("ask", () -> {
            Reached reached = reached(open);
            if (reached == null) {
                open.live.update(w -> w.with(new Answer(sql, "There is no session: connect first.", Duration.ZERO, false, true)));
                return;
            }
            long begun = time.nanos();
            Answer answer;
            try {
                var row = reached.database().row(sql);
                String text = row.isEmpty() ? "no row" : String.join(" | ", row.values().stream().map(String::valueOf).toList());
                answer = new Answer(sql, text, Duration.ofNanos(time.nanos() - begun), true, true);
            } catch (Problem.Thrown e) {
                boolean known = !(e.problem() instanceof Problem.Sql(var state, var _, var _)) || !state.startsWith("08");
                answer = new Answer(sql, Sentences.happened(e.problem())
                        + (known ? "" : " The connection broke under it: whether the server acted on it is not known."),
                        Duration.ofNanos(time.nanos() - begun), false, known);
            }
            Answer told = answer;
            open.live.update(w -> w.with(told));
        });
    }

    /// Opens a local port for other programs, or closes it.
    ///
    /// @param wanted 0 takes the one that this instance always gets, if it is free
    public void port(InstanceRef ref, int wanted) {
        Open open = open(ref);
        work.start("port", () -> {
            synchronized (open) {
                Reached reached = open.reached;
                LocalPort before = open.port;
                if (before != null) {
                    before.close();
                    open.port = null;
                    open.live.update(w -> w.withPort(null, "The local port is closed."));
                    return;
                }
                if (reached == null) {
                    return;
                }
                try {
                    ServerSocket bound = wanted == 0 ? LocalPort.bindFor(ref.toString()) : LocalPort.bind(wanted);
                    LocalPort made = LocalPort.open(bound, reached.tunnel());
                    open.port = made;
                    open.live.update(w -> w.withPort(made.port(), null));
                } catch (IOException e) {
                    open.live.update(w -> w.withPort(null, String.valueOf(e.getMessage())));
                }
            }
        });
    }

    /// The open way to an instance, for whoever works on it; empty while there is none.
    public Optional<Reached> reached(InstanceRef ref) {
        return Optional.ofNullable(reached(open(ref)));
    }

    private static @Nullable Reached reached(Open open) {
        synchronized (open) {
            return open.reached;
        }
    }

    // --- one way, on its own thread -----------------------------------------------------------------------------------

    private void keep(Open open, AwsScope scope, Instance instance, Reach.Choice choice) {
        try (AwsAccount account = accounts.apply(scope)) {
            var reach = new Reach(account, roots.apply(scope), sessions, time);
            Reach.Way way = reach.way(instance, choice, ladder -> open.live.update(w -> w.with(ladder)));
            open.live.update(w -> w.with(way.hops()));
            try (var tunnel = way.tunnel()) {
                Reached first = reach.again(instance, choice, way, ladder -> open.live.update(w -> w.with(ladder)));
                opened(open, first);
                Thread channel = work.background("data channel", () -> tellCuts(open, tunnel));
                try {
                    watch(open, reach, instance, choice, way);
                } finally {
                    channel.interrupt();
                }
            } finally {
                shut(open);
            }
            open.live.update(w -> w.with(Condition.CLOSED, "Disconnected. Nothing is left open.", time.now()));
        } catch (Reach.Broken e) {
            open.live.update(w -> w.with(e.ladder()).with(e.hops()).with(Condition.BROKEN, e.sentences(), time.now()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            open.live.update(w -> w.with(Condition.CLOSED, "Disconnected. Nothing is left open.", time.now()));
        } catch (UncheckedIOException e) {
            open.live.update(w -> w.with(Condition.BROKEN, String.valueOf(e.getMessage()), time.now()));
        }
    }

    private void opened(Open open, Reached reached) {
        synchronized (open) {
            open.reached = reached;
        }
        open.live.update(w -> w.with(reached, time.now()));
    }

    private void shut(Open open) {
        synchronized (open) {
            LocalPort port = open.port;
            if (port != null) {
                port.close();
                open.port = null;
                open.live.update(w -> w.withPort(null, null));
            }
            Reached last = open.reached;
            open.reached = null;
            if (last != null) {
                last.database().close();
            }
        }
    }

    /// Probes until told to stop. A probe that fails begins an outage; logging in again ends it.
    private void watch(Open open, Reach reach, Instance instance, Reach.Choice choice, Reach.Way way) {
        var watch = new Stopwatch(way.tunnel(), time, work);
        watch.good();
        int probes = 0;
        try {
            while (true) {
                time.sleep(PROBE_EVERY);
                Reached now = reached(open);
                try {
                    if (now != null) {
                        now.database().row("SELECT 1", PROBE_WITHIN);
                        watch.good();
                        if (probes++ % CLIENTS_EVERY == 0) {
                            clients(open, now);
                        }
                        continue;
                    }
                } catch (Problem.Thrown e) {
                    lost(open, now, watch, Sentences.happened(e.problem()));
                }
                try {
                    watch.tryPort();
                    var climbed = new AtomicReference<>(Ladder.bottom());
                    Reached again = reach.again(instance, choice, way, ladder -> {
                        climbed.set(ladder);
                        watch.climbed(ladder);
                    });
                    watch.answered(again.database());
                    Outage over = watch.outage(time.now());
                    opened(open, again);
                    open.live.update(w -> w.with(over).with(climbed.get()));
                    watch.good();
                    probes = 0;
                } catch (Reach.Broken e) {
                    Outage soFar = watch.outage(null);
                    open.live.update(w -> w.with(soFar).with(Condition.LOST, e.getMessage(), w.since()));
                    // it may answer and yet be the wrong one: a standby, or a server that is stopping
                    way.tunnel().renew();
                    time.sleep(AGAIN_AFTER);
                }
            }
        } catch (InterruptedException e) {
            // told to disconnect: what follows is the orderly end, which must not be interrupted itself
            Thread.interrupted();
        } finally {
            watch.close();
        }
    }

    /// Says when the data channel is away for longer than a moment, also while a query runs, behind which a probe has to wait.
    private void tellCuts(Open open, Tunnel tunnel) {
        try {
            while (true) {
                time.sleep(AGAIN_AFTER);
                Instant now = time.now();
                SessionState.CutOff cut = tunnel.sessions().stream().map(s -> s.state().get())
                        .filter(SessionState.CutOff.class::isInstance).map(SessionState.CutOff.class::cast)
                        .filter(c -> c.since().plus(CUT_OFF_WORTH).isBefore(now)).findFirst().orElse(null);
                String before = open.live.get().said();
                boolean told = before != null && before.startsWith(CUT_OFF);
                if (cut != null && !told) {
                    open.live
                            .update(w -> w.saying(CUT_OFF + " (" + cut.why() + "). It is opened again by itself; what runs goes on then."));
                } else if (cut == null && told) {
                    open.live.update(w -> w.saying(null));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void clients(Open open, Reached now) {
        var answer = now.database().query(Clients.QUESTION, 500, PROBE_WITHIN);
        if (answer.failure() == null && !answer.results().isEmpty()
                && answer.results().getFirst() instanceof Database.Result.Rows rows) {
            open.live.update(w -> w.withClients(Clients.of(rows.rows(), w.hops(), w.clients())));
        }
    }

    private void lost(Open open, @Nullable Reached dead, Stopwatch watch, String why) {
        synchronized (open) {
            open.reached = null;
        }
        if (dead != null) {
            dead.database().close();
        }
        watch.begin();
        Outage soFar = watch.outage(null);
        open.live.update(w -> w.with(soFar).with(Condition.LOST, why, time.now()));
    }

    /// Ends all ways, and waits for AWS to hear it.
    @Override
    public void close() {
        ways.keySet().forEach(this::disconnect);
        var keepers = new HashMap<>(ways).values().stream().map(o -> o.keeper).filter(k -> k != null).toList();
        for (Thread keeper : keepers) {
            try {
                keeper.join(Duration.ofSeconds(12));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        work.close();
    }
}
