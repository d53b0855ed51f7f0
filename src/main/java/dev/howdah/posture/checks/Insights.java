package dev.howdah.posture.checks;

import dev.howdah.model.Hardening;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// Performance Insights or Database Insights.
public final class Insights implements Check {
    @Override
    public String id() {
        return "insights";
    }

    @Override
    public String title() {
        return "Performance Insights or Database Insights";
    }

    @Override
    public String prevents() {
        return "Afterwards nobody can say what the database was busy with when it was slow.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances PerformanceInsightsEnabled, DatabaseInsightsMode";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.on(facts.instance().insight().performanceInsights(), "PerformanceInsightsEnabled", Severity.MEDIUM,
                Check.modify(facts.instance(),
                        "--enable-performance-insights --performance-insights-retention-period 7 --apply-immediately"),
                new Mend.Setting(Hardening.INSIGHTS));
    }
}
