package dev.howdah.posture.checks;

import dev.howdah.model.Instance;
import dev.howdah.model.SubnetRoutes;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/// No way from its subnets to the internet.
public final class InternetRoute implements Check {
    @Override
    public String id() {
        return "internet-route";
    }

    @Override
    public String title() {
        return "No way from its subnets to the internet";
    }

    @Override
    public String prevents() {
        return "The database must be invisible from the internet: with a route to an internet gateway, one click on a public address is enough.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBInstances DBSubnetGroup.Subnets, ec2:DescribeRouteTables (the subnets' own tables, else the main one)";
    }

    @Override
    public Verdict look(Facts facts) {
        return facts.network().routes().judged(routes -> look(facts.instance(), routes));
    }

    private static Verdict look(Instance instance, List<SubnetRoutes> routes) {
        List<SubnetRoutes> open = routes.stream().filter(r -> !r.internet().isEmpty()).toList();
        if (!open.isEmpty()) {
            String saw = open.stream().map(r -> r.subnet() + " by " + (r.main() ? "the main table " : "") + r.table() + ": "
                    + String.join(", ", r.internet())).collect(Collectors.joining("; "));
            boolean exposed = Boolean.TRUE.equals(instance.security().publiclyAccessible());
            return new Verdict.Bad(exposed ? Severity.HIGH : Severity.MEDIUM, saw,
                    "give the database's subnets a route table of their own that has no route to an internet gateway, and associate each: "
                            + "aws ec2 associate-route-table --subnet-id " + open.getFirst().subnet()
                            + " --route-table-id <the new table> --region "
                            + instance.ref().region());
        }
        if (routes.isEmpty() || routes.stream().anyMatch(r -> r.table() == null)) {
            return new Verdict.Unknown(routes.isEmpty()
                    ? "the subnets were not told"
                    : "no route table of " + routes.stream().filter(r -> r.table() == null).map(SubnetRoutes::subnet)
                            .collect(Collectors.joining(", ")) + " is visible: another account may own the VPC");
        }
        return new Verdict.Good("no route of its " + routes.size() + " subnets leads to an internet gateway");
    }
}
