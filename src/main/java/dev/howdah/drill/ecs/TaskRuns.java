package dev.howdah.drill.ecs;

import dev.howdah.drill.world.EcsTask;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.TaskDefinition;
import dev.howdah.drill.world.World;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The tasks that run on their own, by id, from RunTask until they have stopped.
final class TaskRuns {
    private final World world;
    private final Map<String, TaskRun> running = new ConcurrentHashMap<>();

    TaskRuns(World world) {
        this.world = world;
    }

    void begin(Region region, EcsTask task, TaskDefinition definition) {
        var run = new TaskRun(world, region, task, definition, () -> running.remove(task.id()));
        running.put(task.id(), run);
        run.begin();
    }

    /// Ends a task that was told to stop; false when it is not one of these.
    boolean stop(String id) {
        TaskRun run = running.get(id);
        if (run != null) {
            run.stop();
        }
        return run != null;
    }
}
