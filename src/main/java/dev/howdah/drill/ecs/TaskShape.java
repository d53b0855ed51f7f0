package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.TaskDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A task (<https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html>).
final class TaskShape {
    private static final int PULL = 6;
    private static final int PULLED = 14;
    private static final int STARTED = 21;

    private TaskShape() {}

    static String arn(Containers ecs, EcsTask task) {
        return ecs.arn("task/" + task.cluster() + "/" + task.id());
    }

    static Struct of(Containers ecs, EcsTask t, boolean tags) {
        TaskDefinition definition = ecs.definition(t.definition());
        String cpu = definition == null ? "256" : definition.cpu();
        String memory = definition == null ? "512" : definition.memory();
        EcsTask.Stop stop = t.stop();
        boolean pulled = t.ran();
        EcsTask.Asked asked = t.asked();
        Instant pullStarted = asked == null ? pulled ? before(t, PULL) : null : asked.pullStarted();
        Instant pullStopped = asked == null ? pulled ? before(t, PULLED) : null : asked.pulled();
        var shape = new Struct().list("attachments", List.of(attachment(t)))
                .list("attributes", List.of(new Struct().put("name", "ecs.cpu-architecture").put("value", "arm64")))
                .put("availabilityZone", t.place().zone()).put("clusterArn", ecs.arn("cluster/" + t.cluster()))
                .put("connectivity", pulled ? "CONNECTED" : null).put("connectivityAt", pulled ? before(t, PULL) : null)
                .list("containers", t.containers().stream().map(c -> container(ecs, t, c, cpu, memory)).toList()).put("cpu", cpu)
                .put("createdAt", t.created()).put("desiredStatus", t.desiredStatus()).put("enableExecuteCommand", t.exec())
                .put("group", t.group()).put("healthStatus", "UNKNOWN").put("lastStatus", t.lastStatus()).put("launchType", "FARGATE")
                .put("memory", memory).put("overrides", overrides(t)).put("platformVersion", "1.4.0").put("platformFamily", "Linux")
                .put("pullStartedAt", pullStarted).put("pullStoppedAt", pullStopped)
                .put("startedAt", t.started()).put("startedBy", t.startedBy())
                .list("tags", tags ? tagList(asked) : List.of())
                .put("taskArn", arn(ecs, t)).put("taskDefinitionArn", ecs.arn("task-definition/" + t.definition())).put("version", 4)
                .put("ephemeralStorage", new Struct().put("sizeInGiB", 20))
                .put("fargateEphemeralStorage", new Struct().put("sizeInGiB", 20));
        return stop == null
                ? shape
                : shape.put("stopCode", stop.code()).put("stoppedReason", stop.reason()).put("stoppingAt", stop.stopping())
                        .put("executionStoppedAt", ended(t, stop)).put("stoppedAt", stop.stopped());
    }

    /// A moment between creation and start, so many twenty-firsts of the way.
    private static @Nullable Instant before(EcsTask t, int part) {
        Instant started = t.started();
        return started == null ? null : t.created().plus(Duration.between(t.created(), started).multipliedBy(part).dividedBy(STARTED));
    }

    private static List<Struct> tagList(EcsTask.@Nullable Asked asked) {
        return asked == null
                ? List.of(new Struct().put("key", "Project").put("value", "blog-api"))
                : asked.tags().entrySet().stream().map(t -> new Struct().put("key", t.getKey()).put("value", t.getValue())).toList();
    }

    private static Struct overrides(EcsTask t) {
        return new Struct().list("containerOverrides", t.containers().stream().map(c -> override(t.asked(), c.name())).toList())
                .list("inferenceAcceleratorOverrides", List.of());
    }

    private static Struct override(EcsTask.@Nullable Asked asked, String container) {
        var shape = new Struct().put("name", container);
        List<String> command = asked == null ? null : asked.commands().get(container);
        Map<String, String> variables = asked == null ? Map.of() : asked.environment().getOrDefault(container, Map.of());
        if (command != null) {
            shape.list("command", command);
        }
        return variables.isEmpty()
                ? shape
                : shape.list("environment", variables.entrySet().stream()
                        .map(v -> new Struct().put("name", v.getKey()).put("value", v.getValue())).toList());
    }

    private static Struct attachment(EcsTask t) {
        EcsTask.Place place = t.place();
        return new Struct().put("id", place.attachmentId()).put("type", "ElasticNetworkInterface").put("status", "ATTACHED").list("details",
                List.of(detail("subnetId", place.subnetId()), detail("networkInterfaceId", place.interfaceId()),
                        detail("macAddress", Network.mac(place.interfaceId())),
                        detail("privateDnsName", "ip-" + place.address().replace('.', '-') + "." + region(t) + ".compute.internal"),
                        detail("privateIPv4Address", place.address())));
    }

    private static String region(EcsTask t) {
        String zone = t.place().zone();
        return zone.substring(0, zone.length() - 1);
    }

    private static Struct detail(String name, String value) {
        return new Struct().put("name", name).put("value", value);
    }

    private static Struct container(Containers ecs, EcsTask t, EcsTask.Container c, String cpu, String memory) {
        UUID id = UUID.nameUUIDFromBytes(c.runtimeId().getBytes(StandardCharsets.US_ASCII));
        var shape = new Struct().put("containerArn", ecs.arn("container/" + t.cluster() + "/" + t.id() + "/" + id))
                .put("taskArn", arn(ecs, t)).put("name", c.name()).put("image", c.image())
                .put("imageDigest", ecs.hasImage(c.image()) ? Containers.digest(c.image()) : null)
                .put("runtimeId", t.ran() ? c.runtimeId() : null).put("lastStatus", status(t))
                .put("exitCode", exitCode(t, c)).put("reason", c.end() == null ? null : c.end().reason())
                .list("networkBindings", List.of())
                .list("networkInterfaces", List.of(new Struct().put("attachmentId", t.place().attachmentId())
                        .put("privateIpv4Address", t.place().address())))
                .put("healthStatus", "UNKNOWN").put("cpu", cpu).put("memory", memory);
        Struct agent = agent(t, c.agent());
        return agent == null ? shape : shape.list("managedAgents", List.of(agent));
    }

    private static @Nullable Instant ended(EcsTask t, EcsTask.Stop stop) {
        EcsTask.End end = t.containers().getFirst().end();
        return end == null ? t.ran() ? stop.stopped() : null : end.at();
    }

    /// Told only once the task has stopped.
    private static @Nullable Integer exitCode(EcsTask t, EcsTask.Container c) {
        EcsTask.End end = c.end();
        if (!t.lastStatus().equals(EcsTask.STOPPED)) {
            return null;
        }
        return end != null ? end.exitCode() : t.ran() ? Integer.valueOf(0) : null;
    }

    /// A container knows three states only.
    private static String status(EcsTask t) {
        return t.lastStatus().equals(EcsTask.STOPPED) ? EcsTask.STOPPED : t.ran() ? EcsTask.RUNNING : "PENDING";
    }

    private static @Nullable Struct agent(EcsTask t, EcsTask.@Nullable Agent agent) {
        if (agent != null && !t.ran()) {
            return new Struct().put("name", "ExecuteCommandAgent").put("lastStatus", "PENDING");
        }
        return agent == null
                ? null
                : new Struct().put("lastStartedAt", agent.started()).put("name", "ExecuteCommandAgent")
                        .put("reason", agent.running() ? null : "Agent stopped").put("lastStatus", agent.running() ? "RUNNING" : "STOPPED");
    }
}
