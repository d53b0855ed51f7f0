package dev.howdah.posture.checks;

import dev.howdah.model.Instance;
import dev.howdah.model.Hardening;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;

/// A standby in another zone.
public final class MultiAz implements Check {
    @Override
    public String id() {
        return "multi-az";
    }

    @Override
    public String title() {
        return "A standby in another zone";
    }

    @Override
    public String prevents() {
        return "When its zone or host fails, a Single-AZ database is down until RDS has rebuilt it, or until somebody restores a backup.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances MultiAZ";
    }

    @Override
    public Verdict look(Facts facts) {
        Instance.Placement placement = facts.instance().placement();
        if (placement.replicaOf() != null || placement.clusterId() != null) {
            return new Verdict.Good(
                    placement.clusterId() != null ? "it is a member of a cluster" : "it is a read replica of " + placement.replicaOf());
        }
        return Check.on(placement.multiAz(), "MultiAZ", Severity.HIGH, Check.modify(facts.instance(), "--multi-az --apply-immediately"),
                new Mend.Setting(Hardening.MULTI_AZ));
    }
}
