package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.sql.meta.Settings;
import dev.howdah.sql.table.Look;
import dev.howdah.sql.table.Utf8Printer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `\bind` and prepared statements, by the extended protocol of a real server. Bad inputs tried: too few and too many values, a value that
/// is no number, two statements, a name that is not there, COPY, a write in a read-only session.
final class BoundTest {
    private static RealServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new RealServer();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static String said(SqlSession session, String script) throws IOException {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        var psql = new Psql(session, new Settings(), new Look(), out, out);
        psql.script(new BufferedReader(new StringReader(script)), null);
        return text.toString();
    }

    private static String said(String script) throws Exception {
        try (SqlSession session = server.open()) {
            return said(session, script);
        }
    }

    @Test
    void valuesGoToTheServerBesideTheStatement() throws Exception {
        assertThat(said("select $1 || '-' || $2 as joined, $3::int + 1 as more \\bind 'it''s' \"b c\" 41 \\g\n"))
                .isEqualTo("   joined   | more \n------------+------\n it's-\"b c\" |   42\n(1 row)\n\n");
        // only the next statement has them, and it may be the one before
        assertThat(said("select 'x' as x;\n\\bind\n\\g\nselect 1 as one \\bind \\g\nselect $1;\n"))
                .contains(" x \n---\n x\n(1 row)\n\n x \n---\n x\n", " one \n-----\n   1\n", "ERROR:  there is no parameter $1");
        assertThat(said("create temp table t (a int, b text);\ninsert into t values ($1, $2) \\bind 7 '' \\g\ntable t;\n"))
                .contains("INSERT 0 1\n", " a | b \n---+---\n 7 | \n(1 row)\n");
    }

    @Test
    void resultsComeAsTheyComeWithoutValues() throws Exception {
        var bytes = new ByteArrayOutputStream();
        var err = new StringWriter();
        try (SqlSession session = server.open()) {
            var psql = new Psql(session, new Settings(), new Look(), new Utf8Printer(bytes), new PrintWriter(err));
            psql.script(
                    new BufferedReader(new StringReader("\\pset format csv\n\\pset tuples_only on\nselect i from generate_series(1, $1) i "
                            + "\\bind 100000 \\g\nselect i / (i - 3000) from generate_series(1, $1) i \\bind 100000 \\g\n")),
                    null);
        }
        String[] lines = bytes.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(lines).contains("1", "100000").hasSizeGreaterThan(100_000);
        assertThat(err.toString()).contains("ERROR:  division by zero");
    }

    @Test
    void whatIsWrongIsTheServersErrorAndTheSessionGoesOn() throws Exception {
        String said = said("""
                select $1::int, $2::int \\bind 1 \\g
                select $1::int \\bind 1 2 \\g
                select $1::int \\bind one \\g
                select 1; select $1 \\bind x \\g
                select 1\\; select 2 \\bind \\g
                copy (select $1) to stdout \\bind x \\g
                select 'goes on' as it;
                """);
        assertThat(said).contains("ERROR:  bind message supplies 1 parameters, but prepared statement \"\" requires 2",
                "ERROR:  bind message supplies 2 parameters, but prepared statement \"\" requires 1",
                "ERROR:  invalid input syntax for type integer: \"one\"",
                "ERROR:  cannot insert multiple commands into a prepared statement",
                "\\bind: COPY takes no values", " goes on\n");
    }

    @Test
    void preparedStatementsAreRunByNameUntilTheyAreClosed() throws Exception {
        String said = said("""
                select $1::int * 2 as double \\parse twice
                \\bind_named twice 21 \\g
                \\bind_named twice 4 \\g
                \\close_prepared twice
                \\bind_named twice 1 \\g
                \\close_prepared never
                select nothing \\parse bad
                \\parse
                \\bind_named
                \\close_prepared
                prepare made as select 5 as five;
                \\bind_named made \\g
                """);
        assertThat(said).contains(" double \n--------\n     42\n", "      8\n", "ERROR:  prepared statement \"twice\" does not exist",
                "ERROR:  column \"nothing\" does not exist", "\\parse: missing required argument",
                "\\bind_named: missing required argument",
                "\\close_prepared: missing required argument", " five \n------\n    5\n").doesNotContain("never");
    }

    @Test
    void aReadOnlySessionStaysSo() throws Exception {
        try (SqlSession session = server.target(Map.of()).open(Safety.of("x"))) {
            String said = said(session, """
                    create table bound_t (a int) \\bind \\g
                    select set_config('transaction_read_only', $1, false) \\bind off \\g
                    set default_transaction_read_only = off \\parse out
                    \\bind_named out \\g
                    select set_config('default_transaction_read_only', 'off', false) \\parse slip
                    execute slip;
                    show default_transaction_read_only;
                    select nextval($1) \\bind posts_id_seq \\g
                    """);
            assertThat(said).contains("cannot execute CREATE TABLE in a read-only transaction", " default_transaction_read_only \n"
                    + "-------------------------------\n on\n").doesNotContain("SET\n");
            assertThat(said.lines().filter(l -> l.contains("ERROR:"))).hasSize(7);
        }
    }
}
