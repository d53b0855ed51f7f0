package dev.howdah.posture.checks;

import dev.howdah.model.IngressRule;
import dev.howdah.model.Instance;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
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
        String saw = ranges.stream().map(r -> r.group() + " lets in " + r.who()).collect(Collectors.joining("; "));
        // the world first: what is narrower may have been meant
        boolean world = ranges.stream().anyMatch(IngressRule::ofTheWorld);
        List<IngressRule> worst = world ? ranges.stream().filter(IngressRule::ofTheWorld).toList() : ranges;
        String group = worst.getFirst().group();
        List<IngressRule> away = worst.stream().filter(r -> r.group().equals(group)).toList();
        return new Verdict.Bad(world ? Severity.CRITICAL : Severity.MEDIUM, saw,
                "let in the security group of the tasks (--source-group) first; then aws ec2 revoke-security-group-ingress --group-id "
                        + group + " --security-group-rule-ids " + away.stream().map(IngressRule::id).collect(Collectors.joining(" "))
                        + " --region " + facts.instance().ref().region(),
                new Mend.Shut(group, away.stream().map(IngressRule::id).toList(),
                        away.stream().map(IngressRule::who).distinct().collect(Collectors.joining(", "))));
    }
}
