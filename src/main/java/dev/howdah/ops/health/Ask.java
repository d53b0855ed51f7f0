package dev.howdah.ops.health;

import dev.howdah.sql.session.Database;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that answers queries.
interface Ask {
    /// A query without an answer.
    final class Failed extends Exception {
        private final String state;

        Failed(String state, String message) {
            super(message);
            this.state = state;
        }

        /// SQLSTATE (PostgreSQL manual, appendix A).
        String state() {
            return state;
        }

        /// Whether the session is gone, so that no further query is answered.
        boolean lost() {
            return state.isEmpty() || state.startsWith("08") || state.startsWith("57P");
        }
    }

    List<List<@Nullable String>> ask(String sql) throws Failed;

    /// A session of one's own.
    static Ask in(SqlSession session) {
        return sql -> {
            try {
                return session.ask(sql);
            } catch (SqlFailed e) {
                throw new Failed(e.serverMessage().state(), e.serverMessage().message());
            }
        };
    }

    /// A session that others use too.
    ///
    /// @param within how long an answer may take before the session is given up
    static Ask in(Database database, int most, Duration within) {
        return sql -> {
            Database.Answer answer = database.query(sql, most, within);
            Database.Failure failure = answer.failure();
            if (failure != null) {
                throw new Failed(answer.broken() ? "08006" : failure.state(), failure.message());
            }
            return answer.results().getFirst() instanceof Database.Result.Rows rows ? rows.rows() : List.of();
        };
    }
}
