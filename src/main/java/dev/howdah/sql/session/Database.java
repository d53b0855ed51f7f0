package dev.howdah.sql.session;

import dev.howdah.model.Problem;
import dev.howdah.model.Secret;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One session with a server. TLS is always verified in full (`sslmode=verify-full`), against the name of the server and not of
/// the way to it; transactions start read-only.
public final class Database implements AutoCloseable {
    private final Connection connection;
    private final String sockets;

    private Database(Connection connection, String sockets) {
        this.connection = connection;
        this.sockets = sockets;
    }

    /// Opens a session.
    ///
    /// @param roots PEM file of the certificate authorities that may sign the server's certificate
    /// @param way gives unconnected sockets that lead to the server
    public static Database open(Server server, String user, Secret password, Path roots, Supplier<Socket> way, Duration most)
            throws ConnectFailure {
        String number = Sockets.keep(way);
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.reveal());
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslrootcert", roots.toString());
        properties.setProperty("socketFactory", Sockets.class.getName());
        properties.setProperty("socketFactoryArg", number);
        properties.setProperty("ApplicationName", "howdah");
        properties.setProperty("connectTimeout", String.valueOf(most.toSeconds()));
        properties.setProperty("loginTimeout", String.valueOf(most.toSeconds()));
        properties.setProperty("options", "-c default_transaction_read_only=on -c statement_timeout=30s -c lock_timeout=5s");
        properties.setProperty("gssEncMode", "disable");
        try {
            Connection connection = DriverManager.getConnection(
                    "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database(), properties);
            return new Database(connection, number);
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
