package dev.howdah.ops.compare;

import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a server's catalog says of its tables and definitions.
final class Catalog {
    private static final String OURS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";
    private static final String TABLE = "c.relkind IN ('r', 'p') AND NOT c.relispartition AND " + OURS;
    private static final Set<String> TIMES = Set.of("timestamp with time zone", "timestamp without time zone", "date");
    private static final Set<String> WHOLE = Set.of("smallint", "integer", "bigint");

    private static final String TABLES = "SELECT n.nspname, c.relname, c.reltuples::bigint FROM pg_catalog.pg_class c "
            + "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE " + TABLE + " ORDER BY 1, 2";
    private static final String COLUMNS = "SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), "
            + "a.attgenerated <> '', a.attidentity = 'a' FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid "
            + "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE a.attnum > 0 AND NOT a.attisdropped AND " + TABLE
            + " ORDER BY 1, 2, a.attnum";
    private static final String KEYS = "SELECT n.nspname, c.relname, i.indexrelid, a.attname FROM pg_catalog.pg_index i "
            + "JOIN pg_catalog.pg_class c ON c.oid = i.indrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
            + "CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place) "
            + "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number "
            + "WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND k.place <= i.indnkeyatts AND "
            + "NOT EXISTS (SELECT FROM pg_catalog.unnest(i.indkey::int2[]) AS each (number) JOIN pg_catalog.pg_attribute b "
            + "ON b.attrelid = c.oid AND b.attnum = each.number WHERE NOT b.attnotnull) AND " + TABLE
            + " ORDER BY 1, 2, i.indisprimary DESC, i.indexrelid, k.place";
    private static final String PARENTS = "SELECT DISTINCT n.nspname, c.relname, pn.nspname, p.relname FROM pg_catalog.pg_constraint f "
            + "JOIN pg_catalog.pg_class c ON c.oid = f.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
            + "JOIN pg_catalog.pg_class p ON p.oid = f.confrelid JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace "
            + "WHERE f.contype = 'f' AND f.confrelid <> f.conrelid AND " + TABLE + " ORDER BY 1, 2, 3, 4";
    private static final String TRIGGERS = "SELECT n.nspname, c.relname, t.tgname FROM pg_catalog.pg_trigger t "
            + "JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
            + "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND " + TABLE + " ORDER BY 1, 2, 3";
    /// Kind, name and definition of what a schema is made of.
    private static final String DEFINITIONS = """
            SELECT 'column ' || n.nspname || '.' || c.relname || '.' || a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)
              || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
              || coalesce(' DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), '')
              || CASE a.attidentity WHEN 'a' THEN ' ALWAYS AS IDENTITY' WHEN 'd' THEN ' BY DEFAULT AS IDENTITY' ELSE '' END
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND %1$s
            UNION ALL SELECT 'constraint ' || n.nspname || '.' || c.relname || '.' || k.conname, pg_catalog.pg_get_constraintdef(k.oid)
            FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE %1$s
            UNION ALL SELECT 'index ' || n.nspname || '.' || c.relname,
              pg_catalog.pg_get_indexdef(c.oid) || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid WHERE %1$s
            UNION ALL SELECT 'trigger ' || n.nspname || '.' || c.relname || '.' || t.tgname, pg_catalog.pg_get_triggerdef(t.oid)
            FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND %1$s
            UNION ALL SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' WHEN 'S' THEN 'sequence '
              ELSE 'foreign table ' END || n.nspname || '.' || c.relname,
              CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) ELSE '' END
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('v', 'm', 'S', 'f') AND %1$s
            UNION ALL SELECT 'function ' || n.nspname || '.' || p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')',
              pg_catalog.md5(coalesce(p.prosrc, '') || coalesce(p.probin, ''))
            FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE %1$s
            UNION ALL SELECT 'extension ' || extname, extversion FROM pg_catalog.pg_extension
            """
            .formatted(OURS);

    private Catalog() {}

    /// All tables, by their full names.
    static Map<String, Relation> relations(SqlSession session) throws SqlFailed {
        var columns = new LinkedHashMap<String, List<Relation.Column>>();
        for (var row : session.ask(COLUMNS)) {
            columns.computeIfAbsent(full(row), _ -> new ArrayList<>())
                    .add(new Relation.Column(text(row, 2), text(row, 3), text(row, 4).equals("t"), text(row, 5).equals("t")));
        }
        var keys = new LinkedHashMap<String, List<String>>();
        var chosen = new LinkedHashMap<String, String>();
        for (var row : session.ask(KEYS)) {
            if (chosen.computeIfAbsent(full(row), _ -> text(row, 2)).equals(text(row, 2))) {
                keys.computeIfAbsent(full(row), _ -> new ArrayList<>()).add(text(row, 3));
            }
        }
        Map<String, List<String>> parents = new LinkedHashMap<>();
        for (var row : session.ask(PARENTS)) {
            parents.computeIfAbsent(full(row), _ -> new ArrayList<>()).add(text(row, 2) + "." + text(row, 3));
        }
        Map<String, List<String>> triggers = new LinkedHashMap<>();
        for (var row : session.ask(TRIGGERS)) {
            triggers.computeIfAbsent(full(row), _ -> new ArrayList<>()).add(text(row, 2));
        }
        var all = new LinkedHashMap<String, Relation>();
        for (var row : session.ask(TABLES)) {
            String full = full(row);
            var own = columns.getOrDefault(full, List.of());
            var key = keys.getOrDefault(full, List.of());
            all.put(full, new Relation(text(row, 0), text(row, 1), own, key, Long.parseLong(text(row, 2)), newest(own, key),
                    parents.getOrDefault(full, List.of()), triggers.getOrDefault(full, List.of())));
        }
        return all;
    }

    /// The time at which a row was made, else at which anything happened to it, else a number that counts up.
    private static @Nullable String newest(List<Relation.Column> columns, List<String> key) {
        var times = columns.stream().filter(c -> TIMES.contains(c.type())).map(Relation.Column::name).toList();
        return times.stream().filter(n -> n.matches("(?i).*(creat|insert|added).*")).findFirst()
                .or(() -> times.stream().findFirst())
                .or(() -> key.size() != 1
                        ? java.util.Optional.empty()
                        : columns.stream().filter(c -> c.name().equals(key.getFirst()) && WHOLE.contains(c.type()))
                                .map(Relation.Column::name).findFirst())
                .orElse(null);
    }

    /// Whether keys of a column can be cut into ranges.
    static boolean counts(Relation.Column column) {
        return WHOLE.contains(column.type());
    }

    /// What differs in the definitions, a sentence each, in the order of their names.
    static List<String> differences(SqlSession live, SqlSession copy) throws SqlFailed {
        Map<String, String> here = definitions(live);
        Map<String, String> there = definitions(copy);
        var differ = new ArrayList<String>();
        var names = new TreeMap<>(here);
        names.putAll(there);
        for (String name : names.keySet()) {
            String now = here.get(name);
            String then = there.get(name);
            if (now == null) {
                differ.add(name + " is on the copy only: " + then);
            } else if (then == null) {
                differ.add(name + " is on live only: " + now);
            } else if (!now.equals(then)) {
                differ.add(name + " is " + now + " on live, and " + then + " on the copy");
            }
        }
        return List.copyOf(differ);
    }

    private static Map<String, String> definitions(SqlSession session) throws SqlFailed {
        var all = new TreeMap<String, String>();
        for (var row : session.ask(DEFINITIONS)) {
            all.put(text(row, 0), row.get(1) == null ? "" : text(row, 1).strip());
        }
        return all;
    }

    private static String full(List<@Nullable String> row) {
        return text(row, 0) + "." + text(row, 1);
    }

    private static String text(List<@Nullable String> row, int column) {
        return Objects.requireNonNull(row.get(column));
    }
}
