package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.sql.meta.Settings;
import dev.howdah.sql.table.Look;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exit codes and the two streams of a whole run.
final class TerminalTest {
    private static RealServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private record Ran(int code, String out, String err) {}

    private static Ran run(Map<String, String> target, Map<String, String> variables, boolean single, String in, Terminal.Action... actions)
            throws Exception {
        var out = new StringWriter();
        var err = new StringWriter();
        var settings = new Settings();
        variables.forEach(settings::set);
        int code = new Terminal(settings, new Look(), new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), new PrintWriter(out),
                new PrintWriter(err)).run(server.target(target), null, new Terminal.Wish(List.of(actions), single, "", null));
        return new Ran(code, out.toString(), err.toString());
    }

    private static Terminal.Action command(String sql) {
        return new Terminal.Action(false, sql);
    }

    @Test
    void exitCodesArePsqls(@TempDir Path folder) throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.sql"), "select 1;\nselect nope;\nselect 2;\n");
        var script = new Terminal.Action(true, bad.toString());
        assertThat(run(Map.of(), Map.of(), false, "", command("select 1")).code()).isZero();
        assertThat(run(Map.of(), Map.of(), false, "", command("select nope")).code()).isEqualTo(1);
        assertThat(run(Map.of(), Map.of(), false, "", script).code()).isZero();
        Ran stopped = run(Map.of(), Map.of("ON_ERROR_STOP", "1"), false, "", script);
        assertThat(stopped.code()).isEqualTo(3);
        assertThat(stopped.err()).startsWith("psql:" + bad + ":2: ERROR:  column \"nope\" does not exist\nLINE 1: select nope;\n");
        assertThat(stopped.out()).doesNotContain("2");
        Ran nowhere = run(Map.of("dbname", "nodb"), Map.of(), false, "", command("select 1"));
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).startsWith("psql: error: connection to server at \"127.0.0.1\", port ")
                .endsWith("failed: FATAL:  database \"nodb\" does not exist\n");
        assertThat(run(Map.of(), Map.of(), false, "", new Terminal.Action(true, folder.resolve("none.sql").toString())).err())
                .endsWith("none.sql: No such file or directory\n");
        assertThat(run(Map.of(), Map.of(), false, "select 1;\nselect pg_terminate_backend(pg_backend_pid());\nselect 2;\n").code())
                .isEqualTo(2);
    }

    @Test
    void standardInputNamesNoFileAndDashDoes() throws Exception {
        assertThat(run(Map.of(), Map.of(), false, "select nope;\n").err()).startsWith("ERROR:  column");
        assertThat(run(Map.of(), Map.of(), false, "\nselect nope;\n", new Terminal.Action(true, "-")).err())
                .startsWith("psql:<stdin>:2: ERROR:  column");
    }

    @Test
    void fetchCountStreamsOneQueryWhateverItsEnd() throws Exception {
        var counted = Map.of("FETCH_COUNT", "2");
        for (String query : List.of("select ';' as a, i from generate_series(1,3) i", "select ';' as a, i from generate_series(1,3) i;")) {
            assertThat(Words.isOneQuery(query)).as(query).isTrue();
            assertThat(run(Map.of(), counted, false, "", command(query)).out()).contains(" ; | 3\n(3 rows)\n");
        }
        assertThat(Words.isOneQuery("select 1; select 2;")).isFalse();
        assertThat(Words.isOneQuery("with d as (delete from t returning 1) select 1")).isFalse();
        assertThat(run(Map.of(), counted, false, "", command("select 1 as a; select 2 as b")).out()).contains(" a \n", " b \n");
    }

    @Test
    void copyJoinedWithAnotherStatementTakesItsDataAndNoneIsRun() throws Exception {
        Ran ran = run(Map.of(), Map.of(), false,
                "create temp table j(a int);\ncopy j from stdin\\; select 1;\n1\n\\.\nselect count(*) as rows_of_j from j;\n");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains(" rows_of_j \n-----------\n         1\n");
        ran = run(Map.of(), Map.of(), false,
                "create temp table j(a int);\nselect nope\\; copy j from stdin;\ndrop table j;\n\\.\nselect count(*) as rows_of_j from j;\n");
        assertThat(ran.err()).contains("column \"nope\" does not exist").doesNotContain("drop", "syntax");
        assertThat(ran.out()).contains(" rows_of_j \n-----------\n         0\n");
        assertThat(ran.code()).isZero();
    }

    @Test
    void singleTransactionIsAllOrNothing() throws Exception {
        Ran ran = run(Map.of(), Map.of("ON_ERROR_STOP", "1"), true, "", command("create table one_tx(a int)"), command("select nope"));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(run(Map.of(), Map.of(), false, "", command("select to_regclass('one_tx') is null as gone")).out()).contains(" t\n");
    }

    /// As psql, also for a script on standard input: what the server refuses takes all of it back, what only this side refuses takes it
    /// back where errors stop.
    @Test
    void singleTransactionHoldsForStandardInputAndIsKeptWhereErrorsDoNotStop() throws Exception {
        Map<String, String> stop = Map.of("ON_ERROR_STOP", "1");
        String table = "create table if not exists piped(a int);\n";
        Ran refused = run(Map.of(), Map.of(), true, table + "insert into piped values (1);\nselekt;\ninsert into piped values (2);\n");
        assertThat(refused.err()).contains("current transaction is aborted");
        assertThat(run(Map.of(), stop, true, table + "insert into piped values (1);\nselekt;\n").code()).isEqualTo(Psql.STOPPED);
        assertThat(run(Map.of(), stop, true, table + "insert into piped values (1);\n\\copy piped from '/no/such/file'\n").code())
                .isEqualTo(Psql.STOPPED);
        assertThat(run(Map.of(), Map.of(), false, "", command("select to_regclass('piped') is null as gone")).out()).contains(" t\n");
        assertThat(run(Map.of(), Map.of(), true, table + "insert into piped values (1);\n\\copy piped from '/no/such/file'\n").code())
                .isZero();
        assertThat(run(Map.of(), Map.of(), true, "", command("insert into piped values (2)"), command("\\copy piped from '/no/such/file'"))
                .code()).isEqualTo(1);
        assertThat(run(Map.of(), Map.of(), false, "", command("select count(*) as kept from piped")).out()).contains(" 2\n");
        assertThat(run(Map.of(), Map.of(), true, "commit;\n").err()).as("its own end").contains("there is no transaction in progress");
    }

    @Test
    void scriptsIncludeScriptsBesideThem(@TempDir Path folder) throws Exception {
        Path outer = Files.writeString(folder.resolve("outer.sql"),
                "\\ir inner.sql\n\\echo back\n\\i " + folder.resolve("missing.sql") + "\nselect nope;\n");
        Files.writeString(folder.resolve("inner.sql"), "\\echo inside\nselect nope;\n");
        Ran ran = run(Map.of(), Map.of(), false, "", new Terminal.Action(true, outer.toString()));
        assertThat(ran.out()).isEqualTo("inside\nback\n");
        assertThat(ran.err()).contains("psql:" + folder.resolve("inner.sql") + ":2: ERROR:  column",
                "psql:" + outer + ":3: error: " + folder.resolve("missing.sql") + ": No such file or directory\n",
                "psql:" + outer + ":4: ERROR:  column");
    }

    @Test
    void watchStopsAfterItsCount() throws Exception {
        Ran ran = run(Map.of(), Map.of(), false, "select 7 as seven \\watch i=0.01 c=3\n");
        assertThat(ran.out().lines().filter(l -> l.equals("     7"))).hasSize(3);
        assertThat(ran.out()).containsPattern("(?m)^\\w{3} \\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4} \\(every 0.01s\\)$");
    }
}
