package dev.howdah.drill.world;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Where the containers of tasks on their own really run.
public interface ContainerHost extends AutoCloseable {
    /// Whether the image has what the command names first: without it the container cannot be created.
    boolean has(List<String> command);

    /// Starts what a container's image does.
    ///
    /// @param line is told each line that it writes, from a thread of its own
    /// @throws IOException when this machine cannot start it
    Running start(Start what, Consumer<String> line) throws IOException;

    /// Kills what runs in a task without a word to it, as the kernel does when memory runs out. False when nothing does.
    boolean kill(String task);

    /// Ends all that still run.
    @Override
    void close();

    /// What is to run.
    ///
    /// @param image repository and tag
    /// @param environment all variables, secrets among them; they are left out of what the record prints
    /// @param address of the task's network interface, from which it connects
    /// @param groups the interface's security groups
    record Start(String task, String image, List<String> command, Map<String, String> environment, String address, List<String> groups) {
        @Override
        public String toString() {
            return "Start[" + task + ", " + image + ", " + command + "]";
        }
    }

    /// One container.
    interface Running {
        /// Waits until it has ended and all its lines were told.
        ///
        /// @return the exit code: 128 and the signal when a signal ended it
        int await() throws InterruptedException;

        /// SIGTERM.
        void terminate();

        /// SIGKILL.
        void kill();
    }
}
