package dev.howdah.drill.postgres;

import java.nio.file.Path;
import java.time.Instant;

/// What a new pair of servers starts from.
public sealed interface Origin {
    /// An empty database.
    record Empty() implements Origin {}

    /// A physical copy that [Servers#snapshot] made. Roles and passwords are those of its source.
    record Snapshot(Path directory) implements Origin {}

    /// The state of `source` at `target`, which must lie in its restore window.
    record At(Servers source, Instant target) implements Origin {}

    /// The newest state of `source` that its archived WAL holds.
    record Latest(Servers source) implements Origin {}
}
