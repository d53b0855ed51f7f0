package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Ways to write in a read-only session, on a real server: each is refused, or leaves nothing. The table is
/// `src/test/resources/dev/howdah/sql/safety.tsv`; after each line the database, and what the session's limits are, is compared
/// with what it was before.
final class SafetyTableTest {
    private static final Path TABLE = Path.of("src/test/resources/dev/howdah/sql/safety.tsv");
    private static final Safety SAFETY = Safety.of("on-call");
    private static final String WORLD = """
            DROP SCHEMA IF EXISTS safety CASCADE; CREATE SCHEMA safety; SET search_path = safety;
            CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c');
            CREATE SEQUENCE s; CREATE VIEW v AS SELECT * FROM t; CREATE MATERIALIZED VIEW mv AS SELECT * FROM t;
            CREATE UNIQUE INDEX ON mv (id);
            CREATE FUNCTION writes() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (100, 'x'); RETURN 1; END $$;
            CREATE FUNCTION writes_as_owner() RETURNS int LANGUAGE plpgsql SECURITY DEFINER
              AS $$ BEGIN UPDATE safety.t SET v = 'x'; RETURN 1; END $$;
            CREATE FUNCTION dynamic(text) RETURNS int LANGUAGE plpgsql AS $$ BEGIN EXECUTE $1; RETURN 1; END $$;
            CREATE FUNCTION flips() RETURNS int LANGUAGE plpgsql
              AS $$ BEGIN PERFORM set_config('transaction_read_only', 'off', true); INSERT INTO t VALUES (101, 'x'); RETURN 1; END $$;
            CREATE FUNCTION lifts() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
              PERFORM set_config('default_transaction_read_only', 'off', false), set_config('statement_timeout', '0', false),
                      set_config('lock_timeout', '0', false); RETURN 1; END $$;
            CREATE PROCEDURE commits() LANGUAGE plpgsql
              AS $$ BEGIN COMMIT; SET default_transaction_read_only = off; INSERT INTO t VALUES (102, 'x'); END $$;
            CREATE FUNCTION by_operator(int, int) RETURNS int LANGUAGE plpgsql
              AS $$ BEGIN DELETE FROM t; RETURN 1; END $$;
            CREATE OPERATOR ==> (LEFTARG = int, RIGHTARG = int, FUNCTION = by_operator);
            SELECT lo_from_bytea(42, 'content') WHERE NOT EXISTS (SELECT FROM pg_largeobject_metadata WHERE oid = 42);
            """;
    /// Everything that a line of the table may change.
    private static final String FINGERPRINT = """
            SELECT (SELECT string_agg(id || v, ' ' ORDER BY id) FROM safety.t), (SELECT last_value::text || is_called FROM safety.s), (SELECT count(*) FROM safety.mv),
                   lo_get(42),
                   (SELECT count(*) FROM pg_largeobject_metadata),
                   (SELECT string_agg(c::text, '' ORDER BY oid) FROM (SELECT oid, relname, relfilenode, relacl, relkind, relnatts, relrowsecurity
                    FROM pg_class WHERE relnamespace = 'safety'::regnamespace OR relnamespace >= 16384) c),
                   (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_namespace WHERE nspname !~ '^pg_t'),
                   (SELECT count(*) FROM pg_roles), (SELECT count(*) FROM pg_database), (SELECT count(*) FROM pg_extension),
                   (SELECT count(*) FROM pg_db_role_setting), (SELECT count(*) FROM pg_default_acl), (SELECT count(*) FROM pg_description),
                   (SELECT count(*) FROM pg_rewrite), (SELECT count(*) FROM pg_publication), (SELECT count(*) FROM pg_tablespace),
                   (SELECT count(*) FROM pg_stats WHERE schemaname = 'safety'), (SELECT count(*) FROM pg_prepared_xacts),
                   (SELECT count(*) FROM pg_replication_slots), (SELECT count(*) FROM pg_seclabel),
                   (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory')""";
    private static final String LIMITS = """
            SELECT current_setting('transaction_read_only'), current_setting('default_transaction_read_only'),
                   current_setting('statement_timeout'), current_setting('lock_timeout'),
                   current_setting('idle_in_transaction_session_timeout'), current_setting('application_name')""";
    private static RealServer server;
    private static SqlSession free;
    private static SqlSession guarded;

    /// One line of the table.
    record Way(List<String> expected, List<String> messages) {
        @Override
        public String toString() {
            return String.join(" ;; ", messages);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer();
        free = server.open();
        assertThat(run(free, WORLD)).isEqualTo("ok");
        guarded = open(Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            guarded.close();
            free.close();
            server.close();
        }
    }

    private static SqlSession open(Map<String, String> more) throws IOException, SQLException {
        var typed = new java.util.HashMap<>(Map.of("options", "-c search_path=safety"));
        typed.putAll(more);
        return server.target(typed).open(SAFETY);
    }

    static List<Way> ways() throws IOException {
        var ways = new ArrayList<Way>();
        for (String line : Files.readAllLines(TABLE)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split("\t", 2);
                ways.add(new Way(List.of(parts[0].split(" ")),
                        Stream.of(parts[1].split(";;")).map(m -> m.strip().replace('⏎', '\n')).toList()));
            }
        }
        return ways;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void writesAreRefusedOrLeaveNothing(Way way) throws Exception {
        List<List<String>> before = free.ask(FINGERPRINT);
        var came = new ArrayList<String>();
        for (String message : way.messages()) {
            came.add(run(guarded, message));
        }
        if (guarded.state() != SqlSession.State.IDLE) {
            run(guarded, "ROLLBACK");
        }
        var expected = new ArrayList<>(way.expected());
        while (expected.size() < came.size()) {
            expected.addFirst("ok");
        }
        assertThat(came).as(way.toString()).isEqualTo(expected);
        assertThat(free.ask(FINGERPRINT)).as(way.toString()).isEqualTo(before);
        assertThat(guarded.isOpen()).isTrue();
        assertThat(guarded.ask(LIMITS)).containsExactly(List.of("on", "on", "30s", "5s", "5min", "howdah/on-call"));
        run(guarded, "SET standard_conforming_strings = on");
    }

    @Test
    void theTableHasAtLeastEightyWaysToWrite() throws Exception {
        long harmless = ways().stream().filter(w -> w.expected().stream().allMatch("ok"::equals)).count();
        long gated = ways().stream().filter(w -> w.expected().contains("gate")).count();
        System.out.printf(
                "safety table: %d ways, %d of them refused by the gate, %d run and leave nothing, the others refused by the server%n",
                ways().size(), gated, harmless);
        assertThat(ways().size() - harmless).isGreaterThanOrEqualTo(80);
    }

    /// What holds when no gate looks: the transaction, once it has its snapshot.
    @Test
    void theServerAloneKeepsATransactionWithASnapshotReadOnly() throws Exception {
        try (SqlSession bare = server.target(Map.of("options", "-c search_path=safety")).open()) {
            for (String trick : List.of("SET TRANSACTION READ WRITE", "SET transaction_read_only = off",
                    "SELECT set_config('transaction_read_only', 'off', true)", "SELECT flips()",
                    "SELECT dynamic('SET TRANSACTION READ WRITE')",
                    "DO $$ BEGIN SET TRANSACTION READ WRITE; DELETE FROM t; END $$")) {
                assertThat(run(bare, "BEGIN TRANSACTION READ ONLY; SELECT")).isEqualTo("ok");
                assertThat(run(bare, trick)).as(trick).isEqualTo("25001");
                run(bare, "ROLLBACK");
            }
            for (String trick : List.of("DO $$ BEGIN COMMIT; END $$", "CALL commits()")) {
                assertThat(run(bare, "BEGIN TRANSACTION READ ONLY; SELECT")).isEqualTo("ok");
                assertThat(run(bare, trick)).as(trick).isEqualTo("2D000");
                run(bare, "ROLLBACK");
            }
            for (String lifting : List.of("SELECT lifts()", "SET default_transaction_read_only = off",
                    "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE")) {
                assertThat(run(bare, "BEGIN TRANSACTION READ ONLY; SELECT")).isEqualTo("ok");
                assertThat(run(bare, lifting)).isEqualTo("ok");
                assertThat(run(bare, "DELETE FROM t")).as("in the same transaction, after " + lifting).isEqualTo("25006");
                run(bare, "ROLLBACK");
            }
        }
    }

    /// Why the snapshot and the transaction are needed: the default alone gives way.
    @Test
    void theDefaultAloneDoesNotHold() throws Exception {
        try (SqlSession bare = server.target(Map.of("options", "-c search_path=safety -c default_transaction_read_only=on")).open()) {
            assertThat(run(bare, "DELETE FROM t")).isEqualTo("25006");
            assertThat(run(bare, "BEGIN; SET TRANSACTION READ WRITE; INSERT INTO t VALUES (200, 'x'); ROLLBACK")).isEqualTo("ok");
            assertThat(run(bare, "DO $$ BEGIN COMMIT; SET TRANSACTION READ WRITE; INSERT INTO t VALUES (201, 'x'); ROLLBACK; END $$"))
                    .isEqualTo("ok");
        }
    }

    @Test
    void whatTheEnvironmentSaysDoesNotLiftTheLimits() throws Exception {
        try (SqlSession session = open(Map.of("options", "-c default_transaction_read_only=off -c statement_timeout=0"))) {
            assertThat(session.ask(LIMITS)).containsExactly(List.of("on", "on", "30s", "5s", "5min", "howdah/on-call"));
        }
    }

    @Test
    void aServerThatDoesNotTakeTheLimitsGivesNoSession() throws Exception {
        try (SqlSession other = server.open()) {
            assertThatThrownBy(() -> ReadOnly.of(other, SAFETY)).isInstanceOf(SQLException.class)
                    .hasMessageContaining("default_transaction_read_only is off").hasMessageContaining("pooler");
        }
    }

    @Test
    void theLimitsEndWhatTakesTooLong() throws Exception {
        var safety = new Safety("Ä b'c\u0000\n" + "x".repeat(80), Duration.ofMillis(200), Duration.ofMillis(600), Duration.ofMillis(500));
        try (SqlSession session = server.target(Map.of("options", "-c search_path=safety")).open(safety);
                SqlSession holder = server.open()) {
            assertThat(run(session, "SELECT pg_sleep(30)")).isEqualTo("57014");
            assertThat(run(holder, "BEGIN; LOCK TABLE safety.t")).isEqualTo("ok");
            assertThat(run(session, "SELECT * FROM t")).isEqualTo("55P03");
            assertThat(run(holder, "ROLLBACK")).isEqualTo("ok");
            assertThat(session.ask("SHOW application_name").getFirst().getFirst()).hasSize(63).startsWith("howdah/").endsWith("xxx");
            assertThat(run(session, "BEGIN")).isEqualTo("ok");
            dev.howdah.drill.Waiting.until("the server ends it", Duration.ofSeconds(20),
                    () -> isGone(session.pid()));
        }
    }

    @Test
    void aTransactionThatIsTypedIsSeenAndEndsWithARollback() throws Exception {
        var notices = new ArrayList<String>();
        Consumer<Answer> noting = a -> {
            if (a instanceof Answer.Notice n) {
                notices.add(n.message().message());
            }
        };
        assertThat(guarded.run("BEGIN ISOLATION LEVEL REPEATABLE READ", noting)).isTrue();
        assertThat(guarded.state()).isEqualTo(SqlSession.State.OPEN);
        assertThat(guarded.ask("SHOW transaction_isolation")).containsExactly(List.of("repeatable read"));
        assertThat(guarded.run("COMMIT", noting)).isTrue();
        assertThat(notices).containsExactly("the session is read-only: its transactions are rolled back");
        assertThat(guarded.state()).isEqualTo(SqlSession.State.IDLE);
    }

    @Test
    void streamingReadsInTheSameGuard() throws Exception {
        int[] rows = {0};
        assertThat(guarded.stream("SELECT * FROM generate_series(1, 2500)", 1000, a -> {
            if (a instanceof Answer.Rows r) {
                rows[0] += r.rows().size();
            } else if (a instanceof Answer.Failed f) {
                throw new AssertionError(f.message());
            }
        })).isTrue();
        assertThat(rows[0]).isEqualTo(2500);
        assertThat(guarded.state()).isEqualTo(SqlSession.State.IDLE);
    }

    private static boolean isGone(int pid) {
        try {
            return free.ask("SELECT 1 FROM pg_stat_activity WHERE pid = " + pid).isEmpty();
        } catch (SqlFailed e) {
            throw new IllegalStateException(e);
        }
    }

    /// "ok", "gate" or the server's SQLSTATE.
    private static String run(SqlSession session, String message) throws IOException {
        var trouble = new ArrayList<String>();
        Consumer<Answer> answers = a -> {
            if (a instanceof Answer.Failed f) {
                trouble.add(f.message().message().startsWith("not sent") ? "gate" : f.message().state());
            }
        };
        switch (dev.howdah.sql.scan.CopyStatement.of(message)) {
            case TO_STDOUT -> session.copyOut(message, OutputStream.nullOutputStream(), answers);
            case FROM_STDIN -> session.copyIn(message, java.io.InputStream.nullInputStream(), answers);
            case NONE -> session.run(message, answers);
        }
        return trouble.isEmpty() ? "ok" : trouble.getFirst();
    }
}
