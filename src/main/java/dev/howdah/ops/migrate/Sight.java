package dev.howdah.ops.migrate;

import dev.howdah.journal.Permit;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.ops.reach.Reached;
import dev.howdah.ops.reach.Ways;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Database;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.Signal;
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
    /// @param permit for the signal's action on `resource`
    /// @return whether the signal was sent; empty when there is no way to the instance
    /// @throws Problem.Thrown with the server's error
    Optional<Boolean> signal(InstanceRef ref, int pid, Instant began, Signal how, Permit permit, String resource);

    @Override
    void close();

    /// Sees nothing.
    Sight NONE = new Sight() {
        @Override
        public Optional<List<Locks.Session>> sessions(InstanceRef ref) {
            return Optional.empty();
        }

        @Override
        public Optional<Boolean> signal(InstanceRef ref, int pid, Instant began, Signal how, Permit permit, String resource) {
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
        private static final int MOST = 10_000;
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
            try {
                SqlSession session = session(ref, reached.get());
                return Optional.of(session.ask(session.version() >= 140_000 ? Locks.QUESTION : Locks.QUESTION_13).stream()
                        .map(Locks.Session::of).toList());
            } catch (ConnectFailure e) {
                // no slot is left for one more session: the way's own can still ask
                return Optional.of(shared(reached.get().database()));
            } catch (SqlFailed e) {
                drop(ref);
                throw failed("", String.valueOf(e.getMessage()), e);
            }
        }

        private static List<Locks.Session> shared(Database database) {
            int version = Integer.parseInt(String.valueOf(database.row("SHOW server_version_num", STATEMENT).get("server_version_num")));
            Database.Answer answer = database.query(version >= 140_000 ? Locks.QUESTION : Locks.QUESTION_13, MOST, STATEMENT);
            Database.Failure failure = answer.failure();
            if (failure != null) {
                throw failed(failure.state(), failure.message(), null);
            }
            return answer.results().getFirst() instanceof Database.Result.Rows rows
                    ? rows.rows().stream().map(Locks.Session::of).toList()
                    : List.of();
        }

        private static Problem.Thrown failed(String state, String message, @Nullable Exception cause) {
            return new Problem.Thrown(new Problem.Sql(state, message, new Problem.Source("pg_locks", null, message)), cause);
        }

        private SqlSession session(InstanceRef ref, Reached reached) throws ConnectFailure {
            Open before = open.get(ref);
            if (before != null && before.of == reached && before.session.isOpen()) {
                return before.session;
            }
            drop(ref);
            SqlSession session = reached.database().session(Safety.of("locks").withStatement(STATEMENT),
                    reached.database().usualDatabase());
            open.put(ref, new Open(reached, session));
            return session;
        }

        private void drop(InstanceRef ref) {
            @Nullable
            Open before = open.remove(ref);
            if (before != null) {
                before.session.close();
            }
        }

        @Override
        public Optional<Boolean> signal(InstanceRef ref, int pid, Instant began, Signal how, Permit permit, String resource) {
            return ways.reached(ref).map(reached -> how.send(reached.database(), permit, resource, pid, began));
        }

        @Override
        public synchronized void close() {
            open.values().forEach(o -> o.session.close());
            open.clear();
        }
    }
}
