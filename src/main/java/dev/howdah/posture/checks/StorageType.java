package dev.howdah.posture.checks;

import dev.howdah.model.Hardening;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// gp3 or provisioned IOPS.
public final class StorageType implements Check {
    @Override
    public String id() {
        return "storage-type";
    }

    @Override
    public String title() {
        return "gp3 or provisioned IOPS";
    }

    @Override
    public String prevents() {
        return "gp2 has burst credits: the disk becomes slow after hours of load, without anything having changed.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances StorageType";
    }

    @Override
    public Verdict look(Facts facts) {
        String type = facts.instance().storage().type();
        if (type == null) {
            return new Verdict.Unknown("StorageType was not told");
        }
        return switch (type) {
            case "gp2" -> new Verdict.Bad(Severity.LOW, "StorageType is gp2",
                    Check.modify(facts.instance(), "--storage-type gp3 --apply-immediately"), Hardening.GP3);
            case "standard" -> new Verdict.Bad(Severity.HIGH, "StorageType is standard (magnetic)",
                    Check.modify(facts.instance(), "--storage-type gp3 --apply-immediately"), Hardening.GP3);
            default -> new Verdict.Good("StorageType is " + type);
        };
    }
}
