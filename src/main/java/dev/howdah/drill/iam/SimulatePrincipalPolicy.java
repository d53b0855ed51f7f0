package dev.howdah.drill.iam;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.World;
import java.util.List;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html>: of the roles of tasks, whose policies let them
/// read secrets and nothing else. IAM has no regions, and the drill's roles are those of its home region.
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
        Containers containers = world.home().containers();
        String role = call.input().text("PolicySourceArn", "");
        if (!containers.assumable(role)) {
            throw ApiError.of(404, "NoSuchEntity",
                    "The role with name " + role.substring(role.lastIndexOf('/') + 1) + " cannot be found.");
        }
        List<String> resources = call.input().texts("ResourceArns");
        return new Struct().put("IsTruncated", false).list("EvaluationResults", call.input().texts("ActionNames").stream()
                .flatMap(action -> (resources.isEmpty() ? List.of("*") : resources).stream()
                        .map(resource -> new Struct().put("EvalActionName", action).put("EvalResourceName", resource).put("EvalDecision",
                                action.equals("secretsmanager:GetSecretValue") && containers.mayRead(role, resource)
                                        ? "allowed"
                                        : "implicitDeny")
                                .list("MatchedStatements", List.of()).list("MissingContextValues", List.of())))
                .toList());
    }
}
