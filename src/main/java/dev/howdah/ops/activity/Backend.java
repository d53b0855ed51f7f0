package dev.howdah.ops.activity;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One server process, as `pg_stat_activity` has it (PostgreSQL manual, "The Cumulative Statistics System").
///
/// @param began with the pid it names one process for good: pids are used again
/// @param client the address that the server sees; null for a Unix socket and for the server's own processes
/// @param clientName the ECS task or machine that has this address; null when none that is known does
/// @param kind `client backend`, `autovacuum worker`, …; null where the role may not see it
/// @param state `active`, `idle`, `idle in transaction`, …; null for the server's own processes and where the role may not see it
/// @param query what it runs or ran last; null where the role may not see it
/// @param queryId PostgreSQL's id of the statement without its literals; 0 where it has none (before 14, or without `compute_query_id`)
/// @param leader the process that this one works for in a parallel query; null for none
/// @param hidden whether the role may not see what it does: only members of `pg_read_all_stats` see others' sessions
public record Backend(int pid, @Nullable Instant began, @Nullable String database, @Nullable String user, String application,
        @Nullable String client, @Nullable String clientName, @Nullable String kind, @Nullable String state, @Nullable String waitType,
        @Nullable String waitEvent, @Nullable Instant transaction, @Nullable Instant queried, @Nullable Instant changed,
        @Nullable String query, long queryId, @Nullable Integer leader, boolean hidden) {

    public boolean active() {
        return "active".equals(state);
    }

    public boolean idleInTransaction() {
        return state != null && state.startsWith("idle in transaction");
    }

    public boolean waitsForLock() {
        return "Lock".equals(waitType);
    }

    public boolean ofClient() {
        return kind == null || kind.equals("client backend");
    }

    /// An autovacuum that cannot be put off: it keeps transaction ids from running out, and comes again when it is cancelled.
    public boolean againstWraparound() {
        return "autovacuum worker".equals(kind) && query != null && query.contains("(to prevent wraparound)");
    }

    /// How long it has been in what it is in: its statement when it runs one, its state otherwise.
    ///
    /// @param at by the server's clock
    public @Nullable Duration inState(Instant at) {
        Instant since = active() ? queried : changed;
        return since == null ? null : between(since, at);
    }

    public @Nullable Duration inTransaction(Instant at) {
        Instant since = transaction;
        return since == null ? null : between(since, at);
    }

    private static Duration between(Instant since, Instant at) {
        Duration age = Duration.between(since, at);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
