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
import java.util.List;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html> and its twin for the way out: all the
/// rules of a request, or none.
final class Authorize implements Operation {
    private static final int MOST = 60;
    private final World world;
    private final boolean egress;

    Authorize(World world, boolean egress) {
        this.world = world;
        this.egress = egress;
    }

    @Override
    public String name() {
        return egress ? "AuthorizeSecurityGroupEgress" : "AuthorizeSecurityGroupIngress";
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
            List<Rule> more = Groups.rules(network, group, egress, input);
            for (Rule rule : more) {
                if (network.rules().stream().anyMatch(rule::sameAs) || more.stream().anyMatch(o -> o != rule && o.sameAs(rule))) {
                    throw ApiError.of(400, "InvalidPermission.Duplicate",
                            "the specified rule \"" + Groups.words(rule) + "\" already exists");
                }
            }
            if (network.rules().stream().filter(r -> r.groupId().equals(group.id()) && r.egress() == egress).count() + more.size() > MOST) {
                throw ApiError.of(400, "RulesPerSecurityGroupLimitExceeded",
                        "The maximum number of rules per security group has been reached.");
            }
            DryRun.end(input);
            region.network(network.with(more));
            return new Struct().put("return", true).set("securityGroupRuleSet",
                    more.stream().map(DescribeSecurityGroupRules::shape).toList());
        }
    }
}
