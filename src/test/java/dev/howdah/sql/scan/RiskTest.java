package dev.howdah.sql.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What stops for a confirmation. Bad inputs tried: a WHERE in a comment, a string, a sub-select or another statement, one that is
/// always true, statements behind EXPLAIN, PREPARE, a CTE, a parenthesis and other statements, the words UPDATE and DELETE where they
/// are none, an open quote, nothing.
final class RiskTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            delete from t                                                     | DELETE without a WHERE takes every row of t
            DELETE FROM only "My"."T" as x                                    | DELETE without a WHERE takes every row of My.T
            delete /* where */ from t -- where x                              | DELETE without a WHERE takes every row of t
            delete from t using u returning 'where'                           | DELETE without a WHERE takes every row of t
            update t set a = (select 1 from u where u.id = t.id)              | UPDATE without a WHERE takes every row of t
            update t set a = 1 from u                                         | UPDATE without a WHERE takes every row of t
            update t set a = 1 where true                                     | UPDATE without a WHERE takes every row of t
            update t set a = 1 where 1 = 1                                    | UPDATE without a WHERE takes every row of t
            delete from t where 'a' = 'a' returning *                         | DELETE without a WHERE takes every row of t
            with d as (delete from s.t returning *) select * from d where x   | DELETE without a WHERE takes every row of s.t
            with d as materialized (update t set a=1) select 1                | UPDATE without a WHERE takes every row of t
            with d as (select 1 where true) delete from t                     | DELETE without a WHERE takes every row of t
            with a as (with b as (delete from t) select 1) select 2           | DELETE without a WHERE takes every row of t
            select 1; delete from t; select 2 where true                      | DELETE without a WHERE takes every row of t
            prepare p as delete from t                                        | DELETE without a WHERE takes every row of t
            prepare p (int) as update t set a = $1                            | UPDATE without a WHERE takes every row of t
            truncate table only a.b, c                                        | TRUNCATE removes every row of a.b
            drop table if exists a.b cascade                                  | DROP TABLE IF EXISTS a.b cannot be undone but by a restore
            alter table t drop column c                                       | ALTER … DROP COLUMN c cannot be undone but by a restore
            alter table t add x int, drop y                                   | ALTER … DROP y cannot be undone but by a restore
            do $$ begin delete from t; end $$                                 | what the code of a DO does cannot be seen from here
            """)
    void isShownFirst(String sql, String reason) {
        assertThat(Risk.of(sql, true).reasons()).as(sql).containsExactly(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";;", "select 1", "delete from t where id = 1", "update t set a = 1 where id in (select 1)",
            "with d as (delete from t where x) select 1", "insert into t values (1) on conflict (id) do update set a = 1",
            "select * from t for update", "select * from t for no key update of t", "select 'delete from t'", "select $$delete from t$$",
            "create trigger x before update or delete on t execute function f()", "grant delete, update on t to x",
            "create rule r as on delete to t do instead delete from u", "merge into t using u on t.id = u.id when matched then delete",
            "create table a (b int references c on delete cascade on update cascade)", "alter table t alter c drop not null",
            "explain delete from t", "explain (verbose, costs off) update t set a = 1", "select \"delete\" from t", "select 'open",
            "update t set a = 1 where current of c", "alter table t alter a drop default"})
    void isNotStopped(String sql) {
        assertThat(Risk.of(sql, true).reasons()).as(sql).isEmpty();
    }

    @Test
    void whatMeasuresRunsWhatItExplains() {
        for (String sql : new String[]{"explain analyze delete from t", "explain (buffers, analyze) delete from t", "EXPLAIN ANALYSE x",
                "explain (analyze false) select 1", "explain verbose analyze select 1"}) {
            assertThat(Risk.of(sql, true).measures()).as(sql).isTrue();
        }
        for (String sql : new String[]{"explain delete from t", "explain (verbose) select analyze from t", "analyze t", "select 1"}) {
            assertThat(Risk.of(sql, true).measures()).as(sql).isFalse();
        }
    }

    @Test
    void ddlIsSeenAndWhoTakesItsTimeoutAway() {
        assertThat(Risk.of("alter table t add c int", true).ddl()).isTrue();
        assertThat(Risk.of("create index on t (a)", true).ddl()).isTrue();
        assertThat(Risk.of("update t set a = 1 where true", true).ddl()).isFalse();
        assertThat(Risk.of("set lock_timeout = 0; alter table t add c int", true).setsLockTimeout()).isTrue();
        assertThat(Risk.of("select set_config('lock_timeout', '0', false)", true).setsLockTimeout()).isTrue();
    }

    @Test
    void onlyWhatCallsNothingMayBeCut() {
        for (String sql : new String[]{"select * from t", "select count(*), max(a) from t where b in (1, 2)", "values (1), (2)"}) {
            assertThat(Risk.readsOnly(sql, true)).as(sql).isTrue();
        }
        for (String sql : new String[]{"select archive(id) from t", "select * into u from t", "select * from t for update",
                "select \"f\"(1)", "select nextval ('s')"}) {
            assertThat(Risk.readsOnly(sql, true)).as(sql).isFalse();
        }
    }
}
