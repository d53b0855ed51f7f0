package dev.howdah.sql.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGNotification;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.TransactionState;

/// One session in which statements run as psql runs them: the text goes to the server byte for byte in one message of the
/// simple protocol, and everything that comes back is handed on in the order of arrival, tags and notices too. JDBC's own
/// statements lose the tags, the order of notices, and the results before an error; the driver's query executor does not.
///
/// One statement at a time; [#cancel] and [#state] may be called from any thread.
public final class SqlSession implements AutoCloseable {
    /// Where the session's transaction is.
    public enum State {
        IDLE, OPEN, FAILED
    }

    private static final Duration HEARING = Duration.ofMillis(50);
    private final BaseConnection connection;
    private final Callable<Connection> another;
    private final Runnable released;
    private volatile @Nullable ReadOnly guard;
    private volatile @Nullable Writing writing;
    private @Nullable Connection canceller;
    private long heard = System.nanoTime() - HEARING.toNanos();

    /// The host that was asked for as libpq would; null where the server was not reached so.
    private @Nullable String named;

    private SqlSession(BaseConnection connection, Callable<Connection> another, Runnable released) {
        this.connection = connection;
        this.another = another;
        this.released = released;
    }

    /// Takes over a connection.
    ///
    /// @param connection made with `preferQueryMode=simple`
    /// @param another opens one more connection of the same user, for cancelling
    public static SqlSession over(Connection connection, Callable<Connection> another) throws SQLException {
        return over(connection, another, null, () -> {
        });
    }

    /// Takes over a connection.
    ///
    /// @param safety what the server was told when the connection was made; null for a session that may write
    /// @param released called when the session is closed
    /// @throws SQLException also when the server did not take what it was told, as behind a pooler that drops it
    static SqlSession over(Connection connection, Callable<Connection> another, @Nullable Safety safety, Runnable released)
            throws SQLException {
        BaseConnection base = connection.unwrap(BaseConnection.class);
        if (base.getPreferQueryMode() != org.postgresql.jdbc.PreferQueryMode.SIMPLE) {
            throw new IllegalArgumentException("the connection was not made with preferQueryMode=simple");
        }
        var session = new SqlSession(base, another, released);
        if (safety != null) {
            session.guard = ReadOnly.of(session, safety);
        }
        return session;
    }

    /// Notes that the server was reached as libpq would: its address is told too.
    ///
    /// @param host empty where only an address was given
    SqlSession reached(String host) {
        named = host;
        return this;
    }

    /// Who is at the other end.
    Peer peer() {
        return new Peer(Wire.socket(connection), named);
    }

    /// Whether the session is read-only, and with what limits; null when it may write.
    public @Nullable Safety safety() {
        ReadOnly now = guard;
        return now == null ? null : now.safety();
    }

    /// Runs everything in `sql` as one message; returns when the server is ready for the next.
    ///
    /// @return whether no error came
    public boolean run(String sql, Consumer<Answer> answers) {
        return guarded(sql, answers, () -> send(sql, answers));
    }

    /// Runs one message that does no COPY; its rows come in portions as [dev.howdah.sql.table.RawRows], so that none are kept here.
    ///
    /// @return whether no error came; rows may have come before it
    boolean portions(String sql, Consumer<Answer> answers) {
        return guarded(sql, answers, () -> Wire.run(connection, sql, answers));
    }

    /// Runs one statement of the extended protocol; its rows come as those of [#portions].
    ///
    /// @param sql what it does, for the guards: also where it was prepared before
    boolean bound(String sql, Bound bound, Consumer<Answer> answers) {
        return guarded(sql, answers, () -> Wire.bound(connection, sql, bound, answers));
    }

    /// Prepares a statement; nothing of it runs. The guards look at it here too: EXECUTE would not show them what it does.
    boolean parse(String name, String sql, Consumer<Answer> answers) {
        return guarded(sql, answers, () -> Wire.parse(connection, name, sql, answers));
    }

    /// Asks for the columns of what a statement would give; nothing of it runs.
    ///
    /// @param columns are told where there are any
    boolean describe(String sql, Consumer<Answer> answers, Consumer<List<Answer.Field>> columns) {
        return guarded(sql, answers, () -> Wire.describe(connection, sql, answers, columns));
    }

    /// Forgets a prepared statement; none of that name is no error.
    boolean close(String name, Consumer<Answer> answers) {
        return Wire.close(connection, name, answers);
    }

    private <X extends Exception> boolean guarded(String sql, Consumer<Answer> answers, ReadOnly.Sending<X> sending) throws X {
        ReadOnly guarding = guard;
        Writing allowed = writing;
        return guarding != null
                ? guarding.run(sql, answers, sending)
                : allowed != null ? allowed.run(sql, answers, sending) : sending.send();
    }

    /// Why a session stays read-only.
    public static final class NotWritable extends Exception {
        NotWritable(String why) {
            super(why);
        }
    }

    /// What the permit of [#writable] is for.
    public static final String WRITE = "sql:Write";

    /// Lets a read-only session write, once and until it is closed: it is never read-only again, because what was set in it, opened
    /// in it or made in it would stay.
    ///
    /// @param permit for [#WRITE] on the resource
    /// @param leave asked before each message
    /// @param patience how long the server may be silent from now on
    /// @throws NotWritable when a transaction is open, or the server does not agree
    public void writable(dev.howdah.journal.Permit permit, String resource, Leave leave, Duration patience) throws NotWritable {
        permit.take(WRITE, resource).ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        if (guard == null) {
            throw new IllegalStateException("only a read-only session is made writable");
        }
        if (state() != State.IDLE) {
            throw new NotWritable("a transaction is open; end it first");
        }
        String[] trouble = {"it did not answer"};
        boolean done = send("SET default_transaction_read_only = off", answer -> {
            if (answer instanceof Answer.Failed(ServerMessage message)) {
                trouble[0] = message.message();
            }
        });
        if (!done) {
            throw new NotWritable("the server does not let the session write: " + trouble[0]);
        }
        try {
            patience(patience);
        } catch (SQLException e) {
            throw new NotWritable("the session was lost: " + e.getMessage());
        }
        writing = new Writing(this, leave);
        guard = null;
    }

    /// Whether all that runs from now on is rolled back; only where writes are allowed.
    public void previewing(boolean on) {
        Writing allowed = writing;
        if (allowed != null) {
            allowed.previewing = on;
        }
    }

    /// Whether the first rows of a query can be read by a cursor without changing what it does.
    boolean mayBeCut(String sql) {
        Writing allowed = writing;
        return guard != null
                ? Words.isOneRead(sql)
                : allowed != null && !allowed.previewing && Words.isOneQuery(sql)
                        && dev.howdah.sql.scan.Risk.readsOnly(sql, !parameter("standard_conforming_strings").equals("off"));
    }

    /// Sends what no guard has looked at.
    boolean send(String sql, Consumer<Answer> answers) {
        var collector = new Collector(connection, answers);
        try {
            QueryExecutor executor = connection.getQueryExecutor();
            var query = executor.createQuery(sql, false, false).query;
            executor.execute(query, null, collector, 0, 0, QueryExecutor.QUERY_SUPPRESS_BEGIN | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
                    | QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS);
        } catch (SQLException e) {
            collector.handleError(e);
        }
        return !collector.failed();
    }

    /// Runs one query through a cursor, so that no more than `portion` rows are held; opens a transaction where none is open.
    public boolean stream(String query, int portion, Consumer<Answer> answers) {
        return stream(query, portion, Long.MAX_VALUE, answers) != Streamed.FAILED;
    }

    /// How a streamed query ended.
    public enum Streamed {
        WHOLE, CUT, FAILED
    }

    /// Runs one query through a cursor, up to `limit` rows.
    ///
    /// @return [Streamed#CUT] when the server has more
    public Streamed stream(String query, int portion, long limit, Consumer<Answer> answers) {
        boolean own = state() == State.IDLE;
        if (own && !run("BEGIN", onlyTrouble(answers))) {
            return Streamed.FAILED;
        }
        String bare = query.stripTrailing().replaceFirst(";$", "");
        String head = "DECLARE _howdah_cursor NO SCROLL CURSOR FOR\n";
        boolean good = true;
        long left = limit;
        boolean more = true;
        while (more) {
            int asked = (int) Math.min(portion, left);
            int[] came = {0};
            boolean begins = left == limit;
            boolean last = asked == left;
            Consumer<Answer> portions = answer -> {
                if (answer instanceof Answer.Rows rows) {
                    came[0] = rows.rows().size();
                    answers.accept(new Answer.Rows(rows.fields(), rows.rows(), begins, last || came[0] < asked));
                } else if (!(answer instanceof Answer.Done)) {
                    answers.accept(answer);
                }
            };
            String fetch = "FETCH FORWARD " + asked + " FROM _howdah_cursor";
            // in one message with the declaration: a way to a database has a round trip of tens of milliseconds
            good = begins ? run(head + bare + "\n;" + fetch, moved(head.length(), portions)) : run(fetch, portions);
            left -= came[0];
            more = good && came[0] == asked && left > 0;
        }
        boolean[] another = {false};
        if (good && left == 0) {
            good = run("FETCH FORWARD 1 FROM _howdah_cursor", answer -> {
                if (answer instanceof Answer.Rows rows) {
                    another[0] = !rows.rows().isEmpty();
                } else if (answer instanceof Answer.Failed) {
                    answers.accept(answer);
                }
            });
        }
        if (good && !own) {
            run("CLOSE _howdah_cursor", onlyTrouble(answers));
        }
        // a session that was lost has nothing left to roll back, and its loss was told once
        if (own && isOpen()) {
            run(good && guard == null ? "COMMIT" : "ROLLBACK", onlyTrouble(answers));
        }
        return !good ? Streamed.FAILED : another[0] ? Streamed.CUT : Streamed.WHOLE;
    }

    /// Errors and notices whose place is counted from the query's own beginning.
    private static Consumer<Answer> moved(int by, Consumer<Answer> answers) {
        return answer -> answers.accept(switch (answer) {
            case Answer.Failed(ServerMessage m) -> new Answer.Failed(m.movedBy(by));
            case Answer.Notice(ServerMessage m) -> new Answer.Notice(m.movedBy(by));
            case Answer.Rows _,Answer.Done _ -> answer;
        });
    }

    static Consumer<Answer> onlyTrouble(Consumer<Answer> answers) {
        return answer -> {
            if (answer instanceof Answer.Notice || answer instanceof Answer.Failed) {
                answers.accept(answer);
            }
        };
    }

    /// Runs `COPY … FROM STDIN` with its data.
    ///
    /// @return whether it went well
    public boolean copyIn(String sql, InputStream data, Consumer<Answer> answers) throws IOException {
        return guarded(sql, answers, () -> sendCopyIn(sql, data, answers));
    }

    private boolean sendCopyIn(String sql, InputStream data, Consumer<Answer> answers) throws IOException {
        try {
            var copy = connection.getCopyAPI().copyIn(sql);
            try {
                byte[] buffer = new byte[65_536];
                for (int n = data.read(buffer); n >= 0; n = data.read(buffer)) {
                    copy.writeToCopy(buffer, 0, n);
                }
                long rows = copy.endCopy();
                warnings(answers);
                answers.accept(new Answer.Done("COPY " + rows));
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
            return true;
        } catch (SQLException e) {
            return failed(e, answers);
        }
    }

    /// Runs several statements in one message, of which any may be a COPY with its data.
    ///
    /// @param most bytes of rows after which the session is given up; 0: any number
    /// @throws IOException when data could not be written; the session goes on
    boolean mixed(String sql, Wire.Copies copies, long most, Consumer<Answer> answers) throws IOException {
        return guarded(sql, answers, () -> Wire.mixed(connection, sql, copies, most, answers));
    }

    /// Runs `COPY … TO STDOUT`; the data goes to `data` as it comes.
    public boolean copyOut(String sql, OutputStream data, Consumer<Answer> answers) throws IOException {
        return guarded(sql, answers, () -> Wire.copyOut(connection, sql, data, answers));
    }

    private boolean failed(SQLException e, Consumer<Answer> answers) throws IOException {
        try {
            warnings(answers);
        } catch (SQLException lost) {
            e.addSuppressed(lost);
        }
        answers.accept(new Answer.Failed(ServerMessage.of(e)));
        return false;
    }

    private void warnings(Consumer<Answer> answers) throws SQLException {
        for (SQLWarning w = connection.getWarnings(); w != null; w = w.getNextWarning()) {
            answers.accept(new Answer.Notice(ServerMessage.of(w)));
        }
        connection.clearWarnings();
    }

    /// The rows of a query that cannot fail short of a lost session; for the catalog.
    ///
    /// @throws SqlFailed when it does
    public List<List<@Nullable String>> ask(String sql) throws SqlFailed {
        var rows = new ArrayList<List<@Nullable String>>();
        var failure = new ServerMessage[1];
        run(sql, answer -> {
            if (answer instanceof Answer.Rows r) {
                rows.addAll(r.rows());
            } else if (answer instanceof Answer.Failed f) {
                failure[0] = f.message();
            }
        });
        if (failure[0] != null) {
            throw new SqlFailed(failure[0], sql);
        }
        return rows;
    }

    /// Asks the server, on a connection of its own, to end what this session is running. The request that the protocol has
    /// for this travels unencrypted and without an answer.
    ///
    /// @return whether the server has sent the signal
    public synchronized boolean cancel() throws SQLException {
        try {
            Connection other = canceller;
            if (other == null || other.isClosed()) {
                other = another.call();
                canceller = other;
            }
            try (var statement = other.createStatement();
                    var answer = statement.executeQuery("SELECT pg_catalog.pg_cancel_backend(" + pid() + ")")) {
                return answer.next() && answer.getBoolean(1);
            }
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException("no connection to cancel with", e);
        }
    }

    /// Ends what this session is running: by asking the server, else by giving the session up.
    public void stop() {
        try {
            cancel();
        } catch (SQLException e) {
            System.getLogger(SqlSession.class.getName()).log(System.Logger.Level.INFO, "cancelling failed, and the session is given up", e);
            abandon();
        }
    }

    /// How long the server may be silent; after that the session is given up, so that a dead way holds nobody up for longer.
    public void patience(Duration most) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(most.toMillis()));
    }

    /// Gives the session up without a word to the server; from any thread. What runs ends with an error at once.
    public void abandon() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            System.getLogger(SqlSession.class.getName()).log(System.Logger.Level.DEBUG, "the session was gone already", e);
        }
    }

    /// The server's process.
    public int pid() {
        return connection.getBackendPID();
    }

    public State state() {
        TransactionState state = connection.getTransactionState();
        return switch (state) {
            case IDLE -> State.IDLE;
            case OPEN -> State.OPEN;
            case FAILED -> State.FAILED;
        };
    }

    /// A parameter that the server reports by itself, such as `server_version` or `standard_conforming_strings`; empty when it
    /// does not.
    public String parameter(String name) {
        String value = connection.getParameterStatus(name);
        return value == null ? "" : value;
    }

    /// As in `160015`.
    public int version() {
        String[] parts = parameter("server_version").split("[^0-9]+");
        int major = parts[0].isEmpty() ? 0 : Integer.parseInt(parts[0]);
        return major * 10_000 + (parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
    }

    public Map<String, String> parameters() {
        return connection.getParameterStatuses();
    }

    /// What came by NOTIFY since the last call. What came along with answers is known; to hear of more, the driver waits a millisecond
    /// for the socket, which many small statements in a row would each pay: it is asked for no more often than every [#HEARING].
    public List<PGNotification> notifications() throws SQLException {
        long now = System.nanoTime();
        boolean hear = now - heard >= HEARING.toNanos();
        if (hear) {
            heard = now;
        }
        PGNotification[] came = hear ? connection.getNotifications() : connection.getQueryExecutor().getNotifications();
        return came == null ? List.of() : List.of(came);
    }

    public boolean isOpen() {
        try {
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        Connection other = canceller;
        for (Connection open : other == null ? List.<Connection>of(connection) : List.of(connection, other)) {
            try {
                open.close();
            } catch (SQLException e) {
                System.getLogger(SqlSession.class.getName()).log(System.Logger.Level.DEBUG, "the session did not end in order", e);
            }
        }
        released.run();
    }
}
