package dev.howdah.drill.iam;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.World;
import dev.howdah.drill.world.Policy;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html>
final class GetRolePolicy implements Operation {
    private final World world;

    GetRolePolicy(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "GetRolePolicy";
    }

    @Override
    public String resource(Call call) {
        return RoleNames.resource(call);
    }

    @Override
    public Struct answer(Call call) {
        String role = RoleNames.role(world, call.input());
        String name = RoleNames.policy(call.input());
        Policy policy = RoleNames.roles(world).policy(role, name);
        if (policy == null) {
            throw IamErrors.noPolicy(name);
        }
        return new Struct().put("RoleName", role).put("PolicyName", name).put("PolicyDocument", RoleNames.encoded(policy.document()));
    }
}
