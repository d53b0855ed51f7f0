package dev.howdah.app;

import dev.howdah.json.Json;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.posture.Check;
import dev.howdah.posture.Finding;
import dev.howdah.posture.Looked;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import dev.howdah.posture.checks.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Findings of the posture as SARIF 2.1.0 (OASIS standard). A DB instance is no file, so each result has a logical location: its ARN.
/// What is unknown has the kind `open`, and what is good, when it is asked for, `pass`.
final class PostureSarif {
    private PostureSarif() {}

    /// @param good whether what is good is a result too
    static Map<String, @Nullable Object> of(List<Looked> looked, List<Problem> problems, boolean good) {
        var results = new ArrayList<Object>();
        for (Looked each : looked) {
            each.findings().stream().filter(f -> good || !(f.verdict() instanceof Verdict.Good))
                    .forEach(f -> results.add(result(each.instance().ref(), f)));
        }
        return Json.object("$schema", Sarif.SCHEMA, "version", "2.1.0", "runs", List.of(Json.object("tool",
                Json.object("driver", Json.object("name", "howdah posture", "rules", Checks.ALL.stream().map(PostureSarif::rule).toList())),
                "invocations",
                List.of(Json.object("executionSuccessful", problems.isEmpty(), "toolExecutionNotifications",
                        problems.stream().map(Sentences::of).distinct()
                                .map(p -> Json.object("level", "error", "message", Json.object("text", p))).toList())),
                "results", results)));
    }

    private static Object rule(Check check) {
        return Json.object("id", check.id(), "shortDescription", Json.object("text", check.title()), "fullDescription",
                Json.object("text", check.prevents()), "help", Json.object("text", "Read from " + check.reads() + ". See " + check.docs()));
    }

    private static Object result(InstanceRef ref, Finding finding) {
        int index = Checks.ALL.indexOf(finding.check());
        String arn = "arn:aws:rds:" + ref.region() + ":" + ref.account() + ":db:" + ref.id();
        String kind;
        String level = "none";
        String fix = "";
        switch (finding.verdict()) {
            case Verdict.Bad bad -> {
                kind = "fail";
                level = level(bad.severity());
                fix = "\n\n" + bad.fix();
            }
            case Verdict.Unknown _ -> kind = "open";
            case Verdict.Good _ -> kind = "pass";
        }
        return Json.object("ruleId", finding.check().id(), "ruleIndex", index, "kind", kind, "level", level, "message",
                Json.object("text", ref.id() + ": " + finding.verdict().saw() + ". " + finding.check().prevents() + fix), "locations",
                List.of(Json.object("logicalLocations",
                        List.of(Json.object("name", ref.id(), "fullyQualifiedName", arn, "kind", "resource")))));
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }
}
