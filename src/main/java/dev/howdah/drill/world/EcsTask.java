package dev.howdah.drill.world;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One Fargate task (<https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html>).
///
/// @param id 32 hexadecimal digits; a task of the blog API begins with the id that its sessions' `application_name` carries
/// @param definition `family:revision`
/// @param group `service:name` or `family:name`
/// @param exec whether it was started with execute-command; nobody can turn that on later
/// @param started when it began to run, or null before
/// @param stop why and when it stops, or null while it should run
/// @param asked what a run on its own was asked with; null for the tasks of a service
public record EcsTask(String cluster, String id, String definition, String group, @Nullable String startedBy, String lastStatus,
        String desiredStatus, boolean exec, Instant created, Place place, List<Container> containers, @Nullable Instant started,
        @Nullable Stop stop, @Nullable Asked asked) {
    public static final String RUNNING = "RUNNING";
    public static final String STOPPED = "STOPPED";

    /// Where it runs.
    ///
    /// @param attachmentId of the network interface to the task
    public record Place(String zone, String subnetId, String interfaceId, String attachmentId, String address, List<String> groups) {}

    /// A container.
    ///
    /// @param runtimeId by which sessions address it: the task's id and ten digits
    /// @param agent null when the task has no execute-command
    /// @param end null until it has ended
    public record Container(String name, String image, String runtimeId, @Nullable Agent agent, @Nullable End end) {
        Container with(@Nullable Agent next) {
            return new Container(name, image, runtimeId, next, end);
        }
    }

    /// How a container ended.
    ///
    /// @param exitCode null when it never ran
    /// @param reason why, where there is more to say than the code
    /// @param at null when it never ran
    public record End(@Nullable Integer exitCode, @Nullable String reason, @Nullable Instant at) {}

    /// What RunTask was asked for beyond the definition.
    ///
    /// @param commands container → the command in place of its own
    /// @param environment container → variables besides its own
    /// @param pulled when its image had been pulled, or null before
    public record Asked(Map<String, String> tags, Map<String, List<String>> commands, Map<String, Map<String, String>> environment,
            boolean publicIp, @Nullable Instant pullStarted, @Nullable Instant pulled) {
        Asked pulledAt(Instant from, Instant to) {
            return new Asked(tags, commands, environment, publicIp, from, to);
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
        return with(lastStatus, desiredStatus, next, started, stop, asked);
    }

    private EcsTask with(String status, String desired, List<Container> inside, @Nullable Instant begun, @Nullable Stop end,
            @Nullable Asked how) {
        return new EcsTask(cluster, id, definition, group, startedBy, status, desired, exec, created, place, inside, begun, end, how);
    }

    /// The same task a step further.
    public EcsTask at(String status) {
        return with(status, desiredStatus, containers, started, stop, asked);
    }

    /// It belongs to another deployment of its service now.
    public EcsTask ownedBy(String deployment) {
        return new EcsTask(cluster, id, definition, group, deployment, lastStatus, desiredStatus, exec, created, place, containers, started,
                stop, asked);
    }

    /// Its image was pulled.
    public EcsTask pulled(Instant from, Instant to) {
        return with(lastStatus, desiredStatus, containers, started, stop, asked == null ? null : asked.pulledAt(from, to));
    }

    /// It runs, and its agents answer.
    public EcsTask running(Instant at) {
        return with(RUNNING, desiredStatus, containers, at, stop, asked).withAgents(true);
    }

    /// The scheduler of its service wants it to stop.
    public EcsTask stopping(String reason, Instant at) {
        return stopping("ServiceSchedulerInitiated", reason, at);
    }

    /// It shall stop.
    ///
    /// @param code `UserInitiated`, `EssentialContainerExited` …
    public EcsTask stopping(String code, String reason, Instant at) {
        return with("DEACTIVATING", STOPPED, containers, started, new Stop(code, reason, at, null), asked).withAgents(false);
    }

    /// Its containers have ended, all in the same way.
    ///
    /// @param at null when they never ran
    public EcsTask ended(@Nullable Integer exitCode, @Nullable String reason, @Nullable Instant at) {
        return with(lastStatus, desiredStatus, containers.stream().map(c -> new Container(c.name(), c.image(), c.runtimeId(), c.agent(),
                new End(exitCode, reason, at))).toList(), started, stop, asked);
    }

    /// It has stopped.
    public EcsTask stopped(Instant at) {
        Stop why = stop == null ? new Stop("UserInitiated", "", at, at) : new Stop(stop.code, stop.reason, stop.stopping, at);
        return with(STOPPED, STOPPED, containers, started, why, asked);
    }
}
