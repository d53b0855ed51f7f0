package dev.howdah.posture.checks;

import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.TreeSet;

/// Nothing waits for the maintenance window.
public final class PendingChanges implements Check {
    @Override
    public String id() {
        return "pending-changes";
    }

    @Override
    public String title() {
        return "Nothing waits for the maintenance window";
    }

    @Override
    public String prevents() {
        return "A change that somebody left pending, perhaps a smaller class, takes effect at its own time, with a restart.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances PendingModifiedValues";
    }

    @Override
    public Verdict look(Facts facts) {
        var pending = facts.instance().pending();
        return pending.isEmpty()
                ? new Verdict.Good("PendingModifiedValues is empty")
                : new Verdict.Bad(Severity.MEDIUM, "waiting: " + String.join(", ", new TreeSet<>(pending.keySet())),
                        "set it back to what is in force, or apply it in a quiet hour: "
                                + Check.modify(facts.instance(), "--apply-immediately"),
                        new Mend.ApplyWaiting());
    }
}
