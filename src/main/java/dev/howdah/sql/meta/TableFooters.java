package dev.howdah.sql.meta;

import dev.howdah.sql.table.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands below a table's columns in `\d`.
final class TableFooters {
    private final Catalog catalog;
    private final String oid;
    private final List<String> footers;

    TableFooters(Catalog catalog, String oid, List<String> footers) {
        this.catalog = catalog;
        this.oid = oid;
        this.footers = footers;
    }

    private List<List<@Nullable String>> ask(String sql) {
        Table found = catalog.ask(sql);
        return found.rows();
    }

    private void lines(String head, String sql) {
        List<List<@Nullable String>> rows = ask(sql);
        if (!rows.isEmpty()) {
            footers.add(head);
            rows.forEach(row -> footers.add("    " + row.getFirst()));
        }
    }

    void partitionOf(boolean plus) {
        for (List<@Nullable String> row : ask(
                "SELECT i.inhparent::pg_catalog.regclass, pg_catalog.pg_get_expr(c.relpartbound, c.oid), "
                        + (catalog.version() >= 140_000 ? "i.inhdetachpending" : "false")
                        + (plus ? ", pg_catalog.pg_get_partition_constraintdef(c.oid)" : "")
                        + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_inherits i ON c.oid = i.inhrelid WHERE c.oid = " + oid)) {
            footers.add("Partition of: " + row.get(0) + " " + (row.get(1) == null ? "" : row.get(1))
                    + ("t".equals(row.get(2)) ? " DETACH PENDING" : ""));
            if (plus) {
                footers.add(row.get(3) == null ? "No partition constraint" : "Partition constraint: " + row.get(3));
            }
        }
    }

    void partitionKey() {
        ask("SELECT pg_catalog.pg_get_partkeydef(" + oid + ")").forEach(row -> footers.add("Partition key: " + row.getFirst()));
    }

    void indexes() {
        lines("Indexes:",
                "SELECT '\"' || c.relname || '\"' || CASE WHEN con.contype = 'x' THEN ' ' || pg_catalog.pg_get_constraintdef(con.oid, true) ELSE "
                        + "CASE WHEN i.indisprimary THEN ' PRIMARY KEY,' WHEN i.indisunique THEN CASE WHEN con.contype = 'u' THEN ' UNIQUE CONSTRAINT,' ELSE ' UNIQUE,' "
                        + "END ELSE '' END || ' ' || pg_catalog.substring(pg_catalog.pg_get_indexdef(i.indexrelid, 0, true), ' USING (.*)$') "
                        + "|| CASE WHEN con.condeferrable THEN ' DEFERRABLE' ELSE '' END || CASE WHEN con.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END END "
                        + "|| CASE WHEN i.indisclustered THEN ' CLUSTER' ELSE '' END || CASE WHEN NOT i.indisvalid THEN ' INVALID' ELSE '' END "
                        + "|| CASE WHEN i.indisreplident THEN ' REPLICA IDENTITY' ELSE '' END "
                        + "|| CASE WHEN c.reltablespace <> 0 THEN ', tablespace \"' || (SELECT spcname FROM pg_catalog.pg_tablespace t WHERE t.oid = c.reltablespace) "
                        + "|| '\"' ELSE '' END FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid "
                        + "LEFT JOIN pg_catalog.pg_constraint con ON con.conrelid = i.indrelid AND con.conindid = i.indexrelid AND con.contype IN ('p','u','x') "
                        + "WHERE i.indrelid = " + oid + " ORDER BY i.indisprimary DESC, c.relname");
    }

    void constraints() {
        lines("Check constraints:",
                "SELECT '\"' || conname || '\" ' || pg_catalog.pg_get_constraintdef(oid, true) FROM pg_catalog.pg_constraint "
                        + "WHERE conrelid = " + oid + " AND contype = 'c' ORDER BY conname");
        List<List<@Nullable String>> keys = ask(
                "SELECT conrelid = " + oid + "::pg_catalog.oid, conname, pg_catalog.pg_get_constraintdef(oid, true), "
                        + "conrelid::pg_catalog.regclass FROM pg_catalog.pg_constraint WHERE contype = 'f' AND (conrelid = " + oid
                        + " AND conparentid = 0 OR conrelid IN (SELECT relid FROM pg_catalog.pg_partition_ancestors(" + oid
                        + ")) AND conparentid = 0 "
                        + "AND conrelid <> " + oid + ") ORDER BY conrelid <> " + oid + ", conname");
        if (!keys.isEmpty()) {
            footers.add("Foreign-key constraints:");
            for (List<@Nullable String> key : keys) {
                footers.add("    " + ("t".equals(key.get(0)) ? "" : "TABLE \"" + key.get(3) + "\" CONSTRAINT ") + "\"" + key.get(1) + "\" "
                        + key.get(2));
            }
        }
        lines("Referenced by:", "SELECT 'TABLE \"' || conrelid::pg_catalog.regclass || '\" CONSTRAINT \"' || conname || '\" ' "
                + "|| pg_catalog.pg_get_constraintdef(oid, true) FROM pg_catalog.pg_constraint WHERE contype = 'f' AND conparentid = 0 "
                + "AND confrelid IN (SELECT " + oid + "::pg_catalog.oid UNION SELECT relid FROM pg_catalog.pg_partition_ancestors(" + oid
                + ")) ORDER BY conname");
    }

    void policies(boolean enabled, boolean forced) {
        List<List<@Nullable String>> rows = ask(
                "SELECT polname, polpermissive, CASE WHEN polroles = '{0}' THEN NULL ELSE pg_catalog.array_to_string("
                        + "ARRAY(SELECT rolname FROM pg_catalog.pg_roles WHERE oid = ANY (polroles) ORDER BY 1), ',') END, "
                        + "pg_catalog.pg_get_expr(polqual, polrelid), pg_catalog.pg_get_expr(polwithcheck, polrelid), CASE polcmd WHEN 'r' THEN 'SELECT' "
                        + "WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' END FROM pg_catalog.pg_policy WHERE polrelid = "
                        + oid
                        + " ORDER BY polname");
        if (rows.isEmpty() && !enabled) {
            return;
        }
        String force = forced ? "forced row security enabled" : "row security enabled";
        footers.add(rows.isEmpty()
                ? "Policies (" + force + "): (none)"
                : enabled ? forced ? "Policies (forced row security enabled):" : "Policies:" : "Policies (row security disabled):");
        for (List<@Nullable String> row : rows) {
            var text = new StringBuilder("    POLICY \"" + row.get(0) + "\"");
            text.append("t".equals(row.get(1)) ? "" : " AS RESTRICTIVE");
            text.append(row.get(5) == null ? "" : " FOR " + row.get(5));
            text.append(row.get(2) == null ? "" : "\n      TO " + row.get(2));
            text.append(row.get(3) == null ? "" : "\n      USING (" + row.get(3) + ")");
            text.append(row.get(4) == null ? "" : "\n      WITH CHECK (" + row.get(4) + ")");
            footers.add(text.toString());
        }
    }

    void statistics() {
        lines("Statistics objects:", "SELECT '\"' || s.stxnamespace::pg_catalog.regnamespace || '.' || s.stxname || '\"' "
                + "|| CASE WHEN s.stxkind @> '{d,f,m}'::\"char\"[] OR s.stxkind @> '{e}'::\"char\"[] AND pg_catalog.array_length(s.stxkind, 1) = 1 THEN '' ELSE ' (' || "
                + "pg_catalog.concat_ws(', ', CASE WHEN 'd' = ANY (s.stxkind) THEN 'ndistinct' END, CASE WHEN 'f' = ANY (s.stxkind) THEN 'dependencies' END, "
                + "CASE WHEN 'm' = ANY (s.stxkind) THEN 'mcv' END) || ')' END || ' ON ' || " + Listings.statisticsOn(catalog.version())
                + " || ' FROM ' "
                + "|| s.stxrelid::pg_catalog.regclass || CASE WHEN s.stxstattarget <> -1 THEN '; STATISTICS ' || s.stxstattarget ELSE '' END "
                + "FROM pg_catalog.pg_statistic_ext s WHERE s.stxrelid = " + oid
                + " ORDER BY s.stxnamespace::pg_catalog.regnamespace::pg_catalog.text, s.stxname");
    }

    void rules() {
        lines("Rules:", rules("'O'"));
        lines("Disabled rules:", rules("'D'"));
        lines("Rules firing always:", rules("'A'"));
        lines("Rules firing on replica only:", rules("'R'"));
    }

    /// The rules of a view, beside the one that is the view.
    void rulesOfView() {
        List<List<@Nullable String>> rows = ask(rules("ev_enabled"));
        if (!rows.isEmpty()) {
            footers.add("Rules:");
            rows.forEach(row -> footers.add(" " + row.getFirst()));
        }
    }

    private String rules(String enabled) {
        return "SELECT pg_catalog.ltrim(pg_catalog.substring(pg_catalog.rtrim(pg_catalog.pg_get_ruledef(oid, true), ';'), 13)) "
                + "FROM pg_catalog.pg_rewrite WHERE ev_class = " + oid
                + " AND ev_enabled = " + enabled + " AND rulename <> '_RETURN' ORDER BY rulename";
    }

    void publications() {
        String all = "SELECT '\"' || p.pubname || '\"' FROM pg_catalog.pg_publication p ";
        String fits = "pg_catalog.pg_relation_is_publishable(" + oid + ")";
        lines("Publications:", "SELECT '\"' || p.pubname || '\"'" + Listings.publishedOf(catalog.version())
                + " FROM pg_catalog.pg_publication p JOIN pg_catalog.pg_publication_rel pr ON p.oid = pr.prpubid WHERE pr.prrelid = " + oid
                + " UNION " + all + "WHERE p.puballtables AND " + fits
                // whole schemas came with 15
                + (catalog.version() >= 150_000
                        ? " UNION " + all + "JOIN pg_catalog.pg_publication_namespace pn ON p.oid = pn.pnpubid "
                                + "JOIN pg_catalog.pg_class c ON c.relnamespace = pn.pnnspid WHERE c.oid = " + oid + " AND " + fits
                        : "")
                + " ORDER BY 1");
    }

    void foreign() {
        for (List<@Nullable String> row : ask(
                "SELECT s.srvname, pg_catalog.array_to_string(ARRAY(SELECT pg_catalog.quote_ident(option_name) "
                        + "|| ' ' || pg_catalog.quote_literal(option_value) FROM pg_catalog.pg_options_to_table(f.ftoptions)), ', ') "
                        + "FROM pg_catalog.pg_foreign_table f JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = "
                        + oid)) {
            footers.add("Server: " + row.get(0));
            String options = row.get(1);
            if (options != null && !options.isEmpty()) {
                footers.add("FDW options: (" + options + ")");
            }
        }
    }

    void triggers() {
        String any = "FROM pg_catalog.pg_trigger t WHERE t.tgrelid = " + oid + " AND t.tgenabled ";
        String from = any.replace("WHERE", "WHERE NOT t.tgisinternal AND");
        String shown = "SELECT pg_catalog.substring(pg_catalog.pg_get_triggerdef(t.oid, true), ' TRIGGER (.*)$') "
                + "|| coalesce(', ON TABLE ' || (SELECT p.tgrelid::pg_catalog.regclass FROM pg_catalog.pg_trigger p WHERE p.oid = t.tgparentid), '') ";
        lines("Triggers:", shown + from + "IN ('O') ORDER BY t.tgname");
        lines("Disabled user triggers:", shown + from + "= 'D' ORDER BY t.tgname");
        lines("Disabled internal triggers:", shown + any + "= 'D' AND t.tgisinternal ORDER BY t.tgname");
        lines("Triggers firing always:", shown + from + "= 'A' ORDER BY t.tgname");
        lines("Triggers firing on replica only:", shown + from + "= 'R' ORDER BY t.tgname");
    }

    void inherits(boolean partitioned, boolean partition, boolean plus) {
        if (!partition) {
            listed("Inherits",
                    ask("SELECT c.oid::pg_catalog.regclass FROM pg_catalog.pg_class c JOIN pg_catalog.pg_inherits i ON c.oid = i.inhparent "
                            + "WHERE i.inhrelid = " + oid + " AND c.relkind <> 'p' AND c.relkind <> 'I' ORDER BY i.inhseqno"));
        }
        List<List<@Nullable String>> children = ask(
                "SELECT c.oid::pg_catalog.regclass || coalesce(' ' || pg_catalog.pg_get_expr(c.relpartbound, c.oid), '') "
                        + "|| CASE WHEN c.relkind = 'p' THEN ', PARTITIONED' WHEN c.relkind = 'f' AND c.relispartition THEN ', FOREIGN' ELSE '' END "
                        + "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_inherits i ON c.oid = i.inhrelid WHERE i.inhparent = " + oid
                        + " ORDER BY pg_catalog.pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT', c.oid::pg_catalog.regclass::pg_catalog.text");
        if (partitioned && (children.isEmpty() || !plus)) {
            footers.add("Number of partitions: " + children.size() + (children.isEmpty() ? "" : " (Use \\d+ to list them.)"));
        } else if (!plus && !children.isEmpty()) {
            footers.add("Number of child tables: " + children.size() + " (Use \\d+ to list them.)");
        } else if (!children.isEmpty()) {
            listed(partitioned ? "Partitions" : "Child tables", children);
        }
    }

    private void listed(String head, List<List<@Nullable String>> rows) {
        for (int i = 0; i < rows.size(); i++) {
            footers.add((i == 0 ? head + ": " : " ".repeat(head.length() + 2)) + rows.get(i).getFirst() + (i < rows.size() - 1 ? "," : ""));
        }
    }
}
