package dev.howdah.posture.checks;

import dev.howdah.insights.Vcpus;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
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
            return new Verdict.Bad(Severity.HIGH, saw + cost(facts), "plan the upgrade now; try it on a restored copy first");
        }
        return today.plusMonths(6).isBefore(end)
                ? new Verdict.Good(saw)
                : new Verdict.Bad(Severity.MEDIUM, saw, "plan the upgrade; try it on a restored copy first");
    }

    /// Extended support is charged by the vCPU and hour, twice for Multi-AZ; US dollars of us-east-1, other regions differ (Amazon RDS for
    /// PostgreSQL pricing, "Amazon RDS Extended Support costs").
    private static String cost(Facts facts) {
        String name = facts.instance().instanceClass();
        boolean twice = Boolean.TRUE.equals(facts.instance().placement().multiAz());
        return "; extended support costs 0.10 US dollars for each vCPU and hour in us-east-1, 0.20 from its third year"
                + (name == null
                        ? ""
                        : Vcpus.of(name).map(cpus -> String.format(Locale.ROOT, ": about %.0f a month for %s%s",
                                cpus * (twice ? 2 : 1) * 0.10 * 730, name, twice ? " and its standby" : "")).orElse(""));
    }
}
