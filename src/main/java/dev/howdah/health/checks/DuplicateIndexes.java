package dev.howdah.health.checks;

import dev.howdah.health.Amount;
import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Indexes of the same columns as another, or of its first columns.
public final class DuplicateIndexes implements Check {
    /// @param of the one that does the same
    private record Repeat(Facts.Index index, Facts.Index of, boolean same) {}

    @Override
    public String id() {
        return "duplicate-indexes";
    }

    @Override
    public String title() {
        return "No index does what another does";
    }

    @Override
    public String matters() {
        return "Two indexes of the same columns cost each write and each VACUUM twice and answer no query better.";
    }

    @Override
    public String reads() {
        return "pg_index indkey, indclass, indcollation, indoption, indexprs, indpred";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.of(facts.indexes(), indexes -> look(indexes, facts.server()));
    }

    private static Verdict look(List<Facts.Index> indexes, Facts.Server server) {
        var doubles = new ArrayList<Repeat>();
        // what is kept comes first: what guarantees something, then what is used more
        indexes.stream().filter(Facts.Index::valid).collect(Collectors.groupingBy(Facts.Index::table)).values().forEach(own -> {
            List<Facts.Index> kept = own.stream().sorted(Comparator.comparing((Facts.Index i) -> !i.needed())
                    .thenComparing(i -> !i.unique()).thenComparing(i -> -i.scans()).thenComparing(Facts.Index::name)).toList();
            for (Facts.Index index : kept.reversed()) {
                if (!index.needed()) {
                    kept.stream().filter(other -> other != index).filter(other -> covers(other, index, kept)).findFirst()
                            .ifPresent(other -> doubles.add(new Repeat(index, other, other.keys().equals(index.keys()))));
                }
            }
        });
        if (doubles.isEmpty()) {
            return new Verdict.Good("none of " + Amount.of(indexes.size(), "index") + " repeats another");
        }
        doubles.sort(Comparator.comparing((Repeat d) -> !d.same()).thenComparing(d -> -d.index().pages()));
        boolean same = doubles.getFirst().same();
        long bytes = doubles.stream().mapToLong(d -> d.index().pages() * server.block()).sum();
        return new Verdict.Bad(same ? Severity.MEDIUM : Severity.LOW,
                Amount.of(doubles.size(), "index") + " with " + Amount.bytes(bytes) + (doubles.size() == 1 ? " repeats" : " repeat")
                        + " another",
                Check.first(doubles.stream().map(d -> d.index().name() + " (" + d.index().words() + ") " + (d.same()
                        ? "is the same as "
                        : "is the beginning of ") + d.of().name() + " (" + d.of().words() + ") of " + d.index().table()).toList()),
                "-- One at a time, watching the load after each; a query hint or a CLUSTER may name an index.\n"
                        + Check.sql(doubles, d -> "DROP INDEX CONCURRENTLY " + d.index().name() + ";"));
    }

    /// Whether `other` does all that `index` does, and of two that do the same is the one that is kept.
    private static boolean covers(Facts.Index other, Facts.Index index, List<Facts.Index> order) {
        if (!other.method().equals(index.method()) || index.unique() && !other.keys().equals(index.keys())) {
            return false;
        }
        if (other.keys().equals(index.keys()) && other.rest().equals(index.rest())) {
            return (other.unique() || !index.unique()) && order.indexOf(other) < order.indexOf(index);
        }
        return index.method().equals("btree") && !index.unique() && index.rest().isEmpty() && other.rest().isEmpty()
                && other.keys().size() > index.keys().size() && other.keys().subList(0, index.keys().size()).equals(index.keys());
    }
}
