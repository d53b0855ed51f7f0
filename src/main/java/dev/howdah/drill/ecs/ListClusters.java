package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html>
final class ListClusters implements Operation {
    private final World world;

    ListClusters(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ListClusters";
    }

    @Override
    public Struct answer(Call call) {
        Containers ecs = Listing.containers(world, call);
        List<String> names = ecs.clusters().stream().sorted().toList();
        return Listing.page(call, "clusterArns", names,
                names.stream().collect(Collectors.toMap(Function.identity(), n -> ecs.arn("cluster/" + n))), 100);
    }
}
