package dev.howdah.posture.checks;

import dev.howdah.model.Hardening;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// The server's log goes to CloudWatch.
public final class LogExports implements Check {
    @Override
    public String id() {
        return "log-exports";
    }

    @Override
    public String title() {
        return "The server's log goes to CloudWatch";
    }

    @Override
    public String prevents() {
        return "RDS keeps the log for three days at most; after an incident that was noticed late it is gone.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances EnabledCloudwatchLogsExports";
    }

    @Override
    public Verdict look(Facts facts) {
        var exports = facts.instance().insight().logExports();
        return exports.contains("postgresql")
                ? new Verdict.Good("EnabledCloudwatchLogsExports has postgresql")
                : new Verdict.Bad(Severity.LOW, "EnabledCloudwatchLogsExports does not have postgresql", Check.modify(facts.instance(),
                        "--cloudwatch-logs-export-configuration '{\"EnableLogTypes\":[\"postgresql\"]}' --apply-immediately"),
                        Hardening.LOG_EXPORTS);
    }
}
