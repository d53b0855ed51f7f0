package dev.howdah.app;

import dev.howdah.json.Json;
import dev.howdah.lint.Finding;
import dev.howdah.lint.Report;
import dev.howdah.lint.Rule;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A review as SARIF 2.1.0 (OASIS standard), which code hosts show beside the lines of a change.
final class Sarif {
    static final String SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final List<Rule> RULES = Rule.all();

    private Sarif() {}

    static Map<String, @Nullable Object> of(Report report) {
        var results = new ArrayList<Object>();
        report.findings().forEach(f -> results.add(result(f, null)));
        report.suppressed().forEach(s -> results.add(result(s.finding(), s.reason())));
        return Json.object("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(Json.object(
                "tool", Json.object("driver", Json.object("name", "howdah review", "rules", RULES.stream().map(Sarif::rule).toList())),
                "columnKind", "utf16CodeUnits", "invocations", List.of(Json.object("executionSuccessful", report.problems().isEmpty(),
                        "toolExecutionNotifications", report.problems().stream().map(p -> Json.object("level", "error", "message",
                                Json.object("text", p.message()), "locations", List.of(place(p.file(), p.line(), p.column())))).toList())),
                "results", results)));
    }

    private static Object rule(Rule rule) {
        return Json.object("id", rule.id(), "shortDescription", Json.object("text", rule.what()), "fullDescription",
                Json.object("text", rule
                        .whom()),
                "help", Json.object("text", rule.but() + " See " + Rule.docs(rule.id())));
    }

    private static Object result(Finding f, @Nullable String reason) {
        int index = 0;
        while (!RULES.get(index).id().equals(f.rule())) {
            index++;
        }
        var all = Json.object("ruleId", f.rule(), "ruleIndex", index, "level", f.severity() == Finding.Severity.ADVICE
                ? "note"
                : f.severity().name().toLowerCase(Locale.ROOT), "message",
                Json.object("text", f.message() + " " + f.why() + (f.safe().isEmpty() ? "" : "\n\n" + String.join("\n", f.safe()))),
                "locations",
                List.of(place(f.file(), f.line(), f.column())));
        if (reason != null) {
            all.put("suppressions", List.of(Json.object("kind", "inSource", "justification", reason)));
        }
        return all;
    }

    private static Object place(String file, int line, int column) {
        return Json.object("physicalLocation",
                Json.object("artifactLocation", Json.object("uri", uri(file)), "region", Json.object("startLine",
                        line, "startColumn", column)));
    }

    private static String uri(String file) {
        try {
            return new URI(null, null, file.equals("-") ? "stdin" : file.replace('\\', '/'), null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path: " + file, e);
        }
    }
}
