package dev.howdah.posture.checks;

import dev.howdah.model.EgressRule;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/// The database's security groups let nothing out.
public final class EgressNarrow implements Check {
    @Override
    public String id() {
        return "egress";
    }

    @Override
    public String title() {
        return "The database's security groups let nothing out";
    }

    @Override
    public String prevents() {
        return "Whoever gets code to run in the database (an extension, a foreign server) can send what it reads anywhere.";
    }

    @Override
    public String reads() {
        return "ec2:DescribeSecurityGroupRules IsEgress, IpProtocol, CidrIpv4, CidrIpv6";
    }

    @Override
    public Verdict look(Facts facts) {
        return facts.network().egress().judged(rules -> {
            List<EgressRule> wide = rules.stream().filter(EgressRule::everything).toList();
            return wide.isEmpty()
                    ? new Verdict.Good(rules.isEmpty() ? "no outbound rule" : rules.size() + " outbound rules, none to everywhere")
                    : new Verdict.Bad(Severity.LOW,
                            wide.stream().map(r -> r.group() + " lets everything out to " + r.cidr()).distinct()
                                    .collect(Collectors.joining("; ")),
                            "aws ec2 revoke-security-group-egress --group-id " + wide.getFirst().group() + " --security-group-rule-ids "
                                    + wide.stream().filter(r -> r.group().equals(wide.getFirst().group())).map(EgressRule::id)
                                            .collect(Collectors.joining(" "))
                                    + " --region " + facts.instance().ref().region());
        });
    }
}
