package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.FargateService;
import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html>
final class ListTasks implements Operation {
    private final World world;

    ListTasks(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ListTasks";
    }

    @Override
    public Struct answer(Call call) {
        Containers ecs = Listing.containers(world, call);
        Input input = call.input();
        String cluster = Listing.cluster(ecs, input);
        FargateService service = service(ecs, cluster, input.text("serviceName"));
        String status = input.text("desiredStatus", EcsTask.RUNNING);
        boolean fargate = input.text("launchType", "FARGATE").equals("FARGATE") && !input.has("containerInstance");
        Map<String, String> arns = ecs.tasks(cluster).stream()
                .filter(t -> fargate && t.desiredStatus().equals(status) && (service == null || t.group().equals(service.group()))
                        && matches(input.text("family"), family(t)) && matches(input.text("startedBy"), t.startedBy()))
                .collect(Collectors.toMap(EcsTask::id, t -> TaskShape.arn(ecs, t)));
        List<String> ids = arns.keySet().stream().sorted().toList();
        return Listing.page(call, "taskArns", ids, arns, 100);
    }

    private static @Nullable FargateService service(Containers ecs, String cluster, @Nullable String name) {
        if (name == null) {
            return null;
        }
        FargateService service = ecs.service(cluster, name);
        if (service == null) {
            throw EcsErrors.noService();
        }
        return service;
    }

    private static boolean matches(@Nullable String wanted, @Nullable String value) {
        return wanted == null || wanted.equals(value);
    }

    private static String family(EcsTask task) {
        return task.definition().substring(0, task.definition().lastIndexOf(':'));
    }
}
