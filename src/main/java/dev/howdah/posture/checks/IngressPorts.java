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

/// Only the database's port is open.
public final class IngressPorts implements Check {
    @Override
    public String id() {
        return "ingress-ports";
    }

    @Override
    public String title() {
        return "Only the database's port is open";
    }

    @Override
    public String prevents() {
        return "A rule that opens more than the port lets in what nobody thought of, and hides which rule the database needs.";
    }

    @Override
    public String reads() {
        return "ec2:DescribeSecurityGroupRules IpProtocol, FromPort, ToPort; rds:DescribeDBInstances Endpoint.Port";
    }

    @Override
    public Verdict look(Facts facts) {
        Instance.Endpoint endpoint = facts.instance().endpoint();
        return endpoint == null
                ? new Verdict.Unknown("there is no endpoint yet")
                : facts.network().ingress().judged(rules -> look(facts, endpoint.port(), rules));
    }

    private static Verdict look(Facts facts, int port, List<IngressRule> rules) {
        List<IngressRule> wide = rules.stream().filter(r -> !only(r, port)).toList();
        if (wide.isEmpty()) {
            return new Verdict.Good("all " + rules.size() + " inbound rules are for port " + port);
        }
        String group = wide.getFirst().group();
        List<String> narrowed = wide.stream().filter(r -> r.group().equals(group) && r.covers(port)).map(IngressRule::id).toList();
        return new Verdict.Bad(Severity.MEDIUM,
                wide.stream().map(r -> r.group() + " opens " + ports(r)).distinct().collect(Collectors.joining("; ")),
                "add a rule for tcp " + port + " from the same source first, then take the wide one away: aws ec2 "
                        + "revoke-security-group-ingress --group-id " + wide.getFirst().group()
                        + " --security-group-rule-ids " + wide.getFirst().id() + " --region " + facts.instance().ref().region(),
                narrowed.isEmpty() ? null : new Mend.Narrow(group, narrowed));
    }

    private static boolean only(IngressRule rule, int port) {
        return !rule.protocol().equals("-1") && rule.from() != null && rule.to() != null && rule.from() == port && rule.to() == port;
    }

    private static String ports(IngressRule rule) {
        return rule.protocol().equals("-1") ? "every port of every protocol" : rule.protocol() + " " + rule.from() + " to " + rule.to();
    }
}
