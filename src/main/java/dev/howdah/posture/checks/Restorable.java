package dev.howdah.posture.checks;

import dev.howdah.model.Hardening;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.time.Duration;
import java.time.Instant;

/// The last five minutes can be restored.
public final class Restorable implements Check {
    @Override
    public String id() {
        return "restorable";
    }

    @Override
    public String title() {
        return "The last five minutes can be restored";
    }

    @Override
    public String prevents() {
        return "The archiving of the write-ahead log is stuck: what was written since cannot be brought back.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances LatestRestorableTime";
    }

    @Override
    public Verdict look(Facts facts) {
        Instant latest = facts.instance().backup().latestRestorable();
        Integer days = facts.instance().backup().retentionDays();
        if (latest == null) {
            return days != null && days == 0
                    ? new Verdict.Bad(Severity.CRITICAL, "automated backups are off",
                            Check.modify(facts.instance(), "--backup-retention-period 14 --apply-immediately"), Hardening.RETENTION)
                    : new Verdict.Unknown("LatestRestorableTime was not told");
        }
        Duration lag = Duration.between(latest, facts.now());
        String saw = "LatestRestorableTime is " + lag.toMinutes() + " min behind";
        return lag.compareTo(Duration.ofMinutes(15)) <= 0
                ? new Verdict.Good(saw)
                : new Verdict.Bad(Severity.HIGH, saw,
                        "look at the instance's events and free storage; open a case with AWS if it does not move");
    }
}
