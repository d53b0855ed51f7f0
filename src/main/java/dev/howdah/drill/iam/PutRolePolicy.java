package dev.howdah.drill.iam;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html>
final class PutRolePolicy implements Operation {
    private final World world;

    PutRolePolicy(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "PutRolePolicy";
    }

    @Override
    public String resource(Call call) {
        return RoleNames.resource(call);
    }

    @Override
    public Struct answer(Call call) {
        String role = RoleNames.role(world, call.input());
        String name = RoleNames.policy(call.input());
        RoleNames.roles(world).put(role, name, PolicyReader.read(role, call.input().need("PolicyDocument")));
        return new Struct();
    }
}
