package dev.howdah.app;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.json.Json;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.posture.FactsReader;
import dev.howdah.posture.Compared;
import dev.howdah.posture.Finding;
import dev.howdah.posture.Looked;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import dev.howdah.posture.checks.Checks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `howdah posture`: what would hurt next time, for each DB instance. It reads and changes nothing.
@Command(name = "posture", mixinStandardHelpOptions = true, description = "Says what would hurt next time, and how to mend it. Changes nothing.", footer = {
        "",
        "Exit status: 0 nothing high or critical was found, or with --compare nothing differs; 1 something was or does; 2 usage; 3 no usable credentials; "
                + "4 nothing was, but some part could not be read."})
final class PostureCommand implements Callable<Integer> {
    private static final int FOUND = 1;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(names = "--sarif", description = "print SARIF 2.1.0, for a code host or a collector of findings")
    private boolean sarif;

    @Option(names = "--all", description = "also print what is good")
    private boolean all;

    @Option(names = "--instance", paramLabel = "ID", description = "only this DB instance")
    private @Nullable String instance;

    @Option(names = "--compare", paramLabel = "WITH", description = "with --instance: only what differs from another DB instance, or from a file that --json wrote")
    private @Nullable String compare;

    @Mixin
    private Where where = new Where();

    private final AwsSettings settings;

    PostureCommand(AwsSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws InterruptedException {
        where.check(spec);
        if (compare != null && (instance == null || json || sarif)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--compare wants --instance, and neither --json nor --sarif");
        }
        if (json && sarif) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--json or --sarif, not both");
        }
        PrintWriter out = spec.commandLine().getOut();
        var problems = new ArrayList<Problem>();
        var looked = new ArrayList<Looked>();
        try {
            try (var account = new AwsAccount(where.scope(settings), settings)) {
                look(account, looked, problems);
            }
        } catch (Problem.Thrown e) {
            problems.add(e.problem());
        }
        int differences = 0;
        if (compare != null) {
            differences = differences(out, looked, problems);
        } else if (json) {
            out.println(Json.pretty(json(looked, problems)));
        } else if (sarif) {
            out.println(Json.pretty(PostureSarif.of(looked, problems, all)));
        } else {
            looked.forEach(l -> print(out, l));
        }
        problems.stream().map(Sentences::of).distinct().forEach(p -> spec.commandLine().getErr().println("howdah: " + p));
        out.flush();
        boolean bad = looked.stream().flatMap(l -> l.findings().stream())
                .anyMatch(f -> f.verdict() instanceof Verdict.Bad b && b.severity().compareTo(Severity.HIGH) <= 0);
        boolean credentials = problems.stream().anyMatch(p -> p instanceof Problem.SignIn);
        if (compare != null) {
            bad = differences > 0;
        }
        return bad ? FOUND : credentials ? StatusCommand.CREDENTIALS : problems.isEmpty() ? StatusCommand.ALL_READ : StatusCommand.PARTLY;
    }

    private void look(AwsAccount account, List<Looked> looked, List<Problem> problems) throws InterruptedException {
        String number = account.identity().account();
        List<Instance> found = account.rds().instances(number).stream()
                .filter(i -> instance == null || i.ref().id().equals(instance) || i.ref().id().equals(compare))
                .toList();
        if (instance != null && found.stream().noneMatch(i -> i.ref().id().equals(instance))) {
            problems.add(new Problem.Missing("DB instance " + instance,
                    new Problem.Source("rds:DescribeDBInstances", null, "no DB instance of that name in " + account.scope().region())));
        }
        for (Instance i : found) {
            FactsReader.Reading reading = new FactsReader(account).read(i, Instant.now());
            problems.addAll(reading.problems());
            looked.add(new Looked(i, Checks.look(reading.facts()), reading.facts().now()));
        }
    }

    private int differences(PrintWriter out, List<Looked> looked, List<Problem> problems) {
        String later = String.valueOf(instance);
        String with = String.valueOf(compare);
        Map<String, Compared.Outcome> after = outcomes(looked, later).orElse(Map.of());
        Optional<Map<String, Compared.Outcome>> before = outcomes(looked, with);
        Path file = Path.of(with);
        if (before.isEmpty() && Files.exists(file)) {
            try {
                before = PostureComparison.earlier(file, later);
            } catch (IOException e) {
                throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
            }
        }
        if (after.isEmpty() || before.isEmpty()) {
            if (problems.isEmpty()) {
                problems.add(new Problem.Missing("DB instance " + (after.isEmpty() ? later : with),
                        new Problem.Source("rds:DescribeDBInstances", null, "there is nothing of it to compare")));
            }
            return 0;
        }
        return PostureComparison.print(out, with, before.get(), later, after);
    }

    private static Optional<Map<String, Compared.Outcome>> outcomes(List<Looked> looked, String id) {
        return looked.stream().filter(l -> l.instance().ref().id().equals(id)).findFirst().map(Compared::outcomes);
    }

    private void print(PrintWriter out, Looked looked) {
        long bad = looked.findings().stream().filter(f -> f.verdict() instanceof Verdict.Bad).count();
        long unknown = looked.findings().stream().filter(f -> f.verdict() instanceof Verdict.Unknown).count();
        out.println(looked.instance().ref().id() + ": " + bad + " found, " + unknown + " unknown, "
                + (looked.findings().size() - bad - unknown) + " good");
        for (Finding f : looked.findings()) {
            switch (f.verdict()) {
                case Verdict.Bad(var severity, var saw, var fix, var _) -> {
                    out.printf("  %-8s %-20s %s%n", severity.word(), f.check().id(), saw);
                    out.printf("           why:  %s%n", f.check().prevents());
                    out.printf("           mend: %s%n", fix);
                }
                case Verdict.Unknown(var saw) -> out.printf("  %-8s %-20s %s%n", "unknown", f.check().id(), saw);
                case Verdict.Good(var saw) -> {
                    if (all) {
                        out.printf("  %-8s %-20s %s%n", "good", f.check().id(), saw);
                    }
                }
            }
        }
    }

    private static Object json(List<Looked> looked, List<Problem> problems) {
        return Json.object("instances", looked.stream().map(l -> Json.object("id", l.instance().ref().id(), "account",
                l.instance().ref().account(), "region", l.instance().ref().region(), "findings", l.findings().stream().map(f -> {
                    Verdict v = f.verdict();
                    return Json.object("check", f.check().id(), "title", f.check().title(), "verdict",
                            v instanceof Verdict.Bad ? "bad" : v instanceof Verdict.Unknown ? "unknown" : "good", "severity",
                            v instanceof Verdict.Bad b ? b.severity().word() : null, "saw", v.saw(), "fix",
                            v instanceof Verdict.Bad b ? b.fix() : null, "plan",
                            v instanceof Verdict.Bad b && b.mend() != null ? b.mend().words() : null, "prevents", f.check().prevents(),
                            "reads", f.check().reads());
                }).toList())).toList(), "problems", problems.stream().map(Sentences::of).distinct().toList());
    }
}
