package dev.howdah.health.checks;

import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.health.Finding;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.util.Comparator;
import java.util.List;

/// All checks, and how to run them.
public final class Checks {
    public static final List<Check> ALL = List.of(new FreezeDebt(), new Sequences(), new Connections(), new SlotsHoldingWal(),
            new OldSnapshots(), new VacuumDebt(), new InvalidIndexes(), new CacheHits(), new TempFiles(), new CheckpointsAsked(),
            new TableBloat(), new DuplicateIndexes(), new UnusedIndexes(), new SensibleSettings());

    private Checks() {}

    /// Every check of one database, the worst first, then what is unknown, then what is good.
    public static List<Finding> look(Facts facts) {
        return ALL.stream().map(c -> new Finding(c, c.look(facts))).sorted(Comparator.comparingInt(f -> rank(f.verdict()))).toList();
    }

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Bad bad -> bad.severity().ordinal();
            case Verdict.Unknown _ -> Severity.values().length;
            case Verdict.Good _ -> Severity.values().length + 1;
        };
    }
}
