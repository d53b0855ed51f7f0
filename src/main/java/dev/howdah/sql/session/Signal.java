package dev.howdah.sql.session;

import dev.howdah.journal.Permit;
import dev.howdah.model.Problem;
import java.time.Duration;
import java.time.Instant;

/// What can be asked of another session: to give up its statement, or to end (PostgreSQL manual, "System Administration Functions").
public enum Signal {
    CANCEL("sql:CancelBackend", "pg_cancel_backend"), TERMINATE("sql:TerminateBackend", "pg_terminate_backend");

    private static final Duration WITHIN = Duration.ofSeconds(5);
    private final String action;
    private final String function;

    Signal(String action, String function) {
        this.action = action;
        this.function = function;
    }

    /// What its permit is for.
    public String action() {
        return action;
    }

    /// The statement that does it by hand, if the process is still the one that began then.
    public String statement(int pid, Instant began) {
        return "SELECT " + function + "(pid) FROM pg_stat_activity WHERE pid = " + pid + " AND backend_start = '" + began + "'";
    }

    /// The function of the server.
    public String function() {
        return function;
    }

    /// Sends it to one process, if that is still the one that was seen: pids are used again. Which process it is and the sending are
    /// one statement.
    ///
    /// @param permit for [#action] on the resource
    /// @param began when that process began, as the server told it
    /// @return whether the signal was sent; false when the process had ended before
    /// @throws Problem.Thrown when the role may not, or the session is lost
    public boolean send(Database database, Permit permit, String resource, int pid, Instant began) {
        permit.take(action, resource).ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        long micros = began.getEpochSecond() * 1_000_000 + began.getNano() / 1000;
        return "t".equals(database.row("SELECT pg_catalog." + function + "(pid) AS sent FROM pg_catalog.pg_stat_get_activity(" + pid
                + ") WHERE (extract(epoch FROM backend_start) * 1000000)::bigint = " + micros, WITHIN).get("sent"));
    }
}
