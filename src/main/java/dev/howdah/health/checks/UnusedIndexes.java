package dev.howdah.health.checks;

import dev.howdah.health.Amount;
import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Indexes that no query has used for long.
public final class UnusedIndexes implements Check {
    private static final long WORTH = Amount.MIB;
    private static final Duration LONG = Duration.ofDays(7);
    private static final Duration FORGOTTEN = Duration.ofDays(90);

    @Override
    public String id() {
        return "unused-indexes";
    }

    @Override
    public String title() {
        return "Indexes are used";
    }

    @Override
    public String matters() {
        return "Each write keeps every index up to date, and VACUUM reads every one: an index that no query uses costs "
                + "writes, memory, storage and backups, and gives nothing.";
    }

    @Override
    public String reads() {
        return "pg_stat_all_indexes idx_scan, last_idx_scan; pg_index; pg_stat_database stats_reset";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.of(facts.indexes(), indexes -> look(indexes, facts.server()));
    }

    private static Verdict look(List<Facts.Index> indexes, Facts.Server server) {
        List<Facts.Index> large = indexes.stream()
                .filter(i -> i.valid() && !i.needed() && !i.unique() && i.pages() * server.block() >= WORTH)
                .sorted(Comparator.comparingLong((Facts.Index i) -> -i.pages())).toList();
        boolean enough = server.counting().filter(c -> c.compareTo(LONG) >= 0).isPresent();
        List<Facts.Index> idle = large.stream().filter(i -> i.scans() == 0 && enough || forgotten(i, server)).toList();
        if (!idle.isEmpty()) {
            long bytes = idle.stream().mapToLong(i -> i.pages() * server.block()).sum();
            return new Verdict.Bad(bytes >= 10 * Amount.GIB ? Severity.MEDIUM : Severity.LOW,
                    Amount.of(idle.size(), "index") + " with " + Amount.bytes(bytes) + (idle.size() == 1 ? " is" : " are") + " not used",
                    Check.first(idle.stream().map(i -> i.name() + " (" + i.words() + ") of " + i.table() + ", " + Amount.bytes(i.pages()
                            * (double) server.block()) + ": "
                            + (i.scans() == 0
                                    ? "no scan in " + server.counting().map(Amount::time).orElse("")
                                    : "used last " + age(i.used(), server) + " ago"))
                            .toList()),
                    "-- Counters are each server's own: look at every read replica too, and think of what runs once a quarter.\n"
                            + Check.sql(idle, i -> "DROP INDEX CONCURRENTLY " + i.name() + ";"));
        }
        long unused = large.stream().filter(i -> i.scans() == 0).count();
        if (unused > 0) {
            return new Verdict.Unknown(Amount.of(unused, "index") + (unused == 1 ? " has" : " have") + " not been used, but "
                    + server.counting().map(c -> "counting began " + Amount.time(c) + " ago").orElse("since when is counted is not known")
                    + ": " + Amount.time(LONG) + " are needed to tell", "");
        }
        return new Verdict.Good(large.isEmpty()
                ? "there is no index of " + Amount.bytes(WORTH) + " or more that only serves queries"
                : "all of " + Amount.of(large.size(), "index") + " of " + Amount.bytes(WORTH) + " or more are used");
    }

    private static boolean forgotten(Facts.Index index, Facts.Server server) {
        Instant used = index.used();
        return used != null && Duration.between(used, server.at()).compareTo(FORGOTTEN) > 0;
    }

    private static String age(@Nullable Instant used, Facts.Server server) {
        return used == null ? "" : Amount.time(Duration.between(used, server.at()));
    }
}
