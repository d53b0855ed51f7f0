package dev.howdah.drill.world;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One ECS service on Fargate (<https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html>).
///
/// @param definition `family:revision`
/// @param exec whether tasks started from now on get the agent through which sessions reach them
/// @param deployments newest first: the first is the one that should be, the others are on their way out
public record FargateService(String cluster, String name, String definition, int desired, boolean exec, List<String> subnets,
        List<String> groups, Instant created, List<Deployment> deployments, List<Event> events) {
    private static final int MOST_EVENTS = 100;

    /// What the scheduler told, newest first.
    public record Event(String id, Instant at, String message) {}

    /// One deployment.
    ///
    /// @param id `ecs-svc/…`, which its tasks carry in startedBy
    /// @param completed whether all its tasks run and those of others are gone
    /// @param failed how many of its tasks did not come up
    /// @param broken whether the circuit breaker gave it up
    /// @param back id of the deployment that was given up for this one; null for none
    public record Deployment(String id, String definition, int desired, Instant created, Instant updated, boolean completed, int failed,
            boolean broken, @Nullable String back) {
        public Deployment(String id, String definition, int desired, Instant created, Instant updated, boolean completed) {
            this(id, definition, desired, created, updated, completed, 0, false, null);
        }

        /// One to which the service goes back after another.
        public static Deployment back(String id, String definition, int desired, Instant at, String from) {
            return new Deployment(id, definition, desired, at, at, false, 0, false, from);
        }

        Deployment completedAt(Instant at) {
            return new Deployment(id, definition, desired, created, at, true, failed, broken, back);
        }

        Deployment wanting(int count, Instant at) {
            return new Deployment(id, definition, count, created, at, false, failed, broken, back);
        }

        Deployment failing(int more, Instant at) {
            return new Deployment(id, definition, desired, created, at, false, failed + more, broken, back);
        }

        Deployment brokenAt(Instant at) {
            return new Deployment(id, definition, 0, created, at, false, failed, true, back);
        }
    }

    /// What `group` of its tasks says.
    public String group() {
        return "service:" + name;
    }

    /// The deployment that should be.
    public Deployment primary() {
        return deployments.getFirst();
    }

    /// The same with a new deployment before those that there are.
    public FargateService deployed(Deployment next, boolean execNow) {
        return new FargateService(cluster, name, next.definition, next.desired, execNow, subnets, groups, created,
                Stream.concat(Stream.of(next), deployments.stream()).toList(), events);
    }

    /// The same with another number of tasks in the deployment that is.
    public FargateService scaled(int count, Instant at) {
        return new FargateService(cluster, name, definition, count, exec, subnets, groups, created,
                Stream.concat(Stream.of(primary().wanting(count, at)), deployments.stream().skip(1)).toList(), events);
    }

    /// More tasks of the first deployment did not come up.
    public FargateService failing(int more, Instant at) {
        return with(Stream.concat(Stream.of(primary().failing(more, at)), deployments.stream().skip(1)).toList());
    }

    /// The circuit breaker gives the first deployment up.
    public FargateService broken(Instant at) {
        return with(Stream.concat(Stream.of(primary().brokenAt(at)), deployments.stream().skip(1)).toList());
    }

    private FargateService with(List<Deployment> next) {
        return new FargateService(cluster, name, definition, desired, exec, subnets, groups, created, next, events);
    }

    /// The first deployment is complete and the others are over.
    public FargateService completed(Instant at) {
        return new FargateService(cluster, name, definition, desired, exec, subnets, groups, created, List.of(primary().completedAt(at)),
                events);
    }

    /// The scheduler says something.
    public FargateService told(Event event) {
        return new FargateService(cluster, name, definition, desired, exec, subnets, groups, created, deployments,
                Stream.concat(Stream.of(event), events.stream()).limit(MOST_EVENTS).toList());
    }
}
