package dev.howdah.posture.checks;

import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// Storage is encrypted.
public final class Encrypted implements Check {
    @Override
    public String id() {
        return "encrypted";
    }

    @Override
    public String title() {
        return "Storage is encrypted";
    }

    @Override
    public String prevents() {
        return "Snapshots and storage can be read by whoever gets at them, and an unencrypted snapshot can be shared with anybody.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances StorageEncrypted";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.on(facts.instance().storage().encrypted(), "StorageEncrypted", Severity.HIGH,
                "it cannot be switched on: copy a snapshot with --kms-key-id, restore the copy, and swap the names", null);
    }
}
