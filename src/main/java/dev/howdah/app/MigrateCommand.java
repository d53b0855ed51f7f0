package dev.howdah.app;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.config.Environments;
import dev.howdah.config.Folders;
import dev.howdah.config.Settings;
import dev.howdah.journal.Journal;
import dev.howdah.json.Json;
import dev.howdah.model.AwsScope;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsTask;
import dev.howdah.model.Environment;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.LogLine;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.Guard;
import dev.howdah.ops.OpState;
import dev.howdah.ops.Operations;
import dev.howdah.ops.Plan;
import dev.howdah.ops.Request;
import dev.howdah.ops.Running;
import dev.howdah.ops.compare.Doors;
import dev.howdah.ops.compare.Repairs;
import dev.howdah.ops.migrate.Families;
import dev.howdah.ops.migrate.LiveReview;
import dev.howdah.ops.migrate.Locks;
import dev.howdah.ops.migrate.MigrationWatch;
import dev.howdah.ops.migrate.Reviewed;
import dev.howdah.ops.migrate.Runs;
import dev.howdah.ops.migrate.Sight;
import dev.howdah.ops.migrate.SqlFiles;
import dev.howdah.ops.migrate.Verdict;
import dev.howdah.ops.reach.OpenSessions;
import dev.howdah.ops.reach.Reach;
import dev.howdah.ops.reach.Roots;
import dev.howdah.ops.reach.Ways;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `howdah migrate`: what the Migrate screen does, for scripts.
@Command(name = "migrate", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "(plan | rehearse | run | watch)", description = "Runs a migration "
        + "as a task of its own in Amazon ECS, once, and watches it.", footer = {"",
                "Exit status: 0 it went well (of plan: nothing stands against it); 1 it failed; 2 usage; 3 no usable credentials; 4 AWS or the"
                        + " journal could not be read; 5 nothing was run: something stands against it, or it was not confirmed; 6 how it ended is"
                        + " not known."})
final class MigrateCommand implements Runnable {
    private static final int FAILED = 1;
    private static final int NOT_RUN = 5;
    private static final int NOT_KNOWN = 6;
    private static final Duration CLIMB = Duration.ofSeconds(45);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final AwsSettings settings;

    MigrateCommand(AwsSettings settings) {
        this.settings = settings;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: plan, rehearse, run or watch");
    }

    /// Which database, which migration.
    static final class Which {
        @Option(names = "--instance", required = true, paramLabel = "ID", description = "DB instance that is migrated")
        private String instance = "";

        @Option(names = "--definition", paramLabel = "FAMILY[:REVISION]", description = "task definition (default: the newest revision of the"
                + " one family whose name contains 'migrat')")
        private @Nullable String definition;

        @Option(names = "--profile", paramLabel = "P", description = "profile of ~/.aws")
        private @Nullable String profile;

        @Option(names = "--region", paramLabel = "R", description = "region")
        private @Nullable String region;

        @Option(names = "--no-connect", description = "do not reach the database: nobody is seen who waits, and no limit holds")
        private boolean noConnect;
    }

    /// What is run, and how.
    static final class How {
        @Option(names = "--sql", paramLabel = "FILE", description = "what it runs, to be reviewed: a file or a folder; may be repeated")
        private List<String> sql = List.of();

        @Option(names = "--accept", paramLabel = "RULE", split = ",", description = "accept the findings of this rule in that SQL, by its"
                + " name; several with commas, or repeated. The journal keeps it")
        private List<String> accept = List.of();

        @Option(names = "--without-review", paramLabel = "REASON", description = "run it although its SQL, or a part of it, was not"
                + " reviewed, which production refuses otherwise; no finding goes away by it. The journal keeps the reason")
        private @Nullable String withoutReview;

        @Option(names = "--started-by", paramLabel = "WORDS", description = "what ECS shows of who started it (default: ${DEFAULT-VALUE})", defaultValue = "howdah")
        private String startedBy = "howdah";

        @Option(names = "--max-waiters", paramLabel = "N", description = "cancel the migration's own sessions when so many wait behind it")
        private @Nullable Integer waiters;

        @Option(names = "--max-wait", paramLabel = "SECONDS", description = "or when one of them has waited so long (default: 30 with"
                + " --max-waiters)")
        private @Nullable Integer wait;

        @Option(names = "--blockers", paramLabel = "SECONDS", description = "warn of transactions that have held locks for so long (default:"
                + " ${DEFAULT-VALUE})", defaultValue = "5")
        private int blockers = (int) Request.RunMigration.BLOCKERS.toSeconds();

        Locks.@Nullable Limit limit() {
            return waiters == null && wait == null
                    ? null
                    : new Locks.Limit(waiters == null ? Integer.MAX_VALUE : waiters, Duration.ofSeconds(wait == null ? 30 : wait));
        }
    }

    @Command(name = "plan", mixinStandardHelpOptions = true, description = "Says what would be run and what stands against it. Changes nothing.")
    int plan(@CommandLine.ArgGroup(exclusive = false, multiplicity = "1") Which which,
            @CommandLine.ArgGroup(exclusive = false) @Nullable How how,
            @Option(names = "--json", description = "print JSON") boolean json) throws InterruptedException {
        return with(which, desk -> {
            Plan plan = desk.plan(how == null ? new How() : how);
            if (json) {
                out().println(Json.pretty(Json.object("definition", plan.name(), "command", plan.command(), "steps",
                        plan.steps().stream().map(s -> Json.object("what", s.what(), "api", s.api())).toList(), "guards",
                        plan.guards().stream().map(g -> Json.object("kind", kind(g), "text", g.text(), "fix",
                                g instanceof Guard.Block(var _, var fix) ? fix : null)).toList())));
            } else {
                print(plan);
            }
            return plan.block().isPresent() ? NOT_RUN : 0;
        });
    }

    @Command(name = "run", mixinStandardHelpOptions = true, description = "Runs it once, and watches until it has stopped.")
    int run(@CommandLine.ArgGroup(exclusive = false, multiplicity = "1") Which which,
            @CommandLine.ArgGroup(exclusive = false) @Nullable How how,
            @Option(names = "--confirm", required = true, paramLabel = "FAMILY:REVISION", description = "the definition's name, typed out") String confirm)
            throws InterruptedException {
        return with(which, desk -> {
            Plan plan = desk.plan(how == null ? new How() : how);
            print(plan);
            if (plan.block().isPresent()) {
                err("nothing was run: " + plan.block().get().text());
                return NOT_RUN;
            }
            if (!confirm.equals(plan.name())) {
                err("nothing was run: --confirm says '" + confirm + "', and the plan is of '" + plan.name() + "'");
                return NOT_RUN;
            }
            Running running = desk.operations.start(plan, plan.confirmed(confirm, Instant.now()));
            OpState end = desk.follow(running);
            return end(end);
        });
    }

    @Command(name = "rehearse", mixinStandardHelpOptions = true, description = "Applies the SQL to a copy of the instance, and says what each"
            + " statement took, locked and wrote anew. The copy is restored for it, and removed afterwards however it went; if this command is"
            + " killed, the next one or the next window removes it.")
    int rehearse(@CommandLine.ArgGroup(exclusive = false, multiplicity = "1") Which which,
            @Option(names = "--copy", paramLabel = "NAME", description = "name of the copy (default: the instance's name and '-rehearsal')") @Nullable String name,
            @Option(names = "--keep", description = "keep the copy") boolean keep,
            @Option(names = "--on", paramLabel = "COPY", description = "rehearse on a copy that is there; it stays") @Nullable String there,
            @Option(names = "--sql", required = true, paramLabel = "FILE", description = "what it runs: a file or a folder; may be repeated") List<String> sql,
            @Option(names = "--confirm", required = true, paramLabel = "COPY", description = "the copy's name, typed out") String confirm)
            throws InterruptedException {
        if (there != null && (name != null || keep)) {
            throw new CommandLine.ParameterException(spec.commandLine(),
                    "--on names a copy that is there: --copy and --keep are of one that"
                            + " is made");
        }
        return with(which, desk -> {
            desk.takeUp();
            String copy = there != null ? there : name != null ? name : which.instance + "-rehearsal";
            Plan plan = desk.rehearsal(copy, there != null
                    ? Request.Rehearse.Copy.THERE
                    : keep ? Request.Rehearse.Copy.KEPT : Request.Rehearse.Copy.REMOVED, sql);
            print(plan);
            if (plan.block().isPresent()) {
                err("nothing was applied: " + plan.block().get().text());
                return NOT_RUN;
            }
            if (!confirm.equals(copy)) {
                err("nothing was applied: --confirm says '" + confirm + "', and the copy is '" + copy + "'");
                return NOT_RUN;
            }
            Running running = desk.operations.start(plan, plan.confirmed(plan.name(), Instant.now()));
            OpState end = desk.steps(running);
            desk.measured(running).forEach(out()::println);
            return end(end);
        });
    }

    @Command(name = "watch", mixinStandardHelpOptions = true, description = "Watches the run that goes on, whoever started it.")
    int watch(@CommandLine.ArgGroup(exclusive = false, multiplicity = "1") Which which) throws InterruptedException {
        return with(which, MigrateCommand.Desk::watch);
    }

    private int end(OpState end) {
        return switch (end) {
            case OpState.Done done -> say(done.words(), 0);
            case OpState.Failed failed -> say(failed.words(), FAILED);
            case OpState.NotSent not -> say(not.words(), NOT_RUN);
            case OpState.Moved moved -> say(moved.words(), NOT_RUN);
            case OpState.Unknown(var _, var words, var look) -> say(words + " Look: " + look, NOT_KNOWN);
            case OpState.Unwatched _,OpState.Starting _,OpState.Watching _,OpState.Paused _ ->
                say("Nobody watches it any more; AWS carries on.", NOT_KNOWN);
        };
    }

    private int say(String words, int status) {
        out().println(words);
        out().flush();
        return status;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void err(String words) {
        spec.commandLine().getErr().println("howdah: " + words);
        spec.commandLine().getErr().flush();
    }

    private static String kind(Guard guard) {
        return switch (guard) {
            case Guard.Pass _ -> "pass";
            case Guard.Warn _ -> "warn";
            case Guard.Block _ -> "block";
        };
    }

    private void print(Plan plan) {
        PrintWriter out = out();
        out.println(plan.request().title());
        plan.guards().forEach(g -> out.println("  " + kind(g).toUpperCase(Locale.ROOT) + "  " + g.text()
                + (g instanceof Guard.Block(var _, var fix) ? " Do: " + fix + "." : "")));
        plan.steps().forEach(s -> out.println("  - " + s.what()));
        out.println("  " + plan.command());
        out.flush();
    }

    private interface Doing {
        int at(Desk desk) throws InterruptedException, IOException;
    }

    private int with(Which which, Doing doing) throws InterruptedException {
        String where = which.region != null ? which.region : settings.region(which.profile).orElse(null);
        if (where == null) {
            err("no region is set: pass --region, or set AWS_REGION or the profile's region");
            return StatusCommand.PARTLY;
        }
        try (var desk = new Desk(which, new AwsScope(which.profile, where))) {
            return doing.at(desk);
        } catch (Problem.Thrown e) {
            err(Sentences.of(e.problem()));
            return e.problem() instanceof Problem.SignIn ? StatusCommand.CREDENTIALS : StatusCommand.PARTLY;
        } catch (IOException e) {
            err(String.valueOf(e.getMessage()));
            return StatusCommand.PARTLY;
        }
    }

    /// All that one call of the command opens.
    private final class Desk implements AutoCloseable {
        private final Which which;
        private final AwsScope scope;
        private final Ways ways;
        private final Operations operations;
        private final Journal journal;
        private final MigrationWatch watch;

        Desk(Which which, AwsScope scope) {
            this.which = which;
            this.scope = scope;
            Folders folders = Folders.ofProcess();
            ways = new Ways(this::account, _ -> {
                try {
                    return Roots.file(settings.databaseRoots(), folders.state());
                } catch (IOException e) {
                    throw new UncheckedIOException(e.getMessage(), e);
                }
            }, new OpenSessions(folders.state()), Time.SYSTEM);
            Sight sight = Sight.through(ways);
            watch = new MigrationWatch(this::account, sight, Time.SYSTEM);
            journal = new Journal(folders.state(), Instant::now);
            operations = new Operations(journal, this::account, s -> environment(folders, s), Time.SYSTEM,
                    new Repairs(Doors.through(ways, _ -> System.getProperty("user.name", "unknown")), folders.state()), sight);
        }

        private AwsAccount account(AwsScope of) {
            return new AwsAccount(of, settings);
        }

        private static Environment environment(Folders folders, AwsScope scope) {
            try {
                return Environments.load(folders.settings()).is(scope, Settings.load(folders.settings()));
            } catch (Settings.Unreadable e) {
                return Environment.PRODUCTION;
            }
        }

        Plan plan(How how) throws InterruptedException, IOException {
            Instance instance = instance();
            Families.Found found = family();
            String definition = which.definition != null && which.definition.contains(":")
                    ? which.definition
                    : found.revisions().getFirst();
            connect(instance);
            return operations.plan(scope,
                    new Request.RunMigration(instance.ref(), found.service().cluster(), found.service().name(), definition,
                            how.startedBy, review(how, ways, instance.ref()), how.limit(), Duration.ofSeconds(how.blockers)));
        }

        Plan rehearsal(String copy, Request.Rehearse.Copy of, List<String> sql) throws InterruptedException, IOException {
            SqlFiles.Sources sources = SqlFiles.load(sql.stream().map(Path::of).toList());
            Instance source = instance();
            if (of == Request.Rehearse.Copy.THERE) {
                connect(instance(copy));
            }
            Families.Found found = family();
            return operations.plan(scope, new Request.Rehearse(source.ref(), copy, of, sources,
                    which.definition != null && which.definition.contains(":") ? which.definition : found.revisions().getFirst()));
        }

        /// Ends what a rehearsal left that was killed.
        void takeUp() throws InterruptedException, IOException {
            for (Running left : operations.resumeRehearsals(instance().ref())) {
                out().println("Taken up again: " + left.title());
                end(steps(left));
            }
        }

        /// Prints each step until it has ended.
        OpState steps(Running running) throws InterruptedException {
            String said = "";
            while (true) {
                OpState state = running.state().get();
                if (state instanceof OpState.Watching w && !w.step().equals(said)) {
                    said = w.step();
                    out().println("-- " + Time.SYSTEM.now() + " " + said);
                    out().flush();
                }
                if (state instanceof OpState.Paused p && !said.equals("paused")) {
                    said = "paused";
                    out().println("-- " + Time.SYSTEM.now() + " " + Sentences.of(p.problem()) + " It goes on by itself after that.");
                    out().flush();
                }
                if (state.ended()) {
                    return state;
                }
                Time.SYSTEM.sleep(Duration.ofMillis(50));
            }
        }

        /// What the journal keeps of a rehearsal.
        List<String> measured(Running running) throws IOException {
            return journal.outcomesWith(Request.Rehearse.OPERATION, "sqlSha256", running.details().getOrDefault("sqlSha256", "")).stream()
                    .reduce((_, b) -> b).map(Journal.Outcome::found).orElse(Map.of()).entrySet().stream()
                    .filter(e -> e.getKey().startsWith("step")).map(Map.Entry::getValue).toList();
        }

        private Instance instance() throws InterruptedException {
            return instance(which.instance);
        }

        private Instance instance(String id) throws InterruptedException {
            try (AwsAccount account = account(scope)) {
                return account.rds().instances("").stream().filter(i -> i.ref().id().equals(id)).findFirst()
                        .orElseThrow(() -> missing("DB instance " + id, "rds:DescribeDBInstances"));
            }
        }

        private Families.Found family() throws InterruptedException {
            String wanted = which.definition == null ? null : Families.family(which.definition);
            List<Families.Found> found;
            try (AwsAccount account = account(scope)) {
                found = Families.find(account, wanted);
            }
            if (found.isEmpty()) {
                throw missing(wanted == null ? "a family of task definitions whose name contains 'migrat'" : "family " + wanted,
                        "ecs:ListTaskDefinitions");
            }
            if (found.size() > 1) {
                throw new CommandLine.ParameterException(spec.commandLine(), "--definition is missing: there are "
                        + found.stream().map(Families.Found::family).collect(Collectors.joining(", ")));
            }
            return found.getFirst();
        }

        private Problem.Thrown missing(String what, String api) {
            return new Problem.Thrown(new Problem.Missing(what, new Problem.Source(api, null, "not found in " + scope.region())), null);
        }

        /// Opens a way, and waits for it; without one it is said that nobody will be seen who waits.
        private void connect(Instance instance) throws InterruptedException {
            if (which.noConnect) {
                return;
            }
            ways.connect(scope, instance, Reach.Choice.OURS);
            Ways.Way way = ways.of(instance.ref()).await(Ways.Way::settled, CLIMB);
            if (way.condition() != Ways.Condition.OPEN) {
                err("there is no way to " + instance.ref().id() + ", so nobody is seen who waits: "
                        + (way.said() == null ? "it did not open in time" : way.said()));
            }
        }

        OpState follow(Running running) throws InterruptedException {
            Live<MigrationWatch.State> live = watch.follow(running.id(), scope, running.target(), running.details(),
                    (session, why) -> told(why, operations.cancel(running, session, why)));
            var printed = new Printed();
            while (true) {
                printed.print(live.get());
                OpState state = running.state().get();
                if (state.ended() && (live.get().over() || live.get().task() == null)) {
                    printed.print(live.get());
                    return state;
                }
                Time.SYSTEM.sleep(Duration.ofMillis(200));
            }
        }

        int watch() throws InterruptedException {
            Instance instance = instance();
            Families.Found found = family();
            EcsTask task;
            try (AwsAccount account = account(scope)) {
                List<EcsTask> all = Stream.of(false, true).flatMap(ended -> {
                    try {
                        return account.tasks().tasks(found.service().cluster(), found.family(), ended).stream();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return Stream.of();
                    }
                }).toList();
                task = all.stream().filter(t -> !t.stopped()).findFirst().orElse(null);
            }
            if (task == null) {
                return say("No task of " + found.family() + " runs.", 0);
            }
            connect(instance);
            Map<String, String> details = Map.of("cluster", task.cluster(), "definition", EcsDefinition.last(task.definition()), "task",
                    task.arn(),
                    "token", task.tags().getOrDefault(Runs.RUN, ""), "operator", task.tags().getOrDefault(Runs.OPERATOR, ""));
            Live<MigrationWatch.State> live = watch.follow(task.arn(), scope, instance.ref(), details, (_, why) -> {
                throw new IllegalStateException("no limit is armed by watching: " + why);
            });
            var printed = new Printed();
            while (!live.get().over()) {
                printed.print(live.get());
                Time.SYSTEM.sleep(Duration.ofMillis(200));
            }
            printed.print(live.get());
            EcsTask ended = live.get().task();
            Verdict verdict = ended == null ? new Verdict(false, "ECS has forgotten the task.") : Verdict.of(ended, live.get().container());
            return say(verdict.words(), verdict.good() ? 0 : FAILED);
        }

        private String told(String why, String what) {
            err(Time.SYSTEM.now() + " " + why + " " + what + ".");
            return what;
        }

        @Override
        public void close() {
            operations.close();
            watch.close();
            ways.close();
        }
    }

    /// What was printed of a run already.
    private final class Printed {
        private String status = "";
        private int lines;
        private int behind;

        void print(MigrationWatch.State state) {
            EcsTask task = state.task();
            if (task != null && !task.status().equals(status)) {
                status = task.status();
                out().println("-- " + Time.SYSTEM.now() + " " + status + "  task " + task.id());
            }
            for (LogLine line : state.log().subList(Math.min(lines, state.log().size()), state.log().size())) {
                out().println(line.at() + " " + line.text());
            }
            lines = state.log().size();
            int now = state.locks() == null ? 0 : state.locks().of(Locks.Role.BEHIND).size();
            if (now != behind && state.locks() != null) {
                behind = now;
                out().println("-- " + Time.SYSTEM.now() + " " + now + " sessions wait behind the migration"
                        + (now == 0 ? "" : ", the longest for " + state.locks().longest().toSeconds() + " s"));
            }
            out().flush();
        }
    }

    /// What the review of its SQL came to. A rule that is accepted and found nothing is a mistake of whoever wrote the command.
    private Reviewed review(How how, Ways ways, InstanceRef ref) throws IOException, InterruptedException {
        List<String> files = how.sql;
        List<String> accepted = how.accept;
        Reviewed reviewed = Reviewed.NOTHING;
        if (!files.isEmpty()) {
            SqlFiles.Sources sources = SqlFiles.load(files.stream().map(Path::of).toList());
            LiveReview review = LiveReview.of(ways, ref, sources, Time.SYSTEM.now());
            err(review.basis());
            reviewed = Reviewed.of(String.join(", ", files), sources.digest(), review.report(), Set.copyOf(accepted));
        }
        for (String rule : accepted) {
            if (!reviewed.findings().contains(rule)) {
                throw new CommandLine.ParameterException(spec.commandLine(), "--accept " + rule + ": the review found no " + rule);
            }
        }
        if (how.blockers < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--blockers wants a number of seconds from 1 on");
        }
        if (how.withoutReview != null) {
            if (!Reviewed.isReason(how.withoutReview)) {
                throw new CommandLine.ParameterException(spec.commandLine(), "--without-review wants a reason of "
                        + Reviewed.SHORTEST_REASON + " to " + Reviewed.LONGEST_REASON + " characters");
            }
            reviewed = reviewed.skipping(how.withoutReview);
        }
        return reviewed;
    }
}
