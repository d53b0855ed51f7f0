package dev.howdah.drill.world;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One Fargate task (<https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html>).
///
/// @param id 32 hexadecimal digits; a task of the blog API begins with the id that its sessions' `application_name` carries
/// @param definition `family:revision`
/// @param group `service:name` or `family:name`
/// @param exec whether it was started with execute-command; nobody can turn that on later
/// @param started when it began to run, or null before
/// @param stop why and when it stops, or null while it should run
public record EcsTask(String cluster, String id, String definition, String group, @Nullable String startedBy, String lastStatus,
        String desiredStatus, boolean exec, Instant created, Place place, List<Container> containers, @Nullable Instant started,
        @Nullable Stop stop) {
    public static final String RUNNING = "RUNNING";
    public static final String STOPPED = "STOPPED";

    /// Where it runs.
    ///
    /// @param attachmentId of the network interface to the task
    public record Place(String zone, String subnetId, String interfaceId, String attachmentId, String address, List<String> groups) {}

    /// A running container.
    ///
    /// @param runtimeId by which sessions address it: the task's id and ten digits
    /// @param agent null when the task has no execute-command
    public record Container(String name, String image, String runtimeId, @Nullable Agent agent) {
        Container with(@Nullable Agent next) {
            return new Container(name, image, runtimeId, next);
        }
    }

    /// The agent that answers sessions.
    public record Agent(String version, boolean running, Instant started) {}

    /// Its end.
    ///
    /// @param stopped when it had stopped, or null while it still does
    public record Stop(String code, String reason, Instant stopping, @Nullable Instant stopped) {}

    /// Whether it began to run once.
    public boolean ran() {
        return started != null;
    }

    /// The same task with every agent in it stopped.
    public EcsTask withoutAgents() {
        return withAgents(false);
    }

    private EcsTask withAgents(boolean running) {
        List<Container> next = containers.stream().map(c -> {
            Agent agent = c.agent();
            return agent == null ? c : c.with(new Agent(agent.version(), running, agent.started()));
        }).toList();
        return new EcsTask(cluster, id, definition, group, startedBy, lastStatus, desiredStatus, exec, created, place, next, started, stop);
    }

    /// The same task a step further.
    public EcsTask at(String status) {
        return new EcsTask(cluster, id, definition, group, startedBy, status, desiredStatus, exec, created, place, containers, started,
                stop);
    }

    /// It runs, and its agents answer.
    public EcsTask running(Instant at) {
        return new EcsTask(cluster, id, definition, group, startedBy, RUNNING, desiredStatus, exec, created, place, containers, at, stop)
                .withAgents(true);
    }

    /// It shall stop.
    public EcsTask stopping(String reason, Instant at) {
        return new EcsTask(cluster, id, definition, group, startedBy, "DEACTIVATING", STOPPED, exec, created, place, containers, started,
                new Stop("ServiceSchedulerInitiated", reason, at, null)).withAgents(false);
    }

    /// It has stopped.
    public EcsTask stopped(Instant at) {
        Stop why = stop == null ? new Stop("UserInitiated", "", at, at) : new Stop(stop.code, stop.reason, stop.stopping, at);
        return new EcsTask(cluster, id, definition, group, startedBy, STOPPED, STOPPED, exec, created, place, containers, started, why);
    }
}
