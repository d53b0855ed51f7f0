package dev.howdah.health.checks;

import dev.howdah.health.Amount;
import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.util.List;

/// Indexes that a broken build left.
public final class InvalidIndexes implements Check {
    @Override
    public String id() {
        return "invalid-indexes";
    }

    @Override
    public String title() {
        return "Indexes are valid";
    }

    @Override
    public String matters() {
        return "An index that a broken CREATE INDEX CONCURRENTLY left is kept up to date by each write and used by no "
                + "query; a unique one guarantees nothing.";
    }

    @Override
    public String reads() {
        return "pg_index indisvalid; pg_stat_progress_create_index";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.of(facts.indexes(), indexes -> look(indexes, facts.server().monitor()));
    }

    private static Verdict look(List<Facts.Index> indexes, boolean monitor) {
        List<Facts.Index> bad = indexes.stream().filter(i -> !i.valid() && !i.building()).toList();
        long building = indexes.stream().filter(i -> !i.valid() && i.building()).count();
        if (bad.isEmpty()) {
            return new Verdict.Good("all of " + Amount.of(indexes.size(), "index") + " are valid"
                    + (building == 0 ? "" : ", but " + building + " that " + (building == 1 ? "is" : "are") + " being built"));
        }
        return new Verdict.Bad(bad.stream().anyMatch(Facts.Index::unique) ? Severity.HIGH : Severity.MEDIUM,
                Amount.of(bad.size(), "index") + (bad.size() == 1 ? " is" : " are") + " not valid"
                        + (monitor ? "" : ", unless somebody builds now: that is not told to this role"),
                Check.first(bad.stream().map(i -> i.name() + " (" + i.words() + ") of " + i.table() + (i.unique() ? ", unique" : ""))
                        .toList()),
                "-- Drop what the broken build left, then build it again; a REINDEX CONCURRENTLY leaves names that end in _ccnew or _ccold.\n"
                        + Check.sql(bad, i -> "DROP INDEX CONCURRENTLY " + i.name() + ";"));
    }
}
