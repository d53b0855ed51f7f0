package dev.howdah.ops.migrate;

import dev.howdah.lint.Finding;
import dev.howdah.lint.Report;
import java.util.List;
import java.util.Set;

/// What the review of a migration's SQL came to, bound to that SQL by its digest, and what of it was accepted by name.
///
/// @param source file or folder, as it was named
/// @param digest of the SQL, see [SqlFiles.Sources]
/// @param statements how many
/// @param findings ids of the rules that found something worse than advice, each once
/// @param unread how many places could not be reviewed
/// @param accepted ids of rules whose findings somebody accepted
public record Reviewed(String source, String digest, int statements, List<String> findings, int unread, Set<String> accepted) {
    /// No SQL was named.
    public static final Reviewed NOTHING = new Reviewed("", "", 0, List.of(), 0, Set.of());
    private static final int SHOWN = 12;

    public Reviewed {
        findings = List.copyOf(findings);
        accepted = Set.copyOf(accepted);
    }

    /// Of a report.
    ///
    /// @param accepted rules that somebody accepted; those that found nothing are of no account
    public static Reviewed of(String source, String digest, Report report, Set<String> accepted) {
        return new Reviewed(source, digest, report.statements().size(),
                report.findings().stream().filter(f -> f.severity() != Finding.Severity.ADVICE).map(Finding::rule).distinct().sorted()
                        .toList(),
                report.problems().size(), accepted);
    }

    /// Whether SQL was reviewed at all.
    public boolean made() {
        return !digest.isEmpty();
    }

    /// What is not accepted.
    public List<String> open() {
        return findings.stream().filter(f -> !accepted.contains(f)).toList();
    }

    /// What is, of what was found.
    public List<String> taken() {
        return findings.stream().filter(accepted::contains).toList();
    }

    /// `V7__x.sql (2 statements, sha256 0123456789ab…)`.
    public String words() {
        return source + " (" + statements + (statements == 1 ? " statement" : " statements") + ", sha256 "
                + digest.substring(0, Math.min(SHOWN, digest.length())) + "…)";
    }
}
