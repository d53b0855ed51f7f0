package dev.howdah.drill.world;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// Where servers are built, and where the physical copies behind snapshots lie, which outlive the servers that they were taken of.
public interface Vault extends AutoCloseable {
    /// Whether a snapshot has data, and not its description only.
    boolean holds(String snapshotId);

    /// One more copy of a snapshot's data under another snapshot's name; progress is told in percent.
    void copy(String snapshotId, String newId, IntConsumer percent) throws IOException;

    /// Removes a snapshot's data, if there is any.
    void drop(String snapshotId) throws IOException;

    /// Servers of a new instance with an empty database. Returns when they answer.
    ///
    /// @param login of the master user that they get
    DataPlane create(Blueprint to, DataPlane.Login login, Consumer<String> progress) throws IOException;

    /// The certificate authority behind the certificates of all servers that are built here, as a PEM file.
    Path certificateAuthority();

    /// Servers of a new instance, from a snapshot's data. Returns when they answer.
    DataPlane restore(Blueprint to, String snapshotId, Consumer<String> progress) throws IOException;

    /// Removes everything.
    @Override
    void close();
}
