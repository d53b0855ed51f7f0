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

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html>: rules say something else under their own ids,
/// all of a request or none. A rule keeps its kind of peer.
final class ModifySecurityGroupRules implements Operation {
    private final World world;

    ModifySecurityGroupRules(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ModifySecurityGroupRules";
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
            SecurityGroup group = Groups.existing(network, input.need("GroupId"));
            List<Input> updates = input.structs("SecurityGroupRule");
            if (updates.isEmpty()) {
                throw ApiError.of(400, "MissingParameter", "The request must contain the parameter SecurityGroupRules");
            }
            var rules = new ArrayList<>(network.rules());
            for (Input update : updates) {
                String id = update.need("SecurityGroupRuleId");
                Rule old = network.rules().stream().filter(r -> r.id().equals(id) && r.groupId().equals(group.id())).findFirst()
                        .orElseThrow(() -> ApiError.of(400, "InvalidSecurityGroupRuleId.NotFound",
                                "The security group rule ID '" + id + "' does not exist"));
                Rule next = Groups.rewritten(network, group, old, update.struct("SecurityGroupRule"));
                if (rules.stream().anyMatch(r -> !r.id().equals(id) && r.sameAs(next))) {
                    throw ApiError.of(400, "InvalidPermission.Duplicate",
                            "the specified rule \"" + Groups.words(next) + "\" already exists");
                }
                rules.replaceAll(r -> r.id().equals(id) ? next : r);
            }
            DryRun.end(input);
            region.network(network.withRules(rules));
            return new Struct().put("return", true);
        }
    }
}
