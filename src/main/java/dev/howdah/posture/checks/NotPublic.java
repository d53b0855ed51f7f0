package dev.howdah.posture.checks;

import dev.howdah.model.Hardening;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// No public address.
public final class NotPublic implements Check {
    @Override
    public String id() {
        return "not-public";
    }

    @Override
    public String title() {
        return "No public address";
    }

    @Override
    public String prevents() {
        return "Anyone on the internet can try passwords against the database; one wide security group rule is then enough.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances PubliclyAccessible";
    }

    @Override
    public Verdict look(Facts facts) {
        Boolean open = facts.instance().security().publiclyAccessible();
        return open == null
                ? new Verdict.Unknown("PubliclyAccessible was not told")
                : open
                        ? new Verdict.Bad(Severity.HIGH, "PubliclyAccessible is true",
                                Check.modify(facts.instance(), "--no-publicly-accessible --apply-immediately"), Hardening.NOT_PUBLIC)
                        : new Verdict.Good("PubliclyAccessible is false");
    }
}
