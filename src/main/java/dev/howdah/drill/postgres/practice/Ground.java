package dev.howdah.drill.postgres.practice;

import dev.howdah.drill.postgres.EndpointSocketFactory;
import dev.howdah.drill.postgres.Password;
import dev.howdah.drill.postgres.Servers;
import dev.howdah.drill.postgres.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// One instance's servers as a scenario handles them. Its own sessions are `rdsadmin`'s, which no learner may end and no slot limit keeps
/// out; the sessions of the cast ([Actor]) are like any other client's.
public final class Ground implements AutoCloseable {
    private static final int LOOKS_FOR_MILLIS = 10_000;
    private final Servers servers;
    private final Path authority;
    private final String database;
    private final Map<String, Password> cast = new HashMap<>();
    private @Nullable Connection judge;
    private @Nullable String judgeAt;

    /// @param authority of the servers' certificate, as a PEM file
    /// @param database the one with the application's tables
    public Ground(Servers servers, Path authority, String database) {
        this.servers = servers;
        this.authority = authority;
        this.database = database;
    }

    public Servers servers() {
        return servers;
    }

    /// Asks the primary, as `rdsadmin`. A null is empty text.
    public synchronized List<List<String>> ask(String sql) throws IOException {
        try (var statement = judge().createStatement()) {
            statement.setQueryTimeout(LOOKS_FOR_MILLIS / 1000);
            var rows = new ArrayList<List<String>>();
            if (statement.execute(sql)) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        rows.add(row(result));
                    }
                }
            }
            return rows;
        } catch (SQLException e) {
            leave();
            throw new IOException("blog-db did not answer the drill: " + e.getMessage(), e);
        }
    }

    private static List<String> row(ResultSet result) throws SQLException {
        var row = new ArrayList<String>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            String value = result.getString(i);
            row.add(value == null ? "" : value);
        }
        return row;
    }

    /// The first value of the first row; empty when there is none.
    public String one(String sql) throws IOException {
        List<List<String>> rows = ask(sql);
        return rows.isEmpty() ? "" : rows.getFirst().getFirst();
    }

    /// The first value as a number; 0 when there is none.
    public long number(String sql) throws IOException {
        String value = one(sql);
        return value.isEmpty() ? 0 : Long.parseLong(value);
    }

    /// Waits until a question has a row.
    public void awaitRow(String sql) throws IOException {
        Waiting.until("there is a row of " + sql, Duration.ofMillis(LOOKS_FOR_MILLIS), () -> !ask(sql).isEmpty());
    }

    /// Adds a role to the cast that may read the application's tables.
    ///
    /// @param grants statements more, run as `rdsadmin`
    public void enlist(String role, String... grants) throws IOException, InterruptedException {
        Password password = Password.random();
        dismiss(role);
        servers.createRole(role, password);
        cast.put(role, password);
        ask("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role);
        for (String grant : grants) {
            ask(grant);
        }
    }

    /// A session of a role that was enlisted, through the endpoint.
    public Actor enter(String role, String application) throws IOException {
        Password password = cast.get(role);
        if (password == null) {
            throw new IllegalArgumentException(role + " was not enlisted");
        }
        Properties login = EndpointSocketFactory.properties(servers.endpointHost(), authority, role, password);
        login.setProperty("ApplicationName", application);
        try {
            return new Actor(DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + servers.endpointPort() + "/" + database, login));
        } catch (SQLException e) {
            throw new Refused(e.getSQLState() == null ? "" : e.getSQLState(), String.valueOf(e.getMessage()), e);
        }
    }

    /// Ends all sessions of a role of the cast and removes it, with what it owns and was granted; nothing happens when it is not there.
    public void dismiss(String role) throws IOException, InterruptedException {
        if (one("SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'").isEmpty()) {
            return;
        }
        ask("ALTER ROLE " + role + " NOLOGIN");
        // all are told first: one that is waited for takes a tenth of a second
        ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + role + "'");
        awaitRow("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE usename = '" + role + "')");
        ask("DROP OWNED BY " + role);
        ask("DROP ROLE " + role);
        cast.remove(role);
    }

    /// A new connection was refused.
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1;
        private final String state;

        Refused(String state, String message, Throwable cause) {
            super(message, cause);
            this.state = state;
        }

        /// SQLSTATE; empty where the server said none.
        public String state() {
            return state;
        }
    }

    private Connection judge() throws SQLException {
        Connection open = judge;
        String primary = servers.primaryAddress();
        if (open == null || !primary.equals(judgeAt)) {
            leave();
            open = servers.admin(database);
            judge = open;
            judgeAt = primary;
        }
        return open;
    }

    private void leave() {
        Connection open = judge;
        judge = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                System.getLogger(Ground.class.getName()).log(System.Logger.Level.DEBUG, "the drill's session was broken already", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        leave();
    }
}
