package dev.howdah.posture.checks;

import dev.howdah.model.Hardening;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// Backups of a week or more.
public final class Retention implements Check {
    @Override
    public String id() {
        return "retention";
    }

    @Override
    public String title() {
        return "Backups of a week or more";
    }

    @Override
    public String prevents() {
        return "A fault that is noticed late (a bad job on Friday, seen on Monday) lies before the first second that can be restored.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances BackupRetentionPeriod";
    }

    @Override
    public Verdict look(Facts facts) {
        Integer days = facts.instance().backup().retentionDays();
        if (facts.instance().placement().replicaOf() != null) {
            return new Verdict.Good("it is a read replica; its source is backed up");
        }
        if (days == null) {
            return new Verdict.Unknown("BackupRetentionPeriod was not told");
        }
        String saw = "BackupRetentionPeriod is " + days + (days == 1 ? " day" : " days");
        return days >= 7
                ? new Verdict.Good(saw)
                : new Verdict.Bad(days == 0 ? Severity.CRITICAL : Severity.HIGH, saw,
                        (days == 0 ? "from 0 it is a short outage: " : "")
                                + Check.modify(facts.instance(), "--backup-retention-period 14 --apply-immediately"),
                        Hardening.RETENTION);
    }
}
