package dev.howdah.lint;

import dev.howdah.lint.parse.Tree;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A parse tree's locks, rewrites and scans, as measured on servers (`GroundTruthTest`). What only the catalogue knows (a
/// column's type, foreign keys of old tables, partitions) comes from a [Catalog]; without one nothing is guessed at, except that a
/// change of type and a default from an unknown function are taken to rewrite.
final class FactsReader {
    /// Functions known not to be volatile; any other is taken to be.
    private static final Set<String> STEADY = Set.of("now", "transaction_timestamp", "statement_timestamp", "timezone", "lower", "upper",
            "md5", "to_char", "to_date", "to_timestamp", "date_trunc", "date_part", "extract", "current_setting", "length", "round", "abs",
            "concat", "trim", "btrim", "substring", "replace", "repeat", "make_interval", "make_date", "jsonb_build_object",
            "json_build_object", "jsonb_build_array", "array_fill", "int4range", "int8range", "numrange", "daterange", "tsrange",
            "tstzrange",
            "age", "floor", "ceil", "coalesce", "nullif", "to_json", "to_jsonb", "to_tsvector", "overlay", "position", "left", "right",
            "lpad", "rpad", "split_part", "encode", "decode", "sha256", "format", "concat_ws", "greatest", "least", "justify_interval",
            "make_timestamp", "make_timestamptz", "current_schema", "char_length", "initcap", "power", "mod", "date_bin");
    private static final Set<String> SERIAL = Set.of("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8");
    private static final Set<String> GENTLE = Set.of("AT_ValidateConstraint", "AT_SetStatistics", "AT_SetOptions", "AT_ResetOptions",
            "AT_SetRelOptions", "AT_ResetRelOptions", "AT_ReplaceRelOptions", "AT_ClusterOn", "AT_DropCluster");
    /// Commands that a parent hands down to its partitions and children.
    private static final Set<String> HANDED_DOWN = Set.of("AT_AddColumn", "AT_DropColumn", "AT_AddConstraint", "AT_DropConstraint",
            "AT_AlterColumnType", "AT_SetNotNull", "AT_DropNotNull", "AT_ValidateConstraint", "AT_ColumnDefault", "AT_SetStatistics",
            "AT_SetStorage", "AT_SetCompression", "AT_SetOptions", "AT_EnableTrig", "AT_DisableTrig", "AT_EnableTrigAll",
            "AT_DisableTrigAll", "AT_EnableTrigUser", "AT_DisableTrigUser");

    private final int pg;
    private final Catalog catalog;

    FactsReader(int pg, Catalog catalog) {
        this.pg = pg;
        this.catalog = catalog;
    }

    static String relation(Tree rangeVar) {
        String schema = rangeVar.text("schemaname");
        return (schema.isEmpty() || schema.equals("public") ? "" : schema + ".") + rangeVar.text("relname");
    }

    private static String dotted(List<String> parts) {
        return String.join(".", parts.size() > 1 && parts.getFirst().equals("public") ? parts.subList(1, parts.size()) : parts);
    }

    /// The name of what a DROP or COMMENT names.
    static String dotted(Tree item) {
        Tree function = item.get("ObjectWithArgs");
        Tree type = item.get("TypeName");
        Tree plain = item.get("String");
        return function.present()
                ? function.names("objname").getLast()
                : type.present()
                        ? dotted(type.names("names"))
                        : plain.present() ? plain.text("sval") : dotted(item.get("List").names("items"));
    }

    static boolean option(Tree statement, String list, String name) {
        return statement.list(list).stream().map(d -> d.get("DefElem")).anyMatch(d -> d.text("defname").equals(name) && !off(d.get("arg")));
    }

    private static boolean off(Tree value) {
        String word = value.present() ? value.toString() : "";
        return word.contains("=false") || word.contains("=off") || word.contains("boolval={}") || word.contains("ival={}");
    }

    boolean volatileDefault(Tree constraint) {
        var found = new boolean[1];
        constraint.get("raw_expr").each("FuncCall", call -> {
            String name = call.names("funcname").getLast();
            found[0] |= !STEADY.contains(name) && !catalog.steady().contains(name);
        });
        return found[0];
    }

    static boolean serial(Tree column) {
        return column.get("typeName").names("names").stream().anyMatch(SERIAL::contains);
    }

    static Tree constraint(Tree column, String type) {
        return column.list("constraints").stream().map(c -> c.get("Constraint")).filter(c -> c.text("contype").equals(type)).findFirst()
                .orElse(new Tree(null));
    }

    boolean rewritingColumn(Tree column) {
        Tree standard = constraint(column, "CONSTR_DEFAULT");
        Tree generated = constraint(column, "CONSTR_GENERATED");
        Catalog.Domain domain = catalog.domains().get(Types.written(column.get("typeName")));
        return serial(column) || constraint(column, "CONSTR_IDENTITY").present()
                || generated.present() && !generated.text("generated_kind").equals("v") || domain != null && domain.constrained()
                || standard.present() && (pg < 11 || volatileDefault(standard));
    }

    /// Whether a condition leaves most rows alone: a value, a list, a range with two ends, or a subquery with a LIMIT decides.
    ///
    /// @param write UPDATE or DELETE
    /// @param code inside PL/pgSQL, where a name may be a variable, and two the field of one
    static boolean bounded(Tree write, boolean code) {
        boolean joined = write.get("fromClause").present() || write.get("usingClause").present();
        return narrow(write.get("whereClause"), !code ? 0 : joined ? 1 : 2);
    }

    /// @param names how many names with dots between them may be a variable
    private static boolean narrow(Tree where, int names) {
        Tree all = where.get("BoolExpr");
        if (all.present()) {
            return switch (all.text("boolop")) {
                case "AND_EXPR" -> all.list("args").stream().anyMatch(a -> narrow(a, names)) || ends(all.list("args"), names);
                case "OR_EXPR" -> all.list("args").stream().allMatch(a -> narrow(a, names));
                default -> false;
            };
        }
        if (where.get("CurrentOfExpr").present()) {
            return true;
        }
        Tree link = where.get("SubLink");
        if (link.present()) {
            return link.text("subLinkType").equals("ANY_SUBLINK") && limited(link.get("subselect"), names);
        }
        Tree test = where.get("A_Expr");
        String kind = test.text("kind");
        boolean equal = test.names("name").equals(List.of("="));
        return switch (kind) {
            case "AEXPR_BETWEEN" -> true;
            case "AEXPR_OP", "AEXPR_OP_ANY" -> equal && (value(test.get("rexpr"), names) || value(test.get("lexpr"), names));
            case "AEXPR_IN" -> equal;
            default -> false;
        };
    }

    private static boolean limited(Tree subselect, int names) {
        Tree select = subselect.get("SelectStmt");
        return select.get("limitCount").present() || narrow(select.get("whereClause"), names);
    }

    /// A lower and an upper end for the same column.
    private static boolean ends(List<Tree> conditions, int names) {
        var lower = new java.util.HashSet<String>();
        var upper = new java.util.HashSet<String>();
        for (Tree condition : conditions) {
            Tree test = condition.get("A_Expr");
            String operator = String.join("", test.names("name"));
            boolean turned = !test.get("lexpr").get("ColumnRef").present() || !value(test.get("rexpr"), names);
            String column = (turned ? test.get("rexpr") : test.get("lexpr")).get("ColumnRef").get("fields").toString();
            if (operator.startsWith(">") || operator.startsWith("<") && !operator.equals("<>")) {
                (operator.startsWith(">") == turned ? upper : lower).add(column);
            }
        }
        lower.retainAll(upper);
        return !lower.isEmpty();
    }

    private static boolean value(Tree operand, int names) {
        if (operand.get("ColumnRef").present()) {
            return operand.get("ColumnRef").list("fields").size() <= names;
        }
        Tree link = operand.get("SubLink");
        if (link.present()) {
            return link.text("subLinkType").equals("EXPR_SUBLINK") || limited(link.get("subselect"), names);
        }
        return operand.present();
    }

    Facts of(Tree node) {
        Facts facts = Facts.none();
        Tree s = node.content();
        String on = relation(s.get("relation"));
        switch (node.kind()) {
            case "AlterTableStmt" -> alter(s, on, facts);
            case "IndexStmt" -> {
                Mode mode = s.is("concurrent") ? Mode.SHARE_UPDATE_EXCLUSIVE : Mode.SHARE;
                for (String each : s.get("relation").is("inh") ? catalog.family(on) : Set.of(on)) {
                    facts.lock(each, mode);
                    if (!s.is("concurrent") && !partitioned(each)) {
                        facts.scans().add(each);
                    }
                }
            }
            case "ReindexStmt" -> {
                boolean online = option(s, "params", "concurrently");
                String table = switch (s.text("kind")) {
                    case "REINDEX_OBJECT_TABLE" -> on;
                    case "REINDEX_OBJECT_INDEX" -> catalog.indexes().getOrDefault(on, "");
                    default -> "";
                };
                facts.lock(table, online ? Mode.SHARE_UPDATE_EXCLUSIVE : Mode.SHARE);
                if (!online && !table.isEmpty()) {
                    facts.scans().add(table);
                }
            }
            case "DropStmt" -> drop(s, facts);
            case "TruncateStmt" -> s.list("relations").forEach(r -> truncate(relation(r.get("RangeVar")), s.text("behavior").equals(
                    "DROP_CASCADE"), facts));
            case "RenameStmt" -> {
                if (!s.text("renameType").equals("OBJECT_INDEX")) {
                    for (String each : s.text("renameType").equals("OBJECT_COLUMN") ? catalog.family(on) : Set.of(on)) {
                        facts.lock(each, Mode.ACCESS_EXCLUSIVE);
                    }
                }
            }
            case "AlterObjectSchemaStmt", "RuleStmt" -> facts.lock(on, Mode.ACCESS_EXCLUSIVE);
            case "ViewStmt" -> {
                if (s.is("replace") && catalog.table(relation(s.get("view"))).isPresent()) {
                    facts.lock(relation(s.get("view")), Mode.ACCESS_EXCLUSIVE);
                }
            }
            case "CreateStmt" -> {
                s.each("pktable", p -> facts.lock(relation(p), Mode.SHARE_ROW_EXCLUSIVE));
                if (s.get("partbound").present()) {
                    s.list("inhRelations").forEach(p -> {
                        String parent = relation(p.get("RangeVar"));
                        facts.lock(parent, Mode.ACCESS_EXCLUSIVE);
                        standard(parent, facts);
                    });
                } else {
                    s.list("inhRelations").forEach(p -> facts.lock(relation(p.get("RangeVar")), Mode.SHARE_UPDATE_EXCLUSIVE));
                }
            }
            case "CreateTrigStmt" -> facts.lock(on, Mode.SHARE_ROW_EXCLUSIVE);
            case "CreatePolicyStmt", "AlterPolicyStmt" -> facts.lock(relation(s.get("table")), Mode.ACCESS_EXCLUSIVE);
            case "CommentStmt" -> comment(s, facts);
            case "CreateStatsStmt" -> s.list("relations").forEach(r -> facts.lock(relation(r.get("RangeVar")),
                    Mode.SHARE_UPDATE_EXCLUSIVE));
            case "CreatePublicationStmt", "AlterPublicationStmt" -> s.each("pubtable", t -> facts.lock(relation(t.get("relation")),
                    Mode.SHARE_UPDATE_EXCLUSIVE));
            case "AlterDomainStmt" -> domain(s, facts);
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
            case "InsertStmt", "MergeStmt" -> facts.lock(on, Mode.ROW_EXCLUSIVE);
            case "CopyStmt" -> facts.lock(on, s.is("is_from") ? Mode.ROW_EXCLUSIVE : Mode.ACCESS_SHARE);
            case "LockStmt" -> s.list("relations").forEach(r -> facts.lock(relation(r.get("RangeVar")),
                    Mode.values()[Integer.parseInt(s.text("mode")) - 1]));
            default -> {
                // nothing that a table's users would feel, or nothing that can be read off the statement
            }
        }
        return facts;
    }

    private boolean partitioned(String relation) {
        return catalog.table(relation).filter(t -> t.kind() == 'p').isPresent();
    }

    /// The default partition, whose rows are looked through for some that belong into a new one.
    private void standard(String parent, Facts facts) {
        catalog.table(parent).map(Catalog.Table::defaultPartition).filter(d -> !d.isEmpty()).ifPresent(d -> {
            facts.lock(d, Mode.ACCESS_EXCLUSIVE);
            if (pg >= 11) {
                facts.scans().add(d);
            }
        });
    }

    private void drop(Tree s, Facts facts) {
        boolean cascade = s.text("behavior").equals("DROP_CASCADE");
        for (Tree object : s.list("objects")) {
            String name = dotted(object);
            switch (s.text("removeType")) {
                case "OBJECT_TABLE" -> {
                    facts.lock(name, Mode.ACCESS_EXCLUSIVE);
                    foreign(name, facts);
                    catalog.table(name).ifPresent(t -> {
                        t.parents()
                                .forEach(p -> facts.lock(p, t.kind() == 'r' && partitioned(p) ? Mode.ACCESS_EXCLUSIVE : Mode.ACCESS_SHARE));
                        t.children().stream().filter(c -> partitioned(name) || cascade).forEach(c -> facts.lock(c, Mode.ACCESS_EXCLUSIVE));
                        if (cascade) {
                            t.views().forEach(v -> facts.lock(v, Mode.ACCESS_EXCLUSIVE));
                        }
                    });
                    if (cascade) {
                        catalog.referring(name).keySet().forEach(r -> facts.lock(r, Mode.ACCESS_EXCLUSIVE));
                    }
                }
                case "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_SEQUENCE" -> facts.lock(name, Mode.ACCESS_EXCLUSIVE);
                case "OBJECT_INDEX" -> facts.lock(catalog.indexes().getOrDefault(name, ""), s.is("concurrent")
                        ? Mode.SHARE_UPDATE_EXCLUSIVE
                        : Mode.ACCESS_EXCLUSIVE);
                case "OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_RULE" -> {
                    List<String> parts = object.get("List").names("items");
                    facts.lock(dotted(parts.subList(0, parts.size() - 1)), Mode.ACCESS_EXCLUSIVE);
                }
                default -> {
                    // no relation
                }
            }
        }
    }

    /// Tables that its foreign keys refer to.
    private void foreign(String table, Facts facts) {
        catalog.table(table).ifPresent(t -> t.constraints().stream().filter(c -> c.kind() == 'f')
                .forEach(c -> facts.lock(c.other(), Mode.ACCESS_EXCLUSIVE)));
    }

    private void truncate(String table, boolean cascade, Facts facts) {
        if (facts.rewrites().add(table)) {
            facts.lock(table, Mode.ACCESS_EXCLUSIVE);
            catalog.table(table).ifPresent(t -> t.children().forEach(c -> truncate(c, cascade, facts)));
            if (cascade) {
                catalog.referring(table).keySet().forEach(r -> truncate(r, true, facts));
            }
        }
    }

    private void domain(Tree s, Facts facts) {
        boolean reads = Set.of("O", "V").contains(s.text("subtype"))
                || s.text("subtype").equals("C") && !s.get("def").get("Constraint").is("skip_validation");
        if (!reads) {
            return;
        }
        String name = dotted(s.names("typeName"));
        catalog.tables().forEach((table, t) -> {
            if (t.kind() == 'r' && t.columns().values().stream().anyMatch(c -> c.type().equals(name))) {
                facts.lock(table, Mode.SHARE);
                facts.scans().add(table);
            }
        });
    }

    private static void comment(Tree s, Facts facts) {
        var parts = s.get("object").get("List").names("items");
        switch (s.text("objtype")) {
            case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW" -> facts.lock(dotted(s.get("object")), Mode.SHARE_UPDATE_EXCLUSIVE);
            case "OBJECT_COLUMN" -> facts.lock(dotted(parts.subList(0, Math.max(0, parts.size() - 1))), Mode.SHARE_UPDATE_EXCLUSIVE);
            default -> {
                // other objects are no relations
            }
        }
    }

    private void alter(Tree s, String on, Facts facts) {
        if (!Set.of("OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_FOREIGN_TABLE").contains(s.text("objtype"))) {
            return;
        }
        Set<String> dropped = s.list("cmds").stream().map(c -> c.get("AlterTableCmd")).filter(c -> c.text("subtype").equals(
                "AT_DropConstraint")).map(c -> c.text("name")).collect(Collectors.toSet());
        for (Tree each : s.list("cmds")) {
            Tree cmd = each.get("AlterTableCmd");
            boolean down = s.get("relation").is("inh") && HANDED_DOWN.contains(cmd.text("subtype"));
            for (String relation : down ? catalog.family(on) : Set.of(on)) {
                command(cmd, relation, dropped, facts);
            }
        }
    }

    private void command(Tree cmd, String on, Set<String> dropped, Facts facts) {
        String what = cmd.text("subtype");
        switch (what) {
            case "AT_AddColumn" -> column(cmd.get("def").get("ColumnDef"), on, facts);
            case "AT_AddConstraint" -> constrain(cmd.get("def").get("Constraint"), on, facts);
            case "AT_AttachPartition" -> {
                facts.lock(on, pg < 12 ? Mode.ACCESS_EXCLUSIVE : Mode.SHARE_UPDATE_EXCLUSIVE);
                facts.lock(relation(cmd.get("def").get("PartitionCmd").get("name")), Mode.ACCESS_EXCLUSIVE);
                facts.scans().add(relation(cmd.get("def").get("PartitionCmd").get("name")));
                standard(on, facts);
            }
            case "AT_DetachPartition" -> {
                Tree part = cmd.get("def").get("PartitionCmd");
                facts.lock(on, part.is("concurrent") ? Mode.SHARE_UPDATE_EXCLUSIVE : Mode.ACCESS_EXCLUSIVE);
                facts.lock(relation(part.get("name")), pg < 14 ? Mode.SHARE_UPDATE_EXCLUSIVE : Mode.ACCESS_EXCLUSIVE);
                catalog.table(on).map(Catalog.Table::defaultPartition).ifPresent(d -> facts.lock(d, Mode.ACCESS_EXCLUSIVE));
            }
            case "AT_AddInherit" -> {
                facts.lock(on, Mode.ACCESS_EXCLUSIVE);
                facts.lock(relation(cmd.get("def").get("RangeVar")), Mode.SHARE_UPDATE_EXCLUSIVE);
            }
            case "AT_SetNotNull" -> {
                facts.lock(on, Mode.ACCESS_EXCLUSIVE);
                if (!required(on, cmd.text("name")) && !proven(on, cmd.text("name"), dropped)) {
                    facts.scans().add(on);
                }
            }
            case "AT_ValidateConstraint" -> {
                facts.lock(on, Mode.SHARE_UPDATE_EXCLUSIVE);
                facts.scans().add(on);
                named(on, cmd.text("name")).filter(c -> c.kind() == 'f').ifPresent(c -> {
                    facts.lock(c.other(), Mode.ROW_SHARE);
                    facts.scans().add(c.other());
                });
            }
            case "AT_AlterColumnType" -> {
                facts.lock(on, Mode.ACCESS_EXCLUSIVE);
                if (change(on, cmd) == Types.Change.FREE) {
                    scanned(on, cmd.text("name"), facts);
                } else if (!partitioned(on)) {
                    facts.rewrite(on);
                }
                joined(on, cmd.text("name"), facts);
            }
            case "AT_SetExpression", "AT_SetLogged", "AT_SetUnLogged" -> {
                facts.lock(on, Mode.ACCESS_EXCLUSIVE);
                facts.rewrite(on);
            }
            case "AT_DropColumn" -> {
                facts.lock(on, Mode.ACCESS_EXCLUSIVE);
                joined(on, cmd.text("name"), facts);
                if (cmd.text("behavior").equals("DROP_CASCADE")) {
                    catalog.table(on).ifPresent(t -> t.views().forEach(v -> facts.lock(v, Mode.ACCESS_EXCLUSIVE)));
                }
            }
            case "AT_DropConstraint" -> {
                facts.lock(on, Mode.ACCESS_EXCLUSIVE);
                named(on, cmd.text("name")).filter(c -> c.kind() == 'f').ifPresent(c -> facts.lock(c.other(), Mode.ACCESS_EXCLUSIVE));
            }
            default -> facts.lock(on, GENTLE.contains(what)
                    ? Mode.SHARE_UPDATE_EXCLUSIVE
                    : what.startsWith("AT_EnableTrig") || what.startsWith("AT_DisableTrig")
                            ? Mode.SHARE_ROW_EXCLUSIVE
                            : Mode.ACCESS_EXCLUSIVE);
        }
    }

    private boolean required(String on, String column) {
        return catalog.column(on, column).filter(Catalog.Column::required).isPresent();
    }

    private boolean proven(String on, String column, Set<String> dropped) {
        return pg >= 12 && catalog.table(on).stream().flatMap(t -> t.constraints().stream())
                .anyMatch(c -> c.notNull().equals(column) && c.valid() && !dropped.contains(c.name()));
    }

    private java.util.Optional<Catalog.Constraint> named(String on, String name) {
        return catalog.table(on).flatMap(t -> t.constraints().stream().filter(c -> c.name().equals(name)).findFirst());
    }

    /// What a change of type costs.
    Types.Change change(String on, Tree cmd) {
        String name = cmd.text("name");
        Tree def = cmd.get("def").get("ColumnDef");
        String to = Types.written(def.get("typeName"));
        Tree using = def.get("raw_default");
        boolean cast = using.get("TypeCast").get("arg").get("ColumnRef").names("fields").equals(List.of(name))
                && Types.written(using.get("TypeCast").get("typeName")).equals(to);
        boolean same = using.get("ColumnRef").names("fields").equals(List.of(name));
        if (using.present() && !cast && !same) {
            return Types.Change.REWRITE;
        }
        return catalog.column(on, name).map(c -> Types.change(c.type(), to, catalog)).orElse(Types.Change.UNKNOWN);
    }

    /// A free change still has CHECKs looked at again.
    private void scanned(String on, String column, Facts facts) {
        if (catalog.table(on).stream().flatMap(t -> t.constraints().stream()).anyMatch(c -> c.kind() == 'c' && c.columns().contains(
                column))) {
            facts.scans().add(on);
        }
    }

    /// Tables at the other end of a foreign key that has the column.
    private void joined(String on, String column, Facts facts) {
        catalog.table(on).ifPresent(t -> {
            t.constraints().stream().filter(c -> c.kind() == 'f' && c.columns().contains(column))
                    .forEach(c -> facts.lock(c.other(), Mode.ACCESS_EXCLUSIVE));
            if (t.key().contains(column)) {
                catalog.referring(on).keySet().forEach(r -> facts.lock(r, Mode.ACCESS_EXCLUSIVE));
            }
        });
    }

    private void column(Tree column, String on, Facts facts) {
        facts.lock(on, Mode.ACCESS_EXCLUSIVE);
        Tree standard = constraint(column, "CONSTR_DEFAULT");
        boolean filled = standard.present() || constraint(column, "CONSTR_GENERATED").present();
        if (rewritingColumn(column) && !partitioned(on)) {
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

    private void constrain(Tree constraint, String on, Facts facts) {
        boolean foreign = constraint.text("contype").equals("CONSTR_FOREIGN");
        facts.lock(on, foreign ? Mode.SHARE_ROW_EXCLUSIVE : Mode.ACCESS_EXCLUSIVE);
        if (foreign) {
            facts.lock(relation(constraint.get("pktable")), Mode.SHARE_ROW_EXCLUSIVE);
        }
        if (!constraint.is("skip_validation") && constraint.text("indexname").isEmpty() && !partitioned(on)) {
            facts.scans().add(on);
        }
    }
}
