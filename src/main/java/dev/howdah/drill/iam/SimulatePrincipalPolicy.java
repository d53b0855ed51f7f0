package dev.howdah.drill.iam;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Roles;
import dev.howdah.drill.world.World;
import java.util.List;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html>: of the roles of tasks, by their inline
/// policies.
final class SimulatePrincipalPolicy implements Operation {
    private final World world;

    SimulatePrincipalPolicy(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "SimulatePrincipalPolicy";
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public String resource(Call call) {
        return call.input().text("PolicySourceArn", "*");
    }

    @Override
    public Struct answer(Call call) {
        Roles roles = RoleNames.roles(world);
        String role = call.input().text("PolicySourceArn", "");
        if (!roles.has(role)) {
            throw IamErrors.noRole(role.substring(role.lastIndexOf('/') + 1));
        }
        List<String> resources = call.input().texts("ResourceArns");
        return new Struct().put("IsTruncated", false).list("EvaluationResults", call.input().texts("ActionNames").stream()
                .flatMap(action -> (resources.isEmpty() ? List.of("*") : resources).stream()
                        .map(resource -> new Struct().put("EvalActionName", action).put("EvalResourceName", resource)
                                .put("EvalDecision", switch (roles.decide(role, action, resource)) {
                                    case ALLOWED -> "allowed";
                                    case NOT_ALLOWED -> "implicitDeny";
                                    case DENIED -> "explicitDeny";
                                }).list("MatchedStatements", List.of()).list("MissingContextValues", List.of())))
                .toList());
    }
}
