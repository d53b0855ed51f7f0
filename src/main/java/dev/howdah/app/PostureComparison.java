package dev.howdah.app;

import dev.howdah.json.Json;
import dev.howdah.posture.Compared;
import dev.howdah.posture.Compared.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An instance's posture beside another's, or beside its own as `--json` wrote it down earlier.
final class PostureComparison {
    private PostureComparison() {}

    /// What a file that `howdah posture --json` wrote has of an instance; empty when it has nothing of it.
    ///
    /// @throws IOException when it cannot be read, or is no such file
    static Optional<Map<String, Outcome>> earlier(Path file, String instance) throws IOException {
        try {
            if (!(Json.readObject(Files.readString(file)).get("instances") instanceof List<?> instances)) {
                throw new IOException(file + " was not written by howdah posture --json");
            }
            for (Object each : instances) {
                if (each instanceof Map<?, ?> one && instance.equals(one.get("id")) && one.get("findings") instanceof List<?> findings) {
                    return Optional.of(outcomes(findings));
                }
            }
            return Optional.empty();
        } catch (Json.Malformed e) {
            throw new IOException(file + " is no JSON: " + e.getMessage(), e);
        }
    }

    private static Map<String, Outcome> outcomes(List<?> findings) {
        var all = new LinkedHashMap<String, Outcome>();
        for (Object each : findings) {
            if (each instanceof Map<?, ?> finding) {
                Object severity = finding.get("severity");
                all.put(String.valueOf(finding.get("check")),
                        new Outcome(String.valueOf(severity == null ? finding.get("verdict") : severity),
                                String.valueOf(finding.get("saw"))));
            }
        }
        return all;
    }

    /// Prints what differs, one check a line.
    ///
    /// @return how many do
    static int print(PrintWriter out, String earlier, Map<String, Outcome> before, String later, Map<String, Outcome> after) {
        List<Compared.Difference> differences = Compared.of(before, after);
        out.println(later + " beside " + earlier + ": "
                + (differences.isEmpty()
                        ? "nothing differs"
                        : differences.size() + (differences.size() == 1 ? " check differs" : " checks differ")));
        for (Compared.Difference d : differences) {
            out.printf("  %-20s %s%n  %20s %s%n", d.check(), words(earlier, d.before()), "", words(later, d.after()));
        }
        return differences.size();
    }

    private static String words(String where, @Nullable Outcome outcome) {
        return where + ": " + (outcome == null ? "not looked at" : outcome.word() + ", " + outcome.saw());
    }
}
