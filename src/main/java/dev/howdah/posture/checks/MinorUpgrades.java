package dev.howdah.posture.checks;

import dev.howdah.model.Hardening;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// Minor versions come by themselves.
public final class MinorUpgrades implements Check {
    @Override
    public String id() {
        return "minor-upgrades";
    }

    @Override
    public String title() {
        return "Minor versions come by themselves";
    }

    @Override
    public String prevents() {
        return "Security fixes wait until somebody remembers them.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances AutoMinorVersionUpgrade";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.on(facts.instance().maintenance().autoMinorVersionUpgrade(), "AutoMinorVersionUpgrade", Severity.MEDIUM,
                Check.modify(facts.instance(), "--auto-minor-version-upgrade --apply-immediately"),
                new Mend.Setting(Hardening.MINOR_UPGRADES));
    }
}
