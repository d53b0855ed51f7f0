package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.EcsSeed;
import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.TaskDefinition;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html>
///
/// A client token that comes again with the same request gets the same tasks; with another one, ConflictException. Where Fargate has
/// no room the answer is good and names failures.
final class RunTask implements Operation {
    private static final int MOST = 10;
    private static final int LONGEST_TOKEN = 64;
    private static final String STARTED_BY = "[A-Za-z0-9/_-]{0,128}";
    private final World world;
    private final TaskRuns runs;

    RunTask(World world, TaskRuns runs) {
        this.world = world;
        this.runs = runs;
    }

    @Override
    public String name() {
        return "RunTask";
    }

    @Override
    public String resource(Call call) {
        String wanted = call.input().text("taskDefinition", "*");
        return wanted.startsWith("arn:") ? wanted : Listing.containers(world, call).arn("task-definition/" + wanted);
    }

    @Override
    public synchronized Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        Containers ecs = region.containers();
        String cluster = Listing.cluster(ecs, input);
        TaskDefinition definition = ecs.definition(input.text("taskDefinition", ""));
        if (definition == null) {
            throw EcsErrors.unknownDefinition();
        }
        if (!ecs.active(definition.name())) {
            throw EcsErrors.client("TaskDefinition is inactive");
        }
        Integer wanted = input.integer("count");
        int count = wanted == null ? 1 : wanted;
        if (count < 1 || count > MOST) {
            throw EcsErrors.invalid("Count should be between 1 and " + MOST + ".");
        }
        Wish wish = wish(input, region, definition);
        String token = input.text("clientToken", "");
        if (token.length() > LONGEST_TOKEN) {
            throw EcsErrors.invalid("clientToken can have at most " + LONGEST_TOKEN + " characters.");
        }
        String asked = input.without("clientToken").toString();
        Containers.Token used = token.isEmpty() ? null : ecs.token(token);
        if (used != null && !used.asked().equals(asked)) {
            throw EcsErrors.conflict(used.tasks().stream().map(id -> ecs.arn("task/" + cluster + "/" + id)).toList());
        }
        if (used != null) {
            return tasks(ecs, used.tasks().stream().map(id -> ecs.task(cluster, id)).filter(Objects::nonNull).toList(), List.of());
        }
        var started = new ArrayList<EcsTask>();
        var failures = new ArrayList<Struct>();
        List<String> roomy = wish.subnets().stream().filter(s -> room(region, ecs, s)).toList();
        String lacks = ecs.lacks();
        for (int i = 0; i < count; i++) {
            if (lacks != null) {
                failures.add(EcsErrors.lacking(ecs.arn("task-definition/" + definition.name()), lacks));
            } else if (roomy.isEmpty()) {
                failures.add(EcsErrors.full(ecs.arn("task-definition/" + definition.name())));
            } else {
                started.add(EcsSeed.provision(region, definition, wish.group(), wish.startedBy(), roomy.get(i % roomy.size()),
                        wish.groups(), wish.asked(), world.clock().now()));
            }
        }
        if (!token.isEmpty() && !started.isEmpty()) {
            ecs.keep(token, new Containers.Token(asked, started.stream().map(EcsTask::id).toList()));
        }
        started.forEach(t -> runs.begin(region, t, definition));
        return tasks(ecs, started, failures);
    }

    private static Struct tasks(Containers ecs, List<EcsTask> tasks, List<Struct> failures) {
        return new Struct().list("tasks", tasks.stream().map(t -> TaskShape.of(ecs, t, true)).toList()).list("failures", failures);
    }

    private record Wish(List<String> subnets, List<String> groups, String group, @Nullable String startedBy, EcsTask.Asked asked) {}

    private Wish wish(Input input, Region region, TaskDefinition definition) {
        Containers ecs = region.containers();
        if (input.has("launchType") && !input.structs("capacityProviderStrategy").isEmpty()) {
            throw EcsErrors
                    .invalid("Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.");
        }
        for (Input item : input.structs("capacityProviderStrategy")) {
            if (!Containers.PROVIDERS.contains(item.text("capacityProvider", ""))) {
                throw EcsErrors
                        .invalid("The specified capacity provider strategy cannot contain a capacity provider that is not associated "
                                + "with the cluster. Associate the capacity provider with the cluster and try again.");
            }
        }
        if (input.text("launchType", "FARGATE").equals("EC2")) {
            throw EcsErrors.invalid("No Container Instances were found in your cluster.");
        }
        Input network = input.struct("networkConfiguration").struct("awsvpcConfiguration");
        List<String> subnets = network.texts("subnets");
        if (subnets.isEmpty()) {
            throw EcsErrors.invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        }
        for (String subnet : subnets) {
            if (region.network().subnet(subnet) == null) {
                throw EcsErrors.invalid("Error retrieving subnet information for [" + subnet + "]: The subnet ID '" + subnet
                        + "' does not exist (ErrorCode: InvalidSubnetID.NotFound)");
            }
        }
        List<String> groups = network.texts("securityGroups");
        for (String group : groups) {
            if (region.network().group(group) == null) {
                throw EcsErrors.invalid("Error retrieving security group information for [" + group + "]: The security group '" + group
                        + "' does not exist (ErrorCode: InvalidGroup.NotFound)");
            }
        }
        for (String role : List.of(definition.executionRole(), definition.taskRole())) {
            if (!role.isEmpty() && !ecs.assumable(role)) {
                throw EcsErrors.client("ECS was unable to assume the role '" + role
                        + "' that was provided for this task. Please verify that "
                        + "the role being passed has the proper trust relationship and permissions and that your IAM user has permissions "
                        + "to pass this role.");
            }
        }
        String startedBy = input.text("startedBy");
        if (startedBy != null && !startedBy.matches(STARTED_BY)) {
            throw EcsErrors.invalid("startedBy should be up to 128 letters, numbers, hyphens, underscores and slashes.");
        }
        Map<String, String> tags = new LinkedHashMap<>();
        input.structs("tags").forEach(t -> tags.put(t.text("key", ""), t.text("value", "")));
        Map<String, List<String>> commands = new LinkedHashMap<>();
        Map<String, Map<String, String>> environment = new LinkedHashMap<>();
        for (Input override : input.struct("overrides").structs("containerOverrides")) {
            String container = override.text("name", "");
            if (definition.containers().stream().noneMatch(c -> c.name().equals(container))) {
                throw EcsErrors.invalid("Override for container named " + container + " is not a container in the TaskDefinition.");
            }
            if (!override.texts("command").isEmpty()) {
                commands.put(container, override.texts("command"));
            }
            Map<String, String> variables = new LinkedHashMap<>();
            override.structs("environment").forEach(v -> variables.put(v.text("name", ""), v.text("value", "")));
            environment.put(container, variables);
        }
        return new Wish(subnets, groups, input.text("group", "family:" + definition.family()), startedBy, new EcsTask.Asked(tags, commands,
                environment, network.text("assignPublicIp", "DISABLED").equals("ENABLED"), null, null));
    }

    private static boolean room(Region region, Containers ecs, String subnet) {
        Network.Subnet found = region.network().subnet(subnet);
        return found != null && ecs.room(found.zone());
    }
}
