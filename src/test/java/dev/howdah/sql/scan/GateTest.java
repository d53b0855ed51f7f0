package dev.howdah.sql.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.sql.scan.Gate.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a message may do, by its words. Bad inputs tried: statements hidden behind every kind of quote and comment, a string that
/// goes on after a line end, a comment that a carriage return ends, names in every spelling, backslashes under both settings of
/// `standard_conforming_strings`, an open quote, nothing at all.
final class GateTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ; ;", "-- nothing", "select 1", "SELECT 'a; commit'", "select $$; commit; $$",
            "select $a$ $$; commit; $a$",
            "select 1 -- ; commit", "select /* ; commit; /* x */ ; commit */ 1", "select \"; commit\" from t",
            "(select 1) union (select 2)",
            "select E'\\'; commit; --'", "select U&'\\0041'", "select a$$b, c$$d", "show all", "fetch 1 from c", "deallocate all",
            "select 'x'\n'; commit'", "select pg_terminate_backend from t", "select 1; select 2", "selct 1", "insert into t values (1)",
            "with x as (select 1) table x", "select 'open", "copy t to stdout", "copy (select 1 from t) to stdout (format csv)",
            "explain (analyze) select 1", "select set_config('search_path', 'a', false)", "select pg_advisory_unlock_all()"})
    void whatReadsIsSent(String message) {
        assertThat(Gate.of(message, true)).isInstanceOf(Verdict.Read.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1; commit", "commit; select 1", "select 1 -- x\r; commit", "select 'x' /* ' */ ; commit --'",
            "select E'x'\n'\\' , '; commit; delete from t; --'", "select E'x' -- more\n '\\' , '; commit; --'", "select $x$ $x$; commit",
            "select a$$; commit; select b$$", "select \"a\"\"; \"; commit", "select (1; commit)",
            "create function begin.f() return 1; commit",
            "do $$ begin end $$", "DO 'begin end'", "call p()", "vacuum", "Lock Table t", "copy t from stdin", "copy t (a, b) from 'x'",
            "copy t to 'stdout'", "copy t to program 'x'", "select pg_catalog.\"pg_reload_conf\"()", "select pg_reload_conf/**/()",
            "select pg_reload_conf -- x\n ()", "select U&\"a\"()", "select PG_TERMINATE_BACKEND (1)",
            "prepare x as select pg_terminate_backend(1)", "explain analyze select pg_cancel_backend(1)", "execute x(pg_promote())",
            "declare c cursor for select pg_switch_wal()", "select set_config($1, 'x', true)", "select set_config(a.b, 'x', true)",
            "set local \"LOCK_TIMEOUT\" to 0", "set session session authorization x", "reset session authorization",
            "set transaction read write",
            "begin transaction isolation level repeatable read, read write", "commit and chain", "rollback prepared 'x'",
            "select 1; begin", "select 1; set search_path = a", "select 1; savepoint a"})
    void whatWouldSlipPastIsNot(String message) {
        assertThat(Gate.of(message, true)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aBackslashIsReadAsTheSessionReadsIt() {
        String message = "select '\\'; commit; --'";
        assertThat(Gate.of(message, false)).isInstanceOf(Verdict.Read.class);
        assertThat(Gate.of(message, true)).isInstanceOf(Verdict.Refused.class);
        assertThat(Gate.of("select '\\'' ; commit --'", false)).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"begin | BEGIN READ ONLY", "BEGIN WORK; | BEGIN WORK READ ONLY",
            "start transaction isolation level serializable | START TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY",
            "begin /* x */ read only, deferrable | BEGIN READ ONLY , DEFERRABLE"})
    void aTransactionBeginsReadOnly(String typed, String sent) {
        assertThat(Gate.of(typed, true)).isEqualTo(new Verdict.Begin(sent));
    }

    @Test
    void endsSettingsAndSavepointsAreKnown() {
        assertThat(Gate.of("commit", true)).isEqualTo(new Verdict.End(true));
        assertThat(Gate.of("END WORK;", true)).isEqualTo(new Verdict.End(true));
        assertThat(Gate.of("abort", true)).isEqualTo(new Verdict.End(false));
        assertThat(Gate.of("rollback and no chain", true)).isEqualTo(new Verdict.End(false));
        assertThat(Gate.of("rollback to savepoint a", true)).isInstanceOf(Verdict.Bare.class);
        assertThat(Gate.of("release a", true)).isInstanceOf(Verdict.Bare.class);
        assertThat(Gate.of("set search_path to a, b", true)).isInstanceOf(Verdict.Keep.class);
        assertThat(Gate.of("reset work_mem", true)).isInstanceOf(Verdict.Keep.class);
        assertThat(Gate.of("listen x", true)).isInstanceOf(Verdict.Keep.class);
    }

    @Test
    void aRefusalSaysWhy() {
        assertThat(Gate.of("vacuum t", true))
                .isEqualTo(new Verdict.Refused("VACUUM rewrites the table's pages", "Writes have to be allowed first."));
        assertThat(Gate.of("select pg_cancel_backend(1)", true)).isInstanceOfSatisfying(Verdict.Refused.class,
                r -> assertThat(r.what()).isEqualTo("pg_cancel_backend has effects that no rollback takes back"));
    }
}
