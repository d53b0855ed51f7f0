package dev.howdah.drill.world;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// Where the physical copies behind snapshots lie. They outlive the servers that they were taken of.
public interface Vault extends AutoCloseable {
    /// Whether a snapshot has data, and not its description only.
    boolean holds(String snapshotId);

    /// One more copy of a snapshot's data under another snapshot's name; progress is told in percent.
    void copy(String snapshotId, String newId, IntConsumer percent) throws IOException;

    /// Removes a snapshot's data, if there is any.
    void drop(String snapshotId) throws IOException;

    /// Servers of a new instance, from a snapshot's data. Returns when they answer.
    DataPlane restore(Blueprint to, String snapshotId, Consumer<String> progress) throws IOException;

    /// Removes everything.
    @Override
    void close();
}
