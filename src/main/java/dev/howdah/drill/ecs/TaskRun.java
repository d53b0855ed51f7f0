package dev.howdah.drill.ecs;

import dev.howdah.drill.world.ContainerHost;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.LogGroups;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.TaskDefinition;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A task on its own from PROVISIONING to STOPPED, and forgotten an hour later
/// (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html>). What can keep it from starting is
/// told in the words of ECS (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html>). The first
/// container is the essential one, and the only one that runs.
final class TaskRun {
    private static final System.Logger LOG = System.getLogger(TaskRun.class.getName());
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final String FAILED = "TaskFailedToStart";
    private final World world;
    private final Region region;
    private final Containers ecs;
    private final LogGroups logs;
    private final String cluster;
    private final String id;
    private final TaskDefinition definition;
    private final TaskDefinition.Container container;
    private final Runnable over;
    /// Guarded by `this`, as are the next two.
    private ContainerHost.@Nullable Running process;
    private boolean told;
    private boolean winding;

    /// @param over is run once, when the task has stopped
    TaskRun(World world, Region region, EcsTask task, TaskDefinition definition, Runnable over) {
        this.world = world;
        this.region = region;
        this.ecs = region.containers();
        this.logs = region.logs();
        this.cluster = task.cluster();
        this.id = task.id();
        this.definition = definition;
        this.container = definition.containers().getFirst();
        this.over = over;
    }

    void begin() {
        step("PENDING", this::pull);
    }

    /// One state further, unless it was told to stop meanwhile.
    private void step(String state, java.util.function.Consumer<Instant> then) {
        world.clock().after(world.pace().settle(), at -> {
            if (wanted()) {
                ecs.changeTask(id, t -> t.at(state));
                then.accept(at);
            }
        });
    }

    private @Nullable EcsTask task() {
        return ecs.task(cluster, id);
    }

    private boolean wanted() {
        EcsTask task = task();
        return task != null && task.desiredStatus().equals(EcsTask.RUNNING);
    }

    private void pull(Instant at) {
        world.clock().after(world.pace().settle(), pulled -> {
            if (!wanted()) {
                return;
            }
            Map<String, String> environment = new LinkedHashMap<>(container.environment());
            String why = network();
            why = why == null ? new Injection(region, definition).into(environment, container, id) : why;
            if (why == null && !ecs.hasImage(container.image())) {
                why = "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref " + container.image()
                        + ": " + container.image() + ": not found";
            }
            if (why != null) {
                fail(why, why.startsWith("CannotPull") ? why : null);
                return;
            }
            ecs.changeTask(id, t -> t.pulled(at, pulled));
            String log = openLog(pulled);
            if (log != null) {
                fail(log, null);
                return;
            }
            EcsTask task = task();
            EcsTask.Asked asked = task == null ? null : task.asked();
            if (asked != null) {
                environment.putAll(asked.environment().getOrDefault(container.name(), Map.of()));
            }
            step("ACTIVATING", begun -> world.clock().after(world.pace().settle(), now -> start(environment, asked, now)));
        });
    }

    /// A public subnet has a way out only for what has a public address.
    private @Nullable String network() {
        EcsTask task = task();
        if (task == null || task.asked() == null) {
            return null;
        }
        List<Network.Route> routes = region.network().routes(task.place().subnetId());
        boolean gateway = routes.stream().anyMatch(r -> r.target().startsWith("igw-"));
        boolean nat = routes.stream().anyMatch(r -> r.target().startsWith("nat-"));
        return nat || gateway && task.asked().publicIp()
                ? null
                : "ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: "
                        + "There is a connection issue between the task and Amazon ECR. Check your task network configuration. operation error "
                        + "ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, https response error StatusCode: 0, dial tcp: "
                        + "i/o timeout";
    }

    private @Nullable String openLog(Instant at) {
        TaskDefinition.Logs to = container.logs();
        if (to != null && to.create()) {
            logs.create(to.group(), at);
        }
        return to == null || logs.has(to.group())
                ? null
                : "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create "
                        + "Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1";
    }

    private void start(Map<String, String> environment, EcsTask.@Nullable Asked asked, Instant at) {
        EcsTask task = task();
        ContainerHost host = ecs.host();
        if (task == null || !wanted()) {
            return;
        }
        List<String> command = asked == null
                ? container.command()
                : asked.commands().getOrDefault(container.name(), container.command());
        if (host == null || !host.has(command)) {
            String why = "CannotStartContainerError: failed to create/start container: runc create failed: unable to start container process: "
                    + "exec: \"" + (command.isEmpty() ? "" : command.getFirst()) + "\": executable file not found in $PATH: unknown";
            fail(why, why);
            return;
        }
        try {
            ContainerHost.Running started = host.start(new ContainerHost.Start(id, container.image(), command, environment,
                    task.place().address(), task.place().groups()), this::write);
            synchronized (this) {
                process = started;
            }
            ecs.changeTask(id, t -> t.running(at));
            Thread.ofVirtual().name("drill-task-" + id.substring(0, 8)).start(() -> await(started));
            if (!wanted()) {
                stop();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the drill cannot start a container", e);
            fail("CannotStartContainerError: " + e.getMessage(), e.getMessage());
        }
    }

    private void write(String line) {
        TaskDefinition.Logs to = container.logs();
        if (to != null) {
            Instant now = world.clock().now();
            logs.write(to.group(), to.stream(container.name(), id), now, now.plus(world.pace().settle()), line);
        }
    }

    private void await(ContainerHost.Running started) {
        try {
            int code = started.await();
            Instant now = world.clock().now();
            boolean memory;
            synchronized (this) {
                memory = code == 137 && !told;
            }
            ecs.changeTask(id, t -> t.ended(code, memory ? "OutOfMemoryError: Container killed due to memory usage" : null, now));
            ecs.stop(id, "EssentialContainerExited", "Essential container in task exited", now);
            wind();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(String reason, @Nullable String ofContainer) {
        ecs.changeTask(id, t -> t.ended(null, ofContainer, null));
        ecs.stop(id, FAILED, reason, world.clock().now());
        wind();
    }

    /// It was told to stop: what runs gets SIGTERM, then SIGKILL; what does not run yet never will.
    void stop() {
        ContainerHost.Running running;
        synchronized (this) {
            told = true;
            running = process;
        }
        if (running == null) {
            ecs.changeTask(id, t -> t.ended(null, null, null));
            wind();
        } else {
            running.terminate();
            world.clock().after(GRACE, _ -> running.kill());
        }
    }

    /// The states between the end of its container and its own.
    private void wind() {
        synchronized (this) {
            if (winding) {
                return;
            }
            winding = true;
        }
        Duration half = world.pace().settle().dividedBy(2);
        world.clock().after(half, _ -> {
            ecs.changeTask(id, t -> t.at("STOPPING"));
            world.clock().after(half, _ -> {
                ecs.changeTask(id, t -> t.at("DEPROVISIONING"));
                world.clock().after(half, this::stopped);
            });
        });
    }

    private void stopped(Instant at) {
        EcsTask task = task();
        ecs.changeTask(id, t -> t.stopped(at));
        if (task != null) {
            region.detach(task.place().interfaceId());
        }
        over.run();
        world.clock().after(KEPT, _ -> ecs.forget(id));
    }
}
