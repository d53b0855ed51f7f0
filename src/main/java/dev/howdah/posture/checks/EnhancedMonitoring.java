package dev.howdah.posture.checks;

import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// Enhanced Monitoring.
public final class EnhancedMonitoring implements Check {
    @Override
    public String id() {
        return "enhanced-monitoring";
    }

    @Override
    public String title() {
        return "Enhanced Monitoring";
    }

    @Override
    public String prevents() {
        return "A process of the system that eats memory or I/O is not seen in CloudWatch's one-minute averages.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances MonitoringInterval";
    }

    @Override
    public Verdict look(Facts facts) {
        Integer seconds = facts.instance().insight().monitoringIntervalSeconds();
        return seconds == null
                ? new Verdict.Unknown("MonitoringInterval was not told")
                : seconds > 0
                        ? new Verdict.Good("MonitoringInterval is " + seconds + " s")
                        : new Verdict.Bad(Severity.LOW, "MonitoringInterval is 0",
                                Check.modify(facts.instance(),
                                        "--monitoring-interval 60 --monitoring-role-arn <role> --apply-immediately"));
    }
}
