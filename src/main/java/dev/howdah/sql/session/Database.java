package dev.howdah.sql.session;

import dev.howdah.model.Problem;
import dev.howdah.model.Secret;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// One session with a server. TLS is always verified in full (`sslmode=verify-full`), against the name of the server and not of
/// the way to it; transactions start read-only.
public final class Database implements AutoCloseable {
    /// Rows fetched at a time.
    private static final int PIECE = 500;
    /// A session that is silent for so much longer than a statement may run has lost its server.
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private final Connection connection;
    private final String sockets;
    private final Login login;

    private Database(Connection connection, String sockets, Login login) {
        this.connection = connection;
        this.sockets = sockets;
        this.login = login;
    }

    /// What a session was opened with, so that another can be.
    private record Login(Server server, String user, Secret password, Path roots, Supplier<Socket> way, Duration most) {
        Properties properties(String number) {
            var properties = new Properties();
            properties.setProperty("user", user);
            properties.setProperty("password", password.reveal());
            properties.setProperty("sslmode", "verify-full");
            properties.setProperty("sslrootcert", roots.toString());
            properties.setProperty("sslfactory", Seal.class.getName());
            properties.setProperty(Startup.WORDS, Startup.DRIVERS);
            properties.setProperty("assumeMinServerVersion", Startup.LEAST);
            properties.setProperty("socketFactory", Sockets.class.getName());
            properties.setProperty("socketFactoryArg", number);
            properties.setProperty("connectTimeout", String.valueOf(most.toSeconds()));
            properties.setProperty("loginTimeout", String.valueOf(most.toSeconds()));
            properties.setProperty("gssEncMode", "disable");
            return properties;
        }

        Connection connect(String database, Properties properties) throws SQLException {
            String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/"
                    + java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8);
            return TlsGroups.connect(properties.getProperty("sslmode"), properties, with -> DriverManager.getConnection(url, with));
        }
    }

    /// Opens one more session with the same server by the same way and login, for what the console asks and does itself; it is read-only.
    /// Dates are in ISO style, whatever the role has set.
    ///
    /// @param database null for the one that this session is in
    public SqlSession session(Safety safety, @Nullable String database) throws ConnectFailure {
        return open(safety, database, Startup.DRIVERS);
    }

    /// The same for what a person types: it begins in libpq's words, so that times and dates are shown as psql shows them (decision 0054).
    public SqlSession typed(Safety safety, @Nullable String database) throws ConnectFailure {
        return open(safety, database, Startup.LIBPQS);
    }

    private SqlSession open(Safety safety, @Nullable String database, String words) throws ConnectFailure {
        String number = Sockets.keep(login.way());
        try {
            String name = database == null ? login.server().database() : database;
            Connection made = psqlConnection(number, name, safety, words);
            try {
                SqlSession session = SqlSession.over(made, () -> psqlConnection(number, name, safety, words), safety,
                        () -> Sockets.forget(number));
                session.patience(safety.statement().plus(SILENCE));
                return session;
            } catch (SQLException e) {
                made.close();
                throw e;
            }
        } catch (SQLException e) {
            Sockets.forget(number);
            throw ConnectFailure.of(e);
        }
    }

    private Connection psqlConnection(String number, String database, Safety safety, String words) throws SQLException {
        Properties properties = login.properties(number);
        properties.setProperty(Startup.WORDS, words);
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("autosave", "never");
        properties.setProperty("ApplicationName", safety.applicationName());
        properties.setProperty("options", safety.options());
        // the last resort: a result that no cursor takes in portions ends the session before it ends the program
        properties.setProperty("maxResultBuffer", "256M");
        return login.connect(database, properties);
    }

    /// The database that people mean when they name none. A secret that RDS manages names none, and then this session is in
    /// `postgres`: if the instance has just one database beside that and RDS's own, it is that one.
    ///
    /// @throws Problem.Thrown when the server does not answer
    public String usualDatabase() {
        String own = login.server().database();
        if (!own.equals("postgres")) {
            return own;
        }
        var others = row(
                "SELECT pg_catalog.count(*) AS n, pg_catalog.min(datname::text) AS name FROM pg_catalog.pg_database WHERE datallowconn"
                        + " AND NOT datistemplate AND datname NOT IN ('postgres', 'rdsadmin')");
        String name = others.get("name");
        return "1".equals(others.get("n")) && name != null ? name : own;
    }

    /// DBNAME, USER, HOST and PORT, as psql's variables name them.
    ///
    /// @param database null for the one that this session is in
    public Map<String, String> where(@Nullable String database) {
        return Map.of("DBNAME", database == null ? login.server().database() : database, "USER", login.user(), "HOST",
                login.server().host(), "PORT", String.valueOf(login.server().port()));
    }

    /// Opens a session.
    ///
    /// @param roots PEM file of the certificate authorities that may sign the server's certificate
    /// @param way gives unconnected sockets that lead to the server
    public static Database open(Server server, String user, Secret password, Path roots, Supplier<Socket> way, Duration most)
            throws ConnectFailure {
        String number = Sockets.keep(way);
        var login = new Login(server, user, password, roots, way, most);
        Properties properties = login.properties(number);
        properties.setProperty("ApplicationName", "howdah");
        properties.setProperty("options", "-c default_transaction_read_only=on -c statement_timeout=30s -c lock_timeout=5s");
        try {
            return new Database(login.connect(server.database(), properties), number, login);
        } catch (SQLException e) {
            Sockets.forget(number);
            throw ConnectFailure.of(e);
        }
    }

    /// Runs one statement that gives one row.
    ///
    /// @return column name → value in the server's own text form
    /// @throws Problem.Thrown with the server's error
    public Map<String, @Nullable String> row(String sql) {
        return row(sql, Duration.ofSeconds(35));
    }

    /// @param most how long an answer may take; after that the session is given up, because what came back later would be
    /// taken for the answer to something else
    public synchronized Map<String, @Nullable String> row(String sql, Duration most) {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(most.toMillis()));
        } catch (SQLException e) {
            throw thrown(e);
        }
        try (var statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            var row = new LinkedHashMap<String, @Nullable String>();
            if (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.put(rows.getMetaData().getColumnLabel(i), rows.getString(i));
                }
            }
            return row;
        } catch (SQLException e) {
            throw thrown(e);
        }
    }

    /// Runs statements and drops what they answer.
    ///
    /// @throws Problem.Thrown with the server's error
    public synchronized void run(String sql, Duration most) {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(most.toMillis()));
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw thrown(e);
        }
    }

    /// What one statement gave.
    public sealed interface Result {
        /// @param columns names as the server gives them
        /// @param numeric which columns hold numbers, for alignment
        /// @param rows values in the server's own text form, null for NULL
        /// @param more whether the server had more than was asked for
        record Rows(List<String> columns, List<Boolean> numeric, List<List<@Nullable String>> rows, boolean more) implements Result {}

        /// @param affected rows that it changed
        record Done(int affected) implements Result {}
    }

    /// A server's error with its place in the text.
    ///
    /// @param position of the first wrong character, from 1; null when the server names none
    public record Failure(String state, String severity, String message, @Nullable String detail, @Nullable String hint,
            @Nullable Integer position) {}

    /// The server's answer to a text of one or more statements.
    ///
    /// @param failure where it stopped; null when all went well
    /// @param broken whether the connection ended under it, so that its outcome is not known
    public record Answer(List<Result> results, List<String> notices, @Nullable Failure failure, boolean broken) {}

    /// The server process of this session, by which another session can cancel what it runs.
    public synchronized int backend() {
        return Integer.parseInt(String.valueOf(row("SELECT pg_backend_pid() AS pid").get("pid")));
    }

    /// Runs statements in one read-only transaction, which ends with them. Of each result the first `most` rows are fetched, in
    /// pieces, so that a result without end costs neither memory nor time.
    ///
    /// @param within how long the server may be silent; after that the session is given up
    public synchronized Answer query(String sql, int most, Duration within) {
        var results = new ArrayList<Result>();
        var notices = new ArrayList<String>();
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(within.toMillis()));
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.setFetchSize(PIECE);
                statement.setMaxRows(most + 1);
                boolean rows = statement.execute(sql);
                while (rows || statement.getUpdateCount() >= 0) {
                    if (rows) {
                        results.add(rows(statement.getResultSet(), most));
                    } else {
                        results.add(new Result.Done(statement.getUpdateCount()));
                    }
                    rows = statement.getMoreResults();
                }
                for (var w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
                    notices.add(String.valueOf(w.getMessage()));
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            return new Answer(results, notices, null, false);
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            return new Answer(results, notices, failure(e, state), state.startsWith("08") || !isOpen());
        }
    }

    private static Result.Rows rows(ResultSet from, int most) throws SQLException {
        var shape = from.getMetaData();
        var columns = new ArrayList<String>();
        var numeric = new ArrayList<Boolean>();
        for (int i = 1; i <= shape.getColumnCount(); i++) {
            columns.add(shape.getColumnLabel(i));
            numeric.add(switch (shape.getColumnType(i)) {
                case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.REAL, Types.DOUBLE -> true;
                default -> false;
            });
        }
        var rows = new ArrayList<List<@Nullable String>>();
        while (rows.size() < most && from.next()) {
            var row = new ArrayList<@Nullable String>(columns.size());
            for (int i = 1; i <= columns.size(); i++) {
                row.add(from.getString(i));
            }
            rows.add(row);
        }
        return new Result.Rows(columns, numeric, rows, from.next());
    }

    private static Failure failure(SQLException e, String state) {
        ServerErrorMessage told = e instanceof PSQLException known ? known.getServerErrorMessage() : null;
        return told == null
                ? new Failure(state, "ERROR", String.valueOf(e.getMessage()), null, null, null)
                : new Failure(state, String.valueOf(told.getSeverity()), String.valueOf(told.getMessage()), told.getDetail(),
                        told.getHint(),
                        told.getPosition() > 0 ? told.getPosition() : null);
    }

    private static Problem.Thrown thrown(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return new Problem.Thrown(
                new Problem.Sql(state, String.valueOf(e.getMessage()),
                        new Problem.Source("postgresql", null, String.valueOf(e.getMessage()))),
                e);
    }

    public boolean isOpen() {
        try {
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            System.getLogger(Database.class.getName()).log(System.Logger.Level.DEBUG, "the session did not end in order", e);
        } finally {
            Sockets.forget(sockets);
        }
    }
}
