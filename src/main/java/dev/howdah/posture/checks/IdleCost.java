package dev.howdah.posture.checks;

import dev.howdah.model.Series;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.List;

/// Somebody uses what is paid for.
public final class IdleCost implements Check {
    @Override
    public String id() {
        return "idle-cost";
    }

    @Override
    public String title() {
        return "Somebody uses what is paid for";
    }

    @Override
    public String prevents() {
        return "An instance that nobody uses, or one that was stopped and starts again by itself after seven days, is billed until somebody looks.";
    }

    @Override
    public String reads() {
        return "cloudwatch:GetMetricData DatabaseConnections, hourly, seven days; rds:DescribeDBInstances DBInstanceStatus";
    }

    /// Most of a week: what was made yesterday is not idle yet.
    private static final int FEWEST = 120;

    @Override
    public Verdict look(Facts facts) {
        String status = String.valueOf(facts.instance().status());
        if (status.equals("stopped") || status.equals("stopping")) {
            return new Verdict.Bad(Severity.LOW,
                    "it is " + status + ": storage and backups are billed, and it starts by itself after seven days",
                    "take a snapshot and delete it, or schedule its stop anew");
        }
        return facts.week().judged(week -> look(week.connections().points()));
    }

    private static Verdict look(List<Series.Point> points) {
        if (points.size() < FEWEST) {
            return new Verdict.Unknown("CloudWatch has " + points.size() + " hours of DatabaseConnections in seven days, and " + FEWEST
                    + " are needed");
        }
        double most = points.stream().mapToDouble(Series.Point::value).max().orElse(0);
        return most > 0
                ? new Verdict.Good("up to " + Math.round(most) + " connections in the last seven days")
                : new Verdict.Bad(Severity.LOW, "no connection in the last seven days",
                        "find out whose it is; take a final snapshot and delete it, or choose a smaller class");
    }
}
