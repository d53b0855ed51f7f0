package dev.howdah.lint;

import dev.howdah.lint.parse.Tree;
import java.util.HashSet;
import java.util.Set;

/// What the statements so far have left behind: tables that are new in this change, the transaction, lock_timeout.
final class History {
    private final Set<String> fresh = new HashSet<>();
    private final Set<String> freshIndexes = new HashSet<>();
    private final Set<String> required = new HashSet<>();
    private final Set<String> checks = new HashSet<>();
    private final Set<String> proofs = new HashSet<>();
    private final Set<String> locked = new HashSet<>();
    private final boolean wrapped;
    private boolean begun;
    private boolean timeout;
    private boolean localTimeout;

    History(boolean wrapped) {
        this.wrapped = wrapped;
    }

    boolean isNew(String relation) {
        return fresh.contains(relation);
    }

    boolean isNewIndex(String index) {
        return freshIndexes.contains(index);
    }

    boolean isRequired(String relation, String column) {
        return required.contains(relation + "." + column);
    }

    /// Whether a CHECK that was validated in this change says that the column is not null.
    boolean proves(String relation, String column) {
        return proofs.contains(relation + "." + column);
    }

    boolean isLocked(String relation) {
        return locked.contains(relation);
    }

    boolean inTransaction() {
        return wrapped || begun;
    }

    boolean lockTimeout() {
        return timeout || localTimeout;
    }

    Set<String> fresh() {
        return fresh;
    }

    void after(Tree node, Facts facts) {
        Tree s = node.content();
        String on = FactsReader.relation(s.get("relation"));
        switch (node.kind()) {
            case "TransactionStmt" -> transaction(s.text("kind"));
            case "VariableSetStmt" -> variable(s);
            case "CreateStmt" -> fresh.add(on);
            case "CreateTableAsStmt" -> fresh.add(FactsReader.relation(s.get("into").get("rel")));
            case "IndexStmt" -> freshIndexes.add(s.text("idxname"));
            case "RenameStmt" -> {
                if (s.text("renameType").equals("OBJECT_TABLE") && fresh.remove(on)) {
                    fresh.add(s.text("newname"));
                }
            }
            case "DropStmt" -> s.list("objects").forEach(o -> fresh.remove(FactsReader.dotted(o)));
            case "AlterTableStmt" -> s.list("cmds").forEach(c -> command(c.get("AlterTableCmd"), on));
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

    private void command(Tree cmd, String on) {
        switch (cmd.text("subtype")) {
            case "AT_AddColumn" -> {
                Tree column = cmd.get("def").get("ColumnDef");
                if (FactsReader.constraint(column, "CONSTR_NOTNULL").present()) {
                    required.add(on + "." + column.text("colname"));
                }
            }
            case "AT_AddConstraint" -> {
                Tree c = cmd.get("def").get("Constraint");
                Tree test = c.get("raw_expr").get("NullTest");
                if (c.text("contype").equals("CONSTR_CHECK") && test.text("nulltesttype").equals("IS_NOT_NULL")) {
                    String column = test.get("arg").get("ColumnRef").names("fields").getLast();
                    checks.add(on + "\0" + c.text("conname") + "\0" + column);
                    if (!c.is("skip_validation")) {
                        proofs.add(on + "." + column);
                    }
                }
            }
            case "AT_ValidateConstraint" -> checks.stream().map(c -> c.split("\0")).filter(c -> c[0].equals(on)
                    && c[1].equals(cmd.text("name"))).forEach(c -> proofs.add(on + "." + c[2]));
            default -> {
                // leaves nothing that a rule asks for
            }
        }
    }

    private void transaction(String kind) {
        switch (kind) {
            case "TRANS_STMT_BEGIN", "TRANS_STMT_START" -> begun = true;
            case "TRANS_STMT_COMMIT", "TRANS_STMT_ROLLBACK" -> {
                begun = false;
                localTimeout = false;
                locked.clear();
            }
            default -> {
                // savepoints change nothing here
            }
        }
    }

    private void variable(Tree s) {
        if (!s.text("name").equals("lock_timeout")) {
            return;
        }
        boolean on = s.text("kind").equals("VAR_SET_VALUE") && s.list("args").stream().map(a -> a.get("A_Const"))
                .anyMatch(c -> !c.text("sval").matches("|0\\w*") || c.get("ival").get("ival").present());
        if (s.is("is_local")) {
            localTimeout = on && inTransaction();
        } else {
            timeout = on;
            localTimeout &= on;
        }
    }
}
