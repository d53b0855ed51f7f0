package dev.howdah.ops.query;

import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.reach.Reached;
import dev.howdah.ops.reach.Ways;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Database;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What is run on instances that are reached. Each has a session for it beside the one that probes; that one cancels, because the
/// driver's own cancel would send its key in clear text.
public final class Queries implements AutoCloseable {
    /// Rows that are shown of a result unless more are asked for.
    public static final int USUAL = 1000;

    /// What ran.
    ///
    /// @param sql one statement
    /// @param failure the server's error; null when it went well
    /// @param outcomeKnown false when the connection broke under it
    public record Ran(String sql, List<Database.Result> results, List<String> notices, Database.@Nullable Failure failure,
            boolean outcomeKnown, Duration took) {}

    /// All that is shown.
    ///
    /// @param running what runs now; null when nothing does
    /// @param said a sentence about the whole, such as why nothing was run; null for none
    public record State(@Nullable String running, Instant since, boolean cancelling, List<Ran> ran, @Nullable String said) {
        static State idle(Instant at) {
            return new State(null, at, false, List.of(), null);
        }
    }

    /// What is kept for an instance. Guarded by itself.
    private static final class Desk {
        final Live<State> live;
        @Nullable
        Database session;
        @Nullable
        Reached of;
        int backend;
        boolean busy;

        Desk(Live<State> live) {
            this.live = live;
        }
    }

    private final Ways ways;
    private final Time time;
    private final Work work = new Work("queries");
    private final Map<InstanceRef, Desk> desks = new ConcurrentHashMap<>();

    public Queries(Ways ways, Time time) {
        this.ways = ways;
        this.time = time;
    }

    public Live<State> of(InstanceRef ref) {
        return desk(ref).live;
    }

    private Desk desk(InstanceRef ref) {
        return desks.computeIfAbsent(ref, _ -> new Desk(new Live<>(State.idle(time.now()))));
    }

    /// Runs a text, statement by statement, until one fails. Does nothing while another runs.
    ///
    /// @param most rows fetched of each result
    public void run(InstanceRef ref, String text, int most) {
        Desk desk = desk(ref);
        synchronized (desk) {
            if (desk.busy) {
                return;
            }
            desk.busy = true;
        }
        Statements statements = Statements.of(text);
        if (statements.refusal().isPresent() || statements.texts().isEmpty()) {
            done(desk, List.of(), statements.refusal().orElse("There is no statement."));
            return;
        }
        desk.live.set(new State(statements.texts().getFirst(), time.now(), false, List.of(), null));
        work.start("run", () -> {
            var ran = new ArrayList<Ran>();
            try {
                Database session = session(desk, ref);
                for (String one : statements.texts()) {
                    desk.live.update(s -> new State(one, s.since(), s.cancelling(), List.copyOf(ran), null));
                    long begun = time.nanos();
                    Database.Answer answer = session.query(one, most);
                    ran.add(new Ran(one, answer.results(), answer.notices(), answer.failure(), !answer.broken(),
                            Duration.ofNanos(time.nanos() - begun)));
                    if (answer.failure() != null) {
                        break;
                    }
                }
                done(desk, ran, null);
            } catch (ConnectFailure e) {
                done(desk, ran, String.valueOf(e.getMessage()));
            } catch (Problem.Thrown e) {
                done(desk, ran, Sentences.happened(e.problem()));
            } catch (NotReached e) {
                done(desk, ran, "There is no session with the database: connect first (Ctrl+T).");
            }
        });
    }

    private static final class NotReached extends Exception {}

    private void done(Desk desk, List<Ran> ran, @Nullable String said) {
        synchronized (desk) {
            desk.busy = false;
        }
        desk.live.set(new State(null, time.now(), false, List.copyOf(ran), said));
    }

    /// The session for typed statements: made when it is first needed, and again when the way was made again.
    private Database session(Desk desk, InstanceRef ref) throws NotReached, ConnectFailure {
        Reached reached = ways.reached(ref).orElseThrow(NotReached::new);
        synchronized (desk) {
            Database before = desk.session;
            if (before != null && before.isOpen() && desk.of == reached) {
                return before;
            }
            if (before != null) {
                before.close();
            }
        }
        Database made = reached.more().open();
        int backend = made.backend();
        synchronized (desk) {
            desk.session = made;
            desk.of = reached;
            desk.backend = backend;
        }
        return made;
    }

    /// Asks the server to cancel what runs, from the other session.
    public void cancel(InstanceRef ref) {
        Desk desk = desk(ref);
        int backend;
        synchronized (desk) {
            if (!desk.busy) {
                return;
            }
            backend = desk.backend;
        }
        desk.live.update(s -> s.running() == null ? s : new State(s.running(), s.since(), true, s.ran(), s.said()));
        work.start("cancel", () -> ways.reached(ref).ifPresent(reached -> {
            try {
                reached.database().row("SELECT pg_cancel_backend(" + backend + ")", Duration.ofSeconds(5));
            } catch (Problem.Thrown e) {
                desk.live.update(
                        s -> new State(s.running(), s.since(), false, s.ran(), "Cancelling failed. " + Sentences.happened(e.problem())));
            }
        }));
    }

    @Override
    public void close() {
        desks.values().forEach(desk -> {
            synchronized (desk) {
                Database session = desk.session;
                if (session != null) {
                    session.close();
                }
            }
        });
        work.close();
    }
}
