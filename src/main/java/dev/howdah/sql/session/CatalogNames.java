package dev.howdah.sql.session;

import dev.howdah.sql.meta.Completion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the names that completion proposes. It reads the catalog only, without a lock on a user's table.
public final class CatalogNames {
    /// Relations beyond this many are not proposed: a catalog of a hundred thousand is no reason to wait.
    private static final int MOST = 5000;
    private static final String SEPARATOR = "\u001f";
    private static final String RELATIONS = """
            SELECT n.nspname, c.relname, pg_catalog.pg_table_is_visible(c.oid),
                   (SELECT pg_catalog.string_agg(a.attname, E'\\x1f' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r','v','m','f','p') AND n.nspname !~ '^pg_t' ORDER BY n.nspname IN ('pg_catalog', 'information_schema'), 1, 2
            LIMIT\s"""
            + MOST;
    private static final String SCHEMAS = "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_t' ORDER BY 1 LIMIT " + MOST;
    private static final String FUNCTIONS = "SELECT DISTINCT proname FROM pg_catalog.pg_proc WHERE pg_catalog.pg_function_is_visible(oid)"
            + " AND prokind IN ('f', 'a', 'w') AND proname !~ '^(_|binary_upgrade)' ORDER BY 1 LIMIT " + MOST;

    private CatalogNames() {}

    /// @throws SqlFailed when the catalog cannot be read
    public static Completion.Names of(SqlSession session) throws SqlFailed {
        var relations = new ArrayList<Completion.Relation>();
        for (List<@Nullable String> row : session.ask(RELATIONS)) {
            String columns = row.get(3);
            relations.add(new Completion.Relation(String.valueOf(row.get(0)), String.valueOf(row.get(1)), "t".equals(row.get(2)),
                    columns == null ? List.of() : List.of(columns.split(SEPARATOR))));
        }
        return new Completion.Names(first(session.ask(SCHEMAS)), List.copyOf(relations), first(session.ask(FUNCTIONS)));
    }

    private static List<String> first(List<List<@Nullable String>> rows) {
        return rows.stream().map(r -> String.valueOf(r.getFirst())).toList();
    }
}
