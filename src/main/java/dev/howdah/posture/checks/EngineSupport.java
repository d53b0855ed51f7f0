package dev.howdah.posture.checks;

import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/// Its major version is in standard support.
public final class EngineSupport implements Check {
    /// The last day of standard support (Amazon RDS release calendar for PostgreSQL, as of August 2026).
    private static final Map<Integer, LocalDate> ENDS = Map.of(11, LocalDate.of(2024, 2, 29), 12, LocalDate.of(2025, 2, 28), 13,
            LocalDate.of(2026, 2, 28), 14, LocalDate.of(2027, 2, 28), 15, LocalDate.of(2028, 2, 29), 16, LocalDate.of(2029, 2, 28), 17,
            LocalDate.of(2030, 2, 28), 18, LocalDate.of(2031, 2, 28));

    @Override
    public String id() {
        return "engine-support";
    }

    @Override
    public String title() {
        return "Its major version is in standard support";
    }

    @Override
    public String prevents() {
        return "After it RDS charges extended support by the vCPU and hour, and later upgrades it by itself.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances EngineVersion";
    }

    @Override
    public Verdict look(Facts facts) {
        String version = facts.instance().engine().version();
        Integer major = version == null || !version.matches("\\d+(\\..*)?") ? null : Integer.valueOf(version.replaceFirst("\\..*", ""));
        LocalDate end = major == null ? null : ENDS.get(major);
        if (end == null) {
            return new Verdict.Unknown(
                    version == null ? "EngineVersion was not told" : "the end of support of " + version + " is not known here");
        }
        LocalDate today = LocalDate.ofInstant(facts.now(), ZoneOffset.UTC);
        String saw = "PostgreSQL " + version + ": standard support ends on " + end;
        if (!today.isBefore(end)) {
            return new Verdict.Bad(Severity.HIGH, saw, "plan the upgrade now; try it on a restored copy first");
        }
        return today.plusMonths(6).isBefore(end)
                ? new Verdict.Good(saw)
                : new Verdict.Bad(Severity.MEDIUM, saw, "plan the upgrade; try it on a restored copy first");
    }
}
