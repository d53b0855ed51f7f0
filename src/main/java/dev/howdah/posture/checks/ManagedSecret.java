package dev.howdah.posture.checks;

import dev.howdah.model.SecretState;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.time.Duration;
import java.time.Instant;

/// RDS keeps and rotates the master password.
public final class ManagedSecret implements Check {
    private static final Duration OVERDUE = Duration.ofDays(2);

    @Override
    public String id() {
        return "managed-secret";
    }

    @Override
    public String title() {
        return "RDS keeps and rotates the master password";
    }

    @Override
    public String prevents() {
        return "A password that people keep is in files and chats, and never rotates.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances MasterUserSecret; secretsmanager:DescribeSecret RotationEnabled, NextRotationDate";
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
        if (status != null && !status.equals("active")) {
            return new Verdict.Bad(Severity.HIGH, "the secret is " + status, "look at the secret's KMS key and rotation: " + arn);
        }
        return facts.master().judged(state -> state.<Verdict>map(s -> rotating(facts, s))
                .orElseGet(() -> new Verdict.Unknown("the secret " + arn + " is not there")));
    }

    private static Verdict rotating(Facts facts, SecretState secret) {
        Instant next = secret.nextRotation();
        if (!secret.rotates()) {
            return new Verdict.Bad(Severity.MEDIUM, secret.name() + " does not rotate",
                    "turn its rotation on again: aws secretsmanager rotate-secret --secret-id " + secret.arn() + " --region "
                            + facts.instance().ref().region());
        }
        // the date has no time of day: it is due in the course of that day
        return next != null && next.plus(OVERDUE).isBefore(facts.now())
                ? new Verdict.Bad(Severity.HIGH, secret.name() + " was to rotate on " + next.toString().substring(0, 10) + ", and has not",
                        "look at its KMS key and at the instance's events; then " + Check.modify(facts.instance(),
                                "--rotate-master-user-password --apply-immediately"))
                : new Verdict.Good(
                        "RDS manages it; it rotates" + (secret.everyDays() == null ? "" : " every " + secret.everyDays() + " days")
                                + (next == null ? "" : ", next on " + next.toString().substring(0, 10)));
    }
}
