package dev.howdah.ops.activity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One process that waits for a lock.
///
/// @param blockers by `pg_blocking_pids`: those that hold what it wants and those before it in the queue; 0 is a prepared transaction
/// @param mode that it wants, as in `AccessExclusiveLock`
/// @param on what it wants, in words, as in `table comments` or `transaction 815`
/// @param since when it began to wait; known from PostgreSQL 14 on
/// @param held which of its blockers hold a lock on the same object, with its strongest mode; the others stand before it in the queue
public record LockWait(int pid, List<Integer> blockers, String mode, String on, @Nullable Instant since, Map<Integer, String> held) {
    public LockWait {
        blockers = List.copyOf(blockers);
        held = Map.copyOf(held);
    }
}
