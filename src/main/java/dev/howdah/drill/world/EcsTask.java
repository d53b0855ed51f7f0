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
public record EcsTask(String cluster, String id, String definition, String group, @Nullable String startedBy, String lastStatus,
        String desiredStatus, boolean exec, Instant created, Place place, List<Container> containers) {
    public static final String RUNNING = "RUNNING";

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

    /// The same task with every agent in it stopped.
    public EcsTask withoutAgents() {
        List<Container> next = containers.stream().map(c -> {
            Agent agent = c.agent();
            return agent == null ? c : c.with(new Agent(agent.version(), false, agent.started()));
        }).toList();
        return new EcsTask(cluster, id, definition, group, startedBy, lastStatus, desiredStatus, exec, created, place, next);
    }
}
