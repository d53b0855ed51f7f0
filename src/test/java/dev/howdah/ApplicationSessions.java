package dev.howdah;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Sessions of applications with the drill's own server, as they hold locks and wait for them. What is still open is cut off at the end.
final class ApplicationSessions implements AutoCloseable {
    private final List<Connection> open = new ArrayList<>();
    private final Drill drill;

    ApplicationSessions(Drill drill) {
        this.drill = drill;
    }

    /// @param application its `application_name`
    Connection connect(String application) throws SQLException {
        String url = Objects.requireNonNull(drill.databaseUrl()).replaceFirst("//([^:]+):([^@]+)@[^:]+:(\\d+)/([^?]+).*",
                "//127.0.0.1:$3/$4?user=$1&password=$2");
        Connection made = DriverManager.getConnection("jdbc:" + url + "&ApplicationName=" + application.replace(" ", "%20"));
        open.add(made);
        return made;
    }

    /// @return false when the server ended it with an error
    static boolean run(Connection c, String sql) {
        try (var statement = c.createStatement()) {
            return statement.execute(sql) || true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(e.getMessage()).isIn("57014", "57P01", "08006", "08003");
            return false;
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection c : open) {
            c.abort(Runnable::run);
        }
        open.clear();
    }
}
