package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.secrets.SecretReads;
import dev.howdah.journal.Confirmation;
import dev.howdah.journal.Intent;
import dev.howdah.journal.Journal;
import dev.howdah.journal.Permit;
import dev.howdah.journal.Purpose;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.Environment;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.Secret;
import dev.howdah.model.Sentences;
import dev.howdah.ops.Creation.Found;
import dev.howdah.ops.Creation.Known;
import dev.howdah.ops.Creation.Stage;
import dev.howdah.ops.compare.Doors;
import dev.howdah.ops.migrate.Reviewed;
import dev.howdah.ops.migrate.Sight;
import dev.howdah.ops.reach.Login;
import dev.howdah.sql.session.SqlFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A creation from its beginning to its end, or from where another one stopped. Before each step it is looked whether it is done; if not, its
/// one call is sent once, under an intent and a permit of its own and the one confirmation. What fails stops it: what stands is left
/// standing, and told with the lines that remove it.
final class Creating {
    /// How long something that was made may be absent from what AWS tells.
    private static final Duration LAG = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(10);
    /// How long an instance may take, and everything else.
    private static final Duration INSTANCE = Duration.ofHours(3);
    private static final Duration ELSE = Duration.ofMinutes(30);
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    private static final String UNREVIEWED = "The database is new and empty: there is nothing in it that a statement could lock or lose.";
    private final Tools tools;
    private final Sight sight;
    private final AwsAccount account;
    private final Environment environment;
    private final Running run;
    private final Intent intent;
    private final Creation creation;
    private final BooleanSupplier closing;
    private final Instant since;
    private final Set<Stage> there = EnumSet.noneOf(Stage.class);
    private final Map<String, String> took = new LinkedHashMap<>();
    private Known known = Known.NOTHING;
    private String told = "";

    /// @param closing whether the program ends: then nothing more is begun, and the next start tells how far it is
    Creating(Tools tools, Sight sight, AwsAccount account, Environment environment, Running run, Intent intent, Creation creation,
            BooleanSupplier closing) {
        this.tools = tools;
        this.sight = sight;
        this.account = account;
        this.environment = environment;
        this.run = run;
        this.intent = intent;
        this.creation = creation;
        this.closing = closing;
        this.since = tools.time().now();
    }

    /// A step that did not come about.
    private static final class Stopped extends Exception {
        private final Intent.Result result;

        Stopped(Intent.Result result, String words) {
            super(words);
            this.result = result;
        }

        String words() {
            return String.valueOf(getMessage());
        }
    }

    /// All of it.
    Watching.Look.Ended go() throws InterruptedException {
        Stage now = Stage.SUBNETS;
        try {
            for (Stage stage : creation.stages()) {
                now = stage;
                Instant begun = tools.time().now();
                run.begins(creation.title(stage), begun);
                step(stage);
                there.add(stage);
                int number = creation.number(stage);
                took.put("step" + (number < 10 ? "0" : "") + number, creation.title(stage) + ": "
                        + Planning.words(Duration.between(begun, tools.time().now())));
            }
            run.complete(tools.time().now());
            return new Watching.Look.Ended(Intent.Result.DONE, creation.target().id() + " is there, at " + known.host() + ":" + known.port()
                    + ". " + told, Optional.empty(), Optional.empty(), took);
        } catch (Stopped e) {
            return stopped(now, e.result, e.words());
        } catch (Problem.Thrown e) {
            return stopped(now, Intent.Result.FAILED, Sentences.of(e.problem()));
        } catch (InterruptedException e) {
            if (closing.getAsBoolean()) {
                throw e;
            }
            return stopped(now, Intent.Result.FAILED, "It was cancelled.");
        }
    }

    /// What an earlier run of the program left: how far it is. Nothing is sent.
    ///
    /// @param children what it had begun without seeing its end, oldest first
    Watching.Look.Ended resumed(List<Journal.Left> children) throws InterruptedException {
        for (Journal.Left child : children) {
            settled(child);
        }
        try {
            Stage next = stands();
            return next == null
                    ? new Watching.Look.Ended(Intent.Result.DONE, "The program ended when all of it was done; " + creation.target().id()
                            + " is there, at " + known.host() + ":" + known.port() + ".", Optional.empty())
                    : there.isEmpty() && children.isEmpty()
                            ? new Watching.Look.Ended(Intent.Result.NOT_SENT,
                                    "The program ended before anything was made. Nothing was changed.", Optional.empty())
                            : stopped(next, Intent.Result.FAILED, "The program ended meanwhile.");
        } catch (Problem.Thrown e) {
            return stopped(Stage.SUBNETS, Intent.Result.FAILED, "How far it is cannot be seen. " + Sentences.of(e.problem()));
        }
    }

    /// The first step that is not done, null when there is none. That `SELECT 1` came is shown by the migration that ran after it.
    private @Nullable Stage stands() throws InterruptedException {
        for (Stage stage : creation.stages()) {
            if (stage == Stage.PROOF) {
                continue;
            }
            if (!(creation.look(account, tools.journal(), stage, known) instanceof Found.There(var more))) {
                return stage == Stage.MIGRATION ? Stage.PROOF : stage;
            }
            known = more;
            there.add(stage);
        }
        return null;
    }

    private Watching.Look.Ended stopped(Stage at, Intent.Result result, String why) {
        var words = new StringBuilder(
                "Step " + creation.number(at) + " of " + creation.stages().size() + " is not done: " + creation.title(at)
                        + ". " + why);
        if (there.isEmpty()) {
            words.append(" Nothing of it stands.");
        } else {
            words.append(" What stands is kept: continue, and it goes on from here. To remove it instead:");
            creation.removal(there, known, where()).forEach(line -> words.append('\n').append(line));
        }
        // whether a call took effect is the outcome of its own intent; of the whole it is known how far it is
        return new Watching.Look.Ended(result == Intent.Result.UNKNOWN ? Intent.Result.FAILED : result, words.toString(), Optional.empty(),
                Optional.of(new Request.Create(creation.target(), creation.of())), took);
    }

    private String where() {
        String profile = account.scope().profile();
        return " --region " + creation.target().region() + (profile == null ? "" : " --profile " + profile)
                + account.endpoint("rds").map(e -> " --endpoint-url " + e).orElse("");
    }

    private void step(Stage stage) throws InterruptedException, Stopped {
        say(stage, "");
        switch (stage) {
            case PROOF -> prove();
            case MIGRATION -> {
                if (!(look(stage) instanceof Found.There)) {
                    told += " " + whole(stage, new Request.RunMigration(creation.target(), creation.of().tasks().cluster(),
                            creation.of().tasks().service(), EcsDefinition.last(known.migrate()), "howdah-create",
                            Reviewed.NOTHING.skipping(UNREVIEWED), null));
                }
            }
            case SERVICE -> {
                Instant begun = tools.time().now();
                Found found = look(stage);
                if (!(found instanceof Found.Absent)) {
                    until(stage, found, begun, true);
                } else {
                    told += " " + whole(stage, new Request.RollOut(creation.target(), creation.of().tasks().cluster(),
                            creation.of().tasks().service(), EcsDefinition.last(known.definition()),
                            EcsDefinition.last(known.migrate())));
                }
            }
            case SUBNETS, GROUP, SHUT, LET_IN, SECRET, INSTANCE, TELL, POLICY, DEFINITION, MIGRATE -> made(stage);
        }
    }

    private Found look(Stage stage) throws InterruptedException {
        Found found = tools.signedIn(run, since, !there.isEmpty(), creation.title(stage),
                () -> creation.look(account, tools.journal(), stage, known));
        switch (found) {
            case Found.There(var more) -> known = more;
            case Found.Absent(var more) -> known = more;
            case Found.Going _,Found.Wrong _ -> {
            }
        }
        return found;
    }

    /// Looks, sends if it is not there, and looks until it is.
    private void made(Stage stage) throws InterruptedException, Stopped {
        Instant begun = tools.time().now();
        Found found = look(stage);
        if (found instanceof Found.Absent) {
            call(stage);
            return;
        }
        until(stage, found, begun, true);
    }

    /// Waits until it is there and ready.
    ///
    /// @param answered whether AWS is known to have made it
    private void until(Stage stage, Found first, Instant begun, boolean answered) throws InterruptedException, Stopped {
        Found found = first;
        while (true) {
            Duration waited = Duration.between(begun, tools.time().now());
            switch (found) {
                case Found.There _ -> {
                    return;
                }
                case Found.Wrong(var words, var fix) -> throw new Stopped(Intent.Result.FAILED, words + " Do: " + fix + ".");
                case Found.Going(var says) -> say(stage, says);
                case Found.Absent _ -> {
                    if (waited.compareTo(LAG) > 0) {
                        throw answered
                                ? new Stopped(Intent.Result.FAILED, "AWS said yes, and a minute later it is not there.")
                                : new Stopped(Intent.Result.UNKNOWN,
                                        "No answer came, and a minute later it is not there: most likely it never arrived.");
                    }
                    say(stage, "not listed yet");
                }
            }
            if (waited.compareTo(stage == Stage.INSTANCE ? INSTANCE : ELSE) > 0) {
                throw new Stopped(Intent.Result.UNKNOWN, "It has not ended after " + Planning.words(waited) + ".");
            }
            tools.time().sleep(waited.compareTo(LAG) > 0 ? LONG_PAUSE : PAUSE);
            found = looked(stage, found);
        }
    }

    /// A look that fails is repeated; what is known is what was seen last.
    private Found looked(Stage stage, Found before) throws InterruptedException {
        try {
            return look(stage);
        } catch (Problem.Thrown e) {
            run.state().set(new OpState.Watching(since, tools.time().now(), name(stage), null, "", e.problem()));
            return before;
        }
    }

    // --- one call of several ------------------------------------------------------------------------------------------

    private Plan.Setting setting() throws InterruptedException {
        return new Plan.Setting(run.scope(), account.scope().profile(), account.identity(), environment,
                account.endpoint("rds").orElse(null));
    }

    private Intent open(String operation, String command, Map<String, String> details) {
        Purpose own = intent.purpose();
        Confirmation agreed = intent.confirmation();
        var all = new LinkedHashMap<>(details);
        all.put("create", creation.mark());
        return tools.journal().open(new Purpose(own.plan(), operation, own.scope(), own.target(), own.environment(), command, all),
                new Confirmation(agreed.plan(), agreed.by(), agreed.at(), agreed.how() + ", of a creation that holds this call"));
    }

    private void call(Stage stage) throws InterruptedException, Stopped {
        Change.Call call = creation.call(stage, known);
        Optional<Secret> hidden = creation.hidden(account, stage, known);
        Intent child = open(stage.word(), creation.line(stage, known, setting()),
                Map.of("action", call.action(), "resource", call.resource(), "stage",
                        stage.name(), "endpoint", account.endpoint("rds").orElse("")));
        Instant begun = tools.time().now();
        try {
            boolean answered = sent(stage, child, call, hidden);
            until(stage, looked(stage, new Found.Absent(known)), begun, answered);
            tools.passing().accept(Crossing.BEFORE_OUTCOME);
            Tools.note(child, Intent.Result.DONE, creation.title(stage) + ".", Duration.between(begun, tools.time().now()), Map.of());
        } catch (Stopped e) {
            Tools.note(child, e.result, e.words(), null, Map.of());
            throw e;
        } catch (InterruptedException e) {
            if (!closing.getAsBoolean()) {
                Tools.note(child, Intent.Result.UNKNOWN, "The creation was cancelled before it had ended.", null, Map.of());
            }
            throw e;
        }
    }

    /// @param hidden what goes with it and is written nowhere
    /// @return whether AWS answered; else it may have been carried out
    private boolean sent(Stage stage, Intent child, Change.Call call, Optional<Secret> hidden) throws InterruptedException, Stopped {
        boolean answered = false;
        try {
            Permit permit = child.permit(call.action(), call.resource());
            say(stage, "");
            tools.passing().accept(Crossing.BEFORE_SEND);
            Map<String, String> answer = Calls.send(account, permit, call, hidden);
            answered = true;
            tools.passing().accept(Crossing.AFTER_SEND);
            child.sent(call.action(), answer);
            return true;
        } catch (Problem.Thrown e) {
            if (!answered && e.problem() instanceof Problem.SignIn) {
                // turned away before anything was looked at: nothing began
                String caller = tools.signedIn(run, since, !there.isEmpty(), name(stage), () -> account.identity().account());
                if (caller.equals(creation.target().account())) {
                    return sent(stage, child, call, hidden);
                }
            }
            if (!answered && Silence.of(e.problem(), call) == Silence.REFUSED) {
                throw new Stopped(Intent.Result.FAILED, Sentences.ofChange(e.problem()));
            }
            return answered;
        }
    }

    /// An operation of its own, planned now and looked at as if somebody had asked for it alone; agreed to with the creation.
    ///
    /// @return what came of it
    private String whole(Stage stage, Request request) throws InterruptedException, Stopped {
        Plan plan = new Planning(account, environment, tools.journal(), tools.time(), tools.repairs(), sight).plan(run.scope(), request);
        Optional<Guard.Block> block = plan.block();
        if (block.isPresent()) {
            throw new Stopped(Intent.Result.NOT_SENT, block.get().text() + " Do: " + block.get().fix() + ".");
        }
        Change.Call call = (Change.Call) plan.write();
        var details = new LinkedHashMap<>(Operations.purpose(plan, plan.basis()).details());
        details.put("resourceId", known.resourceId());
        Intent child = open(request.operation(), plan.command(), details);
        Instant begun = tools.time().now();
        try {
            boolean answered = false;
            Map<String, String> answer = Map.of();
            Problem refusal = null;
            try {
                Permit permit = child.permit(call.action(), call.resource());
                tools.passing().accept(Crossing.BEFORE_SEND);
                answer = Calls.send(account, permit, call);
                answered = true;
                tools.passing().accept(Crossing.AFTER_SEND);
                child.sent(call.action(), answer);
            } catch (Problem.Thrown e) {
                if (!answered && Silence.of(e.problem(), call) == Silence.REFUSED) {
                    String words = Sentences.ofChange(e.problem());
                    Tools.note(child, Intent.Result.FAILED, words, null, Map.of());
                    throw new Stopped(Intent.Result.FAILED, words);
                }
                refusal = !answered && e.problem() instanceof Problem.Rejected ? e.problem() : null;
            }
            Watching.Look.Ended end = tools.settle(run,
                    new Watching(account, child.purpose(), begun, answered, refusal, tools.repairs(), answer, List::of), begun);
            tools.passing().accept(Crossing.BEFORE_OUTCOME);
            Tools.note(child, end.result(), end.words(), Duration.between(begun, tools.time().now()), end.found());
            if (end.result() != Intent.Result.DONE) {
                throw new Stopped(end.result(), end.words());
            }
            return end.words();
        } catch (InterruptedException e) {
            if (!closing.getAsBoolean()) {
                Tools.note(child, Intent.Result.UNKNOWN, "The creation was cancelled before it had ended.", null, Map.of());
            }
            throw e;
        }
    }

    /// Over the tunnel, as somebody would who wants a prompt.
    private void prove() throws InterruptedException, Stopped {
        Instance db = account.rdsWatch().instance(creation.target())
                .orElseThrow(() -> new Stopped(Intent.Result.FAILED, creation.target().id() + " is not there any more."));
        Optional<String> why = creation.of().keeping().own()
                ? tools.repairs().reach(run.scope(), db, login())
                : tools.repairs().reach(run.scope(), db);
        if (why.isPresent()) {
            throw new Stopped(Intent.Result.NOT_SENT, "There is no way to " + db.ref().id() + ": " + why.get());
        }
        long begun = tools.time().nanos();
        try (Doors.Opened door = tools.repairs().open(db.ref(), STATEMENT)
                .orElseThrow(() -> new Stopped(Intent.Result.NOT_SENT, "There is no session with " + db.ref().id() + "."))) {
            String one = String.valueOf(door.session().ask("SELECT 1").getFirst().getFirst());
            told = "SELECT 1 says " + one + ", over the tunnel, " + Duration.ofNanos(tools.time().nanos() - begun).toMillis()
                    + " ms from the session's beginning.";
        } catch (SqlFailed e) {
            throw new Stopped(Intent.Result.FAILED, "SELECT 1 failed: " + e.getMessage() + ".");
        }
    }

    /// What the secret says: no task has it yet, and nothing leads to it.
    private Login login() throws InterruptedException, Stopped {
        String name = creation.of().keeping().name();
        return Login.of(creation.text(account, known), null, "secret " + name + " (" + SecretReads.CURRENT + ")")
                .orElseThrow(() -> new Stopped(Intent.Result.FAILED, "There is no login in the secret " + name + "."))
                .of(known.secret(), null);
    }

    // --- after a crash ------------------------------------------------------------------------------------------------

    /// What became of a call of an earlier run.
    private void settled(Journal.Left child) throws InterruptedException {
        Instant sentAt = child.sentAt();
        if (child.stage() == Journal.Stage.NOTHING_SENT || sentAt == null) {
            Tools.note(child.intent(), Intent.Result.NOT_SENT, "The program ended before it was sent.", null, Map.of());
            return;
        }
        boolean answered = child.stage() == Journal.Stage.ANSWERED;
        String name = child.intent().purpose().details().getOrDefault("stage", "");
        if (name.isEmpty()) {
            Watching.Look.Ended end = tools.settle(run, new Watching(account, child.intent().purpose(), sentAt, answered, null,
                    tools.repairs(), child.answer(), List::of), sentAt);
            Tools.note(child.intent(), end.result(), end.words(), null, end.found());
            return;
        }
        Stage stage = Stage.valueOf(name);
        try {
            known(stage);
            while (true) {
                switch (looked(stage, new Found.Absent(known))) {
                    case Found.There _,Found.Going _ -> {
                        Tools.note(child.intent(), Intent.Result.DONE, "It was carried out: " + creation.title(stage) + ".", null,
                                Map.of());
                        return;
                    }
                    case Found.Wrong(var words, var _) -> throw new Stopped(Intent.Result.FAILED, words);
                    case Found.Absent _ -> {
                        if (Duration.between(sentAt, tools.time().now()).compareTo(LAG) > 0) {
                            throw new Stopped(answered ? Intent.Result.FAILED : Intent.Result.UNKNOWN, answered
                                    ? "AWS said yes, and it is not there any more."
                                    : "No answer came, and a minute later it is not there: most likely it never arrived.");
                        }
                        tools.time().sleep(PAUSE);
                    }
                }
            }
        } catch (Stopped e) {
            Tools.note(child.intent(), e.result, e.words(), null, Map.of());
        }
    }

    /// Learns what stands before a step.
    private void known(Stage before) throws InterruptedException {
        for (Stage stage : creation.stages()) {
            if (stage == before || !Creation.own(stage)) {
                return;
            }
            look(stage);
        }
    }

    // ------------------------------------------------------------------------------------------------------------------

    private String name(Stage stage) {
        return creation.number(stage) + " of " + creation.stages().size() + ": " + creation.title(stage);
    }

    private void say(Stage stage, String says) {
        run.state().set(new OpState.Watching(since, tools.time().now(), name(stage), null, says, null));
    }
}
