package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.TaskDefinition;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>, for Fargate.
final class RegisterTaskDefinition implements Operation {
    private static final String FAMILY = "[A-Za-z0-9_-]{1,255}";
    private final World world;

    RegisterTaskDefinition(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "RegisterTaskDefinition";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        String family = input.text("family", "");
        if (!family.matches(FAMILY)) {
            throw EcsErrors.client("Family contains invalid characters.");
        }
        List<Input> containers = input.structs("containerDefinitions");
        if (containers.isEmpty()) {
            throw EcsErrors.client("Container list cannot be empty.");
        }
        boolean fargate = input.texts("requiresCompatibilities").contains("FARGATE");
        if (fargate && !input.text("networkMode", "").equals("awsvpc")) {
            throw EcsErrors.client("Fargate only supports network mode ‘awsvpc’.");
        }
        if (fargate && (input.text("cpu") == null || input.text("memory") == null)) {
            throw EcsErrors.client("Fargate requires that 'cpu' be defined at the task level.");
        }
        List<TaskDefinition.Container> made = containers.stream().map(RegisterTaskDefinition::container).toList();
        String execution = input.text("executionRoleArn", "");
        if (execution.isEmpty() && made.stream().anyMatch(c -> !c.secrets().isEmpty())) {
            throw EcsErrors.client("When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.");
        }
        for (Input tag : input.structs("tags")) {
            if (tag.text("key", "").startsWith("aws:")) {
                throw EcsErrors.client("Tag keys cannot start with 'aws:'.");
            }
        }
        Containers ecs = Listing.containers(world, call);
        Instant now = world.clock().now();
        TaskDefinition next = ecs.register(family, revision -> new TaskDefinition(family, revision, now, input.text("cpu", "256"),
                input.text("memory", "512"), input.text("taskRoleArn", ""), execution, made));
        Map<String, String> tags = new LinkedHashMap<>();
        input.structs("tags").forEach(t -> tags.put(t.text("key", ""), t.text("value", "")));
        ecs.tag(next.name(), tags);
        return new Struct().put("taskDefinition", DescribeTaskDefinition.shape(ecs, next)).list("tags",
                DescribeTaskDefinition.tags(ecs, next));
    }

    private static TaskDefinition.Container container(Input c) {
        String name = c.text("name", "");
        String image = c.text("image", "");
        if (name.isEmpty() || image.isEmpty()) {
            throw EcsErrors.client((name.isEmpty() ? "Container.name" : "Container.image") + " should not be null or empty.");
        }
        Integer port = c.structs("portMappings").stream().map(p -> p.integer("containerPort")).findFirst().orElse(null);
        return new TaskDefinition.Container(name, image, c.texts("command"), port, pairs(c, "environment", "value"),
                pairs(c, "secrets", "valueFrom"), logs(c));
    }

    private static TaskDefinition.@Nullable Logs logs(Input container) {
        if (!container.has("logConfiguration")) {
            return null;
        }
        Input configuration = container.struct("logConfiguration");
        Input options = configuration.struct("options");
        String group = options.text("awslogs-group", "");
        String prefix = options.text("awslogs-stream-prefix", "");
        if (!configuration.text("logDriver", "").equals("awslogs")) {
            throw EcsErrors.client("The drill knows the log driver awslogs only.");
        }
        if (group.isEmpty() || prefix.isEmpty()) {
            throw EcsErrors.client("Log driver awslogs requires options: awslogs-group, awslogs-region, awslogs-stream-prefix");
        }
        return new TaskDefinition.Logs(group, prefix, options.text("awslogs-create-group", "false").equals("true"));
    }

    private static Map<String, String> pairs(Input container, String list, String value) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Input pair : container.structs(list)) {
            pairs.put(pair.text("name", ""), pair.text(value, ""));
        }
        return pairs;
    }
}
