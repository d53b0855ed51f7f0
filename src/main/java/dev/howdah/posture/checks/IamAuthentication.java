package dev.howdah.posture.checks;

import dev.howdah.model.Hardening;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// Login with IAM is possible.
public final class IamAuthentication implements Check {
    @Override
    public String id() {
        return "iam-authentication";
    }

    @Override
    public String title() {
        return "Login with IAM is possible";
    }

    @Override
    public String prevents() {
        return "Without it every person and job needs a password of the database.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances IAMDatabaseAuthenticationEnabled";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.on(facts.instance().security().iamAuthentication(), "IAMDatabaseAuthenticationEnabled", Severity.INFO,
                Check.modify(facts.instance(), "--enable-iam-database-authentication --apply-immediately"),
                new Mend.Setting(Hardening.IAM_AUTHENTICATION));
    }
}
