package dev.howdah.ops.compare;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.ops.reach.Login;
import dev.howdah.ops.reach.Reach;
import dev.howdah.ops.reach.Reached;
import dev.howdah.ops.reach.Ways;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.SqlSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Opens sessions with instances that are reached.
public interface Doors {
    /// How long one statement of a comparison may run: sums read a table once.
    Duration PATIENT = Duration.ofMinutes(10);

    /// A session and where it is.
    ///
    /// @param where DBNAME, USER, HOST and PORT, as psql's variables name them
    record Opened(SqlSession session, Map<String, String> where) implements AutoCloseable {
        public String database() {
            return where.getOrDefault("DBNAME", "");
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /// Opens one more session, read-only.
    ///
    /// @param statement how long a statement may run
    /// @return empty when there is no way to the instance: connect first
    /// @throws Problem.Thrown when the way is there and the server does not answer
    Optional<Opened> open(InstanceRef ref, Duration statement);

    /// Opens a way to an instance, and waits for it.
    ///
    /// @return why there is none, in words; empty when it is open
    default Optional<String> reach(AwsScope scope, Instance instance) throws InterruptedException {
        return Optional.empty();
    }

    /// The same with a login that nothing leads to yet.
    ///
    /// @return why there is none, in words; empty when it is open
    default Optional<String> reach(AwsScope scope, Instance instance, Login login) throws InterruptedException {
        return Optional.empty();
    }

    /// Ends the way to an instance that is about to go.
    default void leave(InstanceRef ref) {}

    /// Through the ways that are open.
    ///
    /// @param operator who asks, for `application_name`
    static Doors through(Ways ways, Function<InstanceRef, String> operator) {
        return new Through(ways, operator);
    }

    /// Through the ways that a window, or a command, keeps open.
    record Through(Ways ways, Function<InstanceRef, String> operator) implements Doors {
        /// A ladder is climbed in seconds, or not at all.
        private static final Duration CLIMB = Duration.ofSeconds(90);

        @Override
        public Optional<Opened> open(InstanceRef ref, Duration statement) {
            Optional<Reached> reached = ways.reached(ref);
            if (reached.isEmpty()) {
                return Optional.empty();
            }
            var database = reached.get().database();
            String name = database.usualDatabase();
            try {
                var safety = Safety.of(operator.apply(ref)).withStatement(statement);
                return Optional.of(new Opened(database.session(safety, name), database.where(name)));
            } catch (ConnectFailure e) {
                throw new Problem.Thrown(new Problem.Sql("08001", String.valueOf(e.getMessage()),
                        new Problem.Source("postgresql", null, String.valueOf(e.getMessage()))), e);
            }
        }

        @Override
        public Optional<String> reach(AwsScope scope, Instance instance) throws InterruptedException {
            return reach(scope, instance, Reach.Choice.OURS);
        }

        @Override
        public Optional<String> reach(AwsScope scope, Instance instance, Login login) throws InterruptedException {
            return reach(scope, instance, new Reach.Choice(null, login));
        }

        private Optional<String> reach(AwsScope scope, Instance instance, Reach.Choice choice) throws InterruptedException {
            ways.connect(scope, instance, choice);
            Ways.Way way = ways.of(instance.ref()).await(Ways.Way::settled, CLIMB);
            return way.condition() == Ways.Condition.OPEN
                    ? Optional.empty()
                    : Optional.of(way.said() == null ? "it did not open within " + CLIMB.toSeconds() + " s." : way.said());
        }

        @Override
        public void leave(InstanceRef ref) {
            ways.disconnect(ref);
        }
    }
}
