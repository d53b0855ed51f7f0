package dev.howdah.app;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.config.Environments;
import dev.howdah.config.Folders;
import dev.howdah.config.Settings;
import dev.howdah.journal.Journal;
import dev.howdah.json.Json;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import dev.howdah.model.InstanceRef;
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
import dev.howdah.ops.create.Blueprint;
import dev.howdah.ops.migrate.Sight;
import dev.howdah.ops.reach.OpenSessions;
import dev.howdah.ops.reach.Roots;
import dev.howdah.ops.reach.Ways;
import dev.howdah.task.Time;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `howdah create`: a database where there is none, for whoever has a terminal, or a script.
@Command(name = "create", mixinStandardHelpOptions = true, description = "Makes a database for a service that has none: subnet group, security"
        + " group, an instance that is Multi-AZ, encrypted and protected, the right to read its password, the task definitions that are told of"
        + " it, SELECT 1 over the tunnel, the first migration, the roll-out. One plan, confirmed once. Run again, it goes on after what"
        + " stands.", footer = {"",
                "Fields of --set, with what they are unless said otherwise: see 'howdah create --dry-run'. --set secret=own keeps the password in a"
                        + " secret of one's own (secret-name), with the url for DATABASE_URL; without it, RDS makes, keeps and changes it.",
                "",
                "Exit status: 0 all of it is done (with --dry-run: nothing stands against it); 1 a step failed; 2 usage; 3 no usable"
                        + " credentials; 4 AWS or the journal could not be read; 5 nothing was made: something stands against it, or it was not"
                        + " confirmed; 6 how it ended is not known."})
final class CreateCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int NOT_MADE = 5;
    private static final int NOT_KNOWN = 6;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--instance", required = true, paramLabel = "ID", description = "name of the DB instance that is made")
    private String instance = "";

    @Option(names = "--service", paramLabel = "[CLUSTER/]SERVICE", description = "the service that is to use it (default: the one that there"
            + " is)")
    private @Nullable String service;

    @Option(names = "--set", paramLabel = "FIELD=VALUE", description = "one field otherwise; may be repeated")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--dry-run", description = "print fields and plan; change nothing")
    private boolean dry;

    @Option(names = "--json", description = "print the plan as JSON; with --dry-run only")
    private boolean json;

    @Option(names = "--confirm", paramLabel = "ID", description = "the instance's name, typed out (default: it is asked for on the terminal)")
    private @Nullable String confirm;

    @Mixin
    private Where where = new Where();

    private final AwsSettings settings;

    CreateCommand(AwsSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws InterruptedException {
        where.check(spec);
        if (json && !dry) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--json is of --dry-run");
        }
        try (var desk = new Desk(where.scope(settings))) {
            return create(desk);
        } catch (Problem.Thrown e) {
            err(Sentences.of(e.problem()));
            return e.problem() instanceof Problem.SignIn ? StatusCommand.CREDENTIALS : StatusCommand.PARTLY;
        } catch (IOException e) {
            err(String.valueOf(e.getMessage()));
            return StatusCommand.PARTLY;
        }
    }

    private int create(Desk desk) throws InterruptedException, IOException {
        Request.Create request = desk.request();
        if (!dry) {
            desk.takeUp(request.target());
        }
        Blueprint of = request.of();
        Plan plan = desk.operations.plan(desk.scope, request);
        if (json) {
            out().println(Json.pretty(Json.object("instance", instance, "fields", of.fields(), "command", plan.command(), "steps",
                    plan.steps().stream().map(s -> Json.object("what", s.what(), "api", s.api())).toList(), "guards",
                    plan.guards().stream().map(g -> Json.object("kind", kind(g), "text", g.text(), "fix",
                            g instanceof Guard.Block(var _, var fix) ? fix : null)).toList())));
        } else {
            print(of, plan);
        }
        if (plan.block().isPresent()) {
            err("nothing was made: " + plan.block().get().text());
            return NOT_MADE;
        }
        if (dry) {
            return 0;
        }
        String typed = confirm == null ? ask() : confirm;
        if (!typed.equals(plan.name())) {
            err("nothing was made: '" + typed + "' was typed, and the plan is of '" + plan.name() + "'");
            return NOT_MADE;
        }
        return end(desk.steps(desk.operations.start(plan, plan.confirmed(typed, Instant.now()))));
    }

    /// The name, typed on the terminal; empty where there is none.
    private String ask() throws IOException {
        out().print("Type " + instance + " to make it: ");
        out().flush();
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            out().println();
            err("there is no terminal to ask on: pass --confirm " + instance);
            return "";
        }
        String line = new BufferedReader(console.reader()).readLine();
        return line == null ? "" : line.strip();
    }

    private int end(OpState end) {
        return switch (end) {
            case OpState.Done done -> say(done.words(), 0);
            case OpState.Failed failed -> say(failed.words(), FAILED);
            case OpState.NotSent not -> say(not.words(), NOT_MADE);
            case OpState.Moved moved -> say(moved.words(), NOT_MADE);
            case OpState.Unknown(var _, var words, var look) -> say(words + " Look: " + look, NOT_KNOWN);
            case OpState.Unwatched _,OpState.Starting _,OpState.Watching _,OpState.Paused _ ->
                say("Nobody watches it any more; run this again, and it goes on after what stands.", NOT_KNOWN);
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

    private void print(Blueprint of, Plan plan) {
        PrintWriter out = out();
        out.println(plan.request().title());
        of.fields().entrySet().stream().filter(f -> of.matters(f.getKey()))
                .forEach(f -> out.printf("  %-14s %s%n", f.getKey(), f.getValue()));
        plan.guards().forEach(g -> out.println("  " + kind(g).toUpperCase(Locale.ROOT) + "  " + g.text()
                + (g instanceof Guard.Block(var _, var fix) ? " Do: " + fix + "." : "")));
        int number = 1;
        for (Plan.Step step : plan.steps()) {
            out.println("  " + number++ + ". " + step.what());
        }
        out.println("  Takes " + plan.consequences().duration().words() + ". " + plan.consequences().cost());
        out.println("The same by hand:");
        plan.command().lines().forEach(line -> out.println("  " + line));
        out.flush();
    }

    /// All that one call of the command opens.
    private final class Desk implements AutoCloseable {
        private final AwsScope scope;
        private final Ways ways;
        private final Operations operations;

        Desk(AwsScope scope) {
            this.scope = scope;
            Folders folders = Folders.ofProcess();
            ways = new Ways(this::account, _ -> {
                try {
                    return Roots.file(settings.databaseRoots(), folders.state());
                } catch (IOException e) {
                    throw new UncheckedIOException(e.getMessage(), e);
                }
            }, new OpenSessions(folders.state()), Time.SYSTEM);
            operations = new Operations(new Journal(folders.state(), Instant::now), this::account, s -> environment(folders, s),
                    Time.SYSTEM,
                    new Repairs(Doors.through(ways, _ -> System.getProperty("user.name", "unknown")), folders.state()),
                    Sight.through(ways));
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

        Request.Create request() throws InterruptedException {
            try {
                Request.Create proposed = operations.survey(scope, instance, service);
                return new Request.Create(proposed.target(), proposed.of().with(set));
            } catch (IllegalArgumentException e) {
                throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
            }
        }

        /// Says how far a creation is that was killed, which closes it; this command goes on with it.
        void takeUp(InstanceRef ref) throws InterruptedException, IOException {
            for (Running left : operations.resumeCreations(ref)) {
                out().println("Taken up again: " + left.title());
                end(steps(left));
            }
        }

        /// Prints each step until it has ended.
        OpState steps(Running running) throws InterruptedException {
            String said = "";
            Instant begun = Time.SYSTEM.now();
            while (true) {
                OpState state = running.state().get();
                String now = state instanceof OpState.Watching w
                        ? w.step()
                        : state instanceof OpState.Paused p ? Sentences.of(p.problem()) + " It goes on by itself after that." : said;
                if (!now.equals(said)) {
                    said = now;
                    out().println(
                            "-- " + Time.SYSTEM.now() + " +" + Duration.between(begun, Time.SYSTEM.now()).toSeconds() + " s  " + said);
                    out().flush();
                }
                if (state.ended()) {
                    return state;
                }
                Time.SYSTEM.sleep(Duration.ofMillis(50));
            }
        }

        @Override
        public void close() {
            operations.close();
            ways.close();
        }
    }
}
