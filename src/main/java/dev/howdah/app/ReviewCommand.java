package dev.howdah.app;

import dev.howdah.json.Json;
import dev.howdah.lint.Facts;
import dev.howdah.lint.Finding;
import dev.howdah.lint.Report;
import dev.howdah.lint.Review;
import dev.howdah.ops.migrate.SqlFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `howdah review`: what a migration locks, and what it would break, before it is run.
@Command(name = "review", mixinStandardHelpOptions = true, description = "Reviews SQL migrations without a connection: locks, rewrites and rules.", exitCodeOnInvalidInput = 64, footer = {
        "",
        "Exit status: 0 nothing above advice; 1 warnings; 2 errors; 3 unreadable input; 64 usage."})
final class ReviewCommand implements Callable<Integer> {
    static final int UNREADABLE = 3;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "SQL files or folders of them, in the order in which they are run; - reads standard input")
    private List<String> files = List.of();

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(names = "--pg", paramLabel = "N", description = "PostgreSQL's major version (default ${DEFAULT-VALUE})", defaultValue = "16")
    private int pg;

    @Option(names = "--in-transaction", description = "the tool that runs the files wraps them in a transaction")
    private boolean inTransaction;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var review = new Review(pg, inTransaction);
        try {
            for (String file : files) {
                if (file.equals("-")) {
                    review.read("-", new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
                } else {
                    SqlFiles.read(review, Path.of(file));
                }
            }
        } catch (IOException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("howdah: cannot be read: " + e.getMessage());
            err.flush();
            return UNREADABLE;
        }
        Report report = review.report();
        if (json) {
            out.println(Json.pretty(Json.object("findings", report.findings().stream().map(ReviewCommand::json).toList(), "statements",
                    report.statements().stream().map(s -> Json.object("line", s.line(), "text", s.text(), "locks", locks(s.facts()),
                            "rewrites", s.facts().rewrites(), "scans", s.facts().scans())).toList(),
                    "problems", report.problems().stream().map(p -> Json.object("file", p.file(), "line", p.line(), "column", p.column(),
                            "message", p.message(), "caret", p.caret())).toList())));
        } else {
            words(report, out);
        }
        out.flush();
        if (!report.problems().isEmpty()) {
            return UNREADABLE;
        }
        return report.findings().stream().mapToInt(f -> f.severity().ordinal()).max().orElse(0);
    }

    private static Object json(Finding f) {
        return Json.object("rule", f.rule(), "severity", word(f), "file", f.file(), "line", f.line(), "column", f.column(), "statement",
                f.statement(), "locks", locks(f.facts()), "rewrites", f.facts().rewrites(), "scans", f.facts().scans(), "message",
                f.message(), "why", f.why(), "safe", f.safe(), "docs", "src/site/markdown/review.md#" + f.rule());
    }

    private static Object locks(Facts facts) {
        return facts.locks().entrySet().stream().map(l -> Json.object("relation", l.getKey(), "mode", l.getValue().words())).toList();
    }

    private static String word(Finding f) {
        return f.severity().name().toLowerCase(Locale.ROOT);
    }

    private static void words(Report report, PrintWriter out) {
        for (Report.Trouble p : report.problems()) {
            out.println(p.file() + ":" + p.line() + ":" + p.column() + ": problem: " + p.message());
            out.println(p.caret().indent(4).stripTrailing());
        }
        for (Finding f : report.findings()) {
            out.println(f.file() + ":" + f.line() + ":" + f.column() + ": " + word(f) + " " + f.rule() + ": " + f.message());
            out.println("    " + f.why());
            f.safe().forEach(s -> out.println("    " + s + (s.startsWith("--") ? "" : ";")));
        }
        out.println(report.statements().size() + " statements, " + report.findings().size() + " findings, " + report.problems().size()
                + " not read");
    }
}
