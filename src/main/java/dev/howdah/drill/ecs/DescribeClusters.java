package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.World;
import java.util.ArrayList;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html>
final class DescribeClusters implements Operation {
    private final World world;

    DescribeClusters(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeClusters";
    }

    @Override
    public Struct answer(Call call) {
        Containers ecs = Listing.containers(world, call);
        List<String> wanted = call.input().texts("clusters");
        List<Struct> found = new ArrayList<>();
        List<Struct> failures = new ArrayList<>();
        for (String name : wanted.isEmpty() ? List.of("default") : wanted) {
            String cluster = ecs.cluster(name);
            if (cluster == null) {
                failures.add(EcsErrors.missing(Listing.arn(ecs, name, "cluster")));
            } else {
                found.add(shape(ecs, cluster, call.input()));
            }
        }
        return new Struct().list("clusters", found).list("failures", failures);
    }

    private static Struct shape(Containers ecs, String name, Input input) {
        long running = ecs.tasks(name).stream().filter(t -> t.lastStatus().equals(EcsTask.RUNNING)).count();
        var shape = new Struct().put("clusterArn", ecs.arn("cluster/" + name)).put("clusterName", name).put("status", "ACTIVE")
                .put("registeredContainerInstancesCount", 0).put("runningTasksCount", (int) running).put("pendingTasksCount", 0)
                .put("activeServicesCount", ecs.services(name).size())
                .list("statistics", Listing.includes(input, "STATISTICS") ? statistics(ecs, name, running) : List.of())
                .list("tags", List.of())
                .list("settings", Listing.includes(input, "SETTINGS")
                        ? List.of(new Struct().put("name", "containerInsights").put("value", "disabled"))
                        : List.of())
                .list("capacityProviders", Containers.PROVIDERS).list("defaultCapacityProviderStrategy", List.of());
        if (Listing.includes(input, "CONFIGURATIONS")) {
            shape.put("configuration", new Struct().put("executeCommandConfiguration", new Struct().put("logging", "DEFAULT")));
        }
        return shape;
    }

    private static List<Struct> statistics(Containers ecs, String name, long running) {
        return List.of(statistic("runningFargateTasksCount", running), statistic("pendingFargateTasksCount", 0),
                statistic("activeServiceCount", ecs.services(name).size()), statistic("drainingServiceCount", 0));
    }

    private static Struct statistic(String name, long value) {
        return new Struct().put("name", name).put("value", Long.toString(value));
    }
}
