package dev.howdah.ops.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.insights.Calls;
import dev.howdah.sql.scan.Plannable;
import dev.howdah.sql.session.Database;
import dev.howdah.sql.session.RealServer;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a real server says of its statements. Bad inputs tried: a database without pg_stat_statements, a role without pg_monitor, an id that
/// is not counted, two statements in one text, DDL, a text that was cut off, a statement that would write.
final class StatementsTest {
    private static RealServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer();
        try (Connection c = connect(server, "blogdb"); var statement = c.createStatement()) {
            statement.execute("CREATE TABLE counted (n int PRIMARY KEY)");
            statement.execute("CREATE ROLE watcher LOGIN PASSWORD 'watching' IN ROLE pg_monitor");
            statement.execute("CREATE ROLE nobody_special LOGIN PASSWORD 'watching'");
            statement.execute("GRANT SELECT ON counted TO watcher");
            statement.execute("CREATE DATABASE plain");
            for (int i = 0; i < 5; i++) {
                statement.execute("SELECT n FROM counted WHERE n = " + i);
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void callsAreCountedByTheServersOwnId() throws Exception {
        try (Database database = server.database("watcher", "watching");
                SqlSession session = database.session(Safety.of("test"), null)) {
            var statements = new Statements(session);
            long id = id(database);
            Calls before = counted(statements, id);
            assertThat(before.calls()).isEqualTo(5);
            try (Connection c = connect(server, "blogdb"); var statement = c.createStatement()) {
                statement.execute("SELECT n FROM counted WHERE n = 9");
            }
            Calls after = counted(statements, id);
            assertThat(after.since(before)).hasValueSatisfying(r -> assertThat(r.perSecond()).isPositive());
            assertThat(after.calls()).isEqualTo(6);
            assertThat(statements.text(id)).hasValueSatisfying(t -> {
                assertThat(t.sql()).isEqualTo("SELECT n FROM counted WHERE n = $1");
                assertThat(t.database()).isEqualTo("blogdb");
            });
            assertThat(statements.text(1)).isEmpty();
            assertThat(statements.read(List.of(1L))).isEqualTo(new Statements.Found.Counted(Map.of(), true));
        }
    }

    @Test
    void whatARoleDoesNotSeeAndWhatIsNotThereIsSaid() throws Exception {
        long id;
        try (Database database = server.database("watcher", "watching")) {
            id = id(database);
        }
        try (Database database = server.database("nobody_special", "watching");
                SqlSession session = database.session(Safety.of("test"), null)) {
            var statements = new Statements(session);
            assertThat(statements.read(List.of(id))).isInstanceOfSatisfying(Statements.Found.Counted.class, c -> {
                assertThat(c.all()).isFalse();
                assertThat(c.byId()).isEmpty();
            });
            assertThat(statements.text(id)).isEmpty();
        }
        try (Database database = server.database("watcher", "watching");
                SqlSession session = database.session(Safety.of("test"), "plain")) {
            var statements = new Statements(session);
            assertThat(statements.read(List.of(id))).isInstanceOfSatisfying(Statements.Found.Absent.class,
                    a -> assertThat(a.why()).contains("not in the database plain", "CREATE EXTENSION"));
            assertThat(statements.text(id)).isEmpty();
        }
    }

    @Test
    void aPlanIsMadeForAnyValueAndNothingIsRun() throws Exception {
        try (Database database = server.database("watcher", "watching");
                SqlSession session = database.session(Safety.of("test"), null)) {
            assertThat(Statements.plan(session, plannable("SELECT n FROM counted WHERE n = $1 AND n < $2"))).contains("counted",
                    "(n = $1)");
            assertThat(Statements.plan(session, plannable("select 1;"))).contains("Result");
            assertThatThrownBy(() -> Statements.plan(session, plannable("SELECT * FROM not_there WHERE n = $1")))
                    .isInstanceOf(SqlFailed.class)
                    .hasMessageContaining("not_there");
            assertThatThrownBy(() -> Statements.plan(session, plannable("DELETE FROM counted WHERE n = $1"))).as("not with this role")
                    .isInstanceOf(SqlFailed.class);
        }
        for (String none : List.of("", ";", "VACUUM counted", "SELECT 1; DROP TABLE counted", "ALTER TABLE counted ADD m int", "SELECT (1",
                "EXPLAIN SELECT 1", "select 1; -- \n select 2")) {
            assertThat(Plannable.of(none, true)).as(none).isEmpty();
        }
        assertThat(plannable("with a as (select $2::int, ';' , $1) select * from a ; ").parameters()).isEqualTo(2);
        assertThat(plannable("-- why\nselect 1 ; ").sql()).isEqualTo("select 1");
    }

    private static Plannable plannable(String sql) {
        return Plannable.of(sql, true).orElseThrow();
    }

    private static Calls counted(Statements statements, long id) throws SqlFailed {
        return ((Statements.Found.Counted) statements.read(List.of(id))).byId().get(id);
    }

    private static long id(Database database) {
        return Long.parseLong(String.valueOf(
                database.row("SELECT queryid FROM pg_stat_statements WHERE query = 'SELECT n FROM counted WHERE n = $1' LIMIT 1")
                        .get("queryid")));
    }

    private static Connection connect(RealServer server, String database) throws Exception {
        Map<String, String> to = server.environment();
        return DriverManager.getConnection("jdbc:postgresql://" + to.get("PGHOST") + ":" + to.get("PGPORT") + "/" + database
                + "?sslmode=require&preferQueryMode=simple", to.get("PGUSER"), to.get("PGPASSWORD"));
    }
}
