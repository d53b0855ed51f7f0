package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.TaskDefinition;
import dev.howdah.drill.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html>
final class ListTaskDefinitions implements Operation {
    private final World world;

    ListTaskDefinitions(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ListTaskDefinitions";
    }

    @Override
    public Struct answer(Call call) {
        Containers ecs = Listing.containers(world, call);
        Input input = call.input();
        String family = input.text("familyPrefix");
        boolean active = input.text("status", "ACTIVE").equals("ACTIVE");
        List<TaskDefinition> rows = ecs.definitions().stream().filter(d -> family == null || d.family().equals(family))
                .filter(d -> ecs.active(d.name()) == active).toList();
        Map<String, String> arns = new TreeMap<>();
        for (TaskDefinition row : input.text("sort", "ASC").equals("DESC") ? rows.reversed() : rows) {
            arns.put(String.format("%06d", arns.size()), ecs.arn("task-definition/" + row.name()));
        }
        return Listing.page(call, "taskDefinitionArns", new ArrayList<>(arns.keySet()), arns, 100);
    }
}
