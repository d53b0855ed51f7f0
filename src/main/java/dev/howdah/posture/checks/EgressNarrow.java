package dev.howdah.posture.checks;

import dev.howdah.model.EgressRule;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Mend;
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
            if (wide.isEmpty()) {
                return new Verdict.Good(rules.isEmpty() ? "no outbound rule" : rules.size() + " outbound rules, none to everywhere");
            }
            String group = wide.getFirst().group();
            List<String> ids = wide.stream().filter(r -> r.group().equals(group)).map(EgressRule::id).toList();
            return new Verdict.Bad(Severity.LOW,
                    wide.stream().map(r -> r.group() + " lets everything out to " + r.cidr()).distinct().collect(Collectors.joining("; ")),
                    "aws ec2 revoke-security-group-egress --group-id " + group + " --security-group-rule-ids " + String.join(" ", ids)
                            + " --region " + facts.instance().ref().region(),
                    new Mend.LetNothingOut(group, ids));
        });
    }
}
