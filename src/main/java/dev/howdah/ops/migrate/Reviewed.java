package dev.howdah.ops.migrate;

import dev.howdah.lint.Finding;
import dev.howdah.lint.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the review of a migration's SQL came to, bound to that SQL by its digest, and what of it was accepted by name.
///
/// @param source file or folder, as it was named
/// @param digest of the SQL, see [SqlFiles.Sources]
/// @param statements how many
/// @param findings ids of the rules that found something worse than advice, each once
/// @param unread how many places could not be reviewed
/// @param accepted ids of rules whose findings somebody accepted
/// @param suppressed findings that the SQL itself takes away, with its reasons
/// @param skipped why it runs although nothing, or not all of it, was reviewed; empty when nobody said so. No finding goes away by it
public record Reviewed(String source, String digest, int statements, List<String> findings, int unread, Set<String> accepted,
        List<Suppressed> suppressed, String skipped) {
    /// A reason has at least so many characters, and at most.
    public static final int SHORTEST_REASON = 3;
    public static final int LONGEST_REASON = 300;
    /// No SQL was named.
    public static final Reviewed NOTHING = new Reviewed("", "", 0, List.of(), 0, Set.of(), List.of());
    private static final int SHOWN = 12;

    public Reviewed(String source, String digest, int statements, List<String> findings, int unread, Set<String> accepted,
            List<Suppressed> suppressed) {
        this(source, digest, statements, findings, unread, accepted, suppressed, "");
    }

    public Reviewed {
        findings = List.copyOf(findings);
        accepted = Set.copyOf(accepted);
        suppressed = List.copyOf(suppressed);
    }

    /// What a comment in the SQL took away of one rule's findings.
    ///
    /// @param reason as it is written there
    /// @param lines of the statements, from 1, ascending
    public record Suppressed(String rule, String reason, String file, List<Integer> lines) {
        public Suppressed {
            lines = List.copyOf(lines);
        }

        /// `drop-column, V7__x.sql:3, 9: nobody reads it since release 41`.
        public String words() {
            return rule + ", " + file + ":" + lines.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ": " + reason;
        }
    }

    /// Of a report.
    ///
    /// @param accepted rules that somebody accepted; those that found nothing are of no account
    public static Reviewed of(String source, String digest, Report report, Set<String> accepted) {
        return new Reviewed(source, digest, report.statements().size(),
                report.findings().stream().filter(f -> f.severity() != Finding.Severity.ADVICE).map(Finding::rule).distinct().sorted()
                        .toList(),
                report.problems().size(), accepted, suppressed(report));
    }

    private static List<Suppressed> suppressed(Report report) {
        var lines = new LinkedHashMap<Suppressed, SortedSet<Integer>>();
        report.suppressed().forEach(s -> lines.computeIfAbsent(
                new Suppressed(s.finding().rule(), s.reason(), s.finding().file(), List.of()), _ -> new TreeSet<>())
                .add(s.finding().line()));
        return lines.entrySet().stream()
                .map(e -> new Suppressed(e.getKey().rule(), e.getKey().reason(), e.getKey().file(), List.copyOf(e.getValue()))).toList();
    }

    /// Whether SQL was reviewed at all.
    public boolean made() {
        return !digest.isEmpty();
    }

    /// Whether what is written can stand in the journal as a reason for a run without a review.
    public static boolean isReason(String words) {
        int length = words.strip().length();
        return length >= SHORTEST_REASON && length <= LONGEST_REASON;
    }

    /// The same, knowingly run without what a review would have said.
    ///
    /// @param reason for the journal, on one line
    /// @throws IllegalArgumentException when it is none, see [#isReason]
    public Reviewed skipping(String reason) {
        if (!isReason(reason)) {
            throw new IllegalArgumentException("a reason has " + SHORTEST_REASON + " to " + LONGEST_REASON + " characters");
        }
        return new Reviewed(source, digest, statements, findings, unread, accepted, suppressed, reason.strip().replaceAll("\\s+", " "));
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
