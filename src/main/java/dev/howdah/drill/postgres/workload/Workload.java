package dev.howdah.drill.postgres.workload;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// The blog API's service: as many tasks as it should have, each with its pool. Tasks can be stopped and started one by one,
/// as a deployment does.
public final class Workload implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private final Target target;
    /// Guarded by `this`.
    private final List<Task> tasks = new ArrayList<>();
    /// What tasks that have ended had answered, and what they had failed at. Guarded by `this`.
    private long answered;
    private long failed;

    public Workload(Target target) {
        this.target = target;
    }

    /// Creates the tables and rows of the blog.
    ///
    /// @param role whom the tasks log in as; it exists already
    public void load(String role) throws IOException {
        try (Connection owner = DriverManager.getConnection(target.url(), target.owner())) {
            Schema.create(owner, role);
        } catch (SQLException e) {
            throw new IOException("The blog could not be loaded: " + e.getMessage(), e);
        }
    }

    /// Starts one more task.
    public synchronized Task start() {
        return add(new Task(newId(), target.url(), target.app(), null));
    }

    /// Starts one more task, with a login and a way to the database of its own.
    public synchronized Task start(String id, Properties login, WaySockets.Way way) {
        return add(new Task(id, target.url(), login, way));
    }

    private Task add(Task task) {
        tasks.add(task);
        return task;
    }

    /// Eight hexadecimal digits nobody has.
    public static String newId() {
        byte[] id = new byte[4];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /// Stops a task, its sessions end.
    public synchronized void stop(Task task) {
        if (tasks.remove(task)) {
            task.close();
            answered += task.answered();
            failed += task.failed();
        }
    }

    /// Requests answered so far, by all tasks that ever ran.
    public synchronized long answered() {
        return answered + tasks.stream().mapToLong(Task::answered).sum();
    }

    /// Requests that failed so far.
    public synchronized long failed() {
        return failed + tasks.stream().mapToLong(Task::failed).sum();
    }

    public synchronized List<Task> tasks() {
        return List.copyOf(tasks);
    }

    /// The application in a task hangs: its sessions end and it opens no more, while the task still counts as running.
    public void hang(String id) {
        task(id).orElseThrow().close();
    }

    public Optional<Task> task(String id) {
        return tasks().stream().filter(t -> t.id().equals(id)).findFirst();
    }

    @Override
    public void close() {
        tasks().forEach(this::stop);
    }
}
