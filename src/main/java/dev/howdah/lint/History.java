package dev.howdah.lint;

import dev.howdah.lint.parse.Tree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the statements so far have left behind: what is new in this change, what is proven, the transaction, lock_timeout.
final class History {
    private final Set<String> fresh = new HashSet<>();
    private final Map<String, String> indexes = new HashMap<>();
    private final Map<String, Code> code = new HashMap<>();
    private final Set<String> added = new HashSet<>();
    private final Set<String> required = new HashSet<>();
    private final Set<Proof> checks = new HashSet<>();
    private final Set<String> valid = new HashSet<>();
    private final Set<String> locked = new HashSet<>();
    private final Set<String> rewritten = new HashSet<>();
    private final boolean wrapped;
    private boolean begun;
    private int bodies;
    private boolean timeout;
    private boolean timeoutBefore;
    private Optional<Boolean> local = Optional.empty();

    /// A CHECK that says of a column that it IS NOT NULL.
    private record Proof(String relation, String constraint, String column) {}

    /// A function that this change made.
    ///
    /// @param statement CREATE FUNCTION
    /// @param line of that statement
    record Code(Tree statement, String sql, String file, int line) {}

    History(boolean wrapped, Catalog catalog) {
        this.wrapped = wrapped;
        catalog.tables().forEach((relation, table) -> {
            for (Catalog.Constraint c : table.constraints()) {
                if (!c.notNull().isEmpty()) {
                    checks.add(new Proof(relation, c.name(), c.notNull()));
                    if (c.valid()) {
                        valid.add(relation + "\0" + c.name());
                    }
                }
            }
        });
    }

    boolean isNew(String relation) {
        return fresh.contains(relation);
    }

    boolean isNewIndex(String index) {
        return indexes.containsKey(index);
    }

    /// The table of an index that this change built; empty when it is not one.
    String tableOf(String index) {
        return indexes.getOrDefault(index, "");
    }

    boolean isRequired(String relation, String column) {
        return required.contains(relation + "." + column);
    }

    Optional<Code> code(String function) {
        return Optional.ofNullable(code.get(function));
    }

    /// Whether a valid CHECK says that the column is not null.
    ///
    /// @param dropped constraints that the same statement drops
    boolean proves(String relation, String column, Set<String> dropped) {
        return checks.stream().anyMatch(c -> c.relation.equals(relation) && c.column.equals(column) && !dropped.contains(c.constraint)
                && valid.contains(relation + "\0" + c.constraint));
    }

    /// Whether this transaction holds a lock on it that writers wait for.
    boolean isLocked(String relation) {
        return locked.contains(relation);
    }

    Set<String> locked() {
        return locked;
    }

    /// Whether this transaction has changed every row of it.
    boolean isRewritten(String relation) {
        return rewritten.contains(relation);
    }

    boolean inTransaction() {
        return begun || bodies > 0;
    }

    /// Whether a transaction is open that a BEGIN, or the tool around the file, has opened.
    boolean begun() {
        return begun;
    }

    boolean lockTimeout() {
        return local.orElse(timeout);
    }

    Set<String> fresh() {
        return fresh;
    }

    /// A new file: the tool begins a transaction for it, if it does that.
    void file() {
        over();
        begun = wrapped;
        timeoutBefore = timeout;
    }

    /// Whether a transaction is open that the file itself began.
    boolean left() {
        return begun && !wrapped;
    }

    /// A new revision: what the one before made may long be in use.
    void revision() {
        fresh.clear();
        indexes.clear();
    }

    /// Statements inside code run in a transaction, whose locks and SET LOCAL end with it unless one was open.
    void enter() {
        bodies++;
    }

    void leave() {
        bodies--;
        if (!inTransaction()) {
            over();
        }
    }

    /// COMMIT and ROLLBACK inside code.
    void committed() {
        over();
    }

    private void over() {
        local = Optional.empty();
        locked.clear();
        rewritten.clear();
    }

    void after(Tree node, String sql, String file, int line, Facts facts) {
        Tree s = node.content();
        String on = FactsReader.relation(s.get("relation"));
        switch (node.kind()) {
            case "TransactionStmt" -> transaction(s.text("kind"));
            case "VariableSetStmt" -> variable(s);
            case "DiscardStmt" -> timeout = timeout && !s.text("target").equals("DISCARD_ALL");
            case "SelectStmt" -> select(s);
            case "CreateStmt" -> fresh.add(on);
            case "ViewStmt" -> {
                if (!s.is("replace")) {
                    fresh.add(FactsReader.relation(s.get("view")));
                }
            }
            case "CreateTableAsStmt" -> fresh.add(FactsReader.relation(s.get("into").get("rel")));
            case "CreateSchemaStmt" -> fresh.add(s.text("schemaname"));
            case "CreateSeqStmt" -> fresh.add(FactsReader.relation(s.get("sequence")));
            case "CreateDomainStmt" -> fresh.add(String.join(".", s.names("domainname")));
            case "CreateEnumStmt" -> fresh.add(String.join(".", s.names("typeName")));
            case "CompositeTypeStmt" -> fresh.add(FactsReader.relation(s.get("typevar")));
            case "IndexStmt" -> indexes.put(Names.schema(on) + indexName(s, on), on);
            case "CreateFunctionStmt" -> code.put(s.names("funcname").getLast(), new Code(node, sql, file, line));
            case "RenameStmt" -> {
                if (s.text("renameType").equals("OBJECT_TABLE")) {
                    moved(on, Names.schema(on) + s.text("newname"));
                } else if (s.text("renameType").equals("OBJECT_INDEX") && indexes.containsKey(on)) {
                    indexes.put(Names.schema(on) + s.text("newname"), String.valueOf(indexes.remove(on)));
                }
            }
            case "AlterObjectSchemaStmt" -> moved(on, (s.text("newschema").equals("public") ? "" : s.text("newschema") + ".") + Names.bare(
                    on));
            case "DropStmt" -> s.list("objects").forEach(o -> {
                fresh.remove(FactsReader.dotted(o));
                indexes.values().removeIf(FactsReader.dotted(o)::equals);
            });
            case "AlterTableStmt" -> s.list("cmds").forEach(c -> command(c.get("AlterTableCmd"), on));
            case "UpdateStmt", "DeleteStmt" -> {
                if (inTransaction() && !FactsReader.bounded(s, bodies > 0)) {
                    rewritten.add(on);
                }
            }
            default -> {
                // leaves nothing that a rule asks for
            }
        }
        if (inTransaction()) {
            facts.locks().forEach((relation, mode) -> {
                if (mode.blocksWrites()) {
                    locked.add(relation);
                }
            });
        }
    }

    private static String indexName(Tree s, String on) {
        String name = s.text("idxname");
        List<String> columns = s.list("indexParams").stream().map(p -> p.get("IndexElem").text("name")).map(n -> n.isEmpty() ? "expr" : n)
                .toList();
        return name.isEmpty() ? Names.made(on, columns, "idx") : name;
    }

    private void moved(String from, String to) {
        if (fresh.remove(from)) {
            fresh.add(to);
        }
    }

    private void command(Tree cmd, String on) {
        switch (cmd.text("subtype")) {
            case "AT_AddColumn" -> {
                Tree column = cmd.get("def").get("ColumnDef");
                added.add(on + "." + column.text("colname"));
                if (FactsReader.constraint(column, "CONSTR_NOTNULL").present()) {
                    required.add(on + "." + column.text("colname"));
                }
            }
            case "AT_SetNotNull" -> {
                if (added.contains(on + "." + cmd.text("name"))) {
                    required.add(on + "." + cmd.text("name"));
                }
            }
            case "AT_AddConstraint" -> {
                Tree c = cmd.get("def").get("Constraint");
                String column = notNull(c);
                if (!column.isEmpty()) {
                    String name = c.text("conname").isEmpty() ? Names.made(on, List.of(column), "check") : c.text("conname");
                    checks.add(new Proof(on, name, column));
                    if (!c.is("skip_validation")) {
                        valid.add(on + "\0" + name);
                    }
                }
            }
            case "AT_ValidateConstraint" -> valid.add(on + "\0" + cmd.text("name"));
            case "AT_DropConstraint" -> {
                checks.removeIf(c -> c.relation.equals(on) && c.constraint.equals(cmd.text("name")));
                valid.remove(on + "\0" + cmd.text("name"));
            }
            default -> {
                // leaves nothing that a rule asks for
            }
        }
    }

    /// The column that a constraint says is not null, if that is one of the things that it says.
    private static String notNull(Tree c) {
        if (c.text("contype").equals("CONSTR_NOTNULL")) {
            return c.names("keys").isEmpty() ? "" : c.names("keys").getFirst();
        }
        Tree test = c.get("raw_expr").get("NullTest");
        boolean says = c.text("contype").equals("CONSTR_CHECK") && test.text("nulltesttype").equals("IS_NOT_NULL");
        return says ? test.get("arg").get("ColumnRef").names("fields").getLast() : "";
    }

    private void transaction(String kind) {
        switch (kind) {
            case "TRANS_STMT_BEGIN", "TRANS_STMT_START" -> {
                begun = true;
                timeoutBefore = timeout;
            }
            case "TRANS_STMT_COMMIT" -> {
                begun = false;
                over();
            }
            case "TRANS_STMT_ROLLBACK" -> {
                timeout = begun ? timeoutBefore : timeout;
                begun = false;
                over();
            }
            default -> {
                // savepoints change nothing here
            }
        }
    }

    private void variable(Tree s) {
        boolean all = s.text("kind").equals("VAR_RESET_ALL");
        if (!all && !s.text("name").equals("lock_timeout") || s.text("kind").equals("VAR_SET_CURRENT")) {
            return;
        }
        boolean on = s.text("kind").equals("VAR_SET_VALUE") && s.list("args").stream().map(a -> a.get("A_Const"))
                .anyMatch(c -> waits(c.text("ival").isEmpty() ? c.get("sval").text("sval") : c.get("ival").text("ival")));
        set(on, s.is("is_local"));
    }

    private static boolean waits(String value) {
        return !value.strip().matches("|0+(\\.0*)?\\s*\\w*|-1");
    }

    private void set(boolean on, boolean isLocal) {
        if (isLocal) {
            local = inTransaction() ? Optional.of(on) : local;
        } else {
            timeout = on;
            local = Optional.empty();
        }
    }

    private void select(Tree s) {
        if (s.get("intoClause").present()) {
            fresh.add(FactsReader.relation(s.get("intoClause").get("rel")));
        }
        for (Tree target : s.list("targetList")) {
            Tree call = target.get("ResTarget").get("val").get("FuncCall");
            List<Tree> arguments = call.list("args").stream().map(a -> a.get("A_Const")).toList();
            if (call.present() && call.names("funcname").getLast().equals("set_config") && arguments.size() == 3
                    && arguments.getFirst().get("sval").text("sval").equals("lock_timeout")) {
                set(waits(arguments.get(1).get("sval").text("sval")), arguments.get(2).get("boolval").is("boolval"));
            }
        }
    }
}
