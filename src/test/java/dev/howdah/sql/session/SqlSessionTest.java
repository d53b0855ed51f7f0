package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Statements as psql runs them, on a real server. Bad inputs tried: an error between two statements, an unknown column, COPY data
/// that does not fit, an empty statement, a statement that is cancelled.
final class SqlSessionTest {
    private static Drill drill;
    private SqlSession session;

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard(), _ -> {});
        drill.awaitReady();
    }

    @AfterAll
    static void stop() {
        drill.close();
    }

    @BeforeEach
    void open() throws SQLException {
        session = SqlSession.over(connection(), SqlSessionTest::connection);
    }

    @AfterEach
    void close() {
        session.close();
    }

    private static Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:" + Objects.requireNonNull(drill.databaseUrl())
                .replaceFirst("//([^:]+):([^@]+)@[^:]+:(\\d+)/([^?]+).*", "//127.0.0.1:$3/$4?user=$1&password=$2&preferQueryMode=simple"));
    }

    @Test
    void tagsNoticesRowsAndErrorsComeInTheOrderInWhichTheServerSentThem() {
        List<String> told = run("CREATE TEMP TABLE t (x int); INSERT INTO t VALUES (1), (2); DO $$ BEGIN RAISE NOTICE 'half way'; END $$; "
                + "SELECT x FROM t ORDER BY x; SELECT nothing FROM t; SELECT 3");
        assertThat(told).containsExactly("CREATE TABLE", "INSERT 0 2", "NOTICE half way", "DO", "x=[[1], [2]]", "SELECT 2",
                "ERROR 42703 column \"nothing\" does not exist");
        assertThat(session.state()).isEqualTo(SqlSession.State.IDLE);
        assertThat(run("SELECT to_regclass('pg_temp.t') IS NULL AS gone")).as("one message is one implicit transaction")
                .containsExactly("gone=[[t]]", "SELECT 1");
    }

    @Test
    void theTransactionIsWhereTheServerSaysThatItIs() {
        run("BEGIN");
        assertThat(session.state()).isEqualTo(SqlSession.State.OPEN);
        run("SELECT 1/0");
        assertThat(session.state()).isEqualTo(SqlSession.State.FAILED);
        assertThat(run("SELECT 1"))
                .containsExactly("ERROR 25P02 current transaction is aborted, commands ignored until end of transaction block");
        assertThat(run("COMMIT")).containsExactly("ROLLBACK");
        assertThat(session.state()).isEqualTo(SqlSession.State.IDLE);
    }

    @Test
    void anErrorShowsItsLineAndPlaceAsPsqlDoes() {
        String query = "SELECT 1,\n  colour\nFROM pg_class";
        var failed = catchThrowableOfType(SqlFailed.class, () -> session.ask(query));
        assertThat(failed.serverMessage().text(ServerMessage.Verbosity.DEFAULT, false, query))
                .isEqualTo("ERROR:  column \"colour\" does not exist\nLINE 2:   colour\n          ^");
    }

    @Test
    void aLongResultComesInPortionsAndIsNeverHeldWhole() {
        var sizes = new ArrayList<Integer>();
        var edges = new ArrayList<Boolean>();
        assertThat(session.stream("SELECT n, repeat('x', 100) FROM generate_series(1, 10500) n", 1000, answer -> {
            if (answer instanceof Answer.Rows rows) {
                sizes.add(rows.rows().size());
                edges.add(rows.first());
            }
        })).isTrue();
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10_500);
        assertThat(sizes).hasSizeGreaterThan(10).allSatisfy(n -> assertThat(n).isLessThanOrEqualTo(1000));
        assertThat(edges).startsWith(true, false);
    }

    @Test
    void copyGoesBothWaysByteForByte() throws IOException {
        run("CREATE TEMP TABLE c (a text, b int)");
        byte[] data = "one\t1\n\\N\t2\nta\\tb\t3\n".getBytes(StandardCharsets.UTF_8);
        var told = new ArrayList<String>();
        assertThat(session.copyIn("COPY c FROM STDIN", new ByteArrayInputStream(data), a -> told.add(words(a)))).isTrue();
        assertThat(told).containsExactly("COPY 3");
        var out = new ByteArrayOutputStream();
        assertThat(session.copyOut("COPY c TO STDOUT", out, _ -> {})).isTrue();
        assertThat(out.toByteArray()).isEqualTo(data);
        told.clear();
        assertThat(session.copyIn("COPY c FROM STDIN", new ByteArrayInputStream("x\tnot a number\n".getBytes(StandardCharsets.UTF_8)),
                a -> told.add(words(a)))).isFalse();
        assertThat(told).singleElement().asString().startsWith("ERROR 22P02");
        assertThat(run("SELECT count(*) AS n FROM c")).containsExactly("n=[[3]]", "SELECT 1");
    }

    @Test
    void cancelEndsWhatRunsAndTheSessionLivesOn() throws Exception {
        var told = new ArrayList<String>();
        Thread running = Thread.ofVirtual().start(() -> session.run("SELECT pg_sleep(60)", a -> told.add(words(a))));
        try (Connection watcher = connection(); var statement = watcher.createStatement()) {
            Waiting.until("it runs", Duration.ofSeconds(20), () -> {
                try (var rows = statement.executeQuery("SELECT state FROM pg_stat_activity WHERE pid = " + session.pid())) {
                    return rows.next() && "active".equals(rows.getString(1));
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        assertThat(session.cancel()).isTrue();
        assertThat(running.join(Duration.ofSeconds(2))).isTrue();
        assertThat(told).containsExactly("ERROR 57014 canceling statement due to user request");
        assertThat(run("SELECT 1 AS one")).containsExactly("one=[[1]]", "SELECT 1");
    }

    @Test
    void anEmptyStatementSaysNothing() {
        assertThat(run(";")).containsExactly("");
        assertThat(session.isOpen()).isTrue();
        assertThat(session.version()).isGreaterThanOrEqualTo(160_000);
        assertThat(session.parameter("server_encoding")).isEqualTo("UTF8");
    }

    private List<String> run(String sql) {
        var told = new ArrayList<String>();
        session.run(sql, answer -> told.add(words(answer)));
        return told;
    }

    private static String words(Answer answer) {
        return switch (answer) {
            case Answer.Rows(var fields, var rows, var _, var _) -> String.join(",", fields.stream().map(Answer.Field::name).toList()) + "="
                    + rows;
            case Answer.Done(var tag) -> tag;
            case Answer.Notice(var message) -> message.severity() + " " + message.message();
            case Answer.Failed(var message) -> message.severity() + " " + message.state() + " " + message.message();
        };
    }
}
