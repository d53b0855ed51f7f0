package dev.howdah.lint;

import java.util.ArrayList;
import java.util.List;

/// Sequences that reach a schema without its hurt. A line that begins with `--` is a step that is not SQL.
final class Safe {
    private final List<String> steps = new ArrayList<>();
    private final int pg;
    private final Catalog catalog;

    Safe(int pg, Catalog catalog) {
        this.pg = pg;
        this.catalog = catalog;
    }

    static String alter(String table) {
        return "ALTER TABLE " + Names.path(table) + " ";
    }

    Safe step(String statement) {
        steps.add(statement.strip());
        return this;
    }

    Safe note(String words) {
        steps.add("-- " + words);
        return this;
    }

    List<String> steps() {
        return List.copyOf(steps);
    }

    /// NOT NULL without a read under ACCESS EXCLUSIVE.
    Safe notNull(String table, String column) {
        String name = Names.quote(column);
        if (pg >= 18) {
            String constraint = Names.quote(Names.made(table, List.of(column), "not_null"));
            return step(alter(table) + "ADD CONSTRAINT " + constraint + " NOT NULL " + name + " NOT VALID")
                    .step(alter(table) + "VALIDATE CONSTRAINT " + constraint);
        }
        String check = Names.quote(Names.made(table, List.of(column), "is_set"));
        step(alter(table) + "ADD CONSTRAINT " + check + " CHECK (" + name + " IS NOT NULL) NOT VALID");
        step(alter(table) + "VALIDATE CONSTRAINT " + check);
        if (pg < 12) {
            return note("up to PostgreSQL 11 keep the CHECK: SET NOT NULL reads the table all the same");
        }
        return step(alter(table) + "ALTER COLUMN " + name + " SET NOT NULL").step(alter(table) + "DROP CONSTRAINT " + check);
    }

    /// A unique index beside the traffic.
    Safe uniqueIndex(String table, String name, List<String> columns, String more) {
        return step(
                "CREATE UNIQUE INDEX CONCURRENTLY " + Names.quote(name) + " ON " + Names.path(table) + " (" + Names.columns(columns) + ")"
                        + more)
                .note("look whether it is valid: SELECT indisvalid FROM pg_index WHERE indexrelid = '"
                        + (Names.path(Names.schema(table) + name)).replace("'", "''") + "'::regclass");
    }

    /// A write of every row in batches of a thousand by the primary key, a commit after each. Outside a transaction only.
    ///
    /// @param write up to its WHERE
    /// @param also a further condition; empty for none
    Safe batches(String table, String write, String also) {
        List<String> key = catalog.table(table).map(Catalog.Table::key).orElse(List.of());
        if (pg < 11) {
            return note("in batches by key, a commit after each, until no row is left: " + write);
        }
        if (key.size() != 1) {
            note(key.isEmpty() ? "id stands for the primary key" : "the key has several columns; " + key.getFirst() + " cuts the batches");
        }
        String column = Names.quote(key.isEmpty() ? "id" : key.getFirst());
        String from = Names.path(table);
        String condition = also.isEmpty() ? "" : " AND (" + also + ")";
        return step("""
                DO $batches$
                DECLARE
                  low %1$s.%2$s%%TYPE;
                  high %1$s.%2$s%%TYPE;
                BEGIN
                  SELECT %2$s INTO low FROM %1$s ORDER BY %2$s LIMIT 1;
                  WHILE low IS NOT NULL LOOP
                    SELECT %2$s INTO high FROM %1$s WHERE %2$s > low ORDER BY %2$s OFFSET 999 LIMIT 1;
                    IF high IS NULL THEN
                      SELECT %2$s INTO high FROM %1$s ORDER BY %2$s DESC LIMIT 1;
                    END IF;
                    %3$s WHERE %2$s >= low AND %2$s <= high%4$s;
                    COMMIT;
                    SELECT %2$s INTO low FROM %1$s WHERE %2$s > high ORDER BY %2$s LIMIT 1;
                    PERFORM pg_sleep(0.05);
                  END LOOP;
                END $batches$""".formatted(from, column, write, condition));
    }

    /// The statement with a short lock_timeout, tried again while others hold the table.
    static List<String> retried(String sql) {
        return List.of("""
                DO $retry$
                BEGIN
                  FOR attempt IN 1..20 LOOP
                    BEGIN
                      SET LOCAL lock_timeout = '2s';
                      %s;
                      RETURN;
                    EXCEPTION WHEN lock_not_available THEN
                      RAISE NOTICE 'attempt %% waited in vain', attempt;
                      PERFORM pg_sleep(attempt);
                    END;
                  END LOOP;
                  RAISE EXCEPTION 'the table was never free' USING ERRCODE = '55P03';
                END $retry$""".formatted(sql));
    }
}
