package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.rds.RdsWrite;
import dev.howdah.aws.rds.RdsWrites;
import dev.howdah.journal.Confirmation;
import dev.howdah.journal.Intent;
import dev.howdah.journal.Journal;
import dev.howdah.journal.Permit;
import dev.howdah.journal.Purpose;
import dev.howdah.journal.Statement;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.compare.Doors;
import dev.howdah.ops.compare.Repair;
import dev.howdah.ops.migrate.Rehearsal;
import dev.howdah.ops.migrate.SqlFiles;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A rehearsal from its beginning to its end: the copy that is made for it, the SQL on that copy, and the copy's end, however it went. Each
/// call has an intent and a permit of its own, all under the one confirmation. What is removed is what was made: the name, the mark that
/// went with the restore and that nothing else has, and, once it is known, the resource id.
final class Rehearsing {
    /// The tag whose value tells the copy of one rehearsal from every other instance.
    static final String MARK = "howdah:rehearsal";
    /// How long one statement may take.
    private static final Duration STATEMENT = Duration.ofHours(6);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    /// How long the copy's end is waited for, and how often it is asked for when RDS says that now is not the time.
    private static final Duration PATIENCE = Duration.ofHours(24);
    private static final int MOST_TIMES = 10;
    /// RDS takes no final snapshot of these, and without one nothing is deleted from here.
    private static final Set<String> NO_SNAPSHOT = Set.of("failed", "restore-error", "incompatible-restore", "incompatible-network",
            "incompatible-create", "storage-full", "inaccessible-encryption-credentials");
    private static final Set<String> READY = Set.of("available", "storage-optimization", "stopped");
    private static final String COPY = "copy";
    private static final String RESOURCE_ID = "resourceId";
    private static final String WORDS = "words";
    private static final String GOOD = "good";
    private final Tools tools;
    private final AwsAccount account;
    private final Running run;
    private final Intent intent;
    private final BooleanSupplier closing;
    private final Instant since;
    private String resourceId = "";

    /// @param closing whether the program ends: then nothing more is begun, and the next start carries on
    Rehearsing(Tools tools, AwsAccount account, Running run, Intent intent, BooleanSupplier closing) {
        this.tools = tools;
        this.account = account;
        this.run = run;
        this.intent = intent;
        this.closing = closing;
        this.since = tools.time().now();
    }

    /// All of it.
    ///
    /// @throws Problem.Thrown on a copy that was there before: nothing of it is open then
    Watching.Look.Ended go(Change.Rehearse change) throws InterruptedException {
        Watching.Look.Ended went;
        try {
            went = change.make() == null ? applied(change) : made(change, change.make());
        } catch (Problem.Thrown e) {
            if (change.make() == null) {
                throw e;
            }
            went = failed("The rehearsal ended early. " + Sentences.of(e.problem()));
        } catch (InterruptedException e) {
            if (closing.getAsBoolean()) {
                throw e;
            }
            went = failed("It was cancelled, and what was open was rolled back.");
        }
        RdsWrite.DeleteInstance remove = change.remove();
        return remove == null
                ? kept(went, change.target(), change.make() != null)
                : removed(went, change.target(), change.mark(), remove.last());
    }

    /// What an earlier run of the program left. The SQL is not run again; what was begun at AWS is looked up, and the copy is removed.
    ///
    /// @param children what it had begun at AWS without seeing its end, oldest first
    Watching.Look.Ended resumed(Journal.Left left, List<Journal.Left> children) throws InterruptedException {
        Map<String, String> details = intent.purpose().details();
        resourceId = left.answer().getOrDefault(RESOURCE_ID, "");
        for (Journal.Left child : children) {
            settled(child);
        }
        var copy = new InstanceRef(run.target().account(), run.target().region(), details.getOrDefault(COPY, ""));
        if (left.stage() == Journal.Stage.NOTHING_SENT && children.isEmpty() && found(copy).isEmpty()) {
            return new Watching.Look.Ended(Intent.Result.NOT_SENT, "The program ended before anything was made. Nothing was changed.",
                    Optional.empty());
        }
        Watching.Look.Ended went = left.answer().containsKey(WORDS)
                ? measured(left.answer())
                : failed(
                        "The program ended during the rehearsal; the server ended its sessions and rolled back what was open.");
        String last = details.getOrDefault("snapshot", "");
        return last.isEmpty() ? kept(went, copy, true) : removed(went, copy, details.getOrDefault("mark", ""), last);
    }

    private static Watching.Look.Ended measured(Map<String, String> answer) {
        var found = new LinkedHashMap<>(answer);
        String words = String.valueOf(found.remove(WORDS));
        boolean good = Boolean.parseBoolean(found.remove(GOOD));
        found.keySet().removeAll(Set.of(RESOURCE_ID, "database"));
        return new Watching.Look.Ended(good ? Intent.Result.DONE : Intent.Result.FAILED, words, Optional.empty(), Optional.empty(), found);
    }

    private void settled(Journal.Left child) throws InterruptedException {
        Instant sentAt = child.sentAt();
        if (child.stage() == Journal.Stage.NOTHING_SENT || sentAt == null) {
            Tools.note(child.intent(), Intent.Result.NOT_SENT, "The program ended before it was sent.", null, Map.of());
            return;
        }
        var watching = new Watching(account, child.intent().purpose(), sentAt, child.stage() == Journal.Stage.ANSWERED, null,
                tools.repairs(), child.answer(), List::of);
        Watching.Look.Ended end = tools.settle(run, watching, sentAt);
        Tools.note(child.intent(), end.result(), end.words(), null, end.found());
    }

    private static Watching.Look.Ended failed(String words) {
        return new Watching.Look.Ended(Intent.Result.FAILED, words, Optional.empty());
    }

    private Watching.Look.Ended made(Change.Rehearse change, RdsWrite.RestoreToTime make) throws InterruptedException {
        Watching.Look.Ended restored = call(Request.RestoreToTime.OPERATION, make.target(), make,
                Map.of(COPY, make.copy(), "at", "latest", "mark", change.mark()));
        if (restored.result() != Intent.Result.DONE) {
            return failed(restored.words());
        }
        Instance copy = found(change.target()).orElse(null);
        if (copy == null || !mine(copy, change.mark())) {
            return failed(change.target().id() + " is not what the restore made: nothing was applied to it.");
        }
        resourceId = String.valueOf(copy.resourceId());
        intent.sent(make.action(), Map.of(RESOURCE_ID, resourceId));
        say("Connecting to " + change.target().id(), "");
        Optional<String> why = tools.repairs().reach(run.scope(), copy);
        return why.isPresent() ? failed("There is no way to " + change.target().id() + ": " + why.get()) : applied(change);
    }

    private Watching.Look.Ended applied(Change.Rehearse change) throws InterruptedException {
        Permit permit = intent.permit(change.action(), change.resource());
        say("Opening two sessions with the copy", "");
        tools.passing().accept(Crossing.BEFORE_SEND);
        try (Doors.Opened worker = door(change.target()); Doors.Opened beside = door(change.target())) {
            worker.session().writable(permit, change.resource(), Repair.AGREED, STATEMENT);
            tools.passing().accept(Crossing.AFTER_SEND);
            intent.sent(change.action(), Map.of("database", worker.database(), RESOURCE_ID, resourceId));
            Rehearsal.Result result = new Rehearsal(worker.session(), beside.session(), tools.time()).run(change.sql(), change.statements(),
                    change.image(), new Noting(change, worker));
            // on record before the copy goes: what was measured is not lost with this process
            var kept = new LinkedHashMap<>(result.found());
            kept.put(WORDS, result.words());
            kept.put(GOOD, String.valueOf(result.good()));
            kept.put(RESOURCE_ID, resourceId);
            intent.sent(change.action(), kept);
            return new Watching.Look.Ended(result.good() ? Intent.Result.DONE : Intent.Result.FAILED, result.words(), Optional.empty(),
                    Optional.empty(), result.found());
        } catch (SqlSession.NotWritable | SqlFailed e) {
            return failed("The rehearsal ended early: " + e.getMessage() + ".");
        }
    }

    private Doors.Opened door(InstanceRef ref) {
        return tools.repairs().open(ref, STATEMENT).orElseThrow(() -> new Problem.Thrown(new Problem.Unreachable(ref.id(),
                Problem.Unreachable.Kind.REFUSED, new Problem.Source("postgresql", null, "there is no session with it: connect first")),
                null));
    }

    // --- the copy's end -----------------------------------------------------------------------------------------------

    private static Watching.Look.Ended kept(Watching.Look.Ended went, InstanceRef copy, boolean made) {
        return new Watching.Look.Ended(went.result(),
                went.words() + (made ? " " + copy.id() + " is kept, and billed until it is deleted." : ""),
                Optional.empty(), Optional.of(new Request.DeleteInstance(copy)), went.found());
    }

    private Watching.Look.Ended removed(Watching.Look.Ended went, InstanceRef copy, String mark, String last) throws InterruptedException {
        tools.repairs().leave(copy);
        Removal removal = remove(copy, mark, last);
        return new Watching.Look.Ended(removal.gone() ? went.result() : Intent.Result.FAILED, went.words() + " " + removal.words(),
                Optional.empty(), Optional.empty(), went.found());
    }

    /// @param gone whether no copy of this rehearsal is left
    private record Removal(boolean gone, String words) {}

    private Removal remove(InstanceRef copy, String mark, String last) throws InterruptedException {
        Instant begun = tools.time().now();
        for (int times = 0; times < MOST_TIMES;) {
            Optional<Instance> found;
            try {
                found = found(copy);
            } catch (Problem.Thrown e) {
                if (late(begun)) {
                    return new Removal(false, "Whether " + copy.id() + " is still there cannot be seen. " + Sentences.of(e.problem()));
                }
                run.state().set(new OpState.Watching(since, tools.time().now(), "Removing " + copy.id(), null, "", e.problem()));
                tools.time().sleep(PAUSE);
                continue;
            }
            Optional<Removal> over = found.isEmpty() ? Optional.of(new Removal(true, "No copy is left.")) : hopeless(found.get(), mark);
            if (over.isPresent()) {
                return over.get();
            }
            String status = String.valueOf(found.get().status());
            if (!READY.contains(status)) {
                if (late(begun)) {
                    return new Removal(false, copy.id() + " is " + status + ", and was not removed: delete it when it is available.");
                }
                say("Waiting to remove " + copy.id(), "status " + status);
                tools.time().sleep(PAUSE);
                continue;
            }
            Watching.Look.Ended end = call(Request.DeleteInstance.OPERATION, copy, new RdsWrite.DeleteInstance(copy, last),
                    Map.of("snapshot", last, RESOURCE_ID, String.valueOf(found.get().resourceId())));
            if (end.result() == Intent.Result.DONE) {
                return new Removal(true, copy.id() + " is deleted. Its final snapshot " + last
                        + " is kept, and billed until it is deleted: aws rds delete-db-snapshot --db-snapshot-identifier " + last
                        + " --region " + copy.region());
            }
            times++;
            if (times == MOST_TIMES) {
                return new Removal(false, copy.id() + " was not removed, and is billed until it is. " + end.words());
            }
            tools.time().sleep(PAUSE);
        }
        throw new IllegalStateException("the last attempt returns");
    }

    /// Why it is not removed from here, whatever is waited for.
    private Optional<Removal> hopeless(Instance db, String mark) {
        String id = db.ref().id();
        if (!mine(db, mark)) {
            return Optional.of(new Removal(false, id + " is another instance than the one that this rehearsal made, and was left alone."));
        }
        if (NO_SNAPSHOT.contains(String.valueOf(db.status()))) {
            return Optional.of(new Removal(false,
                    id + " is " + db.status() + ": RDS deletes it only without a final snapshot, which is not done "
                            + "from here. It is billed until somebody runs: aws rds delete-db-instance --db-instance-identifier " + id
                            + " --skip-final-snapshot --region " + db.ref().region()));
        }
        return Boolean.TRUE.equals(db.security().deletionProtection())
                ? Optional.of(new Removal(false, "Somebody has turned deletion protection of " + id
                        + " on, so it was left alone. It is billed until it is deleted."))
                : Optional.empty();
    }

    /// Whether it is the instance that this rehearsal made.
    private boolean mine(Instance db, String mark) {
        return !mark.isEmpty() && mark.equals(db.tags().get(MARK)) && db.ref().account().equals(run.target().account())
                && (resourceId.isEmpty() || resourceId.equals(db.resourceId()));
    }

    private boolean late(Instant begun) {
        return Duration.between(begun, tools.time().now()).compareTo(PATIENCE) > 0;
    }

    private Optional<Instance> found(InstanceRef ref) throws InterruptedException {
        return account.rdsWatch().instance(ref);
    }

    // --- one call of several ------------------------------------------------------------------------------------------

    /// Sends one call under the rehearsal's confirmation, with an intent and a permit of its own, and watches it to its end.
    private Watching.Look.Ended call(String operation, InstanceRef target, RdsWrite write, Map<String, String> more)
            throws InterruptedException {
        Purpose own = intent.purpose();
        Confirmation agreed = intent.confirmation();
        String endpoint = account.endpoint("rds").orElse(null);
        var details = new LinkedHashMap<String, String>();
        details.put("action", write.action());
        details.put("resource", write.resource());
        details.putAll(more);
        details.put("endpoint", endpoint == null ? "" : endpoint);
        Intent child = tools.journal().open(
                new Purpose(own.plan(), operation, own.scope(), target, own.environment(),
                        RdsWrites.command(write, account.scope(), endpoint), details),
                new Confirmation(agreed.plan(), agreed.by(), agreed.at(), agreed.how() + ", of a rehearsal that holds this call"));
        Instant sentAt = tools.time().now();
        try {
            return called(child, write, sentAt);
        } catch (InterruptedException e) {
            if (!closing.getAsBoolean()) {
                Tools.note(child, Intent.Result.UNKNOWN, "The rehearsal was cancelled before it had ended.", null, Map.of());
            }
            throw e;
        }
    }

    private Watching.Look.Ended called(Intent child, RdsWrite write, Instant sentAt) throws InterruptedException {
        var change = new Change.Rds(write);
        boolean answered = false;
        Map<String, String> answer = Map.of();
        Problem refusal = null;
        try {
            Permit permit = child.permit(change.action(), change.resource());
            say("Sending " + change.action(), "");
            tools.passing().accept(Crossing.BEFORE_SEND);
            answer = account.rdsWrites().send(permit, write);
            answered = true;
            tools.passing().accept(Crossing.AFTER_SEND);
            child.sent(change.action(), answer);
        } catch (Problem.Thrown e) {
            if (!answered && e.problem() instanceof Problem.SignIn) {
                // turned away before anything was looked at: nothing began
                String caller = tools.signedIn(run, since, false, "Sending " + change.action(), () -> account.identity().account());
                if (caller.equals(child.purpose().target().account())) {
                    return called(child, write, tools.time().now());
                }
            }
            if (!answered && Silence.of(e.problem(), change) == Silence.REFUSED) {
                String words = Sentences.ofChange(e.problem());
                Tools.note(child, Intent.Result.FAILED, words, null, Map.of());
                return failed(words);
            }
            refusal = !answered && e.problem() instanceof Problem.Rejected ? e.problem() : null;
        }
        Watching.Look.Ended end = tools.settle(run,
                new Watching(account, child.purpose(), sentAt, answered, refusal, tools.repairs(), answer, List::of), sentAt);
        tools.passing().accept(Crossing.BEFORE_OUTCOME);
        Tools.note(child, end.result(), end.words(), Duration.between(sentAt, tools.time().now()), end.found());
        return end;
    }

    private void say(String step, String says) {
        run.state().set(new OpState.Watching(since, tools.time().now(), step, null, says, null));
    }

    /// Puts each statement into the journal before it is sent and when it has its answer.
    private final class Noting implements Rehearsal.Told {
        private final Change.Rehearse change;
        private final Statement.Session session;
        private int done;

        Noting(Change.Rehearse change, Doors.Opened door) {
            this.change = change;
            var ref = change.target();
            session = new Statement.Session(intent.confirmation().by(), ref.id(), ref.account(), ref.region(), door.database(),
                    door.where().getOrDefault("USER", ""), door.session().pid());
        }

        @Override
        public void before(SqlFiles.Statement statement) {
            String what = statement.file() + ":" + statement.line();
            run.state().set(new OpState.Watching(since, tools.time().now(), what, done++ * 100 / change.statements().size(), "", null));
            record(what, Statement.Phase.BEFORE, "", Duration.ZERO);
        }

        @Override
        public void after(Rehearsal.Step step) {
            record(step.file() + ":" + step.line(), Statement.Phase.AFTER, step.error() == null ? "00000" : step.error(), step.took());
        }

        private void record(String what, Statement.Phase phase, String state, Duration took) {
            try {
                tools.journal().statements(List.of(new Statement(tools.time().now(), intent.id(), session, phase, "rehearses " + what, true,
                        0, state, took)));
            } catch (IOException e) {
                throw new Problem.Thrown(new Problem.Misconfigured("journal",
                        new Problem.Source("journal", null, "it cannot be written (" + e.getMessage() + "); the rehearsal was stopped")),
                        e);
            }
        }
    }
}
