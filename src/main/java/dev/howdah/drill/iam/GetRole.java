package dev.howdah.drill.iam;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.World;
import dev.howdah.drill.world.Ids;
import java.time.Instant;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html>: roles of tasks, which ECS takes on.
final class GetRole implements Operation {
    /// Long before any drill.
    private static final Instant CREATED = Instant.parse("2026-03-02T08:00:00Z");
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
            + "{\"Service\":\"ecs-tasks.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    private final World world;

    GetRole(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "GetRole";
    }

    @Override
    public String resource(Call call) {
        return RoleNames.resource(call);
    }

    @Override
    public Struct answer(Call call) {
        String role = RoleNames.role(world, call.input());
        return new Struct().put("Role",
                new Struct().put("Path", "/").put("RoleName", role)
                        .put("RoleId", "AROA" + new Ids(role.hashCode()).resource("").substring(0, 17))
                        .put("Arn", RoleNames.arn(role)).put("CreateDate", CREATED)
                        .put("AssumeRolePolicyDocument", RoleNames.encoded(TRUST)).put("MaxSessionDuration", 3600));
    }
}
