package dev.howdah.app;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.json.Json;
import dev.howdah.lint.Catalog;
import dev.howdah.lint.Facts;
import dev.howdah.lint.Finding;
import dev.howdah.lint.Report;
import dev.howdah.lint.Review;
import dev.howdah.lint.Rule;
import dev.howdah.ops.migrate.SqlFiles;
import dev.howdah.ops.review.CatalogReader;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.sql.session.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `howdah review`: what a migration locks, and what it would break, before it is run.
@Command(name = "review", mixinStandardHelpOptions = true, description = "Reviews SQL migrations: locks, rewrites and rules; with --instance or --db against the catalogue that is there.", exitCodeOnInvalidInput = 64, footer = {
        "",
        "Exit status: 0 nothing above advice; 1 warnings; 2 errors; 3 unreadable input, or no catalogue; 64 usage."})
final class ReviewCommand implements Callable<Integer> {
    static final int UNREADABLE = 3;
    /// Before it, nobody asks how far it is.
    private static final Duration QUIET = Duration.ofSeconds(1);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "SQL files, logs of migrations or folders of files, in the order in which they are run; - reads standard input")
    private List<String> files = List.of();

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(names = "--sarif", description = "print SARIF 2.1.0")
    private boolean sarif;

    @Option(names = "--pg", paramLabel = "N", description = "PostgreSQL's major version, 10 to 18 (default: the server's with --instance or --db, else 16)")
    private @Nullable Integer pg;

    @Option(names = "--in-transaction", description = "the tool that runs the files wraps each of them in a transaction")
    private boolean inTransaction;

    @Option(names = "--db", paramLabel = "CONNINFO", description = "read the catalogue of this database: a name, key=value pairs or postgresql://…, as howdah sql takes it")
    private @Nullable String database;

    @Option(names = "--instance", paramLabel = "ID", description = "read the catalogue of this DB instance, through a tunnel of Howdah's own; --db is then a database's name")
    private @Nullable String instance;

    @Option(names = "--via", paramLabel = "HOP", description = "with --instance: through this task or node")
    private @Nullable String via;

    @Option(names = "--profile", paramLabel = "P", description = "with --instance: profile of ~/.aws")
    private @Nullable String profile;

    @Option(names = "--region", paramLabel = "R", description = "with --instance: region")
    private @Nullable String region;

    private final AwsSettings aws;

    ReviewCommand(AwsSettings aws) {
        this.aws = aws;
    }

    /// The catalogue could not be read; the words are the operator's.
    private static final class NoCatalog extends Exception {
        NoCatalog(String words) {
            super(words);
        }
    }

    /// What the server said.
    private record Known(Catalog catalog, int major) {}

    @Override
    public Integer call() throws InterruptedException {
        if (json && sarif) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--json or --sarif, not both");
        }
        if (pg != null && (pg < 10 || pg > 18)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--pg is a major version of PostgreSQL from 10 to 18");
        }
        if (instance == null && (via != null || profile != null || region != null)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--via, --profile and --region go with --instance");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            String typed = files.contains("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : "";
            Known known = known(typed);
            Review review = new Review(pg != null ? pg : known.major, inTransaction, known.catalog).telling(progress());
            for (String file : files) {
                if (file.equals("-")) {
                    review.read("-", typed);
                } else {
                    SqlFiles.read(review, Path.of(file));
                }
            }
            return printed(review.report(), out);
        } catch (IOException e) {
            return refused("cannot be read: " + e.getMessage());
        } catch (NoCatalog e) {
            return refused("the catalogue cannot be read: " + e.getMessage());
        }
    }

    private int refused(String words) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("howdah: " + words);
        err.flush();
        return UNREADABLE;
    }

    private int printed(Report report, PrintWriter out) {
        if (sarif) {
            out.println(Json.pretty(Sarif.of(report)));
        } else if (json) {
            out.println(Json.pretty(Json.object("findings", report.findings().stream().map(ReviewCommand::json).toList(), "statements",
                    report.statements().stream().map(s -> Json.object("file", s.file(), "line", s.line(), "text", s.text(), "locks", locks(s
                            .facts()), "rewrites", s.facts().rewrites(), "scans", s.facts().scans())).toList(),
                    "problems", report.problems().stream().map(p -> Json.object("file", p.file(), "line", p.line(), "column", p.column(),
                            "message", p.message(), "caret", p.caret())).toList(),
                    "suppressed", report.suppressed().stream().map(s -> Json.object("rule", s.finding().rule(), "file", s.finding().file(),
                            "line", s.finding().line(), "statement", s.finding().statement(), "reason", s.reason())).toList())));
        } else {
            words(report, out);
        }
        out.flush();
        if (!report.problems().isEmpty()) {
            return UNREADABLE;
        }
        return report.findings().stream().mapToInt(f -> f.severity().ordinal()).max().orElse(0);
    }

    /// On standard error, once a second.
    private Review.Progress progress() {
        PrintWriter err = spec.commandLine().getErr();
        long[] next = {System.nanoTime() + QUIET.toNanos()};
        return (file, done, of) -> {
            if (System.nanoTime() >= next[0] && done < of) {
                next[0] = System.nanoTime() + QUIET.toNanos();
                err.println("howdah: " + file + ": " + done + " of " + of + " statements; Ctrl-C stops it");
                err.flush();
            }
        };
    }

    private Known known(String typed) throws IOException, NoCatalog, InterruptedException {
        if (database == null && instance == null) {
            return new Known(Catalog.NONE, 16);
        }
        List<String> scripts = scripts(typed);
        if (instance != null) {
            return through(scripts);
        }
        Target target;
        try {
            target = Target.of(Map.of("dbname", String.valueOf(database)), System.getenv());
        } catch (IllegalArgumentException e) {
            throw new NoCatalog(String.valueOf(e.getMessage()));
        }
        if (!target.warning().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(target.warning());
            err.flush();
        }
        try (SqlSession session = target.session(Safety.of(System.getProperty("user.name", "unknown")))) {
            return read(session, scripts);
        } catch (ConnectFailure e) {
            throw new NoCatalog(String.valueOf(e.getMessage()));
        }
    }

    private List<String> scripts(String typed) throws IOException {
        var all = new ArrayList<String>(List.of(typed));
        for (String file : files) {
            if (!file.equals("-")) {
                SqlFiles.load(List.of(Path.of(file))).files().forEach(f -> all.add(f.text()));
            }
        }
        return all;
    }

    private static Known read(SqlSession session, List<String> scripts) throws NoCatalog {
        try {
            String version = String.valueOf(session.ask("SHOW server_version_num").getFirst().getFirst());
            return new Known(CatalogReader.of(session::ask, scripts), Integer.parseInt(version) / 10_000);
        } catch (SqlFailed e) {
            throw new NoCatalog(String.valueOf(e.getMessage()));
        }
    }

    private Known through(List<String> scripts) throws IOException, NoCatalog, InterruptedException {
        try {
            return new Through(aws, String.valueOf(instance), via, profile, region).<Known, NoCatalog>reach((way, _, me) -> {
                try (SqlSession session = way.database().session(Safety.of(me),
                        database != null ? database : way.database().usualDatabase())) {
                    return read(session, scripts);
                }
            });
        } catch (Through.Failed e) {
            throw new NoCatalog(e.words());
        }
    }

    private static Object json(Finding f) {
        return Json.object("rule", f.rule(), "severity", word(f), "file", f.file(), "line", f.line(), "column", f.column(), "statement",
                f.statement(), "locks", locks(f.facts()), "rewrites", f.facts().rewrites(), "scans", f.facts().scans(), "message",
                f.message(), "why", f.why(), "safe", f.safe(), "docs", Rule.docs(f.rule()));
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
            f.safe().forEach(s -> out.println((s + (s.startsWith("--") ? "" : ";")).indent(4).stripTrailing()));
        }
        out.println(report.statements().size() + " statements, " + report.findings().size() + " findings, " + report.suppressed().size()
                + " suppressed, " + report.problems().size() + " not read");
    }
}
