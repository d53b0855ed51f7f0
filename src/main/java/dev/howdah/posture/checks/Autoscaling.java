package dev.howdah.posture.checks;

import dev.howdah.model.Hardening;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// Storage grows by itself.
public final class Autoscaling implements Check {
    @Override
    public String id() {
        return "storage-autoscaling";
    }

    @Override
    public String title() {
        return "Storage grows by itself";
    }

    @Override
    public String prevents() {
        return "The disk is full at night, and a full database accepts no writes until somebody is awake.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances MaxAllocatedStorage, AllocatedStorage";
    }

    @Override
    public Verdict look(Facts facts) {
        Integer now = facts.instance().storage().allocatedGib();
        Integer most = facts.instance().storage().maxAllocatedGib();
        if (now == null) {
            return new Verdict.Unknown("AllocatedStorage was not told");
        }
        return most != null && most > now
                ? new Verdict.Good("it grows from " + now + " to " + most + " GiB")
                : new Verdict.Bad(Severity.MEDIUM,
                        most == null ? "MaxAllocatedStorage is not set" : "it has grown to its limit of " + most + " GiB",
                        Check.modify(facts.instance(), "--max-allocated-storage " + Hardening.ceiling(now) + " --apply-immediately"),
                        Hardening.STORAGE_AUTOSCALING);
    }
}
