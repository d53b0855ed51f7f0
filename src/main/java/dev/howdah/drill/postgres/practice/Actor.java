package dev.howdah.drill.postgres.practice;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// One session that plays a part. It is an ordinary client: what the server does to it, it bears.
public final class Actor implements AutoCloseable {
    /// SQLSTATE `query_canceled` (PostgreSQL manual, appendix A).
    private static final String CANCELLED = "57014";
    private final Connection connection;
    private final int pid;
    private final AtomicInteger cancelled = new AtomicInteger();
    private volatile @Nullable Thread thread;
    private volatile @Nullable String ended;
    private volatile long lastMillis = -1;

    Actor(Connection connection) throws SQLException {
        this.connection = connection;
        this.pid = connection.unwrap(PGConnection.class).getBackendPID();
    }

    /// Of the backend that serves it.
    public int pid() {
        return pid;
    }

    /// Runs a statement to its end, in the transaction that is open, if one is.
    public void run(String sql) throws IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException("a session of the scenario: " + e.getMessage(), e);
        }
    }

    /// From now on what it does is one transaction.
    public void transaction() throws IOException {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Runs a statement on a thread of its own; how it ended is told by [#ended].
    public void start(String sql) {
        thread = Thread.ofVirtual().name("drill-actor/" + pid).start(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
                ended = "00000";
            } catch (SQLException e) {
                ended = state(e);
            }
        });
    }

    /// Runs a statement again and again, as a job does that tries once more when it is cancelled, until its session is taken away.
    public void repeat(String sql, Duration pause) {
        thread = Thread.ofVirtual().name("drill-actor/" + pid).start(() -> {
            try {
                while (ended == null) {
                    once(sql);
                    Thread.sleep(pause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void once(String sql) {
        long begun = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            lastMillis = (System.nanoTime() - begun) / 1_000_000;
        } catch (SQLException e) {
            if (CANCELLED.equals(e.getSQLState())) {
                cancelled.incrementAndGet();
            } else {
                ended = state(e);
            }
        }
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /// The SQLSTATE with which its work ended, `00000` for a success; empty while it goes on.
    public Optional<String> ended() {
        return Optional.ofNullable(ended);
    }

    /// How often a repeated statement was cancelled.
    public int cancelled() {
        return cancelled.get();
    }

    /// How long a repeated statement took the last time, in milliseconds; -1 before the first one was done.
    public long lastMillis() {
        return lastMillis;
    }

    /// Lets go of the session. The server notices when it next writes to it: whoever must be gone at once is terminated first.
    @Override
    public void close() {
        ended = ended == null ? "" : ended;
        Thread working = thread;
        if (working != null) {
            working.interrupt();
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            System.getLogger(Actor.class.getName()).log(System.Logger.Level.DEBUG, "the session was broken already", e);
        }
    }
}
