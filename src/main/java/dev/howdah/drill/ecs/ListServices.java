package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;

import dev.howdah.drill.world.World;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html>
final class ListServices implements Operation {
    private final World world;

    ListServices(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ListServices";
    }

    @Override
    public Struct answer(Call call) {
        Containers ecs = Listing.containers(world, call);
        String cluster = Listing.cluster(ecs, call.input());
        boolean fargate = call.input().text("launchType", "FARGATE").equals("FARGATE")
                && call.input().text("schedulingStrategy", "REPLICA").equals("REPLICA");
        List<String> names = fargate ? ecs.services(cluster).stream().map(s -> s.name()).toList() : List.of();
        return Listing.page(call, "serviceArns", names,
                names.stream().collect(Collectors.toMap(Function.identity(), n -> ecs.arn("service/" + cluster + "/" + n))), 10);
    }
}
