package dev.howdah.lint;

import dev.howdah.lint.Finding.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the catalogue's figures make of a finding: how large the tables are, and who would keep the statement waiting now.
final class Weight {
    /// Below both of them a table is read or written in milliseconds.
    static final long FEW_ROWS = 10_000;
    static final long FEW_BYTES = 8L << 20;
    /// Who has been in a transaction for less is an application at its usual work: it is gone before anybody notices.
    static final Duration PASSING = Duration.ofSeconds(5);
    /// Rules that hurt by how long a table is read or written.
    private static final Set<String> LASTING = Set.of("add-column-rewrite", "add-column-constraint", "set-not-null", "create-index",
            "reindex",
            "add-unique", "add-primary-key", "add-exclusion", "add-foreign-key", "add-check", "validate-in-one-transaction",
            "rewrite-table", "refresh-view", "attach-partition", "unbatched-write", "backfill-with-ddl", "alter-domain");

    private final Catalog catalog;
    private final Facts facts;

    private Weight(Catalog catalog, Facts facts) {
        this.catalog = catalog;
        this.facts = facts;
    }

    static Rules.Draft of(Rules.Draft draft, Facts facts, Catalog catalog) {
        return catalog == Catalog.NONE || facts.locks().isEmpty() ? draft : new Weight(catalog, facts).weighed(draft);
    }

    private Rules.Draft weighed(Rules.Draft draft) {
        List<String> sizes = new ArrayList<>();
        boolean small = true;
        for (String relation : facts.locks().keySet()) {
            Catalog.@Nullable Table table = catalog.tables().get(relation);
            if (table == null || table.kind() == 'v') {
                continue;
            }
            if (table.rows() == null || table.bytes() == null) {
                small &= table.kind() == 'p';
                continue;
            }
            small &= table.rows() < FEW_ROWS && table.bytes() < FEW_BYTES;
            sizes.add(String.format(Locale.ROOT, "%s has %,d rows in %s", relation, table.rows(), size(table.bytes())));
        }
        List<String> waits = blockers();
        String message = draft.message() + (sizes.isEmpty() ? "" : " " + String.join(", ", sizes) + ".") + (waits.isEmpty()
                ? ""
                : " Now it would wait for " + String.join(" and ", waits) + ".");
        Severity severity = draft.severity();
        if (small && !sizes.isEmpty() && waits.isEmpty() && LASTING.contains(draft.rule())) {
            severity = Severity.ADVICE;
        } else if (!waits.isEmpty() && draft.rule().equals("lock-timeout")) {
            severity = Severity.WARNING;
        }
        return new Rules.Draft(draft.rule(), severity, message, draft.why(), draft.safe());
    }

    private List<String> blockers() {
        var all = new TreeSet<String>();
        for (Map.Entry<String, Mode> lock : facts.locks().entrySet()) {
            for (Catalog.Session s : catalog.table(lock.getKey()).map(Catalog.Table::busy).orElse(List.of())) {
                if (lock.getValue().conflicts(s.mode()) && !passing(s)) {
                    all.add("pid " + s.pid() + (s.user().isEmpty()
                            ? ""
                            : " (" + s.user() + (s.application().isEmpty()
                                    ? ""
                                    : ", " + s.application()) + ")")
                            + ", which holds " + s.mode().words() + " on " + lock.getKey()
                            + (s.since() == null ? "" : " and has been in its transaction for " + s.since().toSeconds() + " s"));
                }
            }
        }
        return List.copyOf(all);
    }

    private static boolean passing(Catalog.Session s) {
        return s.since() != null && s.since().compareTo(PASSING) < 0;
    }

    private static String size(long bytes) {
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%d kB", bytes >> 10)
                : bytes < 1L << 30
                        ? String.format(Locale.ROOT, "%d MB", bytes >> 20)
                        : String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }
}
