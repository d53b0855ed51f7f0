package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Service;
import dev.howdah.drill.world.World;
import java.util.List;

/// ECS, as one registration.
public final class EcsService {
    private EcsService() {}

    public static Service of(World world) {
        var runs = new TaskRuns(world);
        return Service.json("ecs", "AmazonEC2ContainerServiceV20141113",
                List.of(new DeregisterTaskDefinition(world), new DescribeClusters(world), new DescribeServices(world),
                        new DescribeTaskDefinition(world),
                        new DescribeTasks(world), new ListClusters(world), new ListServices(world), new ListTaskDefinitions(world),
                        new ListTasks(world), new UpdateService(world), new RegisterTaskDefinition(world), new RunTask(world, runs),
                        new StopTask(world, runs)));
    }
}
