package dev.howdah.lint;

import dev.howdah.lint.parse.Tree;
import java.util.Set;

/// A parse tree's locks, rewrites and scans, as measured on servers (`GroundTruthTest`). What only the catalogue knows (a
/// column's type, foreign keys of old tables) is not guessed at, except that a change of type is taken to rewrite.
final class FactsReader {
    /// Functions known not to be volatile; any other is taken to be.
    private static final Set<String> STEADY = Set.of("now", "transaction_timestamp", "statement_timestamp", "timezone", "lower", "upper",
            "md5", "to_char", "to_date", "to_timestamp", "date_trunc", "date_part", "extract", "current_setting", "length", "round", "abs",
            "concat", "trim", "btrim", "substring", "replace", "repeat", "make_interval", "make_date", "jsonb_build_object",
            "json_build_object", "jsonb_build_array", "array_fill", "int4range", "tstzrange", "age", "floor", "ceil");
    private static final Set<String> SERIAL = Set.of("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8");
    private static final Set<String> GENTLE = Set.of("AT_ValidateConstraint", "AT_SetStatistics", "AT_SetOptions", "AT_ResetOptions",
            "AT_SetRelOptions", "AT_ResetRelOptions", "AT_ClusterOn", "AT_DropCluster");

    private final int pg;

    FactsReader(int pg) {
        this.pg = pg;
    }

    static String relation(Tree rangeVar) {
        String schema = rangeVar.text("schemaname");
        return (schema.isEmpty() || schema.equals("public") ? "" : schema + ".") + rangeVar.text("relname");
    }

    static String dotted(Tree item) {
        var parts = item.get("List").names("items");
        return String.join(".", parts.size() == 2 && parts.getFirst().equals("public") ? parts.subList(1, 2) : parts);
    }

    static boolean option(Tree statement, String list, String name) {
        return statement.list(list).stream().map(d -> d.get("DefElem")).anyMatch(d -> d.text("defname").equals(name) && !off(d.get("arg")));
    }

    private static boolean off(Tree value) {
        String word = value.present() ? value.toString() : "";
        return word.contains("=false") || word.contains("=off") || word.contains("boolval={}") || word.contains("ival={}");
    }

    static boolean volatileDefault(Tree constraint) {
        var found = new boolean[1];
        constraint.get("raw_expr").each("FuncCall", call -> found[0] |= !STEADY.contains(call.names("funcname").getLast()));
        return found[0];
    }

    static boolean serial(Tree column) {
        return column.get("typeName").names("names").stream().anyMatch(SERIAL::contains);
    }

    static Tree constraint(Tree column, String type) {
        return column.list("constraints").stream().map(c -> c.get("Constraint")).filter(c -> c.text("contype").equals(type)).findFirst()
                .orElse(new Tree(null));
    }

    static boolean rewritingColumn(Tree column, int pg) {
        Tree standard = constraint(column, "CONSTR_DEFAULT");
        Tree generated = constraint(column, "CONSTR_GENERATED");
        return serial(column) || constraint(column, "CONSTR_IDENTITY").present()
                || generated.present() && !generated.text("generated_kind").equals("v")
                || standard.present() && (pg < 11 || volatileDefault(standard));
    }

    Facts of(Tree node) {
        Facts facts = Facts.none();
        Tree s = node.content();
        String on = relation(s.get("relation"));
        switch (node.kind()) {
            case "AlterTableStmt" -> alter(s, on, facts);
            case "IndexStmt" -> {
                facts.lock(on, s.is("concurrent") ? Mode.SHARE_UPDATE_EXCLUSIVE : Mode.SHARE);
                if (!s.is("concurrent")) {
                    facts.scans().add(on);
                }
            }
            case "ReindexStmt" -> {
                boolean online = option(s, "params", "concurrently");
                if (s.text("kind").equals("REINDEX_OBJECT_TABLE")) {
                    facts.lock(on, online ? Mode.SHARE_UPDATE_EXCLUSIVE : Mode.SHARE);
                    if (!online) {
                        facts.scans().add(on);
                    }
                }
            }
            case "DropStmt" -> {
                if (Set.of("OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_SEQUENCE").contains(s.text("removeType"))) {
                    s.list("objects").forEach(o -> facts.lock(dotted(o), Mode.ACCESS_EXCLUSIVE));
                }
            }
            case "TruncateStmt" -> s.list("relations").forEach(r -> {
                facts.lock(relation(r.get("RangeVar")), Mode.ACCESS_EXCLUSIVE);
                facts.rewrites().add(relation(r.get("RangeVar")));
            });
            case "RenameStmt" -> {
                if (!s.text("renameType").equals("OBJECT_INDEX")) {
                    facts.lock(on, Mode.ACCESS_EXCLUSIVE);
                }
            }
            case "AlterObjectSchemaStmt", "RuleStmt" -> facts.lock(on, Mode.ACCESS_EXCLUSIVE);
            case "CreateStmt" -> {
                s.each("pktable", p -> facts.lock(relation(p), Mode.SHARE_ROW_EXCLUSIVE));
                if (s.get("partbound").present()) {
                    s.list("inhRelations").forEach(p -> facts.lock(relation(p.get("RangeVar")), Mode.ACCESS_EXCLUSIVE));
                }
            }
            case "CreateTrigStmt" -> facts.lock(on, Mode.SHARE_ROW_EXCLUSIVE);
            case "CreatePolicyStmt", "AlterPolicyStmt" -> facts.lock(relation(s.get("table")), Mode.ACCESS_EXCLUSIVE);
            case "CommentStmt" -> comment(s, facts);
            case "CreateStatsStmt" -> s.list("relations").forEach(r -> facts.lock(relation(r.get("RangeVar")),
                    Mode.SHARE_UPDATE_EXCLUSIVE));
            case "RefreshMatViewStmt" -> {
                facts.lock(on, s.is("concurrent") ? Mode.EXCLUSIVE : Mode.ACCESS_EXCLUSIVE);
                if (!s.is("concurrent")) {
                    facts.rewrite(on);
                }
            }
            case "VacuumStmt" -> s.list("rels").forEach(r -> {
                String table = relation(r.get("VacuumRelation").get("relation"));
                boolean full = option(s, "options", "full");
                facts.lock(table, full ? Mode.ACCESS_EXCLUSIVE : Mode.SHARE_UPDATE_EXCLUSIVE);
                if (full) {
                    facts.rewrites().add(table);
                }
            });
            case "ClusterStmt" -> {
                facts.lock(on, Mode.ACCESS_EXCLUSIVE);
                facts.rewrite(on);
            }
            case "UpdateStmt", "DeleteStmt" -> {
                facts.lock(on, Mode.ROW_EXCLUSIVE);
                if (!s.get("whereClause").present()) {
                    facts.scans().add(on);
                }
            }
            case "InsertStmt" -> facts.lock(on, Mode.ROW_EXCLUSIVE);
            case "LockStmt" -> s.list("relations").forEach(r -> facts.lock(relation(r.get("RangeVar")),
                    Mode.values()[Integer.parseInt(s.text("mode")) - 1]));
            default -> {
                // nothing that a table's users would feel, or nothing that can be read off the statement
            }
        }
        return facts;
    }

    private static void comment(Tree s, Facts facts) {
        var parts = s.get("object").get("List").names("items");
        switch (s.text("objtype")) {
            case "OBJECT_TABLE" -> facts.lock(dotted(s.get("object")), Mode.SHARE_UPDATE_EXCLUSIVE);
            case "OBJECT_COLUMN" -> facts.lock(String.join(".", parts.subList(0, Math.max(0, parts.size() - 1))),
                    Mode.SHARE_UPDATE_EXCLUSIVE);
            default -> {
                // other objects are no relations
            }
        }
    }

    private void alter(Tree s, String on, Facts facts) {
        if (s.text("objtype").equals("OBJECT_INDEX")) {
            return;
        }
        for (Tree each : s.list("cmds")) {
            Tree cmd = each.get("AlterTableCmd");
            String what = cmd.text("subtype");
            switch (what) {
                case "AT_AddColumn" -> column(cmd.get("def").get("ColumnDef"), on, facts);
                case "AT_AddConstraint" -> constrain(cmd.get("def").get("Constraint"), on, facts);
                case "AT_AttachPartition" -> {
                    facts.lock(on, pg < 12 ? Mode.ACCESS_EXCLUSIVE : Mode.SHARE_UPDATE_EXCLUSIVE);
                    facts.lock(relation(cmd.get("def").get("PartitionCmd").get("name")), Mode.ACCESS_EXCLUSIVE);
                    facts.scans().add(relation(cmd.get("def").get("PartitionCmd").get("name")));
                }
                case "AT_DetachPartition" -> {
                    Tree part = cmd.get("def").get("PartitionCmd");
                    facts.lock(on, part.is("concurrent") ? Mode.SHARE_UPDATE_EXCLUSIVE : Mode.ACCESS_EXCLUSIVE);
                    facts.lock(relation(part.get("name")), pg < 14 ? Mode.SHARE_UPDATE_EXCLUSIVE : Mode.ACCESS_EXCLUSIVE);
                }
                case "AT_SetNotNull" -> {
                    facts.lock(on, Mode.ACCESS_EXCLUSIVE);
                    facts.scans().add(on);
                }
                case "AT_ValidateConstraint" -> {
                    facts.lock(on, Mode.SHARE_UPDATE_EXCLUSIVE);
                    facts.scans().add(on);
                }
                case "AT_AlterColumnType", "AT_SetLogged", "AT_SetUnLogged" -> {
                    facts.lock(on, Mode.ACCESS_EXCLUSIVE);
                    facts.rewrite(on);
                }
                default -> facts.lock(on, GENTLE.contains(what)
                        ? Mode.SHARE_UPDATE_EXCLUSIVE
                        : what.startsWith("AT_EnableTrig") || what.startsWith("AT_DisableTrig")
                                ? Mode.SHARE_ROW_EXCLUSIVE
                                : Mode.ACCESS_EXCLUSIVE);
            }
        }
    }

    private void column(Tree column, String on, Facts facts) {
        facts.lock(on, Mode.ACCESS_EXCLUSIVE);
        Tree standard = constraint(column, "CONSTR_DEFAULT");
        boolean filled = standard.present() || constraint(column, "CONSTR_GENERATED").present();
        if (rewritingColumn(column, pg)) {
            facts.rewrite(on);
        }
        if (constraint(column, "CONSTR_UNIQUE").present() || constraint(column, "CONSTR_PRIMARY").present()
                || constraint(column, "CONSTR_CHECK").present() || constraint(column, "CONSTR_NOTNULL").present() && !filled) {
            facts.scans().add(on);
        }
        Tree foreign = constraint(column, "CONSTR_FOREIGN").get("pktable");
        if (foreign.present()) {
            facts.lock(relation(foreign), Mode.SHARE_ROW_EXCLUSIVE);
            if (filled) {
                facts.scans().add(on);
                facts.scans().add(relation(foreign));
            }
        }
    }

    private static void constrain(Tree constraint, String on, Facts facts) {
        boolean foreign = constraint.text("contype").equals("CONSTR_FOREIGN");
        facts.lock(on, foreign ? Mode.SHARE_ROW_EXCLUSIVE : Mode.ACCESS_EXCLUSIVE);
        if (foreign) {
            facts.lock(relation(constraint.get("pktable")), Mode.SHARE_ROW_EXCLUSIVE);
        }
        if (!constraint.is("skip_validation") && constraint.text("indexname").isEmpty()) {
            facts.scans().add(on);
        }
    }
}
