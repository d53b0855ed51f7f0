package dev.howdah.posture.checks;

import dev.howdah.model.IngressRule;
import dev.howdah.model.Instance;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/// Only security groups come in.
public final class IngressSources implements Check {
    @Override
    public String id() {
        return "ingress-sources";
    }

    @Override
    public String title() {
        return "Only security groups come in";
    }

    @Override
    public String prevents() {
        return "Whoever gets into an address range that is let in, a peered network or the internet, stands in front of the database.";
    }

    @Override
    public String reads() {
        return "ec2:DescribeSecurityGroupRules, rds:DescribeDBInstances VpcSecurityGroups, Endpoint.Port";
    }

    @Override
    public Verdict look(Facts facts) {
        Instance.Endpoint endpoint = facts.instance().endpoint();
        return endpoint == null
                ? new Verdict.Unknown("there is no endpoint yet")
                : facts.network().ingress().judged(rules -> look(facts, endpoint, rules));
    }

    private static Verdict look(Facts facts, Instance.Endpoint endpoint, List<IngressRule> rules) {
        List<IngressRule> reach = rules.stream().filter(r -> r.covers(endpoint.port())).toList();
        List<IngressRule> ranges = reach.stream().filter(r -> r.sourceGroup() == null).toList();
        if (ranges.isEmpty()) {
            return new Verdict.Good("port " + endpoint.port() + " is open to " + reach.size() + " security groups and to no address range");
        }
        boolean world = ranges.stream().anyMatch(r -> "0.0.0.0/0".equals(r.cidr()) || "::/0".equals(r.cidr()));
        String from = ranges.stream().map(r -> r.group() + " lets in " + (r.cidr() == null ? "a prefix list" : r.cidr()))
                .collect(Collectors.joining("; "));
        return new Verdict.Bad(world ? Severity.CRITICAL : Severity.MEDIUM, from,
                "let in the security group of the tasks (--source-group) first; then aws ec2 revoke-security-group-ingress --group-id "
                        + ranges.getFirst().group() + rule(ranges.getFirst(), endpoint.port()) + " --region "
                        + facts.instance().ref().region());
    }

    /// What is revoked is named exactly as it was made; anything else by its id.
    private static String rule(IngressRule rule, int port) {
        String cidr = rule.cidr();
        boolean exact = rule.protocol().equals("tcp") && rule.from() != null && rule.from() == port && rule.to() != null
                && rule.to() == port;
        return exact && cidr != null && cidr.indexOf(':') < 0
                ? " --protocol tcp --port " + port + " --cidr " + cidr
                : " --security-group-rule-ids <its id>";
    }
}
