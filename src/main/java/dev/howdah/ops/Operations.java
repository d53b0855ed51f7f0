package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.ecs.EcsWrite;
import dev.howdah.aws.network.NetworkWrite;
import dev.howdah.aws.rds.RdsWrite;
import dev.howdah.journal.Confirmation;
import dev.howdah.journal.Intent;
import dev.howdah.journal.Journal;
import dev.howdah.journal.Permit;
import dev.howdah.journal.Purpose;
import dev.howdah.journal.Statement;
import dev.howdah.model.AwsScope;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import dev.howdah.model.Environment;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.SecurityGroup;
import dev.howdah.model.Sentences;
import dev.howdah.ops.compare.Doors;
import dev.howdah.ops.compare.Repair;
import dev.howdah.ops.compare.Repairs;
import dev.howdah.ops.compare.Script;
import dev.howdah.ops.create.Blueprint;
import dev.howdah.ops.create.Survey;
import dev.howdah.ops.migrate.Locks;
import dev.howdah.ops.migrate.Sight;
import dev.howdah.ops.migrate.SqlFiles;
import dev.howdah.sql.session.Signal;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything that changes something goes through here: planned, confirmed, on disk before it is sent, watched, on disk again.
public final class Operations implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Operations.class.getName());
    private final Journal journal;
    private final Function<AwsScope, AwsAccount> accounts;
    private final Function<AwsScope, Environment> environments;
    private final Time time;
    private final Sight sight;
    private final Consumer<Crossing> passing;
    private final Repairs repairs;
    private final Work work = new Work("operations");
    private final Live<List<Running>> running = new Live<>(List.of());
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private final Tools tools;
    private volatile boolean closing;

    /// @param accounts opens the reads and writes of a scope; each is closed when its plan or operation is done
    /// @param environments what a scope is to its users: production takes the typed name for everything
    /// @param repairs how rows are brought back
    /// @param sight looks into databases that are reached
    public Operations(Journal journal, Function<AwsScope, AwsAccount> accounts, Function<AwsScope, Environment> environments, Time time,
            Repairs repairs, Sight sight) {
        this(journal, accounts, environments, time, repairs, sight, _ -> {});
    }

    Operations(Journal journal, Function<AwsScope, AwsAccount> accounts, Function<AwsScope, Environment> environments, Time time,
            Repairs repairs, Sight sight, Consumer<Crossing> passing) {
        this.sight = sight;
        this.repairs = repairs;
        this.journal = journal;
        this.accounts = accounts;
        this.environments = environments;
        this.time = time;
        this.passing = passing;
        this.tools = new Tools(journal, repairs, time, passing);
    }

    /// What was started or taken up again in this run, oldest first.
    public Live<List<Running>> running() {
        return running;
    }

    /// Makes a plan from fresh reads. Changes nothing.
    ///
    /// @throws Problem.Thrown when what it is about cannot be read or is not there
    public Plan plan(AwsScope scope, Request request) throws InterruptedException {
        try (AwsAccount account = accounts.apply(scope)) {
            return new Planning(account, environments.apply(scope), journal, time, repairs, sight).plan(scope, request);
        }
    }

    /// Starts what was planned, once. Returns at once; follow [Running#state].
    ///
    /// @throws IllegalArgumentException when the plan is blocked, the confirmation is not of this plan and grade, or it was started
    /// already: faults of the caller, which a window rules out before it enables its button
    public synchronized Running start(Plan plan, Confirmation confirmation) {
        plan.block().ifPresent(block -> {
            throw new IllegalArgumentException("the plan is blocked: " + block.text());
        });
        if (!plan.accepts(confirmation)) {
            throw new IllegalArgumentException("the confirmation is not of this plan");
        }
        if (!started.add(plan.id())) {
            throw new IllegalArgumentException("the plan was started already");
        }
        var run = new Running(plan.id(), purpose(plan, plan.basis()), time.now());
        Optional<Running> other = busyWith(plan.request().touches());
        running.update(list -> plus(list, run));
        if (other.isPresent()) {
            run.state().set(new OpState.Moved(time.now(), "The operation " + other.get().operation() + " is running on it."));
        } else {
            launch(run, () -> carryOut(run, plan, confirmation));
        }
        return run;
    }

    /// Takes up what earlier runs left without an outcome: looks where it is, watches it again, and sends nothing, but for the end of a copy
    /// that a rehearsal made and was to remove. A creation is not gone on with by itself: how far it is, is told.
    ///
    /// @throws IOException when the journal cannot be read: then say so, because something may be going on
    public List<Running> resume() throws IOException {
        return resume(_ -> true);
    }

    /// Takes up the rehearsals of one instance alone that earlier runs left, as [#resume] does: their copies are removed.
    ///
    /// @throws IOException when the journal cannot be read
    public List<Running> resumeRehearsals(InstanceRef source) throws IOException {
        return resume(purpose -> purpose.operation().equals(Request.Rehearse.OPERATION) && purpose.target().equals(source));
    }

    /// Takes up the creations alone that earlier runs left, as [#resume] does: it is looked how far each is, and nothing is sent.
    ///
    /// @throws IOException when the journal cannot be read
    public List<Running> resumeCreations(InstanceRef target) throws IOException {
        return resume(purpose -> purpose.operation().equals(Request.Create.OPERATION) && purpose.target().equals(target));
    }

    private List<Running> resume(Predicate<Purpose> wanted) throws IOException {
        var resumed = new ArrayList<Running>();
        List<Journal.Left> all = journal.left();
        // a rehearsal and a creation look themselves at what they had begun
        Set<String> holders = all.stream().map(l -> l.intent().purpose()).filter(Operations::holdsCalls).map(Purpose::plan)
                .collect(Collectors.toSet());
        for (Journal.Left left : all) {
            boolean child = holders.contains(left.intent().purpose().plan()) && !holdsCalls(left.intent().purpose());
            if (child || !wanted.test(left.intent().purpose())) {
                continue;
            }
            if (left.intent().purpose().operation().equals(dev.howdah.ops.query.Writes.OPERATION)) {
                note(left.intent(), Intent.Result.DONE,
                        "The program ended while writing was allowed; the server ended its session and rolled back what was open.", null);
                continue;
            }
            var run = new Running(left.intent().id(), left.intent().purpose(), left.intent().openedAt());
            running.update(list -> plus(list, run));
            run.begun(left.intent());
            resumed.add(run);
            String plan = left.intent().purpose().plan();
            launch(run, () -> {
                if (holders.contains(plan)) {
                    takeUp(run, left, all.stream().filter(l -> l != left && l.intent().purpose().plan().equals(plan)).toList());
                } else {
                    takeUp(run, left);
                }
            });
        }
        return resumed;
    }

    /// Whether it is several calls, each with an intent of its own under the same plan.
    private static boolean holdsCalls(Purpose purpose) {
        return (purpose.operation().equals(Request.Rehearse.OPERATION) || purpose.operation().equals(Request.Create.OPERATION))
                && !purpose.details().getOrDefault("mark", "").isEmpty();
    }

    /// What the last rehearsal of some SQL came to, and where. Reads the disk.
    ///
    /// @param digest see [SqlFiles.Sources]
    /// @throws IOException when the journal cannot be read
    public Optional<String> rehearsed(String digest) throws IOException {
        return journal.outcomesWith(Request.Rehearse.OPERATION, "sqlSha256", digest).stream().reduce((_, b) -> b)
                .map(MigrationPlanning::rehearsal);
    }

    /// The services that a scope has, as ECS tells now.
    ///
    /// @throws Problem.Thrown when they cannot be read
    public List<EcsService> services(AwsScope scope) throws InterruptedException {
        try (AwsAccount account = accounts.apply(scope)) {
            return account.tasks().services();
        }
    }

    /// Proposes a database for a service, from fresh reads. Changes nothing.
    ///
    /// @param instance its name; null for one after the service
    /// @param service `cluster/service` or a service's name; null for the first that there is where `instance` is null too, else for the one
    /// that there is
    /// @throws Problem.Thrown when there is no such service, or the account cannot be read
    public Request.Create survey(AwsScope scope, @Nullable String instance, @Nullable String service) throws InterruptedException {
        try (AwsAccount account = accounts.apply(scope)) {
            String of = service != null || instance != null
                    ? service
                    : account.tasks().services().stream().filter(s -> !s.network().subnets().isEmpty()).findFirst()
                            .map(s -> s.cluster() + "/" + s.name()).orElse(null);
            String name = instance != null ? instance : of == null ? "db" : Survey.nameFor(of);
            return new Request.Create(new InstanceRef(account.identity().account(), scope.region(), name), Survey.of(account, name, of));
        }
    }

    /// The names that copies of an instance were restored under, by the journal. Reads the disk.
    ///
    /// @throws IOException when the journal cannot be read
    public List<String> copies(InstanceRef source) throws IOException {
        return journal.copies(source);
    }

    /// Has one of a run's own sessions cancelled because its limit was reached; one that only holds its transaction open is ended. Arming the
    /// limit was agreed to with the run: this goes under that confirmation, with an intent and a permit of its own.
    ///
    /// @param why the limit was reached, as a sentence
    /// @return what came of it, in words
    /// @throws Problem.Thrown when nothing was sent, or that is not known
    public String cancel(Running run, Locks.Session session, String why) {
        Intent armed = run.intent();
        if (armed == null) {
            throw new IllegalStateException("a run that has not begun has no sessions");
        }
        Signal how = session.state().startsWith("idle in transaction") ? Signal.TERMINATE : Signal.CANCEL;
        var change = new Change.SignalOne(run.target(), session.pid(), session.began(), how);
        var details = details(change);
        details.put("limit", why);
        Confirmation agreed = armed.confirmation();
        Intent intent = journal.open(
                new Purpose(run.purpose().plan(), Request.SignalSession.OPERATION, run.scope(), run.target(), run.purpose().environment(),
                        change.command(), details),
                new Confirmation(agreed.plan(), agreed.by(), agreed.at(), agreed.how() + ", which armed the limit"));
        try {
            Optional<Boolean> sent = sight.signal(change.target(), change.pid(), change.began(), how,
                    intent.permit(change.action(), change.resource()), change.resource());
            String words = told(change, sent);
            note(intent, sent.orElse(false) ? Intent.Result.DONE : Intent.Result.NOT_SENT, words, null);
            return words.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + words.substring(1, words.length() - 1);
        } catch (Problem.Thrown e) {
            note(intent, refusedByServer(e.problem()) ? Intent.Result.FAILED : Intent.Result.UNKNOWN, Sentences.of(e.problem()), null);
            throw e;
        }
    }

    private static String told(Change.SignalOne change, Optional<Boolean> sent) {
        String who = "Process " + change.pid();
        return sent.isEmpty()
                ? who + " was not told: there is no way to " + change.target().id() + "."
                : !sent.get()
                        ? who + " had ended before; nothing was sent."
                        : who + (change.how() == Signal.CANCEL ? " was told to give up its statement." : " was told to end.");
    }

    /// Else the way broke, and whether the signal arrived is not known.
    private static boolean refusedByServer(Problem problem) {
        return problem instanceof Problem.Sql sql && !sql.state().startsWith("08");
    }

    /// What the limit of a run did, as sentences, oldest first.
    private List<String> cancels(Purpose run) {
        if (!run.operation().equals(Request.RunMigration.OPERATION)) {
            return List.of();
        }
        try {
            return journal.outcomes(run.plan(), Request.SignalSession.OPERATION).stream()
                    .filter(o -> o.result().equals(Intent.Result.DONE.word()))
                    .map(o -> "At " + o.at().truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + ": "
                            + o.purpose().details().getOrDefault("limit", "") + " " + o.words())
                    .toList();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "what the limit did cannot be read", e);
            return List.of();
        }
    }

    private Optional<Running> busyWith(InstanceRef target) {
        return running.get().stream().filter(r -> r.touches().equals(target) && !r.state().get().ended()).findFirst();
    }

    private static List<Running> plus(List<Running> list, Running more) {
        var next = new ArrayList<>(list);
        next.add(more);
        return List.copyOf(next);
    }

    private interface Run {
        void go() throws InterruptedException;
    }

    private void launch(Running run, Run what) {
        Thread thread = work.start(run.operation() + " " + run.target().id(), () -> {
            try {
                what.go();
            } catch (InterruptedException e) {
                run.state().set(new OpState.Unwatched(time.now()));
                Thread.currentThread().interrupt();
            } catch (Problem.Thrown e) {
                run.state().set(new OpState.Unknown(time.now(), Sentences.of(e.problem()) + " It is looked up at the next start.",
                        Watching.howToFindOut(run.purpose())));
            }
        });
        run.stoppedBy(thread::interrupt);
    }

    private void carryOut(Running run, Plan plan, Confirmation confirmation) throws InterruptedException {
        try (AwsAccount account = accounts.apply(plan.setting().scope())) {
            Optional<Intent> intent = intend(run, plan, confirmation, account);
            if (intent.isPresent()) {
                switch (plan.write()) {
                    case Change.Call call -> send(run, intent.get(), plan, call, account);
                    case Change.Repair repair -> repair(run, intent.get(), repair, account);
                    case Change.SignalOne signal -> signal(run, intent.get(), signal);
                    case Change.Rehearse rehearse -> rehearse(run, intent.get(), rehearse, account);
                    case Change.Create create -> create(run, intent.get(), create.creation(), plan.setting().environment(), account);
                }
            }
        } catch (Problem.Thrown e) {
            run.state().set(new OpState.NotSent(time.now(), Sentences.of(e.problem()), e.problem(), run.command()));
        }
    }

    /// Up to the intent on disk. Empty when it ended before, and then nothing was sent.
    private Optional<Intent> intend(Running run, Plan plan, Confirmation confirmation, AwsAccount account) throws InterruptedException {
        Plan.Basis now;
        try {
            now = basis(run, plan, account);
        } catch (InterruptedException e) {
            givenUp(run, null, e);
            return Optional.empty();
        }
        Optional<String> moved = plan.moved(now);
        if (moved.isPresent()) {
            run.state()
                    .set(new OpState.Moved(time.now(), plan.target().id() + " has changed since the plan was made: " + moved.get() + "."));
            return Optional.empty();
        }
        passing.accept(Crossing.BEFORE_INTENT);
        Intent intent = journal.open(purpose(plan, now), confirmation);
        run.begun(intent);
        passing.accept(Crossing.AFTER_INTENT);
        return Optional.of(intent);
    }

    /// What the plan is based on, now; waits for a sign-in where one is wanted.
    private Plan.Basis basis(Running run, Plan plan, AwsAccount account) throws InterruptedException {
        return tools.signedIn(run, time.now(), false, "Looking whether all is as planned",
                () -> new Planning(account, plan.setting().environment(), journal, time, repairs, sight).basis(plan));
    }

    /// Cancelled before anything was sent.
    private void givenUp(Running run, @Nullable Intent intent, InterruptedException cause) {
        String words = "It was cancelled while it waited for a sign-in. Nothing was changed.";
        String more = intent == null ? "" : note(intent, Intent.Result.NOT_SENT, words, null);
        run.state().set(new OpState.NotSent(time.now(), words + more, null, run.command()));
        LOG.log(Level.DEBUG, "cancelled before it was sent", cause);
    }

    /// AWS turned the caller away before it looked at what was asked: nothing began. Waits for a sign-in and looks again.
    ///
    /// @return whether all is as planned still; else its end is told
    private boolean asPlannedAfterSignIn(Running run, Intent intent, Plan plan, AwsAccount account) {
        try {
            Optional<String> moved = plan.moved(basis(run, plan, account));
            moved.ifPresent(why -> {
                String words = plan.target().id() + " has changed since the plan was made: " + why + ".";
                note(intent, Intent.Result.NOT_SENT, words, null);
                run.state().set(new OpState.Moved(time.now(), words));
            });
            return moved.isEmpty();
        } catch (InterruptedException e) {
            givenUp(run, intent, e);
        } catch (Problem.Thrown e) {
            // signed in as somebody else, say
            String words = Sentences.of(e.problem());
            note(intent, Intent.Result.NOT_SENT, words, null);
            run.state().set(new OpState.NotSent(time.now(), words, e.problem(), run.command()));
        }
        return false;
    }

    private void send(Running run, Intent intent, Plan plan, Change.Call write, AwsAccount account) throws InterruptedException {
        Permit permit = intent.permit(write.action(), write.resource());
        Instant sentAt = time.now();
        run.state().set(new OpState.Watching(sentAt, sentAt, "Sending " + write.action(), null, "", null));
        boolean answered = false;
        Map<String, String> answer = Map.of();
        Problem refusal = null;
        try {
            passing.accept(Crossing.BEFORE_SEND);
            answer = Calls.send(account, permit, write);
            answered = true;
            passing.accept(Crossing.AFTER_SEND);
            intent.sent(write.action(), answer);
        } catch (Problem.Thrown e) {
            if (!answered && e.problem() instanceof Problem.SignIn problem) {
                run.state().set(new OpState.Paused(sentAt, time.now(), false, "Sending " + write.action(), problem));
                if (asPlannedAfterSignIn(run, intent, plan, account)) {
                    send(run, intent, plan, write, account);
                }
                return;
            }
            if (!answered && Silence.of(e.problem(), write) == Silence.REFUSED) {
                refused(run, intent, e.problem());
                return;
            }
            run.state()
                    .set(new OpState.Watching(sentAt, time.now(), answered ? "Sent" : "No answer came: looking whether it began", null, "",
                            e.problem()));
            refusal = !answered && e.problem() instanceof Problem.Rejected ? e.problem() : null;
        }
        watch(run, intent, new Watching(account, intent.purpose(), sentAt, answered, refusal, repairs, answer,
                () -> cancels(intent.purpose())), sentAt);
    }

    /// One transaction: it is committed or nothing has changed, and where that is not known the server is asked.
    private void repair(Running run, Intent intent, Change.Repair change, AwsAccount account) throws InterruptedException {
        Permit permit = intent.permit(change.action(), change.resource());
        Instant sentAt = time.now();
        run.state().set(new OpState.Watching(sentAt, sentAt, "Keeping the before-image", null, "", null));
        String[] number = {""};
        Repair.End end;
        try {
            repairs.keep(intent.purpose().plan(), change.script());
            passing.accept(Crossing.BEFORE_SEND);
            try (Doors.Opened door = repairs.open(change.target()).orElseThrow(() -> new Problem.Thrown(new Problem.Unreachable(
                    change.target().id(), Problem.Unreachable.Kind.REFUSED,
                    new Problem.Source("postgresql", null, "there is no session with it: connect first")), null))) {
                end = Repair.run(door.session(), permit, change.resource(), change.script(),
                        new Telling(run, intent, change, door, sentAt, number));
            }
        } catch (Problem.Thrown e) {
            // the session is closed by now, and what it had not committed is rolled back
            refused(run, intent, e.problem());
            return;
        } catch (InterruptedException e) {
            String words = "It was stopped, and everything was rolled back. Nothing was changed.";
            run.state().set(new OpState.Failed(time.now(), words + note(intent, Intent.Result.FAILED, words, null), null));
            throw e;
        }
        var watching = new Watching(account, intent.purpose(), sentAt, true, null, repairs, Map.of("transaction", number[0]), List::of);
        switch (end) {
            case Repair.End.Done(var rows) -> end(run, intent, new Watching.Look.Ended(Intent.Result.DONE, words(change.script(), rows),
                    watching.inverseOfRepair()), sentAt);
            case Repair.End.Undone(var words) ->
                end(run, intent, new Watching.Look.Ended(Intent.Result.FAILED, words, Optional.empty()), sentAt);
            case Repair.End.Lost(var words) -> {
                run.state().set(new OpState.Watching(sentAt, time.now(), words + " Looking whether it was committed", null, "", null));
                watch(run, intent, watching, sentAt);
            }
        }
    }

    private static String words(Script script, Map<String, Long> rows) {
        var words = new StringBuilder("Committed.");
        script.sums().forEach((what, wanted) -> {
            long done = rows.getOrDefault(what, 0L);
            words.append(' ').append(what).append(": ").append(done).append(done == 1 ? " row" : " rows");
            if (done < wanted) {
                words.append(", ").append(wanted - done).append(" left as they are because somebody wrote to them since");
            }
            words.append('.');
        });
        return words.toString();
    }

    /// Puts each statement into the journal before it is sent and when it has its answer, and says how far it has got.
    private final class Telling implements Repair.Told {
        private final Running run;
        private final Intent intent;
        private final Change.Repair change;
        private final Statement.Session session;
        private final Instant sentAt;
        private final String[] number;

        Telling(Running run, Intent intent, Change.Repair change, Doors.Opened door, Instant sentAt, String[] number) {
            this.run = run;
            this.intent = intent;
            this.change = change;
            this.sentAt = sentAt;
            this.number = number;
            var ref = change.target();
            session = new Statement.Session(intent.confirmation().by(), ref.id(), ref.account(), ref.region(), door.database(),
                    door.where().getOrDefault("USER", ""), door.session().pid());
        }

        @Override
        public void before(Script.Statement statement, int doneRows) {
            run.state().set(new OpState.Watching(sentAt, time.now(), statement.what(), doneRows * 100 / Math.max(1, change.script().rows()),
                    "", null));
            record(statement, Statement.Phase.BEFORE, 0, "", Duration.ZERO);
        }

        @Override
        public void after(Script.Statement statement, long rows, String state, Duration took) {
            record(statement, Statement.Phase.AFTER, rows, state, took);
        }

        private void record(Script.Statement statement, Statement.Phase phase, long rows, String state, Duration took) {
            try {
                journal.statements(List.of(new Statement(time.now(), intent.id(), session, phase,
                        statement.what() + ", " + statement.rows() + " rows by key", true, rows, state, took)));
            } catch (IOException e) {
                throw new Problem.Thrown(new Problem.Misconfigured("journal", new Problem.Source("journal", null,
                        "it cannot be written (" + e.getMessage() + "); everything was rolled back")), e);
            }
        }

        @Override
        public void number(String transaction) {
            passing.accept(Crossing.AFTER_SEND);
            intent.sent(change.action(), Map.of("transaction", transaction));
            number[0] = transaction;
            run.state().set(new OpState.Watching(sentAt, time.now(), "Committing", 100, "", null));
            passing.accept(Crossing.BEFORE_COMMIT);
        }
    }

    /// The copy is made, written to, measured and removed; when the program ends meanwhile the next start removes it.
    private void rehearse(Running run, Intent intent, Change.Rehearse change, AwsAccount account) throws InterruptedException {
        Instant sentAt = time.now();
        try {
            end(run, intent, new Rehearsing(tools, account, run, intent, () -> closing).go(change), sentAt);
        } catch (Problem.Thrown e) {
            if (change.make() != null) {
                throw e;
            }
            refused(run, intent, e.problem());
        }
    }

    /// One step after the other; when the program ends meanwhile, the next start says how far it is.
    private void create(Running run, Intent intent, Creation creation, Environment environment, AwsAccount account)
            throws InterruptedException {
        Instant sentAt = time.now();
        end(run, intent, new Creating(tools, sight, account, environment, run, intent, creation, () -> closing).go(), sentAt);
    }

    /// One signal to one session: the server's answer is its outcome.
    private void signal(Running run, Intent intent, Change.SignalOne change) {
        Permit permit = intent.permit(change.action(), change.resource());
        Instant sentAt = time.now();
        run.state().set(new OpState.Watching(sentAt, sentAt, "Telling the server", null, "", null));
        passing.accept(Crossing.BEFORE_SEND);
        try {
            Optional<Boolean> sent = sight.signal(change.target(), change.pid(), change.began(), change.how(), permit, change.resource());
            passing.accept(Crossing.AFTER_SEND);
            intent.sent(change.action(), Map.of("sent", sent.map(String::valueOf).orElse("no way")));
            if (sent.isEmpty()) {
                String words = told(change, sent);
                note(intent, Intent.Result.NOT_SENT, words, null);
                run.state().set(new OpState.NotSent(time.now(), words, null, run.command()));
                return;
            }
            end(run, intent, new Watching.Look.Ended(sent.get() ? Intent.Result.DONE : Intent.Result.NOT_SENT, told(change, sent),
                    Optional.empty()), sentAt);
        } catch (Problem.Thrown e) {
            if (refusedByServer(e.problem())) {
                refused(run, intent, e.problem());
            } else {
                unknown(run, intent,
                        "The way broke: whether process " + change.pid() + " was told is not known. Look before you repeat it.");
            }
        }
    }

    private void refused(Running run, Intent intent, Problem problem) {
        String words = Sentences.ofChange(problem);
        boolean left = !(problem instanceof Problem.Unreachable) && !(problem instanceof Problem.Bug);
        note(intent, left ? Intent.Result.FAILED : Intent.Result.NOT_SENT, words, null);
        run.state().set(left
                ? new OpState.Failed(time.now(), words, problem)
                : new OpState.NotSent(time.now(), words, problem, run.command()));
    }

    private void takeUp(Running run, Journal.Left left) throws InterruptedException {
        Intent intent = left.intent();
        Instant sentAt = left.sentAt();
        if (left.stage() == Journal.Stage.NOTHING_SENT || sentAt == null) {
            String words = "The program ended before anything was sent. Nothing was changed.";
            note(intent, Intent.Result.NOT_SENT, words, null);
            run.state().set(new OpState.NotSent(time.now(), words, null, run.command()));
            return;
        }
        try (AwsAccount account = accounts.apply(intent.purpose().scope())) {
            var watching = new Watching(account, intent.purpose(), sentAt, left.stage() == Journal.Stage.ANSWERED, null, repairs,
                    left.answer(), () -> cancels(intent.purpose()));
            String service = intent.purpose().details().getOrDefault("action", "rds:").replaceFirst(":.*", "");
            if (tools.signedIn(run, sentAt, true, "Looking where it is", () -> elsewhere(run, intent, account, service))) {
                return;
            }
            run.state().set(new OpState.Watching(sentAt, time.now(), "Taken up again: looking where it is", null, "", null));
            watch(run, intent, watching, sentAt);
        }
    }

    /// Takes up what is several calls.
    private void takeUp(Running run, Journal.Left left, List<Journal.Left> children) throws InterruptedException {
        Intent intent = left.intent();
        try (AwsAccount account = accounts.apply(intent.purpose().scope())) {
            Instant at = time.now();
            if (tools.signedIn(run, at, true, "Looking what is left of it", () -> elsewhere(run, intent, account, "rds"))) {
                return;
            }
            run.state().set(new OpState.Watching(at, at, "Taken up again: looking what is left of it", null, "", null));
            Watching.Look.Ended ended = intent.purpose().operation().equals(Request.Create.OPERATION)
                    ? resumed(run, intent, account, children)
                    : new Rehearsing(tools, account, run, intent, () -> closing).resumed(left, children);
            if (ended.result() == Intent.Result.NOT_SENT) {
                note(intent, Intent.Result.NOT_SENT, ended.words(), null);
                run.state().set(new OpState.NotSent(time.now(), ended.words(), null, run.command()));
            } else {
                end(run, intent, ended, at);
            }
        }
    }

    private Watching.Look.Ended resumed(Running run, Intent intent, AwsAccount account, List<Journal.Left> children)
            throws InterruptedException {
        Map<String, String> kept = intent.purpose().details();
        Blueprint of = Blueprint.of(kept);
        var creation = new Creation(intent.purpose().target(), of, kept.getOrDefault("mark", ""),
                account.tasks().draft(of.tasks().definition()));
        return new Creating(tools, sight, account, environments.apply(intent.purpose().scope()), run, intent, creation, () -> closing)
                .resumed(children);
    }

    /// Whether it was sent to another place than the credentials lead to now; then that is said.
    private boolean elsewhere(Running run, Intent intent, AwsAccount account, String service) throws InterruptedException {
        String endpoint = account.endpoint(service).orElse("");
        String then = intent.purpose().details().getOrDefault("endpoint", "");
        if (!endpoint.equals(then)) {
            unknown(run, intent, "It was sent to " + (then.isEmpty() ? "AWS" : then) + ", and " + intent.purpose().scope().label()
                    + " leads to " + (endpoint.isEmpty() ? "AWS" : endpoint) + " now.");
            return true;
        }
        String caller = account.identity().account();
        if (!caller.equals(intent.purpose().target().account())) {
            run.state().set(new OpState.Unknown(time.now(), "It was sent in account " + intent.purpose().target().account()
                    + ", and the credentials are of " + caller + " now. It is looked up at the next start.",
                    Watching.howToFindOut(intent.purpose())));
            return true;
        }
        return false;
    }

    private void watch(Running run, Intent intent, Watching watching, Instant sentAt) throws InterruptedException {
        end(run, intent, tools.settle(run, watching, sentAt), sentAt);
    }

    private void end(Running run, Intent intent, Watching.Look.Ended ended, Instant sentAt) {
        passing.accept(Crossing.BEFORE_OUTCOME);
        Instant now = time.now();
        switch (ended.result()) {
            case DONE -> {
                String more = Tools.note(intent, Intent.Result.DONE, ended.words(), Duration.between(sentAt, now), ended.found());
                run.state().set(new OpState.Done(sentAt, now, ended.words() + more, ended.inverse(), ended.next()));
            }
            case UNKNOWN -> unknown(run, intent, ended.words());
            case FAILED, NOT_SENT -> {
                String more = Tools.note(intent, ended.result(), ended.words(), null, ended.found());
                run.state().set(new OpState.Failed(now, ended.words() + more, null, ended.next()));
            }
        }
    }

    private void unknown(Running run, Intent intent, String words) {
        String more = note(intent, Intent.Result.UNKNOWN, words, null);
        run.state().set(new OpState.Unknown(time.now(), words + more, Watching.howToFindOut(intent.purpose())));
    }

    private static String note(Intent intent, Intent.Result result, String words, @Nullable Duration took) {
        return Tools.note(intent, result, words, took, Map.of());
    }

    static Purpose purpose(Plan plan, Plan.Basis now) {
        var details = new LinkedHashMap<String, String>();
        details.put("action", plan.write().action());
        details.put("resource", plan.write().resource());
        switch (plan.write()) {
            case Change.Rds(var write) -> details(write, plan, now, details);
            case Change.Repair repair -> {
                details.put("database", repair.script().database());
                details.put("host", repair.where().getOrDefault("HOST", ""));
                details.put("login", repair.where().getOrDefault("USER", ""));
                details.put("rows", String.valueOf(repair.script().rows()));
                details.put("sha256", repair.script().digest());
                details.put("resourceId", String.valueOf(now.resourceId()));
                switch (plan.request()) {
                    case Request.RepairRows(var _, var copy, var tables, var _, var _) -> {
                        details.put("from", copy);
                        details.put("tables", String.join(", ", tables));
                    }
                    case Request.UndoRepair(var _, var id) -> details.put("repair", id);
                    default -> throw new IllegalStateException(plan.request().operation() + " is no repair");
                }
            }
            case Change.Ecs(var write) -> details(write, plan, details);
            case Change.SignalOne signal -> details.putAll(details(signal));
            case Change.Create create -> details.putAll(create.creation().details());
            case Change.Network(NetworkWrite.Shut shut) -> {
                details.put("group", shut.group());
                details.put("rules", String.join(" ", shut.rules()));
                details.put("ranges", plan.request() instanceof Request.ShutOut(var _, var _, var _, var ranges) ? ranges : "");
            }
            case Change.Network(NetworkWrite.LetNothingOut out) -> {
                details.put("group", out.group());
                details.put("rules", String.join(" ", out.rules()));
            }
            case Change.Network(NetworkWrite.Narrow narrow) -> {
                details.put("group", narrow.group());
                details.put("rules", narrow.rules().stream().map(SecurityGroup.Rule::id).collect(Collectors.joining(" ")));
                details.put("port", String.valueOf(narrow.port()));
            }
            case Change.Network _,Change.Policy _,Change.Secrets _ ->
                throw new IllegalStateException(plan.write().action() + " is a step of a creation, and no plan");
            case Change.Rehearse rehearse -> {
                details.put("database", rehearse.where().getOrDefault("DBNAME", ""));
                details.put("sqlSha256", rehearse.sql().digest());
                details.put("sql", String.join(", ", rehearse.sql().files().stream().map(SqlFiles.Source::name).toList()));
                details.put("image", rehearse.image());
                details.put("copy", rehearse.target().id());
                details.put("mark", rehearse.mark());
                details.put("snapshot", rehearse.remove() == null ? "" : rehearse.remove().last());
                details.put("definition", plan.request() instanceof Request.Rehearse of ? of.definition() : "");
            }
        }
        details.put("status", String.valueOf(now.status()));
        details.put("endpoint", plan.setting().endpoint() == null ? "" : plan.setting().endpoint());
        return new Purpose(plan.id(), plan.request().operation(), plan.setting().scope(), plan.target(),
                plan.setting().environment().band(), plan.command(), details);
    }

    private static Map<String, String> details(Change.SignalOne signal) {
        var details = new LinkedHashMap<String, String>();
        details.put("action", signal.action());
        details.put("resource", signal.resource());
        details.put("pid", String.valueOf(signal.pid()));
        details.put("began", signal.began().toString());
        details.put("terminate", String.valueOf(signal.how() == Signal.TERMINATE));
        return details;
    }

    private static void details(RdsWrite write, Plan plan, Plan.Basis now, Map<String, String> details) {
        switch (write) {
            case RdsWrite.CreateSnapshot create -> details.put("snapshot", create.name());
            case RdsWrite.CopySnapshot copy -> {
                details.put("source", copy.snapshot());
                details.put("snapshot", copy.name());
            }
            case RdsWrite.ShareSnapshot share -> {
                details.put("snapshot", share.snapshot());
                details.put("with", share.with());
                details.put("on", String.valueOf(share.on()));
            }
            case RdsWrite.DeleteSnapshot delete -> details.put("snapshot", delete.name());
            case RdsWrite.RestoreToTime restore -> {
                details.put("copy", restore.copy());
                details.put("at", String.valueOf(restore.at()));
            }
            case RdsWrite.RestoreSnapshot restore -> {
                details.put("copy", restore.copy());
                details.put("snapshot", restore.snapshot());
            }
            case RdsWrite.Modify _ ->
                details.put("source", plan.request() instanceof Request.CarryOver(var _, var source) ? source : "");
            case RdsWrite.Rename rename -> {
                details.put("to", rename.to());
                details.put("resourceId", String.valueOf(now.resourceId()));
                if (plan.request() instanceof Request.Rename(var _, var _, var then) && then != null) {
                    details.put("then", then);
                }
            }
            case RdsWrite.Harden harden -> details.put("setting", harden.what().name());
            case RdsWrite.MoveBackups move -> details.put("window", move.window());
            case RdsWrite.ChooseWindow choose -> {
                details.put("pending", choose.arn());
                details.put("maintenance", choose.maintenance());
            }
            case RdsWrite.ApplyWaiting _ -> details.put("waiting", String.join(", ", new TreeSet<>(now.waiting().keySet())));
            case RdsWrite.SetParameters set -> {
                details.put("group", set.group());
                details.put("values", Request.SetParameters.words(set.values()));
                details.put("atOnce", String.valueOf(set.atOnce()));
            }
            case RdsWrite.Grow grow -> details.put("gib", String.valueOf(grow.gib()));
            case RdsWrite.Protect protect -> details.put("on", String.valueOf(protect.on()));
            case RdsWrite.DeleteInstance delete -> {
                details.put("snapshot", delete.last());
                details.put("resourceId", String.valueOf(now.resourceId()));
            }
            case RdsWrite.CreateSubnetGroup _,RdsWrite.CreateInstance _ ->
                throw new IllegalStateException(write.action() + " is a step of a creation, and no plan");
            case RdsWrite.Reboot _ -> details.put("lastEvent", now.lastEvent() == null ? "" : now.lastEvent().toString());
        }
    }

    private static void details(EcsWrite write, Plan plan, Map<String, String> details) {
        details.put("cluster", write.cluster());
        switch (write) {
            case EcsWrite.RunTask task -> {
                details.put("definition", EcsDefinition.last(task.definition()));
                details.put("service", plan.request() instanceof Request.RunMigration run ? run.service() : "");
                details.put("startedBy", task.startedBy());
                details.put("token", task.token());
                details.put("operator", plan.setting().operator().arn());
                if (plan.request() instanceof Request.RunMigration run && !run.review().skipped().isEmpty()) {
                    details.put("withoutReview", run.review().skipped());
                }
                if (plan.request() instanceof Request.RunMigration run && run.review().made()) {
                    details.put("sql", run.review().source());
                    details.put("sqlSha256", run.review().digest());
                    details.put("findings", String.join(", ", run.review().findings()));
                    details.put("accepted", String.join(", ", run.review().taken()));
                    if (run.review().unread() > 0) {
                        details.put("unread", String.valueOf(run.review().unread()));
                    }
                    for (int i = 0; i < run.review().suppressed().size(); i++) {
                        details.put("suppressed." + (i + 1), run.review().suppressed().get(i).words());
                    }
                }
                if (plan.request() instanceof Request.RunMigration run && run.limit() != null) {
                    details.put("waiters", String.valueOf(run.limit().waiters()));
                    details.put("wait", String.valueOf(run.limit().patience().toSeconds()));
                }
            }
            case EcsWrite.StopTask stop -> details.put("task", stop.task());
            case EcsWrite.Restart restart -> {
                details.put("service", restart.service());
                details.put("before", restart.before());
            }
            case EcsWrite.Register _ -> throw new IllegalStateException(write.action() + " is a step of a creation, and no plan");
            case EcsWrite.RollOut roll -> {
                details.put("service", roll.service());
                details.put("definition", EcsDefinition.last(roll.definition()));
                details.put("before", EcsDefinition.last(roll.before()));
                details.put("migration", plan.request() instanceof Request.RollOut of ? of.migration() : "");
            }
        }
    }

    /// Stops watching. What was sent goes on at AWS; the next start takes it up.
    @Override
    public void close() {
        closing = true;
        work.close();
    }
}
