package dev.howdah.health.checks;

import dev.howdah.health.Amount;
import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.time.Duration;
import java.util.List;

/// How much went through temporary files.
public final class TempFiles implements Check {
    @Override
    public String id() {
        return "temp-files";
    }

    @Override
    public String title() {
        return "Sorts and joins fit into memory";
    }

    @Override
    public String matters() {
        return "What does not fit into work_mem goes through files on the volume: slower by a magnitude, and a large one "
                + "can fill the storage.";
    }

    @Override
    public String reads() {
        return "pg_stat_database temp_files, temp_bytes";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.of(facts.databases(), all -> all.stream().filter(d -> d.name().equals(facts.server().database())).findFirst()
                .map(d -> look(d, facts.server())).orElse(new Verdict.Unknown("this database has no statistics", "")));
    }

    private static Verdict look(Facts.Database d, Facts.Server server) {
        Duration counting = server.counting().orElse(null);
        String saw = Amount.of(d.tempFiles(), "temporary file") + " with " + Amount.bytes(d.tempBytes());
        if (d.tempBytes() < Amount.GIB) {
            return new Verdict.Good(saw + (counting == null ? "" : " in " + Amount.time(counting)));
        }
        if (counting == null || counting.compareTo(Duration.ofHours(1)) < 0) {
            return new Verdict.Unknown(saw + ", but since when is not known or less than an hour ago", "");
        }
        double daily = d.tempBytes() / Math.max(counting.toSeconds() / 86_400.0, 1);
        saw += " in " + Amount.time(counting);
        if (daily < 10.0 * Amount.GIB) {
            return new Verdict.Good(saw);
        }
        return new Verdict.Bad(daily >= 100.0 * Amount.GIB ? Severity.MEDIUM : Severity.LOW, saw,
                List.of("about " + Amount.bytes(daily) + " a day; the average file has " + Amount.bytes((double) d.tempBytes()
                        / Math.max(1, d.tempFiles()))),
                """
                        -- which statements write them; then an index, or a larger work_mem for the role that runs them, not for all
                        SELECT left(query, 200) AS query, calls, temp_blks_written FROM pg_stat_statements
                        ORDER BY temp_blks_written DESC LIMIT 20;""");
    }
}
