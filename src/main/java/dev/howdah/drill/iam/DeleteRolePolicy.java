package dev.howdah.drill.iam;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html>
final class DeleteRolePolicy implements Operation {
    private final World world;

    DeleteRolePolicy(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DeleteRolePolicy";
    }

    @Override
    public String resource(Call call) {
        return RoleNames.resource(call);
    }

    @Override
    public Struct answer(Call call) {
        String role = RoleNames.role(world, call.input());
        String name = RoleNames.policy(call.input());
        if (!RoleNames.roles(world).remove(role, name)) {
            throw IamErrors.noPolicy(name);
        }
        return new Struct();
    }
}
