package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.FargateService;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html>: SIGTERM, and SIGKILL thirty seconds later. A task
/// of a service is replaced by another one. A task that has stopped is answered as it is.
final class StopTask implements Operation {
    private final World world;
    private final TaskRuns runs;

    StopTask(World world, TaskRuns runs) {
        this.world = world;
        this.runs = runs;
    }

    @Override
    public String name() {
        return "StopTask";
    }

    @Override
    public String resource(Call call) {
        String task = call.input().text("task", "*");
        String cluster = call.input().text("cluster", "default");
        return task.startsWith("arn:")
                ? task
                : Listing.containers(world, call).arn("task/" + cluster.substring(cluster.lastIndexOf('/') + 1) + "/" + task);
    }

    @Override
    public Struct answer(Call call) {
        Containers ecs = Listing.containers(world, call);
        String cluster = Listing.cluster(ecs, call.input());
        EcsTask task = ecs.task(cluster, call.input().text("task", ""));
        if (task == null) {
            throw EcsErrors.invalid("The referenced task was not found.");
        }
        String reason = call.input().text("reason", "Task stopped by user");
        if (ecs.stop(task.id(), "UserInitiated", reason, world.clock().now()) && !runs.stop(task.id())) {
            FargateService service = ecs.services(cluster).stream().filter(s -> s.group().equals(task.group())).findFirst().orElse(null);
            if (service != null) {
                new Rollout(world, world.region(call.region()), cluster, service.name()).replaceStopped(task);
            }
        }
        EcsTask now = ecs.task(cluster, task.id());
        return new Struct().put("task", TaskShape.of(ecs, now == null ? task : now, true));
    }
}
