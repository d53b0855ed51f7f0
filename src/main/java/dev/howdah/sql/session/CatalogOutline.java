package dev.howdah.sql.session;

import dev.howdah.sql.meta.Outline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what a database holds from rows of the catalog, so that no lock on a user's relation keeps it waiting: sizes are pages that
/// the last VACUUM or ANALYZE counted, and expressions are named but not shown, because only functions that open the relation can
/// write them out.
public final class CatalogOutline {
    /// Relations that are read: a catalog of a hundred thousand is no reason to wait.
    static final int MOST = 10_000;
    private static final String SEPARATOR = "\u001f";
    private static final String RELATIONS = """
            SELECT n.nspname, c.oid, c.relname, pg_catalog.pg_table_is_visible(c.oid), c.relkind,
                   CASE WHEN c.reltuples >= 0 AND (c.reltuples > 0 OR c.relpages > 0)
                        THEN pg_catalog.round(c.reltuples::pg_catalog.numeric) END,
                   CASE WHEN c.relkind IN ('r', 'm') THEN
                     (c.relpages + COALESCE(t.relpages, 0)
                       + COALESCE((SELECT pg_catalog.sum(i.relpages) FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
                                   WHERE x.indrelid = c.oid), 0)) * pg_catalog.current_setting('block_size')::pg_catalog.int8 END,
                   c.relispartition,
                   (SELECT pg_catalog.string_agg(a.attname, E'\\x1f' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname !~ '^pg_(toast|temp)'
            ORDER BY n.nspname IN ('pg_catalog', 'information_schema'), n.nspname, c.relkind = 'S', c.relname
            LIMIT\s"""
            + (MOST + 1);
    private static final String SCHEMAS = "SELECT n.nspname, n.nspname IN ('pg_catalog', 'information_schema') FROM pg_catalog.pg_namespace n"
            + " WHERE n.nspname !~ '^pg_(toast|temp)' ORDER BY 2, 1 LIMIT " + MOST;
    private static final String COLUMNS = """
            SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
                   CASE WHEN a.attidentity <> '' THEN 'identity' WHEN a.attgenerated <> '' THEN 'generated' WHEN a.atthasdef THEN 'default' END
            FROM pg_catalog.pg_attribute a WHERE a.attrelid = %d AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum""";
    private static final String INDEXES = """
            SELECT c.relname, m.amname,
                   (SELECT pg_catalog.string_agg(CASE WHEN x.indkey[a.attnum - 1] = 0 THEN '(expression)' ELSE a.attname END, E'\\x1f' ORDER BY a.attnum)
                    FROM pg_catalog.pg_attribute a WHERE a.attrelid = x.indexrelid AND a.attnum BETWEEN 1 AND x.indnkeyatts),
                   x.indisprimary, x.indisunique, x.indpred IS NOT NULL, x.indisvalid AND x.indisready,
                   c.relpages * pg_catalog.current_setting('block_size')::pg_catalog.int8
            FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid JOIN pg_catalog.pg_am m ON m.oid = c.relam
            WHERE x.indrelid = %d ORDER BY x.indisprimary DESC, c.relname""";
    private static final String CONSTRAINTS = """
            SELECT o.conname, o.contype,
                   (SELECT pg_catalog.string_agg(a.attname, E'\\x1f' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = o.conrelid AND a.attnum = ANY (o.conkey)),
                   CASE WHEN o.confrelid <> 0 THEN (SELECT n.nspname || '.' || r.relname FROM pg_catalog.pg_class r
                     JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace WHERE r.oid = o.confrelid) END,
                   o.convalidated
            FROM pg_catalog.pg_constraint o WHERE o.conrelid = %d ORDER BY o.contype = 'p' DESC, o.conname""";
    private static final Map<String, String> CONSTRAINT_KINDS = Map.of("p", "primary key", "f", "foreign key", "u", "unique", "c", "check",
            "x", "exclusion", "t", "trigger", "n", "not null");

    private CatalogOutline() {}

    /// @throws SqlFailed when the catalog cannot be read
    public static Outline of(SqlSession session, String database) throws SqlFailed {
        var schemas = new LinkedHashMap<String, Outline.Schema>();
        for (List<@Nullable String> row : session.ask(SCHEMAS)) {
            String name = String.valueOf(row.get(0));
            schemas.put(name, new Outline.Schema(name, "t".equals(row.get(1)), new ArrayList<>()));
        }
        List<List<@Nullable String>> rows = session.ask(RELATIONS);
        for (List<@Nullable String> row : rows.subList(0, Math.min(MOST, rows.size()))) {
            String schema = String.valueOf(row.get(0));
            // a schema that was made between the two questions is there the next time
            if (schemas.get(schema) instanceof Outline.Schema in) {
                in.relations().add(relation(schema, row));
            }
        }
        return new Outline(database, schemas.values().stream()
                .map(s -> new Outline.Schema(s.name(), s.system(), List.copyOf(s.relations()))).toList(), rows.size() > MOST);
    }

    private static Outline.Relation relation(String schema, List<@Nullable String> row) {
        Outline.Kind kind = switch (String.valueOf(row.get(4))) {
            case "p" -> Outline.Kind.PARTITIONED;
            case "v" -> Outline.Kind.VIEW;
            case "m" -> Outline.Kind.MATERIALIZED;
            case "f" -> Outline.Kind.FOREIGN;
            case "S" -> Outline.Kind.SEQUENCE;
            default -> Outline.Kind.TABLE;
        };
        boolean counted = kind != Outline.Kind.VIEW && kind != Outline.Kind.SEQUENCE;
        return new Outline.Relation(Long.parseLong(String.valueOf(row.get(1))), schema, String.valueOf(row.get(2)), "t".equals(row.get(3)),
                kind, counted ? number(row.get(5)) : null, number(row.get(6)), "t".equals(row.get(7)), names(row.get(8)));
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null ? null : Long.valueOf(text);
    }

    private static List<String> names(@Nullable String joined) {
        return joined == null ? List.of() : List.of(joined.split(SEPARATOR));
    }

    /// Columns, indexes and constraints of a relation; all of them empty when it is gone.
    ///
    /// @throws SqlFailed when the catalog cannot be read
    public static Outline.Details details(SqlSession session, long oid) throws SqlFailed {
        var columns = new ArrayList<Outline.Column>();
        for (List<@Nullable String> row : session.ask(String.format(COLUMNS, oid))) {
            columns.add(new Outline.Column(String.valueOf(row.get(0)), String.valueOf(row.get(1)), "t".equals(row.get(2)), row.get(3)));
        }
        var indexes = new ArrayList<Outline.Index>();
        for (List<@Nullable String> row : session.ask(String.format(INDEXES, oid))) {
            indexes.add(new Outline.Index(String.valueOf(row.get(0)), String.valueOf(row.get(1)), names(row.get(2)), "t".equals(row.get(3)),
                    "t".equals(row.get(4)), "t".equals(row.get(5)), "t".equals(row.get(6)), Long.parseLong(String.valueOf(row.get(7)))));
        }
        var constraints = new ArrayList<Outline.Constraint>();
        for (List<@Nullable String> row : session.ask(String.format(CONSTRAINTS, oid))) {
            String type = String.valueOf(row.get(1));
            constraints.add(new Outline.Constraint(String.valueOf(row.get(0)), CONSTRAINT_KINDS.getOrDefault(type, type), names(row.get(2)),
                    row.get(3), "t".equals(row.get(4))));
        }
        return new Outline.Details(List.copyOf(columns), List.copyOf(indexes), List.copyOf(constraints));
    }
}
