package dev.howdah.ops.query;

import dev.howdah.journal.Journal;
import dev.howdah.journal.Statement;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.reach.Reached;
import dev.howdah.ops.reach.Ways;
import dev.howdah.sql.meta.Completion;
import dev.howdah.sql.meta.Settings;
import dev.howdah.sql.session.CatalogNames;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Database;
import dev.howdah.sql.session.Psql;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.sql.table.Look;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What is typed on instances that are reached: psql's language, by the engine of `howdah sql`, in sessions that are read-only on
/// the server. Each sheet has a session of its own; the one that watches the way cancels, because the driver's own cancel would
/// send its key in clear text.
public final class Queries implements AutoCloseable {
    /// Rows that are shown of a result unless more are asked for.
    public static final int USUAL = 1000;
    private static final System.Logger LOG = System.getLogger(Queries.class.getName());

    private static final List<Draft> NO_DRAFTS = List.of(new Draft(1, ""));
    private static final Duration SHOWN_EVERY = Duration.ofMillis(100);

    /// What ran.
    ///
    /// @param sql one message, which holds one statement unless it was joined by `\\;`
    /// @param failure the server's error; null when it went well
    /// @param outcomeKnown false when the connection broke under it
    public record Ran(String sql, List<Database.Result> results, List<String> notices, Database.@Nullable Failure failure,
            boolean outcomeKnown, Duration took) {}

    /// A session, as its bar shows it.
    ///
    /// @param transaction what its transaction is after what ran last
    /// @param since when the transaction that is open was seen first; null when none is
    /// @param limits the session's safety, in words
    public record Session(String database, String user, int pid, SqlSession.State transaction, @Nullable Instant since, String limits) {}

    /// All that is shown of a sheet.
    ///
    /// @param running what runs now; null when nothing does
    /// @param text what psql would have printed
    /// @param said a sentence about the whole, such as why nothing was run; null for none
    /// @param session null before the first run, and when the session was lost
    public record State(@Nullable String running, Instant since, boolean cancelling, List<Ran> ran, String text, @Nullable String said,
            @Nullable Session session) {
        static State idle(Instant at) {
            return new State(null, at, false, List.of(), "", null, null);
        }
    }

    /// What is kept for a sheet. Guarded by itself but for `turn`, which whoever uses the session holds.
    private static final class Desk {
        final Live<State> live;
        final Object turn = new Object();
        final Settings settings = new Settings();
        final Look look = new Look();
        @Nullable
        Open open;
        @Nullable
        Instant transaction;
        boolean busy;

        Desk(Live<State> live) {
            this.live = live;
            settings.tell("ON_ERROR_STOP", "on");
        }
    }

    /// A session and the way that it uses.
    private record Open(SqlSession session, Psql psql, Transcript transcript, Reached of, Map<String, String> where) {}

    private final Ways ways;
    private final Time time;
    private final Function<InstanceRef, String> operator;
    private final Work work = new Work("queries");
    private final Map<Sheet, Desk> desks = new ConcurrentHashMap<>();
    private final Map<InstanceRef, Live<Completion.Names>> names = new ConcurrentHashMap<>();
    private final Map<InstanceRef, Live<List<Draft>>> drafts = new ConcurrentHashMap<>();
    private final Drafts kept;
    private final Record record;

    /// Keeps its record without literals in the folder's journal.
    ///
    /// @param operator who asks, for `application_name`
    /// @param folder where what stands in the editors is kept
    public Queries(Ways ways, Time time, Function<InstanceRef, String> operator, Path folder) {
        this(ways, time, operator, folder, new Journal(folder, time::now), () -> false);
    }

    /// @param operator who asks, for `application_name` and the journal
    /// @param folder where what stands in the editors is kept
    /// @param journal where each statement is recorded
    /// @param keepsLiterals whether it is recorded with the values in it
    public Queries(Ways ways, Time time, Function<InstanceRef, String> operator, Path folder, Journal journal,
            BooleanSupplier keepsLiterals) {
        this.ways = ways;
        this.time = time;
        this.operator = operator;
        kept = new Drafts(folder);
        record = new Record(journal, keepsLiterals, time, new Work("journal"), words -> LOG.log(Level.ERROR, words));
    }

    /// The text of a sheet's editor.
    ///
    /// @param number the sheet's
    public record Draft(int number, String text) {}

    /// What stands in the editors of an instance's sheets; read from disk when it is first asked for.
    public Live<List<Draft>> drafts(InstanceRef ref) {
        return drafts.computeIfAbsent(ref, _ -> {
            var live = new Live<>(NO_DRAFTS);
            work.background("drafts", () -> {
                try {
                    List<String> texts = kept.of(ref);
                    live.update(now -> now != NO_DRAFTS || texts.isEmpty()
                            ? now
                            : IntStream.range(0, texts.size()).mapToObj(i -> new Draft(i + 1, texts.get(i))).toList());
                } catch (IOException e) {
                    LOG.log(Level.WARNING, "what stood in the editors cannot be read: {0}", e.getMessage());
                }
            });
            return live;
        });
    }

    /// Puts a question into the first sheet's editor.
    public void ask(InstanceRef ref, String sql) {
        var now = new ArrayList<>(drafts(ref).get());
        now.replaceAll(d -> d.number() == 1 ? new Draft(1, sql) : d);
        keep(ref, now);
    }

    /// Keeps what stands in the editors, also on disk.
    public void keep(InstanceRef ref, List<Draft> now) {
        drafts(ref).set(List.copyOf(now));
        work.background("keep", () -> {
            try {
                kept.keep(ref, drafts(ref).get().stream().map(Draft::text).toList());
            } catch (IOException e) {
                LOG.log(Level.WARNING, "what stands in the editors is not kept: {0}", e.getMessage());
            }
        });
    }

    /// The first sheet of an instance.
    public Live<State> of(InstanceRef ref) {
        return of(new Sheet(ref, 1));
    }

    public Live<State> of(Sheet sheet) {
        return desk(sheet).live;
    }

    /// What the editor can complete with; nothing until the catalog was read.
    public Live<Completion.Names> names(InstanceRef ref) {
        return names.computeIfAbsent(ref, _ -> new Live<>(Completion.Names.NONE));
    }

    private Desk desk(Sheet sheet) {
        return desks.computeIfAbsent(sheet, _ -> new Desk(new Live<>(State.idle(time.now()))));
    }

    /// Runs a text on the first sheet.
    public void run(InstanceRef ref, String text, int most) {
        run(new Sheet(ref, 1), text, most);
    }

    /// Runs a text as psql runs a script, until something in it fails. Does nothing while another runs.
    ///
    /// @param most rows fetched of each result; 0: all
    public void run(Sheet sheet, String text, int most) {
        Desk desk = desk(sheet);
        synchronized (desk) {
            if (desk.busy) {
                return;
            }
            desk.busy = true;
        }
        String refusal = Script.refusal(text);
        if (refusal != null) {
            done(desk, List.of(), "", refusal);
            return;
        }
        desk.live.update(s -> new State(text.strip(), time.now(), false, List.of(), "", null, s.session()));
        work.start("run", () -> {
            synchronized (desk.turn) {
                carryOut(sheet, desk, text, most);
            }
        });
    }

    private void carryOut(Sheet sheet, Desk desk, String text, int most) {
        Harvest harvest = null;
        Transcript transcript = null;
        String said = null;
        try {
            Open open = session(sheet, desk);
            transcript = open.transcript();
            harvest = harvest(desk, transcript);
            transcript.clear();
            open.psql().inWindow(harvest);
            open.psql().limit(most);
            open.psql().script(new BufferedReader(new StringReader(text)), null);
            if (!open.session().isOpen()) {
                said = "The session was lost. The next run opens another; what was set in this one is gone.";
            }
        } catch (ConnectFailure e) {
            said = String.valueOf(e.getMessage());
        } catch (Problem.Thrown e) {
            said = Sentences.happened(e.problem());
        } catch (NotReached e) {
            said = "There is no session with the database: connect first (Ctrl+T).";
        } catch (IOException e) {
            said = "A file could not be read or written: " + e.getMessage();
        }
        String missing = record.settle();
        done(desk, harvest == null ? List.of() : harvest.soFar(), transcript == null ? "" : transcript.text(),
                missing == null ? said : said == null ? missing : missing + "\n" + said);
    }

    /// Shows what comes as it comes, but not more often than eyes can follow.
    private Harvest harvest(Desk desk, Transcript transcript) {
        long[] shown = {time.nanos() - SHOWN_EVERY.toNanos()};
        return new Harvest(harvest -> {
            if (time.nanos() - shown[0] >= SHOWN_EVERY.toNanos()) {
                shown[0] = time.nanos();
                desk.live.update(s -> new State(harvest.sql(), s.since(), s.cancelling(), harvest.soFar(), transcript.text(), null,
                        s.session()));
            }
        });
    }

    private static final class NotReached extends Exception {}

    private void done(Desk desk, List<Ran> ran, String text, @Nullable String said) {
        Session session;
        synchronized (desk) {
            desk.busy = false;
            session = shown(desk);
        }
        desk.live.set(new State(null, time.now(), false, ran, text, said, session));
    }

    /// How the session stands now. The caller holds the desk.
    private @Nullable Session shown(Desk desk) {
        Open open = desk.open;
        if (open == null || !open.session().isOpen()) {
            desk.transaction = null;
            return null;
        }
        SqlSession.State state = open.session().state();
        desk.transaction = state == SqlSession.State.IDLE ? null : desk.transaction == null ? time.now() : desk.transaction;
        Safety safety = open.session().safety();
        return new Session(open.where().getOrDefault("DBNAME", ""), open.where().getOrDefault("USER", ""), open.session().pid(), state,
                desk.transaction, safety == null ? "writes" : safety.words());
    }

    /// Opens the sheet's session and reads the names of its catalog, so that neither keeps the first run waiting. Does nothing when
    /// there is a session, or no way.
    public void prepare(Sheet sheet) {
        Desk desk = desk(sheet);
        if (ways.reached(sheet.instance()).isEmpty()) {
            return;
        }
        work.background("prepare", () -> {
            synchronized (desk.turn) {
                try {
                    Open open = session(sheet, desk);
                    Session session;
                    synchronized (desk) {
                        session = shown(desk);
                    }
                    desk.live.update(s -> new State(s.running(), s.since(), s.cancelling(), s.ran(), s.text(), s.said(), session));
                    Live<Completion.Names> known = names(sheet.instance());
                    if (known.get() == Completion.Names.NONE && open.session().state() == SqlSession.State.IDLE) {
                        known.set(CatalogNames.of(open.session()));
                    }
                } catch (ConnectFailure | NotReached | SqlFailed | Problem.Thrown e) {
                    LOG.log(Level.DEBUG, "no session ahead of the first run", e);
                }
            }
        });
    }

    /// The session for typed text: made when it is first needed, and again when the way was made again.
    private Open session(Sheet sheet, Desk desk) throws NotReached, ConnectFailure {
        Reached reached = ways.reached(sheet.instance()).orElseThrow(NotReached::new);
        synchronized (desk) {
            Open before = desk.open;
            if (before != null && before.session().isOpen() && before.of() == reached) {
                return before;
            }
            if (before != null) {
                before.session().close();
                desk.open = null;
            }
        }
        String name = reached.database().usualDatabase();
        var safety = Safety.of(operator.apply(sheet.instance()));
        SqlSession made = reached.database().session(safety, name);
        var transcript = new Transcript();
        var out = new PrintWriter(transcript);
        var psql = new Psql(made, desk.settings, desk.look, out, out);
        psql.timing(true);
        var open = new Open(made, psql, transcript, reached, reached.database().where(name));
        psql.ledger(record.of(recorded(sheet.instance(), open), null));
        open.where().forEach(desk.settings::tell);
        synchronized (desk) {
            desk.open = open;
            desk.transaction = null;
        }
        return open;
    }

    private Statement.Session recorded(InstanceRef ref, Open open) {
        return new Statement.Session(operator.apply(ref), ref.id(), ref.account(), ref.region(), open.where().getOrDefault("DBNAME", ""),
                open.where().getOrDefault("USER", ""), open.session().pid());
    }

    /// Asks the server to cancel what runs on the first sheet.
    public void cancel(InstanceRef ref) {
        cancel(new Sheet(ref, 1));
    }

    /// Asks the server to cancel what runs, from another session. Asked a second time, it gives the session up: then nothing keeps
    /// the sheet, whatever the network does.
    public void cancel(Sheet sheet) {
        Desk desk = desk(sheet);
        Open open;
        boolean again;
        synchronized (desk) {
            open = desk.open;
            if (!desk.busy) {
                return;
            }
            again = desk.live.get().cancelling();
        }
        if (open != null) {
            open.psql().stop();
        }
        desk.live.update(s -> s.running() == null ? s : new State(s.running(), s.since(), true, s.ran(), s.text(), s.said(), s.session()));
        if (open == null) {
            return;
        }
        if (again) {
            work.start("abandon", open.session()::abandon);
            return;
        }
        work.start("cancel", () -> ways.reached(sheet.instance()).ifPresent(reached -> {
            try {
                reached.database().row("SELECT pg_catalog.pg_cancel_backend(" + open.session().pid() + ")", Duration.ofSeconds(5));
            } catch (Problem.Thrown e) {
                desk.live.update(s -> new State(s.running(), s.since(), s.cancelling(), s.ran(), s.text(),
                        "Cancelling failed: cancel again to give the session up. " + Sentences.happened(e.problem()), s.session()));
            }
        }));
    }

    /// Closes a sheet and its session; a transaction that is open in it is rolled back by that.
    public void close(Sheet sheet) {
        Desk desk = desks.remove(sheet);
        if (desk != null) {
            work.background("close", () -> shut(desk));
        }
    }

    private static void shut(Desk desk) {
        Open open;
        synchronized (desk) {
            open = desk.open;
            desk.open = null;
        }
        if (open != null) {
            open.session().close();
        }
    }

    @Override
    public void close() {
        desks.values().forEach(Queries::shut);
        work.close();
        record.close();
    }
}
