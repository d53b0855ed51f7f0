package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Network.Rule;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Map;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupRules.html>
final class DescribeSecurityGroupRules implements Operation {
    private static final Kind<Rule> KIND = new Kind<>("SecurityGroupRuleId", "InvalidSecurityGroupRuleId.NotFound", Rule::id,
            Map.of("group-id", r -> List.of(r.groupId()), "security-group-rule-id", r -> List.of(r.id())), _ -> Map.of(),
            "securityGroupRuleSet", DescribeSecurityGroupRules::shape);

    private final World world;

    DescribeSecurityGroupRules(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeSecurityGroupRules";
    }

    @Override
    public Struct answer(Call call) {
        return KIND.answer(call, world.region(call.region()).network().rules());
    }

    static Struct shape(Rule r) {
        Struct peer = r.peerGroup() == null ? null : new Struct().put("groupId", r.peerGroup()).put("userId", World.ACCOUNT);
        return new Struct().put("securityGroupRuleId", r.id()).put("groupId", r.groupId()).put("groupOwnerId", World.ACCOUNT)
                .put("isEgress", r.egress()).put("ipProtocol", r.protocol()).put("fromPort", r.from()).put("toPort", r.to())
                .put("cidrIpv4", r.isV6() ? null : r.cidr()).put("cidrIpv6", r.isV6() ? r.cidr() : null).put("referencedGroupInfo", peer)
                .put("description", r.description().isEmpty() ? null : r.description()).set("tagSet", List.of());
    }
}
