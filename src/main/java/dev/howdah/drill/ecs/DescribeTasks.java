package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.World;
import java.util.ArrayList;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html>
final class DescribeTasks implements Operation {
    private static final int MOST = 100;
    private final World world;

    DescribeTasks(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeTasks";
    }

    @Override
    public Struct answer(Call call) {
        Containers ecs = Listing.containers(world, call);
        String cluster = Listing.cluster(ecs, call.input());
        List<Struct> found = new ArrayList<>();
        List<Struct> failures = new ArrayList<>();
        for (String name : Listing.names(call.input(), "tasks", MOST)) {
            EcsTask task = ecs.task(cluster, name);
            if (task == null) {
                failures.add(EcsErrors.missing(Listing.arn(ecs, name, "task/" + cluster)));
            } else {
                found.add(TaskShape.of(ecs, task, Listing.includes(call.input(), "TAGS")));
            }
        }
        return new Struct().list("tasks", found).list("failures", failures);
    }
}
