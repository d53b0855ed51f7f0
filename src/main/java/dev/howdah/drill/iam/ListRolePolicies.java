package dev.howdah.drill.iam;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.World;
import java.util.List;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html>: all on one page.
final class ListRolePolicies implements Operation {
    private final World world;

    ListRolePolicies(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ListRolePolicies";
    }

    @Override
    public String resource(Call call) {
        return RoleNames.resource(call);
    }

    @Override
    public Struct answer(Call call) {
        String role = RoleNames.role(world, call.input());
        List<String> names = RoleNames.roles(world).policies(role);
        return new Struct().list("PolicyNames", names == null ? List.of() : names).put("IsTruncated", false);
    }
}
