package dev.howdah.posture.checks;

import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// RDS keeps the master password.
public final class ManagedSecret implements Check {
    @Override
    public String id() {
        return "managed-secret";
    }

    @Override
    public String title() {
        return "RDS keeps the master password";
    }

    @Override
    public String prevents() {
        return "A password that people keep is in files and chats, and never rotates.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances MasterUserSecret";
    }

    @Override
    public Verdict look(Facts facts) {
        String arn = facts.instance().security().masterSecretArn();
        String status = facts.instance().security().masterSecretStatus();
        if (arn == null) {
            return new Verdict.Bad(Severity.MEDIUM, "MasterUserSecret is not set",
                    "tasks that use the master user must read the new secret first; then "
                            + Check.modify(facts.instance(), "--manage-master-user-password --apply-immediately"));
        }
        return status == null || status.equals("active")
                ? new Verdict.Good("RDS manages it" + (status == null ? "" : ", the secret is " + status))
                : new Verdict.Bad(Severity.HIGH, "the secret is " + status, "look at the secret's KMS key and rotation: " + arn);
    }
}
