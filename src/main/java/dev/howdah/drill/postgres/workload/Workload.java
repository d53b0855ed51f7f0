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
import org.jspecify.annotations.Nullable;

/// The blog API's service: as many tasks as it should have, each with its pool. Tasks can be stopped and started one by one,
/// as a deployment does.
public final class Workload implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private final Target target;
    /// Guarded by `this`.
    private final List<Task> tasks = new ArrayList<>();

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
    public Task start() {
        return start(null);
    }

    /// Starts one more task.
    ///
    /// @param address of this machine from which it connects; null leaves it to the machine
    public synchronized Task start(@Nullable String address) {
        byte[] id = new byte[4];
        RANDOM.nextBytes(id);
        var task = new Task(HexFormat.of().formatHex(id), target, address);
        tasks.add(task);
        return task;
    }

    /// Stops a task, its sessions end.
    public synchronized void stop(Task task) {
        tasks.remove(task);
        task.close();
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
