package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.FargateService;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.TaskDefinition;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html>
///
/// A new definition, execute-command switched on or off, or forceNewDeployment replaces every task; another desiredCount only starts
/// or stops some.
final class UpdateService implements Operation {
    private final World world;

    UpdateService(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "UpdateService";
    }

    @Override
    public String resource(Call call) {
        String service = call.input().text("service", "*");
        String cluster = call.input().text("cluster", "default");
        return service.startsWith("arn:")
                ? service
                : Listing.containers(world, call).arn("service/" + cluster.substring(cluster.lastIndexOf('/') + 1) + "/" + service);
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        Containers ecs = region.containers();
        String cluster = Listing.cluster(ecs, input);
        String named = input.text("service", "");
        if (named.isEmpty()) {
            throw EcsErrors.invalid("Service cannot be empty.");
        }
        FargateService service = ecs.service(cluster, named);
        if (service == null) {
            throw EcsErrors.noService();
        }
        Integer count = input.integer("desiredCount");
        if (count != null && count < 0) {
            throw EcsErrors.invalid("desiredCount must be 0 or more.");
        }
        String wanted = input.text("taskDefinition");
        TaskDefinition definition = ecs.definition(wanted == null ? service.definition() : wanted);
        if (definition == null) {
            throw EcsErrors.unknownDefinition();
        }
        if (wanted != null && !ecs.active(definition.name())) {
            throw EcsErrors.client("TaskDefinition is inactive");
        }
        boolean exec = input.has("enableExecuteCommand") ? input.flag("enableExecuteCommand") : service.exec();
        int desired = count == null ? service.desired() : count;
        var rollout = new Rollout(world, region, cluster, service.name());
        if (input.flag("forceNewDeployment") || !definition.name().equals(service.definition()) || exec != service.exec()) {
            rollout.deploy(definition.name(), desired, exec);
        } else if (desired != service.desired()) {
            rollout.scale(desired);
        }
        FargateService now = ecs.service(cluster, named);
        return new Struct().put("service", DescribeServices.shape(ecs, now == null ? service : now, true));
    }
}
