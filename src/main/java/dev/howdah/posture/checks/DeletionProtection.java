package dev.howdah.posture.checks;

import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// Deletion protection.
public final class DeletionProtection implements Check {
    @Override
    public String id() {
        return "deletion-protection";
    }

    @Override
    public String title() {
        return "Deletion protection";
    }

    @Override
    public String prevents() {
        return "A terraform destroy, or a click in the wrong window, deletes the database and its automated backups.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances DeletionProtection";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.on(facts.instance().security().deletionProtection(), "DeletionProtection", Severity.HIGH,
                Check.modify(facts.instance(), "--deletion-protection --apply-immediately"), new Mend.Protect());
    }
}
