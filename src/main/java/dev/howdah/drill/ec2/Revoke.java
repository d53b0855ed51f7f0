package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Network.Rule;
import dev.howdah.drill.world.Network.SecurityGroup;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.ArrayList;
import java.util.List;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html> and its twin for the way out: by the ids of
/// rules, or by what they say.
final class Revoke implements Operation {
    private final World world;
    private final boolean egress;

    Revoke(World world, boolean egress) {
        this.world = world;
        this.egress = egress;
    }

    @Override
    public String name() {
        return egress ? "RevokeSecurityGroupEgress" : "RevokeSecurityGroupIngress";
    }

    @Override
    public String resource(Call call) {
        return Groups.resource(call);
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        synchronized (region) {
            Network network = region.network();
            SecurityGroup group = Groups.named(network, input);
            List<Rule> own = network.rules().stream().filter(r -> r.groupId().equals(group.id()) && r.egress() == egress).toList();
            List<String> ids = input.texts("SecurityGroupRuleId");
            var gone = new ArrayList<Rule>();
            for (String id : ids) {
                gone.add(own.stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow(() -> ApiError.of(400,
                        "InvalidSecurityGroupRuleId.NotFound", "The security group rule ID '" + id + "' does not exist")));
            }
            for (Rule meant : ids.isEmpty() ? Groups.rules(network, group, egress, input) : List.<Rule>of()) {
                gone.add(own.stream().filter(meant::sameAs).findFirst().orElseThrow(() -> ApiError.of(400, "InvalidPermission.NotFound",
                        "The specified rule does not exist in this security group.")));
            }
            DryRun.end(input);
            region.network(network.withoutRules(gone.stream().map(Rule::id).toList()));
            return new Struct().put("return", true).set("revokedSecurityGroupRuleSet", gone.stream().map(Revoke::shape).toList());
        }
    }

    /// AWS names the peer of a rule that is gone otherwise than that of one that is there.
    private static Struct shape(Rule r) {
        return new Struct().put("securityGroupRuleId", r.id()).put("groupId", r.groupId()).put("isEgress", r.egress())
                .put("ipProtocol", r.protocol()).put("fromPort", r.from()).put("toPort", r.to()).put("cidrIpv4", r.isV6() ? null : r.cidr())
                .put("cidrIpv6", r.isV6() ? r.cidr() : null).put("referencedGroupId", r.peerGroup())
                .put("description", r.description().isEmpty() ? null : r.description());
    }
}
