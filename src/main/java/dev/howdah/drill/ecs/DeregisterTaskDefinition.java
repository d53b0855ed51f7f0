package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.TaskDefinition;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html>: by revision, never a whole family.
final class DeregisterTaskDefinition implements Operation {
    private final World world;

    DeregisterTaskDefinition(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DeregisterTaskDefinition";
    }

    @Override
    public Struct answer(Call call) {
        Containers ecs = Listing.containers(world, call);
        String wanted = call.input().text("taskDefinition", "");
        if (wanted.isEmpty()) {
            throw EcsErrors.client("Task definition cannot be empty.");
        }
        if (!wanted.matches(".*:\\d+")) {
            throw EcsErrors.client("Revision is missing.");
        }
        TaskDefinition definition = ecs.definition(wanted);
        if (definition == null) {
            throw EcsErrors.client("The specified task definition does not exist.");
        }
        ecs.deregister(definition.name());
        return new Struct().put("taskDefinition", DescribeTaskDefinition.shape(ecs, definition));
    }
}
