package dev.howdah.ops.migrate;

import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.ops.reach.Reached;
import dev.howdah.ops.reach.Ways;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks into databases that are reached, and signals their sessions.
public interface Sight extends AutoCloseable {
    /// All sessions of clients, ours left out.
    ///
    /// @return empty when there is no way to the instance
    /// @throws Problem.Thrown when there is one and the server does not answer
    Optional<List<Locks.Session>> sessions(InstanceRef ref);

    /// Ends what a session runs, or the session itself, if it is still the one that began then.
    ///
    /// @return whether the signal was sent; empty when there is no way to the instance
    /// @throws Problem.Thrown with the server's error
    Optional<Boolean> signal(InstanceRef ref, int pid, Instant began, boolean terminate);

    @Override
    void close();

    /// Sees nothing.
    Sight NONE = new Sight() {
        @Override
        public Optional<List<Locks.Session>> sessions(InstanceRef ref) {
            return Optional.empty();
        }

        @Override
        public Optional<Boolean> signal(InstanceRef ref, int pid, Instant began, boolean terminate) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    /// Through the ways that are open, in one more session with each database.
    static Sight through(Ways ways) {
        return new Through(ways);
    }

    /// Keeps its sessions as long as the ways under them.
    final class Through implements Sight {
        /// A question every second must not wait for the last one.
        private static final Duration STATEMENT = Duration.ofSeconds(3);
        private final Ways ways;
        /// Guarded by `this`.
        private final Map<InstanceRef, Open> open = new HashMap<>();

        private record Open(Reached of, SqlSession session) {}

        private Through(Ways ways) {
            this.ways = ways;
        }

        @Override
        public synchronized Optional<List<Locks.Session>> sessions(InstanceRef ref) {
            Optional<Reached> reached = ways.reached(ref);
            if (reached.isEmpty()) {
                drop(ref);
                return Optional.empty();
            }
            SqlSession session = session(ref, reached.get());
            try {
                return Optional.of(session.ask(session.version() >= 140_000 ? Locks.QUESTION : Locks.QUESTION_13).stream()
                        .map(Locks.Session::of).toList());
            } catch (SqlFailed e) {
                drop(ref);
                throw new Problem.Thrown(new Problem.Sql("", String.valueOf(e.getMessage()),
                        new Problem.Source("pg_locks", null, String.valueOf(e.getMessage()))), e);
            }
        }

        private SqlSession session(InstanceRef ref, Reached reached) {
            Open before = open.get(ref);
            if (before != null && before.of == reached && before.session.isOpen()) {
                return before.session;
            }
            drop(ref);
            try {
                SqlSession session = reached.database().session(Safety.of("locks").withStatement(STATEMENT),
                        reached.database().usualDatabase());
                open.put(ref, new Open(reached, session));
                return session;
            } catch (ConnectFailure e) {
                throw new Problem.Thrown(new Problem.Sql("08001", String.valueOf(e.getMessage()),
                        new Problem.Source("pg_locks", null, String.valueOf(e.getMessage()))), e);
            }
        }

        private void drop(InstanceRef ref) {
            @Nullable
            Open before = open.remove(ref);
            if (before != null) {
                before.session.close();
            }
        }

        @Override
        public Optional<Boolean> signal(InstanceRef ref, int pid, Instant began, boolean terminate) {
            return ways.reached(ref).map(reached -> "t".equals(reached.database()
                    .row("SELECT pg_catalog." + (terminate ? "pg_terminate_backend" : "pg_cancel_backend")
                            + "(pid) AS sent FROM pg_catalog.pg_stat_activity WHERE pid = " + pid + " AND backend_start = '" + began
                            + "'::timestamptz", STATEMENT)
                    .get("sent")));
        }

        @Override
        public synchronized void close() {
            open.values().forEach(o -> o.session.close());
            open.clear();
        }
    }
}
