package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.TaskDefinition;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Map;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html>
final class DescribeTaskDefinition implements Operation {
    private final World world;

    DescribeTaskDefinition(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeTaskDefinition";
    }

    @Override
    public Struct answer(Call call) {
        Containers ecs = Listing.containers(world, call);
        TaskDefinition definition = ecs.definition(call.input().text("taskDefinition", ""));
        if (definition == null) {
            throw EcsErrors.noDefinition();
        }
        return new Struct().put("taskDefinition", shape(ecs, definition)).list("tags",
                Listing.includes(call.input(), "TAGS") ? tags(ecs, definition) : List.of());
    }

    static List<Struct> tags(Containers ecs, TaskDefinition d) {
        return ecs.tags(d.name()).entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(t -> new Struct().put("key", t.getKey()).put("value", t.getValue())).toList();
    }

    static Struct shape(Containers ecs, TaskDefinition d) {
        return new Struct().put("taskDefinitionArn", ecs.arn("task-definition/" + d.name()))
                .list("containerDefinitions", d.containers().stream().map(DescribeTaskDefinition::container).toList())
                .put("family", d.family()).put("taskRoleArn", d.taskRole().isEmpty() ? null : d.taskRole())
                .put("executionRoleArn", d.executionRole().isEmpty() ? null : d.executionRole())
                .put("networkMode", "awsvpc").put("revision", d.revision()).list("volumes", List.of())
                .put("status", ecs.active(d.name()) ? "ACTIVE" : "INACTIVE")
                .list("requiresAttributes", List.of()).list("placementConstraints", List.of())
                .list("compatibilities", List.of("EC2", "FARGATE"))
                .put("runtimePlatform", new Struct().put("cpuArchitecture", "ARM64").put("operatingSystemFamily", "LINUX"))
                .list("requiresCompatibilities", List.of("FARGATE")).put("cpu", d.cpu()).put("memory", d.memory())
                .put("registeredAt", d.registered()).put("registeredBy", "arn:aws:iam::" + World.ACCOUNT + ":role/deploy");
    }

    private static Struct container(TaskDefinition.Container c) {
        Integer port = c.port();
        var shape = new Struct().put("name", c.name()).put("image", c.image()).put("cpu", 0)
                .list("portMappings", port == null
                        ? List.of()
                        : List.of(new Struct().put("containerPort", port).put("hostPort", port).put("protocol", "tcp")))
                .put("essential", true).list("environment", pairs(c.environment(), "value")).list("mountPoints", List.of())
                .list("volumesFrom", List.of()).list("secrets", pairs(c.secrets(), "valueFrom"))
                .put("linuxParameters", new Struct().put("initProcessEnabled", true)).put("readonlyRootFilesystem", false)
                .put("logConfiguration", c.logs() == null ? null : logs(c.logs())).list("systemControls", List.of());
        return c.command().isEmpty() ? shape : shape.list("command", c.command());
    }

    private static List<Struct> pairs(Map<String, String> pairs, String value) {
        return pairs.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(p -> new Struct().put("name", p.getKey()).put(value, p.getValue())).toList();
    }

    private static Struct logs(TaskDefinition.Logs logs) {
        return new Struct().put("logDriver", "awslogs").put("options", new Struct().put("awslogs-group", logs.group())
                .put("awslogs-region", World.HOME).put("awslogs-stream-prefix", logs.prefix())
                .put("awslogs-create-group", logs.create() ? "true" : null));
    }
}
