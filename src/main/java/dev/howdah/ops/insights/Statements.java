package dev.howdah.ops.insights;

import dev.howdah.insights.Calls;
import dev.howdah.sql.scan.Plannable;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What `pg_stat_statements` counts, and plans without running anything, in one session. Counters are read without the texts, which the
/// server keeps in a file that it would read whole each time (PostgreSQL manual, pg_stat_statements, `showtext`).
final class Statements {
    /// `object_not_in_prerequisite_state`: it was not loaded when the server started.
    private static final String NOT_LOADED = "55000";
    private final SqlSession session;

    /// What was found.
    sealed interface Found {
        /// @param byId PostgreSQL's query id → what was counted
        /// @param all whether the role sees the statements of others
        record Counted(Map<Long, Calls> byId, boolean all) implements Found {}

        /// There are no counters, and why, as a sentence with what to do.
        record Absent(String why) implements Found {}
    }

    Statements(SqlSession session) {
        this.session = session;
    }

    /// @throws SqlFailed when the server refuses for another reason than that there are no counters, or does not answer
    Found read(Collection<Long> ids) throws SqlFailed {
        List<@Nullable String> found = session
                .ask("SELECT pg_catalog.quote_ident(n.nspname), pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE'), "
                        + "pg_catalog.current_database() FROM (SELECT 1) AS one LEFT JOIN pg_catalog.pg_extension AS e "
                        + "ON e.extname = 'pg_stat_statements' LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace")
                .getFirst();
        String schema = found.get(0);
        if (schema == null) {
            return new Found.Absent("pg_stat_statements is not in the database " + found.get(2)
                    + ": calls and latency are not known. CREATE EXTENSION pg_stat_statements brings it.");
        }
        boolean all = "t".equals(found.get(1));
        if (ids.isEmpty()) {
            return new Found.Counted(Map.of(), all);
        }
        List<List<@Nullable String>> rows;
        try {
            rows = session
                    .ask("SELECT (extract(epoch FROM pg_catalog.clock_timestamp()) * 1000000)::bigint, queryid, sum(calls), sum(total_exec_time), "
                            + "sum(rows), sum(shared_blks_hit), sum(shared_blks_read) FROM " + schema
                            + ".pg_stat_statements(false) WHERE queryid IN ("
                            + ids.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ") GROUP BY queryid");
        } catch (SqlFailed e) {
            if (e.serverMessage().state().equals(NOT_LOADED)) {
                return new Found.Absent("pg_stat_statements does not answer: " + e.getMessage()
                        + ". It has to be in shared_preload_libraries of the parameter group, and the instance restarted.");
            }
            throw e;
        }
        Map<Long, Calls> byId = new HashMap<>();
        for (List<@Nullable String> row : rows) {
            byId.put(Long.valueOf(String.valueOf(row.get(1))), new Calls(instant(String.valueOf(row.get(0))), number(row.get(2)),
                    number(row.get(3)), number(row.get(4)), number(row.get(5)), number(row.get(6)), ""));
        }
        return new Found.Counted(byId, all);
    }

    /// The text with parameters in place of literals, and the database in which it ran most.
    record Text(String sql, String database) {}

    /// Empty when it is not among those that are counted, or the role may not see it.
    Optional<Text> text(long id) throws SqlFailed {
        String schema = session.ask("SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_extension AS e "
                + "JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements'").stream().findFirst()
                .map(r -> r.getFirst()).orElse(null);
        if (schema == null) {
            return Optional.empty();
        }
        return session.ask("SELECT s.query, d.datname FROM " + schema + ".pg_stat_statements AS s "
                + "JOIN pg_catalog.pg_database AS d ON d.oid = s.dbid WHERE s.queryid = " + id
                + " AND s.query <> '<insufficient privilege>' ORDER BY s.calls DESC LIMIT 1").stream().findFirst()
                .map(r -> new Text(String.valueOf(r.get(0)), String.valueOf(r.get(1))));
    }

    /// A plan that holds for any value of the parameters. The statement is not run: `EXPLAIN` without `ANALYZE`, in a read-only session that
    /// is made for it and ends with it. Before 16 a prepared statement has to stand in for `GENERIC_PLAN`.
    ///
    /// @return the plan's lines
    /// @throws SqlFailed with the server's refusal: of a table that its search path does not find, say
    static String plan(SqlSession session, Plannable statement) throws SqlFailed {
        if (statement.parameters() == 0) {
            return lines(session.ask("EXPLAIN " + statement.sql()));
        }
        if (session.version() >= 160_000) {
            return lines(session.ask("EXPLAIN (GENERIC_PLAN) " + statement.sql()));
        }
        session.ask("SET plan_cache_mode = force_generic_plan");
        session.ask("PREPARE howdah_plan AS " + statement.sql());
        return lines(session.ask("EXPLAIN EXECUTE howdah_plan(" + "NULL, ".repeat(statement.parameters() - 1) + "NULL)"));
    }

    private static String lines(List<List<@Nullable String>> rows) {
        return rows.stream().map(r -> String.valueOf(r.getFirst())).collect(Collectors.joining("\n"));
    }

    private static double number(@Nullable String value) {
        return value == null ? 0 : Double.parseDouble(value);
    }

    private static Instant instant(String micros) {
        long all = Long.parseLong(micros);
        return Instant.ofEpochSecond(Math.floorDiv(all, 1_000_000L), Math.floorMod(all, 1_000_000L) * 1000);
    }
}
