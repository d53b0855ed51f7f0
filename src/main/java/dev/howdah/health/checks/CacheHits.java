package dev.howdah.health.checks;

import dev.howdah.health.Amount;
import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.posture.Part;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.util.List;
import java.util.Map;

/// How much of what is read was in shared memory already.
public final class CacheHits implements Check {
    /// With fewer pages, one report decides the ratio.
    private static final long ENOUGH = 100_000;

    @Override
    public String id() {
        return "cache-hits";
    }

    @Override
    public String title() {
        return "Pages are found in memory";
    }

    @Override
    public String matters() {
        return "A page that is not in shared memory is asked of the operating system or of the volume, which takes up to "
                + "a thousand times as long; a working set that has outgrown the memory shows here first.";
    }

    @Override
    public String reads() {
        return "pg_stat_database blks_hit, blks_read";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.of(facts.databases(), all -> all.stream().filter(d -> d.name().equals(facts.server().database())).findFirst()
                .map(d -> look(d, facts)).orElse(new Verdict.Unknown("this database has no statistics", "")));
    }

    private static Verdict look(Facts.Database d, Facts facts) {
        long all = d.hits() + d.read();
        if (all < ENOUGH) {
            return new Verdict.Unknown("only " + Amount.count(all) + " pages have been asked for since counting began: too few to tell",
                    "");
        }
        double share = (double) d.hits() / all;
        String saw = Amount.percent(share) + " of " + Amount.count(all) + " pages were in shared memory";
        if (share >= 0.95) {
            return new Verdict.Good(saw);
        }
        Severity severity = share < 0.8 ? Severity.HIGH : share < 0.9 ? Severity.MEDIUM : Severity.LOW;
        List<String> size = facts.settings() instanceof Part.Read<Map<String, Facts.Setting>>(var settings)
                && settings.get("shared_buffers") instanceof Facts.Setting buffers
                        ? List.of("shared_buffers is " + Amount.bytes(Double.parseDouble(buffers.value()) * facts.server().block()))
                        : List.of();
        return new Verdict.Bad(severity, saw, size, """
                -- which statements read most; then an index for them, or a class with more memory
                SELECT left(query, 200) AS query, calls, shared_blks_read, shared_blks_hit
                FROM pg_stat_statements ORDER BY shared_blks_read DESC LIMIT 20;""");
    }
}
