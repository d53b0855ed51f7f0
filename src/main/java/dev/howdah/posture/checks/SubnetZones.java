package dev.howdah.posture.checks;

import dev.howdah.model.Instance;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.List;

/// Subnets in two zones or more.
public final class SubnetZones implements Check {
    @Override
    public String id() {
        return "subnet-zones";
    }

    @Override
    public String title() {
        return "Subnets in two zones or more";
    }

    @Override
    public String prevents() {
        return "A standby, and a restore on the day when a zone is gone, need a subnet somewhere else.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances DBSubnetGroup.Subnets";
    }

    @Override
    public Verdict look(Facts facts) {
        List<Instance.Subnet> subnets = facts.instance().placement().subnets();
        if (subnets.isEmpty() || subnets.stream().anyMatch(s -> s.az() == null)) {
            return new Verdict.Unknown("the subnets' zones were not told");
        }
        long zones = subnets.stream().filter(s -> s.status() == null || s.status().equals("Active")).map(Instance.Subnet::az).distinct()
                .count();
        String saw = subnets.size() + " subnets in " + zones + (zones == 1 ? " zone" : " zones");
        return zones >= 2
                ? new Verdict.Good(saw)
                : new Verdict.Bad(Severity.HIGH, saw, "add a subnet of another zone to the group: aws rds modify-db-subnet-group "
                        + "--db-subnet-group-name " + facts.instance().placement().subnetGroup()
                        + " --subnet-ids <all, with the new one> --region "
                        + facts.instance().ref().region());
    }
}
