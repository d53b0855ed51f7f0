package dev.howdah.app;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.health.Facts;
import dev.howdah.health.Finding;
import dev.howdah.health.Verdict;
import dev.howdah.health.checks.Checks;
import dev.howdah.json.Json;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.health.HealthReader;
import dev.howdah.posture.Severity;
import dev.howdah.ui.kit.Inert;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `howdah health`: how a database does, through a tunnel of its own. It reads catalogs and statistics and changes nothing.
@Command(name = "health", mixinStandardHelpOptions = true, description = "Says how a database does, why it matters, and a safe next step. Changes nothing.", footer = {
        "", "Exit status: 0 nothing high or critical was found; 1 something was; 2 usage; 3 the database was not reached; "
                + "4 nothing was, but something is not known."})
final class HealthCommand implements Callable<Integer> {
    private static final int FOUND = 1;
    private static final int NOT_REACHED = 3;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(names = "--all", description = "also print what is good")
    private boolean all;

    @Option(names = "--instance", paramLabel = "ID", required = true, description = "the DB instance")
    private String instance = "";

    @Option(names = {"-d", "--dbname"}, paramLabel = "DATABASE", description = "whose tables are looked at (default: the only one)")
    private @Nullable String database;

    @Option(names = "--via", paramLabel = "HOP", description = "go through this hop (default: Howdah's choice)")
    private @Nullable String via;

    @Option(names = "--profile", paramLabel = "P", description = "profile of ~/.aws (default: AWS_PROFILE, else the default chain)")
    private @Nullable String profile;

    @Option(names = "--region", paramLabel = "R", description = "region (default: AWS_REGION, AWS_DEFAULT_REGION, the profile's)")
    private @Nullable String region;

    private final AwsSettings settings;

    HealthCommand(AwsSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var at = new AtomicReference<@Nullable InstanceRef>();
        Facts facts;
        try {
            facts = new Through(settings, instance, via, profile, region).<Facts, RuntimeException>reach((way, ref, me) -> {
                at.set(ref);
                return HealthReader.read(way, me, database, null);
            });
        } catch (Through.Failed e) {
            spec.commandLine().getErr().println("howdah: " + Inert.lines(e.words()));
            return NOT_REACHED;
        }
        List<Finding> findings = Checks.look(facts);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(json(facts, at.get(), findings)));
        } else {
            print(out, facts, findings);
        }
        out.flush();
        boolean bad = findings.stream()
                .anyMatch(f -> f.verdict() instanceof Verdict.Bad b && b.severity().compareTo(Severity.HIGH) <= 0);
        boolean unknown = findings.stream().anyMatch(f -> f.verdict() instanceof Verdict.Unknown);
        return bad ? FOUND : unknown ? StatusCommand.PARTLY : StatusCommand.ALL_READ;
    }

    private void print(PrintWriter out, Facts facts, List<Finding> findings) {
        long bad = findings.stream().filter(f -> f.verdict() instanceof Verdict.Bad).count();
        long unknown = findings.stream().filter(f -> f.verdict() instanceof Verdict.Unknown).count();
        out.println(instance + ", database " + Inert.pictures(facts.server().database()) + ": " + bad + " found, " + unknown + " unknown, "
                + (findings.size() - bad - unknown) + " good");
        for (Finding f : findings) {
            Verdict v = f.verdict();
            if (v instanceof Verdict.Good && !all) {
                continue;
            }
            out.printf("  %-8s %-18s %s%n", word(v), f.check().id(), Inert.pictures(v.saw()));
            v.facts().forEach(line -> out.println("             " + Inert.pictures(line)));
            if (v instanceof Verdict.Bad b) {
                out.println("           why:  " + f.check().matters());
                out.println("           next: " + Inert.lines(b.next()).replace("\n", System.lineSeparator() + "                 "));
            } else if (v instanceof Verdict.Unknown u && !u.next().isEmpty()) {
                out.println("           next: " + Inert.lines(u.next()).replace("\n", System.lineSeparator() + "                 "));
            }
        }
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Bad b -> b.severity().word();
            case Verdict.Unknown _ -> "unknown";
            case Verdict.Good _ -> "good";
        };
    }

    private static Object json(Facts facts, @Nullable InstanceRef ref, List<Finding> findings) {
        return Json.object("instance", ref == null ? null : ref.id(), "account", ref == null ? null : ref.account(), "region",
                ref == null ? null : ref.region(), "database", facts.server().database(), "role", facts.server().role(), "version",
                facts.server().version(), "at", facts.server().at().toString(), "findings", findings.stream().map(f -> {
                    Verdict v = f.verdict();
                    return Json.object("check", f.check().id(), "title", f.check().title(), "verdict",
                            v instanceof Verdict.Bad ? "bad" : v instanceof Verdict.Unknown ? "unknown" : "good", "severity",
                            v instanceof Verdict.Bad b ? b.severity().word() : null, "saw", v.saw(), "facts", v.facts(), "next",
                            v instanceof Verdict.Bad b ? b.next() : v instanceof Verdict.Unknown u && !u.next().isEmpty() ? u.next() : null,
                            "matters", f.check().matters(), "reads", f.check().reads());
                }).toList());
    }
}
