package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Network.SecurityGroup;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html>: not while an interface, an instance or a rule of
/// another group needs it.
final class DeleteSecurityGroup implements Operation {
    private final World world;

    DeleteSecurityGroup(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DeleteSecurityGroup";
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
            String id = group.id();
            if (group.name().equals("default")) {
                throw ApiError.of(400, "CannotDelete",
                        "the specified group: \"" + id + "\" name: \"default\" cannot be deleted by a user");
            }
            boolean used = network.interfaces().stream().anyMatch(i -> i.groups().contains(id))
                    || region.instances().stream().anyMatch(i -> i.placement().securityGroups().contains(id))
                    || network.rules().stream().anyMatch(r -> id.equals(r.peerGroup()) && !r.groupId().equals(id));
            if (used) {
                throw ApiError.of(400, "DependencyViolation", "resource " + id + " has a dependent object");
            }
            DryRun.end(input);
            region.network(network.withoutGroup(id));
            return new Struct().put("return", true).put("groupId", id);
        }
    }
}
