package dev.howdah.drill.ecs;

import dev.howdah.drill.world.Application;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.EcsSeed;
import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.FargateService;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.TaskDefinition;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How a service gets from the tasks that it has to those that it should have: new ones are started, and once they run the others are
/// stopped, as with a minimum of 100 % and a maximum of 200 % healthy
/// (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html>). Behind a served service real pools of
/// sessions come and go with the tasks.
final class Rollout {
    private static final int ID_START = 8;
    private final World world;
    private final Region region;
    private final Containers ecs;
    private final String cluster;
    private final String service;

    Rollout(World world, Region region, String cluster, String service) {
        this.world = world;
        this.region = region;
        this.ecs = region.containers();
        this.cluster = cluster;
        this.service = service;
    }

    /// Replaces every task.
    void deploy(String definition, int desired, boolean exec) {
        Instant now = world.clock().now();
        String id = "ecs-svc/" + String.format("%019d", UUID.randomUUID().getMostSignificantBits() >>> 1);
        ecs.changeService(cluster, service,
                s -> s.deployed(new FargateService.Deployment(id, definition, desired, now, now, false), exec));
        world.clock().after(world.pace().settle(), at -> fill(id, at));
    }

    /// Starts or stops what is too few or too many.
    void scale(int desired) {
        Instant now = world.clock().now();
        ecs.changeService(cluster, service, s -> s.scaled(desired, now));
        FargateService current = ecs.service(cluster, service);
        if (current != null) {
            world.clock().after(world.pace().settle(), at -> fill(current.primary().id(), at));
        }
    }

    /// A task of the service was told to stop by somebody else: it ends, and another one takes its place.
    void replaceStopped(EcsTask task) {
        FargateService current = ecs.service(cluster, service);
        Application application = ecs.application(service);
        world.work("stop-task", application == null ? null : () -> application.stop(task.id().substring(0, ID_START)),
                world.pace().settle().multipliedBy(2), down -> {
                    ecs.changeTask(task.id(), i -> i.stopped(down));
                    region.detach(task.place().interfaceId());
                }, _ -> ecs.changeTask(task.id(), i -> i.stopped(world.clock().now())));
        if (current != null) {
            scale(current.desired());
        }
    }

    /// The service, as long as this deployment is the one that should be.
    private boolean holds(String deployment) {
        FargateService current = ecs.service(cluster, service);
        return current != null && current.primary().id().equals(deployment);
    }

    private List<EcsTask> tasks(String deployment, boolean own) {
        FargateService current = ecs.service(cluster, service);
        return current == null
                ? List.of()
                : ecs.tasks(cluster).stream()
                        .filter(t -> t.group().equals(current.group()) && t.desiredStatus().equals(EcsTask.RUNNING)
                                && own == deployment.equals(t.startedBy()))
                        .toList();
    }

    private void fill(String deployment, Instant at) {
        FargateService current = ecs.service(cluster, service);
        if (current == null || !holds(deployment)) {
            return;
        }
        int missing = current.desired() - tasks(deployment, true).size();
        List<EcsTask> more = IntStream.range(0, Math.max(0, missing))
                .mapToObj(_ -> EcsSeed.provision(region, current, UUID.randomUUID().toString().substring(0, ID_START), at)).toList();
        String refused = more.isEmpty() ? null : refusal(current.definition(), more.getFirst().id());
        if (refused != null) {
            world.clock().after(world.pace().settle(), later -> fail(deployment, more, refused, later));
            return;
        }
        if (!more.isEmpty()) {
            tell(at, "has started " + more.size() + " tasks: " + names(more) + ".");
        }
        world.clock().after(world.pace().settle(), _ -> more.forEach(t -> ecs.changeTask(t.id(), i -> i.at("PENDING"))));
        Application application = ecs.application(service);
        world.work("start-tasks", application == null || more.isEmpty()
                ? null
                : () -> more.forEach(t -> application.start(t.id().substring(0, ID_START), t.place().address())), world.pace().reboot(),
                up -> replace(deployment, more, up), _ -> more.forEach(t -> ecs.stop(t.id(), "Task failed to start", world.clock().now())));
    }

    /// Why the tasks of a definition cannot start: a secret that the execution role does not get, or an image. Null when they can.
    private @Nullable String refusal(String definition, String task) {
        TaskDefinition found = ecs.definition(definition);
        if (found == null) {
            return null;
        }
        for (TaskDefinition.Container container : found.containers()) {
            String secret = new Injection(region, found).into(new HashMap<>(), container, task);
            if (secret != null) {
                return secret;
            }
        }
        return found.containers().stream().filter(c -> !ecs.hasImage(c.image())).findFirst()
                .map(c -> "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref " + c.image()
                        + ": not found")
                .orElse(null);
    }

    /// The tasks did not come up. The scheduler tries again until the circuit breaker gives the deployment up, and then goes back to what
    /// ran before (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html>).
    private void fail(String deployment, List<EcsTask> tasks, String reason, Instant at) {
        tasks.forEach(t -> {
            ecs.stop(t.id(), "TaskFailedToStart", reason, at);
            ecs.changeTask(t.id(), i -> i.stopped(at));
            region.detach(t.place().interfaceId());
        });
        if (!holds(deployment)) {
            return;
        }
        ecs.changeService(cluster, service, s -> s.failing(tasks.size(), at));
        tell(at, "was unable to place a task: " + reason.substring(0, reason.indexOf(':')) + ".");
        FargateService current = ecs.service(cluster, service);
        if (current == null || current.primary().failed() < threshold(current.desired())) {
            world.clock().after(world.pace().settle(), later -> fill(deployment, later));
            return;
        }
        ecs.changeService(cluster, service, s -> s.broken(at));
        tell(at, "(deployment " + deployment + ") deployment failed: tasks failed to start.");
        String before = current.deployments().stream().skip(1).map(FargateService.Deployment::definition).findFirst().orElse(null);
        if (before != null) {
            String id = "ecs-svc/" + String.format("%019d", UUID.randomUUID().getMostSignificantBits() >>> 1);
            ecs.changeService(cluster, service, s -> s.deployed(
                    FargateService.Deployment.back(id, before, s.desired(), at, deployment), s.exec()));
            tell(at.plusMillis(1), "rolling back to deployment " + id + ".");
            world.clock().after(world.pace().reboot(), later -> back(id, later));
        }
    }

    /// The tasks of the revision before never stopped: they are the new deployment's now.
    private void back(String deployment, Instant at) {
        FargateService current = ecs.service(cluster, service);
        if (current == null || !holds(deployment)) {
            return;
        }
        ecs.tasks(cluster).stream().filter(t -> t.group().equals(current.group()) && t.desiredStatus().equals(EcsTask.RUNNING))
                .forEach(t -> ecs.changeTask(t.id(), i -> i.ownedBy(deployment)));
        complete(deployment, at);
    }

    /// So many failed tasks break the circuit: half of the desired ones, at least three, at most two hundred.
    private static int threshold(int desired) {
        return Math.max(3, Math.min(200, (desired + 1) / 2));
    }

    /// The new tasks run; what is not of this deployment, or too much, stops.
    private void replace(String deployment, List<EcsTask> more, Instant at) {
        more.forEach(t -> ecs.changeTask(t.id(), i -> i.desiredStatus().equals(EcsTask.RUNNING) ? i.running(at) : i));
        FargateService current = ecs.service(cluster, service);
        if (current == null || !holds(deployment)) {
            return;
        }
        List<EcsTask> own = tasks(deployment, true);
        List<EcsTask> less = java.util.stream.Stream
                .concat(tasks(deployment, false).stream(), own.stream().skip(current.desired())).toList();
        String reason = "Scaling activity initiated by (deployment " + deployment + ")";
        less.forEach(t -> ecs.stop(t.id(), reason, at));
        if (less.isEmpty()) {
            complete(deployment, at);
            return;
        }
        tell(at, "has stopped " + less.size() + " running tasks: " + names(less) + ".");
        world.clock().after(world.pace().settle(), _ -> less.forEach(t -> ecs.changeTask(t.id(), i -> i.at("STOPPING"))));
        Application application = ecs.application(service);
        world.work("stop-tasks",
                application == null ? null : () -> less.forEach(t -> application.stop(t.id().substring(0, ID_START))),
                world.pace().settle().multipliedBy(2), down -> {
                    less.forEach(t -> {
                        ecs.changeTask(t.id(), i -> i.stopped(down));
                        region.detach(t.place().interfaceId());
                    });
                    complete(deployment, down);
                }, _ -> less.forEach(t -> ecs.changeTask(t.id(), i -> i.stopped(world.clock().now()))));
    }

    private void complete(String deployment, Instant at) {
        if (holds(deployment)) {
            FargateService before = ecs.service(cluster, service);
            // a task that was replaced completes no deployment that was complete before
            boolean news = before == null || !before.primary().completed();
            ecs.changeService(cluster, service, s -> s.completed(at));
            if (news) {
                tell(at, "(deployment " + deployment + ") deployment completed.");
            }
            tell(at.plusMillis(1), "has reached a steady state.");
        }
    }

    private void tell(Instant at, String message) {
        ecs.changeService(cluster, service, s -> s
                .told(new FargateService.Event(UUID.randomUUID().toString(), at, "(service " + service + ") " + message)));
    }

    private static String names(List<EcsTask> tasks) {
        return tasks.stream().map(t -> "(task " + t.id() + ")").collect(Collectors.joining(" "));
    }
}
