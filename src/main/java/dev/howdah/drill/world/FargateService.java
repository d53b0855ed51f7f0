package dev.howdah.drill.world;

import java.time.Instant;
import java.util.List;

/// One ECS service on Fargate (<https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html>).
///
/// @param definition `family:revision`
/// @param exec whether tasks started from now on get the agent through which sessions reach them
/// @param deploymentId `ecs-svc/…` of the one deployment there is
public record FargateService(String cluster, String name, String definition, int desired, boolean exec, List<String> subnets,
        List<String> groups, Instant created, String deploymentId, List<Event> events) {

    /// What the scheduler told, newest first.
    public record Event(String id, Instant at, String message) {}

    /// What `group` of its tasks says.
    public String group() {
        return "service:" + name;
    }
}
