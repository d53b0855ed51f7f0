package dev.howdah.ops.query;

import dev.howdah.journal.Confirmation;
import dev.howdah.journal.Intent;
import dev.howdah.journal.Journal;
import dev.howdah.journal.Purpose;
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
import dev.howdah.sql.session.Door;
import dev.howdah.sql.session.Leave;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    /// What does not let itself be cancelled when writing ends is given up.
    private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(5);
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
    /// @param zone in which the server shows times
    public record Session(String database, String user, int pid, SqlSession.State transaction, @Nullable Instant since, String limits,
            String zone) {}

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

    /// A transaction that is open in a sheet.
    ///
    /// @param held what it holds, in words; empty until that is known
    public record OpenTransaction(Sheet sheet, Session session, String held) {}

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
        final Live<Writes> writes = new Live<>(new Writes.Off(null));
        @Nullable
        Allowed allowed;
        /// What ran last; whoever has the turn changes it.
        volatile @Nullable Harvest harvest;

        final Live<String> held = new Live<>("");
        final Live<Optional<String>> prompt = new Live<>(Optional.empty());
        private volatile CompletableFuture<Optional<String>> answer = CompletableFuture.completedFuture(Optional.empty());

        /// What `\\prompt` asks, until somebody answers or cancels.
        @Nullable
        String ask(String words) {
            var waiting = new CompletableFuture<Optional<String>>();
            answer = waiting;
            prompt.set(Optional.of(words));
            try {
                return waiting.get().orElse(null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            } catch (ExecutionException e) {
                throw new IllegalStateException("nobody completes it with an exception", e);
            } finally {
                prompt.set(Optional.empty());
            }
        }

        void answered(Optional<String> value) {
            answer.complete(value);
        }

        Desk(Live<State> live) {
            this.live = live;
            settings.tell("ON_ERROR_STOP", "on");
        }
    }

    /// A session and the way that it uses.
    private record Open(Psql psql, Transcript transcript, Reached of, Desk desk) {
        /// `\\c` puts another in its place.
        SqlSession session() {
            return psql.session();
        }

        /// Where it leads: DBNAME and the like.
        Map<String, String> where() {
            var all = new java.util.HashMap<String, String>();
            for (String name : List.of("DBNAME", "USER", "HOST", "PORT")) {
                all.put(name, desk.settings.text(name));
            }
            return all;
        }
    }

    private final Ways ways;
    private final Time time;
    private final Function<InstanceRef, String> operator;
    private final Work work = new Work("queries");
    private final Map<Sheet, Desk> desks = new ConcurrentHashMap<>();
    private final Map<InstanceRef, Live<Completion.Names>> names = new ConcurrentHashMap<>();
    private final Map<InstanceRef, Live<List<Draft>>> drafts = new ConcurrentHashMap<>();
    private final Drafts kept;
    private final Record record;
    private final Journal journal;
    private final Browser browser;

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
        this.journal = journal;
        kept = new Drafts(folder);
        browser = new Browser(ways, time, operator, work);
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

    /// Runs something about a result that may take its time, such as writing it to a file, beside the caller.
    public void beside(Runnable task) {
        work.start("beside", task);
    }

    /// What the instance's database holds; known once [#browse] has read it.
    public Live<Contents> contents(InstanceRef ref) {
        return browser.of(ref);
    }

    /// Reads anew what a database holds. Does nothing when there is no way to the instance.
    ///
    /// @param database whose; empty for the one that people mean when they name none
    public void browse(InstanceRef ref, String database) {
        browser.read(ref, database);
    }

    /// Reads a relation's columns, indexes and constraints.
    public void details(InstanceRef ref, long oid) {
        browser.details(ref, oid);
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
        run(sheet, text, most, false);
    }

    /// Runs each statement of a text, counts what it changes, and rolls it back; only where writing is allowed. A sequence that is
    /// advanced stays so: no rollback takes that back.
    public void preview(Sheet sheet, String text, int most) {
        run(sheet, text, most, true);
    }

    private void run(Sheet sheet, String text, int most, boolean preview) {
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
                carryOut(sheet, desk, text, most, preview);
            }
        });
    }

    private void carryOut(Sheet sheet, Desk desk, String text, int most, boolean preview) {
        Harvest harvest = null;
        Transcript transcript = null;
        String said = null;
        try {
            Open open = session(sheet, desk);
            if (preview && open.session().safety() != null) {
                done(desk, List.of(), "", "A preview runs the statement, so writing has to be allowed first (Ctrl+Shift+A).");
                return;
            }
            open.session().previewing(preview);
            transcript = open.transcript();
            harvest = harvest(desk, transcript);
            Harvest before = desk.harvest;
            desk.harvest = harvest;
            if (before != null) {
                before.close();
            }
            transcript.clear();
            open.psql().inWindow(harvest);
            open.psql().limit(most);
            open.psql().script(new BufferedReader(new StringReader(text)), null);
            if (preview) {
                said = "Preview: each statement was run and rolled back. Nothing was kept.";
            }
            if (!open.session().isOpen()) {
                lost(desk);
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
        if (said == null && harvest != null) {
            said = harvest.trouble();
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
        }, transcript::clear, read -> work.background("rows", read));
    }

    private static final class NotReached extends Exception {}

    private void done(Desk desk, List<Ran> ran, String text, @Nullable String said) {
        Session session;
        synchronized (desk) {
            session = shown(desk);
            // before the next one may begin, or what is said of that one would be lost under this
            desk.live.set(new State(null, time.now(), false, ran, text, said, session));
            desk.busy = false;
        }
        held(desk, session);
    }

    /// What an open transaction holds is looked for from another session.
    private void held(Desk desk, @Nullable Session session) {
        Open open;
        synchronized (desk) {
            open = desk.open;
        }
        if (session == null || open == null || session.transaction() == SqlSession.State.IDLE) {
            desk.held.set("");
            return;
        }
        work.background("locks", () -> {
            String words;
            try {
                words = browser.held(open.of().instance(), session.pid());
            } catch (Problem.Thrown | Browser.NotReached e) {
                LOG.log(Level.DEBUG, "what a transaction holds is not known", e);
                words = "what it holds is not known";
            }
            String known = words;
            // what was asked of a transaction says nothing about the next
            desk.held.update(now -> session.equals(desk.live.get().session()) ? known : now);
        });
    }

    /// What a sheet's open transaction holds, in words; empty when none is open, and until it is known.
    public Live<String> held(Sheet sheet) {
        return desk(sheet).held;
    }

    /// The transactions that are open, and would end with their sessions.
    public List<OpenTransaction> openTransactions() {
        var open = new ArrayList<OpenTransaction>();
        desks.forEach((sheet, desk) -> {
            Session session = desk.live.get().session();
            if (session != null && session.transaction() != SqlSession.State.IDLE) {
                open.add(new OpenTransaction(sheet, session, desk.held.get()));
            }
        });
        open.sort(Comparator.comparing((OpenTransaction t) -> t.sheet().instance().id()).thenComparing(t -> t.sheet().number()));
        return open;
    }

    /// Rolls back what is open in sheets.
    ///
    /// @param most how long that may take; where it takes longer the session's end is left to do it
    /// @param then called on another thread, once
    public void rollBack(List<Sheet> sheets, Duration most, Runnable then) {
        var left = new CountDownLatch(sheets.size());
        var followed = new ArrayList<AutoCloseable>();
        for (Sheet sheet : sheets) {
            run(sheet, "ROLLBACK", 1);
            var over = new AtomicBoolean();
            followed.add(desk(sheet).live.follow(Runnable::run, state -> {
                boolean idle = state.session() == null || state.session().transaction() == SqlSession.State.IDLE;
                if (state.running() == null && idle && over.compareAndSet(false, true)) {
                    left.countDown();
                }
            }));
        }
        work.start("roll back", () -> {
            try {
                if (!left.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.log(Level.WARNING, "a rollback took longer than {0}: the end of its session does it", most);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                followed.forEach(Queries::unfollow);
                then.run();
            }
        });
    }

    private static void unfollow(AutoCloseable following) {
        try {
            following.close();
        } catch (Exception e) {
            throw new IllegalStateException("a following ends without trouble", e);
        }
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
                desk.transaction, safety == null ? "writing is allowed in this sheet; its limits are what is set in it" : safety.words(),
                open.session().parameter("TimeZone"));
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
        lost(desk);
        String name = reached.database().usualDatabase();
        var safety = Safety.of(operator.apply(sheet.instance()));
        SqlSession made = reached.database().typed(safety, name);
        var transcript = new Transcript();
        var out = new PrintWriter(transcript);
        var psql = new Psql(made, desk.settings, desk.look, out, out);
        psql.timing(true);
        reached.database().where(name).forEach(desk.settings::tell);
        var open = new Open(psql, transcript, reached, desk);
        psql.ledger(record.of(recorded(sheet.instance(), open), null));
        psql.door(wanted -> another(desk, open, wanted, safety), _ -> record.of(recorded(sheet.instance(), open), null));
        psql.prompter(desk::ask);
        synchronized (desk) {
            desk.open = open;
            desk.transaction = null;
        }
        return open;
    }

    /// For `\\c`: another database of the same instance. Another instance has its own colour and its own guards, so it is opened from
    /// the list.
    private static Door.Opened another(Desk desk, Open open, Map<String, String> wanted, Safety safety) throws Door.Shut {
        String now = open.where().getOrDefault("DBNAME", "");
        String next = wanted.getOrDefault("dbname", now);
        if (!wanted.keySet().equals(Set.of("dbname")) && !wanted.isEmpty() || next.indexOf('=') > 0 || next.contains("://")) {
            throw new Door.Shut("\\connect: in the window only the database can be another; open another instance from the list");
        }
        synchronized (desk) {
            if (desk.allowed != null) {
                throw new Door.Shut("\\connect: writing is allowed in this session; stop writing first (Ctrl+Shift+A)");
            }
        }
        if (open.session().state() != SqlSession.State.IDLE) {
            throw new Door.Shut("\\connect: a transaction is open; COMMIT or ROLLBACK ends it");
        }
        try {
            return new Door.Opened(open.of().database().typed(safety, next), open.of().database().where(next));
        } catch (ConnectFailure e) {
            throw new Door.Shut("\\connect: " + e.getMessage());
        }
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
            desk.answered(Optional.empty());
            Allowed leave = desk.allowed;
            if (leave != null) {
                leave.answer(Leave.Choice.LEAVE_IT);
            }
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
                // what had ended meanwhile has been told its own way
                desk.live.update(s -> s.running() == null
                        ? s
                        : new State(s.running(), s.since(), s.cancelling(), s.ran(), s.text(),
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
        Allowed leave;
        synchronized (desk) {
            open = desk.open;
            desk.open = null;
            leave = desk.allowed;
            desk.allowed = null;
        }
        boolean mine = leave != null && leave.end();
        desk.answered(Optional.empty());
        if (open != null) {
            open.session().close();
        }
        Harvest rows = desk.harvest;
        if (rows != null) {
            rows.close();
        }
        if (leave != null && mine) {
            closed(leave, "Writing ended because its sheet was closed; what was open was rolled back.");
        }
    }

    /// What `\\prompt` asks in a sheet; empty when nothing is asked.
    public Live<Optional<String>> prompt(Sheet sheet) {
        return desk(sheet).prompt;
    }

    /// Answers it; null when nobody does.
    public void prompted(Sheet sheet, @Nullable String value) {
        desk(sheet).answered(Optional.ofNullable(value));
    }

    /// Whether a sheet may write.
    public Live<Writes> writes(Sheet sheet) {
        return desk(sheet).writes;
    }

    /// Lets a sheet's session write, for a time. It is in the journal before the server is told; what runs meanwhile ends first.
    public void allowWrites(Sheet sheet, Writes.Wish wish) {
        Desk desk = desk(sheet);
        String name = sheet.instance().id();
        if (wish.environment().guardedAsProduction() && !wish.typed().equals(name)) {
            desk.writes.set(new Writes.Off("Nothing was allowed: what was typed is not " + name + "."));
            return;
        }
        if (wish.length().isNegative() || wish.length().isZero() || wish.length().compareTo(Writes.LONGEST) > 0) {
            throw new IllegalArgumentException("writing is allowed for up to " + Writes.LONGEST + ", not for " + wish.length());
        }
        synchronized (desk) {
            if (!(desk.writes.get() instanceof Writes.Off)) {
                return;
            }
            desk.writes.set(new Writes.Opening());
        }
        work.start("allow writes", () -> {
            synchronized (desk.turn) {
                String said = null;
                try {
                    allow(sheet, desk, wish);
                } catch (ConnectFailure | SqlSession.NotWritable e) {
                    said = String.valueOf(e.getMessage());
                } catch (Problem.Thrown e) {
                    said = Sentences.of(e.problem());
                } catch (NotReached e) {
                    said = "There is no session with the database: connect first (Ctrl+T).";
                }
                if (said != null) {
                    desk.writes.set(new Writes.Off("Nothing was allowed: " + said));
                }
            }
        });
    }

    private void allow(Sheet sheet, Desk desk, Writes.Wish wish) throws NotReached, ConnectFailure, SqlSession.NotWritable {
        Open open = session(sheet, desk);
        InstanceRef ref = sheet.instance();
        String database = open.where().getOrDefault("DBNAME", "");
        String login = open.where().getOrDefault("USER", "");
        String id = UUID.randomUUID().toString();
        var purpose = new Purpose(id, Writes.OPERATION, wish.scope(), ref, wish.environment().band(),
                "psql \"host=" + open.where().getOrDefault("HOST", "") + " dbname=" + database + " user=" + login
                        + " sslmode=verify-full\"",
                Map.of("database", database, "login", login, "backend", String.valueOf(open.session().pid()), "seconds",
                        String.valueOf(wish.length().toSeconds())));
        var confirmation = new Confirmation(id, operator.apply(ref), time.now(),
                wish.environment().guardedAsProduction() ? "typed " + ref.id() : "a second key");
        Intent intent = journal.open(purpose, confirmation);
        var leave = new Allowed(desk.writes, intent, wish.length(), time);
        String resource = "arn:aws:rds:" + ref.region() + ":" + ref.account() + ":db:" + ref.id() + " " + database;
        try {
            // what writes may be told to take its time; cancelling twice gives a dead session up
            open.session().writable(intent.permit(SqlSession.WRITE, resource), resource, leave, wish.length().plus(GIVEN_UP_AFTER));
        } catch (SqlSession.NotWritable | Problem.Thrown e) {
            intent.outcome(Intent.Result.FAILED, "Writing was not allowed: " + e.getMessage(), null);
            throw e;
        }
        open.psql().ledger(record.of(recorded(ref, open), intent.id()));
        Session session;
        synchronized (desk) {
            desk.allowed = leave;
            session = shown(desk);
        }
        leave.begin();
        desk.live.update(s -> new State(s.running(), s.since(), s.cancelling(), s.ran(), s.text(), s.said(), session));
        work.background("writing ends", () -> {
            try {
                time.sleep(Duration.between(time.now(), leave.until()));
                end(sheet, desk, leave, "Writing ended by itself");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Ends writing now: what runs is cancelled, and a transaction that is open is rolled back.
    public void stopWriting(Sheet sheet) {
        Desk desk = desk(sheet);
        Allowed leave;
        synchronized (desk) {
            leave = desk.allowed;
        }
        if (leave != null) {
            end(sheet, desk, leave, "Writing was stopped");
        }
    }

    /// Answers what [Writes.Question] asks.
    public void answer(Sheet sheet, Leave.Choice choice) {
        Desk desk = desk(sheet);
        Allowed leave;
        synchronized (desk) {
            leave = desk.allowed;
        }
        if (leave != null) {
            leave.answer(choice);
        }
    }

    private void end(Sheet sheet, Desk desk, Allowed leave, String how) {
        if (!leave.end()) {
            return;
        }
        Open writing;
        synchronized (desk) {
            writing = desk.open;
        }
        if (!desk.live.get().cancelling()) {
            cancel(sheet);
        }
        Thread giving = work.background("give up", () -> {
            try {
                time.sleep(GIVEN_UP_AFTER);
                if (writing != null) {
                    writing.session().abandon();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        work.start("stop writing", () -> {
            synchronized (desk.turn) {
                giving.interrupt();
                boolean open = writing != null && writing.session().isOpen() && writing.session().state() != SqlSession.State.IDLE;
                synchronized (desk) {
                    desk.allowed = null;
                    desk.open = null;
                    desk.transaction = null;
                }
                if (writing != null) {
                    writing.session().close();
                }
                String words = how + (open ? ", and the transaction that was open was rolled back." : ".");
                closed(leave, words);
                desk.live.update(s -> new State(s.running(), time.now(), false, s.ran(), s.text(), open ? words : s.said(), null));
            }
            prepare(sheet);
        });
    }

    /// A session that went takes its leave with it. The caller has the turn.
    private static void lost(Desk desk) {
        Allowed leave;
        synchronized (desk) {
            leave = desk.allowed;
            desk.allowed = null;
        }
        if (leave != null && leave.end()) {
            closed(leave, "Writing ended because its session was lost; the server rolls back what was open.");
        }
    }

    private static void closed(Allowed leave, String words) {
        try {
            leave.closed(words);
        } catch (Problem.Thrown e) {
            LOG.log(Level.ERROR, "the end of writing is not in the journal: {0}", Sentences.of(e.problem()));
            leave.shown(words);
        }
    }

    @Override
    public void close() {
        desks.values().forEach(Queries::shut);
        browser.close();
        work.close();
        record.close();
    }
}
