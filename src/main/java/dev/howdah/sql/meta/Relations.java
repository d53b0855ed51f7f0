package dev.howdah.sql.meta;

import dev.howdah.sql.scan.Quoting;
import dev.howdah.sql.table.Column;
import dev.howdah.sql.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `\d NAME`: each relation that a pattern finds, with all that hangs on it.
final class Relations {
    private final Catalog catalog;

    Relations(Catalog catalog) {
        this.catalog = catalog;
    }

    /// One relation.
    private record Relation(String oid, String schema, String name, String kind, String persistence, List<@Nullable String> facts) {
        boolean has(int fact) {
            return "t".equals(facts.get(fact));
        }
    }

    /// @param quiet whether nothing is said of nothing
    Describe.Shown run(String pattern, boolean plus, boolean quiet) {
        Table found = catalog.ask("SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, c.relhasindex, c.relrowsecurity, "
                + "c.relforcerowsecurity, c.relispartition, c.relhasrules, c.relhastriggers, am.amname, c.relreplident, ts.spcname, "
                + "CASE WHEN c.reloftype = 0 THEN NULL ELSE c.reloftype::pg_catalog.regtype::pg_catalog.text END, "
                + "pg_catalog.array_to_string(c.reloptions, ', ') FROM pg_catalog.pg_class c "
                + "LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam "
                + "LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace WHERE true"
                + NamePattern.where(pattern, "n.nspname", "c.relname", "pg_catalog.pg_table_is_visible(c.oid)") + " ORDER BY 2, 3");
        if (found.rows().isEmpty()) {
            return Describe.Shown.trouble(quiet ? "" : "Did not find any relation named \"" + pattern + "\".", false);
        }
        var tables = new ArrayList<Table>();
        for (List<@Nullable String> row : found.rows()) {
            tables.add(one(new Relation(text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4), row), plus));
        }
        return new Describe.Shown(tables, "", "", true);
    }

    private static String text(List<@Nullable String> row, int at) {
        String value = row.get(at);
        return value == null ? "" : value;
    }

    private Table one(Relation r, boolean plus) {
        return switch (r.kind()) {
            case "S" -> sequence(r);
            default -> columns(r, plus);
        };
    }

    private Table sequence(Relation r) {
        Table found = catalog
                .ask("SELECT pg_catalog.format_type(seqtypid, NULL) AS \"Type\", seqstart AS \"Start\", seqmin AS \"Minimum\", "
                        + "seqmax AS \"Maximum\", seqincrement AS \"Increment\", CASE WHEN seqcycle THEN 'yes' ELSE 'no' END AS \"Cycles?\", "
                        + "seqcache AS \"Cache\" FROM pg_catalog.pg_sequence WHERE seqrelid = " + r.oid());
        Table owner = catalog.ask("SELECT pg_catalog.quote_ident(nspname) || '.' || pg_catalog.quote_ident(relname) || '.' "
                + "|| pg_catalog.quote_ident(attname), d.deptype FROM pg_catalog.pg_class c JOIN pg_catalog.pg_depend d ON c.oid = d.refobjid "
                + "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid "
                + "AND a.attnum = d.refobjsubid WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass "
                + "AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = " + r.oid()
                + " AND d.deptype IN ('a', 'i')");
        var footers = new ArrayList<String>();
        for (List<@Nullable String> row : owner.rows()) {
            footers.add(("i".equals(row.get(1)) ? "Sequence for identity column: " : "Owned by: ") + row.get(0));
        }
        return new Table((r.persistence().equals("u") ? "Unlogged sequence \"" : "Sequence \"") + r.schema() + "." + r.name() + "\"",
                found.columns(),
                found.rows(), footers);
    }

    private static String title(Relation r) {
        String name = " \"" + r.schema() + "." + r.name() + "\"";
        boolean unlogged = r.persistence().equals("u");
        return switch (r.kind()) {
            case "r" -> (unlogged ? "Unlogged table" : "Table") + name;
            case "p" -> (unlogged ? "Unlogged partitioned table" : "Partitioned table") + name;
            case "v" -> "View" + name;
            case "m" -> (unlogged ? "Unlogged materialized view" : "Materialized view") + name;
            case "i" -> (unlogged ? "Unlogged index" : "Index") + name;
            case "I" -> (unlogged ? "Unlogged partitioned index" : "Partitioned index") + name;
            case "t" -> "TOAST table" + name;
            case "c" -> "Composite type" + name;
            case "f" -> "Foreign table" + name;
            default -> "?" + r.kind() + "?" + name;
        };
    }

    private Table columns(Relation r, boolean plus) {
        boolean index = r.kind().equals("i") || r.kind().equals("I");
        boolean defaults = List.of("r", "p", "v", "m", "f", "c").contains(r.kind());
        boolean compression = catalog.showsCompression() && catalog.version() >= 140_000 && List.of("r", "p", "m").contains(r.kind());
        Table found = catalog.ask("SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), "
                + "(SELECT c.collname FROM pg_catalog.pg_collation c, pg_catalog.pg_type t WHERE c.oid = a.attcollation AND t.oid = a.atttypid "
                + "AND a.attcollation <> t.typcollation), CASE WHEN a.attnotnull THEN 'not null' ELSE '' END, "
                + "CASE WHEN a.attidentity = 'a' THEN 'generated always as identity' WHEN a.attidentity = 'd' THEN 'generated by default as identity' "
                + "WHEN a.attgenerated = 's' THEN 'generated always as (' || (SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid, true) "
                + "FROM pg_catalog.pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum) || ') stored' "
                + "WHEN a.attgenerated = 'v' THEN 'generated always as (' || (SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid, true) "
                + "FROM pg_catalog.pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum) || ')' "
                + "ELSE coalesce((SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid, true) FROM pg_catalog.pg_attrdef d "
                + "WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef), '') END, "
                + "CASE WHEN a.attnum <= (SELECT i.indnkeyatts FROM pg_catalog.pg_index i WHERE i.indexrelid = a.attrelid) THEN 'yes' ELSE 'no' END, "
                + (index ? "pg_catalog.pg_get_indexdef(a.attrelid, a.attnum, true)" : "NULL") + ", "
                + "CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' WHEN 'x' THEN 'extended' ELSE '???' END, "
                + (compression ? "CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' ELSE '' END" : "''")
                + ", CASE WHEN a.attstattarget = -1 THEN NULL ELSE a.attstattarget END, "
                + "pg_catalog.col_description(a.attrelid, a.attnum), "
                + "CASE WHEN a.attfdwoptions IS NULL THEN '' ELSE '(' || pg_catalog.array_to_string(ARRAY(SELECT pg_catalog.quote_ident(option_name) "
                + "|| ' ' || pg_catalog.quote_literal(option_value) FROM pg_catalog.pg_options_to_table(a.attfdwoptions)), ', ') || ')' END FROM pg_catalog.pg_attribute a WHERE a.attrelid = "
                + r.oid()
                + " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum");
        var heads = new ArrayList<String>(List.of("Column", "Type"));
        var from = new ArrayList<Integer>(List.of(0, 1));
        if (defaults) {
            add(heads, from, "Collation", 2);
            add(heads, from, "Nullable", 3);
            add(heads, from, "Default", 4);
        }
        if (index) {
            add(heads, from, "Key?", 5);
            add(heads, from, "Definition", 6);
        }
        if (r.kind().equals("f")) {
            add(heads, from, "FDW options", 11);
        }
        if (plus) {
            add(heads, from, "Storage", 7);
            if (compression) {
                add(heads, from, "Compression", 8);
            }
            if (List.of("r", "i", "I", "m", "f", "p").contains(r.kind())) {
                add(heads, from, "Stats target", 9);
            }
            if (List.of("r", "v", "m", "f", "p", "c").contains(r.kind())) {
                add(heads, from, "Description", 10);
            }
        }
        var rows = new ArrayList<List<@Nullable String>>();
        for (List<@Nullable String> row : found.rows()) {
            var cells = new ArrayList<@Nullable String>();
            from.forEach(i -> cells.add(row.get(i)));
            rows.add(cells);
        }
        return new Table(title(r), heads.stream().map(h -> new Column(h, false)).toList(), rows, footers(r, plus));
    }

    private static void add(List<String> heads, List<Integer> from, String head, int at) {
        heads.add(head);
        from.add(at);
    }

    private List<String> footers(Relation r, boolean plus) {
        var footers = new ArrayList<String>();
        if (r.has(8)) {
            new TableFooters(catalog, r.oid(), footers).partitionOf(plus);
        }
        switch (r.kind()) {
            case "i" -> index(r, footers);
            case "I" -> {
                index(r, footers);
                new TableFooters(catalog, r.oid(), footers).inherits(true, true, plus);
            }
            case "v", "m" -> {
                var more = new TableFooters(catalog, r.oid(), footers);
                if (r.kind().equals("m")) {
                    more.indexes();
                }
                if (plus) {
                    footers.add("View definition:");
                    footers.add(text(catalog.ask("SELECT pg_catalog.pg_get_viewdef(" + r.oid() + ", true)").rows().getFirst(), 0));
                    more.rulesOfView();
                }
                more.triggers();
            }
            case "r", "p", "f" -> table(r, plus, footers);
            case "t" -> {
                catalog.ask("SELECT n.nspname, c.relname FROM pg_catalog.pg_class c " + Listings.SCHEMA
                        + "c.relnamespace WHERE c.reltoastrelid = " + r.oid()).rows()
                        .forEach(row -> footers.add("Owning table: \"" + row.get(0) + "." + row.get(1) + "\""));
                new TableFooters(catalog, r.oid(), footers).indexes();
            }
            default -> {
            }
        }
        if (plus && catalog.showsAccessMethods() && List.of("r", "m", "p").contains(r.kind()) && !text(r.facts(), 11).isEmpty()) {
            footers.add("Access method: " + r.facts().get(11));
        }
        if (plus && !text(r.facts(), 15).isEmpty()) {
            footers.add("Options: " + r.facts().get(15));
        }
        return footers;
    }

    private void table(Relation r, boolean plus, List<String> footers) {
        var more = new TableFooters(catalog, r.oid(), footers);
        if (r.kind().equals("p")) {
            more.partitionKey();
        }
        more.indexes();
        more.constraints();
        more.policies(r.has(6), r.has(7));
        more.statistics();
        more.rules();
        more.publications();
        more.triggers();
        if (r.kind().equals("f")) {
            more.foreign();
        }
        more.inherits(r.kind().equals("p"), r.has(8), plus);
        String typed = text(r.facts(), 14);
        if (!typed.isEmpty()) {
            footers.add("Typed table of type: " + typed);
        }
        String identity = plus && !r.kind().equals("f") && !r.schema().equals("pg_catalog") ? text(r.facts(), 12) : "";
        if (identity.equals("f")) {
            footers.add("Replica Identity: FULL");
        } else if (identity.equals("n")) {
            footers.add("Replica Identity: NOTHING");
        }
        String space = text(r.facts(), 13);
        if (!space.isEmpty()) {
            footers.add("Tablespace: " + Quoting.name(space));
        }
    }

    private void index(Relation r, List<String> footers) {
        List<@Nullable String> row = catalog.ask("SELECT i.indisunique, i.indisprimary, i.indisclustered, i.indisvalid, "
                + "pg_catalog.pg_get_expr(i.indpred, i.indrelid, true), a.amname, n.nspname || '.' || c.relname, "
                + (catalog.version() >= 150_000 ? "i.indnullsnotdistinct, " : "false, ")
                + "con.condeferrable, con.condeferred, i.indisreplident, con.contype FROM pg_catalog.pg_index i "
                + "JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid JOIN pg_catalog.pg_am a ON a.oid = x.relam "
                + "JOIN pg_catalog.pg_class c ON c.oid = i.indrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
                + "LEFT JOIN pg_catalog.pg_constraint con ON con.conindid = i.indexrelid AND con.contype IN ('p','u','x') AND con.conrelid = i.indrelid "
                + "WHERE i.indexrelid = " + r.oid()).rows().getFirst();
        String table = text(row, 6);
        int dot = table.indexOf('.');
        var text = new StringBuilder();
        if ("t".equals(row.get(1))) {
            text.append("primary key, ");
        } else if ("t".equals(row.get(0))) {
            text.append("unique").append("t".equals(row.get(7)) ? " nulls not distinct" : "").append(", ");
        }
        text.append(row.get(5)).append(", for table \"").append(table, 0, dot).append(".").append(table.substring(dot + 1)).append('"');
        String predicate = row.get(4);
        if (predicate != null) {
            text.append(", predicate (").append(predicate).append(')');
        }
        text.append("t".equals(row.get(2)) ? ", clustered" : "").append("f".equals(row.get(3)) ? ", invalid" : "")
                .append("t".equals(row.get(8)) ? ", deferrable" : "").append("t".equals(row.get(9)) ? ", initially deferred" : "")
                .append("t".equals(row.get(10)) ? ", replica identity" : "");
        footers.add(text.toString());
    }
}
