package dev.howdah.lint;

import static dev.howdah.lint.Finding.Severity.ADVICE;
import static dev.howdah.lint.Finding.Severity.ERROR;
import static dev.howdah.lint.Finding.Severity.WARNING;

import dev.howdah.lint.parse.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The rules: a statement, what stands around it, and what is wrong with it.
final class Rules {
    /// Every id, which is what a suppression may name.
    static final Set<String> ALL = new TreeSet<>(Set.of("add-column-rewrite", "add-column-not-null", "add-column-constraint",
            "set-not-null", "alter-column-type", "create-index", "drop-index", "reindex", "not-in-transaction", "add-unique",
            "add-primary-key", "add-exclusion", "add-foreign-key", "add-check", "validate-in-one-transaction", "rewrite-table",
            "refresh-view", "drop-column", "rename", "drop-table", "truncate", "drop-default", "unbatched-write", "lock-timeout",
            "not-analysed", "partition-of", "attach-partition", "detach-partition", "rename-enum-value", "drop-not-null"));
    private static final String QUEUE = "Everything that touches the table waits until it is done, and queues behind it before it begins.";
    private static final String OLD = "The release that is still running uses the old name or column and fails.";

    /// A finding before it knows its place.
    record Draft(String rule, Finding.Severity severity, String message, String why, List<String> safe) {}

    private final History history;
    private final int pg;
    private final List<Draft> found = new ArrayList<>();

    private Rules(History history, int pg) {
        this.history = history;
        this.pg = pg;
    }

    static List<Draft> of(Tree node, String sql, Facts facts, History history, int pg) {
        var rules = new Rules(history, pg);
        rules.statement(node, sql);
        boolean waits = facts.locks().values().stream().anyMatch(Mode::blocksWrites);
        if (waits && !history.lockTimeout()) {
            rules.add("lock-timeout", ADVICE, "No lock_timeout is in effect.",
                    "If a long query holds the table, this statement waits for it and everybody else waits behind this statement.",
                    "SET lock_timeout = '2s'", sql, "-- on SQLSTATE 55P03 wait and try again");
        }
        return rules.found;
    }

    private void add(String rule, Finding.Severity severity, String message, String why, String... safe) {
        found.add(new Draft(rule, severity, message, why, List.of(safe)));
    }

    private void statement(Tree node, String sql) {
        Tree s = node.content();
        String on = FactsReader.relation(s.get("relation"));
        boolean isNew = history.isNew(on);
        switch (node.kind()) {
            case "AlterTableStmt" -> {
                if (!isNew && !s.text("objtype").equals("OBJECT_INDEX")) {
                    s.list("cmds").forEach(c -> command(c.get("AlterTableCmd"), on));
                }
            }
            case "IndexStmt" -> {
                if (s.is("concurrent")) {
                    alone("CREATE INDEX CONCURRENTLY", sql);
                } else if (!isNew) {
                    add("create-index", ERROR, "Builds an index while writes to " + on + " wait.",
                            "INSERT, UPDATE and DELETE wait for the whole build.",
                            sql.replaceFirst("(?i)\\bINDEX\\b", "INDEX CONCURRENTLY"),
                            "-- outside a transaction; then look whether pg_index.indisvalid holds");
                }
            }
            case "DropStmt" -> drop(s, sql);
            case "ReindexStmt" -> {
                if (FactsReader.option(s, "params", "concurrently")) {
                    alone("REINDEX CONCURRENTLY", sql);
                } else {
                    add("reindex", ERROR, "Rebuilds indexes while writes wait; plans that use the index wait too.", QUEUE,
                            pg < 12
                                    ? "-- build a second index CONCURRENTLY, drop the old one"
                                    : "REINDEX " + s.text("kind").replace("REINDEX_OBJECT_", "") + " CONCURRENTLY " + on);
                }
            }
            case "RenameStmt" -> rename(s, on, isNew);
            case "AlterObjectSchemaStmt" -> {
                if (!isNew && !on.isEmpty()) {
                    add("rename", WARNING, on + " moves to another schema.", OLD,
                            "-- leave a view of the old name in the old schema, in the same transaction");
                }
            }
            case "AlterEnumStmt" -> {
                if (!s.text("oldVal").isEmpty()) {
                    add("rename-enum-value", WARNING, "Renames a value of an enum.", OLD,
                            "-- add a value, change the rows, keep the old one");
                }
            }
            case "TruncateStmt" -> s.list("relations").stream().map(r -> FactsReader.relation(r.get("RangeVar")))
                    .filter(r -> !history.isNew(r))
                    .forEach(r -> add("truncate", WARNING, "Empties " + r + " under ACCESS EXCLUSIVE.",
                            "The rows are gone for every release.",
                            "-- take a snapshot first; delete in batches if the table is in use"));
            case "CreateStmt" -> {
                if (s.get("partbound").present()) {
                    s.list("inhRelations").stream().map(r -> FactsReader.relation(r.get("RangeVar"))).filter(r -> !history.isNew(r))
                            .forEach(parent -> add("partition-of", WARNING, "Locks the parent " + parent + " ACCESS EXCLUSIVE.", QUEUE,
                                    "CREATE TABLE " + on + " (LIKE " + parent + " INCLUDING ALL)",
                                    "-- ALTER TABLE " + parent + " ATTACH PARTITION " + on + " FOR VALUES …, which locks the parent less"));
                }
            }
            case "RefreshMatViewStmt" -> {
                if (!s.is("concurrent") && !isNew) {
                    add("refresh-view", WARNING, "Readers of " + on + " wait for the whole refresh.", QUEUE,
                            "REFRESH MATERIALIZED VIEW CONCURRENTLY " + on, "-- needs a unique index on it");
                }
            }
            case "VacuumStmt" -> {
                boolean full = FactsReader.option(s, "options", "full");
                if (s.is("is_vacuumcmd")) {
                    alone("VACUUM", sql);
                }
                if (full) {
                    add("rewrite-table", ERROR, "VACUUM FULL writes the whole table anew under ACCESS EXCLUSIVE.", QUEUE,
                            "-- pg_repack, which RDS has");
                }
            }
            case "ClusterStmt" -> add("rewrite-table", ERROR, "CLUSTER writes the whole table anew under ACCESS EXCLUSIVE.", QUEUE,
                    "-- pg_repack, which RDS has");
            case "UpdateStmt", "DeleteStmt" -> {
                if (!isNew && !s.get("whereClause").present() && !bookkeeping(on)) {
                    add("unbatched-write", WARNING, "Touches every row of " + on + " in one transaction.",
                            "Rows stay locked and dead rows stay until it commits; a replica falls behind.",
                            "-- in batches by key, a commit after each, until no row is left");
                }
            }
            case "DoStmt", "CallStmt" -> add("not-analysed", WARNING, "What this code does cannot be read from here.",
                    "The review says nothing about it.");
            default -> {
                // no rule
            }
        }
    }

    private static boolean bookkeeping(String table) {
        return Set.of("alembic_version", "django_migrations", "flyway_schema_history", "schema_migrations").contains(table);
    }

    private void alone(String what, String sql) {
        if (history.inTransaction()) {
            add("not-in-transaction", ERROR, what + " fails inside a transaction.", "The migration stops here.",
                    "COMMIT", sql, "-- Alembic: autocommit_block(); Django: atomic = False; Rails: disable_ddl_transaction!");
        }
    }

    private void drop(Tree s, String sql) {
        switch (s.text("removeType")) {
            case "OBJECT_INDEX" -> {
                if (s.is("concurrent")) {
                    alone("DROP INDEX CONCURRENTLY", sql);
                } else if (s.list("objects").stream().anyMatch(o -> !history.isNewIndex(FactsReader.dotted(o)))) {
                    add("drop-index", WARNING, "Locks the index's table ACCESS EXCLUSIVE.", QUEUE,
                            sql.replaceFirst("(?i)\\bINDEX\\b", "INDEX CONCURRENTLY"));
                }
            }
            case "OBJECT_TABLE", "OBJECT_SCHEMA", "OBJECT_VIEW", "OBJECT_MATVIEW" -> {
                if (s.list("objects").stream().anyMatch(o -> !history.isNew(FactsReader.dotted(o)))) {
                    add("drop-table", WARNING, "Drops what the running release may use; a table it refers to is locked too.", OLD,
                            "-- deploy the release that no longer uses it, then", sql);
                }
            }
            default -> {
                // no rule
            }
        }
    }

    private void rename(Tree s, String on, boolean isNew) {
        if (!isNew && Set.of("OBJECT_TABLE", "OBJECT_COLUMN", "OBJECT_VIEW", "OBJECT_SCHEMA").contains(s.text("renameType"))) {
            boolean column = s.text("renameType").equals("OBJECT_COLUMN");
            add("rename", WARNING, "Renames " + (column ? on + "." + s.text("subname") : on) + ".", OLD,
                    column
                            ? "-- add " + s.text("newname") + ", write both, read the new one, drop " + s.text("subname")
                            : "-- in the same transaction: CREATE VIEW " + on + " AS SELECT * FROM " + s.text("newname"));
        }
    }

    private void command(Tree cmd, String on) {
        String name = cmd.text("name");
        String quoted = quote(name);
        String alter = "ALTER TABLE " + quotePath(on) + " ";
        switch (cmd.text("subtype")) {
            case "AT_AddColumn" -> column(cmd.get("def").get("ColumnDef"), on, alter);
            case "AT_AddConstraint" -> constraint(cmd.get("def").get("Constraint"), on, alter);
            case "AT_SetNotNull" -> {
                if (pg < 12 || !history.proves(on, name)) {
                    add("set-not-null", ERROR, "Reads all of " + on + " under ACCESS EXCLUSIVE.", QUEUE,
                            alter + "ADD CONSTRAINT " + quote(name + "_not_null") + " CHECK (" + quoted + " IS NOT NULL) NOT VALID",
                            alter + "VALIDATE CONSTRAINT " + quote(name + "_not_null"), alter + "ALTER COLUMN " + quoted + " SET NOT NULL",
                            alter + "DROP CONSTRAINT " + quote(name + "_not_null"));
                }
            }
            case "AT_AlterColumnType" -> add("alter-column-type", ERROR, "May write all of " + on + " anew under ACCESS EXCLUSIVE.",
                    QUEUE + " Only some changes are free (varchar to text, a longer varchar), and that depends on the old type.",
                    "-- a new column, written together with the old one by a trigger; fill it in batches; read it; drop the old one");
            case "AT_DropColumn" -> add("drop-column", WARNING, "Drops " + on + "." + name + ".", OLD,
                    "-- deploy the release that no longer names the column, then", alter + "DROP COLUMN " + quoted);
            case "AT_DropNotNull" -> add("drop-not-null", WARNING, on + "." + name + " may hold NULL from now on.",
                    "The running release reads it as if it never did.", "-- deploy code that accepts NULL first");
            case "AT_ColumnDefault" -> {
                if (!cmd.get("def").present() && history.isRequired(on, name)) {
                    add("drop-default", ERROR, "Takes the default from the new NOT NULL column " + on + "." + name + ".",
                            "INSERT of the running release does not name the column and fails (Django does this).",
                            "-- drop the default one release later: " + alter + "ALTER COLUMN " + quoted + " DROP DEFAULT");
                }
            }
            case "AT_ValidateConstraint" -> {
                if (history.isLocked(on)) {
                    add("validate-in-one-transaction", WARNING,
                            "Reads all of " + on + " while this transaction holds a stronger lock on it.",
                            QUEUE, "COMMIT", alter + "VALIDATE CONSTRAINT " + quoted);
                }
            }
            case "AT_SetLogged", "AT_SetUnLogged", "AT_SetTableSpace" -> add("rewrite-table", ERROR, "Writes all of " + on
                    + " anew under ACCESS EXCLUSIVE.", QUEUE, "-- pg_repack, or a new table");
            case "AT_AttachPartition" -> {
                String part = FactsReader.relation(cmd.get("def").get("PartitionCmd").get("name"));
                if (!history.isNew(part)) {
                    add("attach-partition", WARNING, "Reads all of " + part + " under ACCESS EXCLUSIVE unless a CHECK implies the bound.",
                            QUEUE, "-- first ADD CONSTRAINT … CHECK (the bound) NOT VALID, then VALIDATE CONSTRAINT, then attach");
                }
            }
            case "AT_DetachPartition" -> {
                Tree part = cmd.get("def").get("PartitionCmd");
                if (!part.is("concurrent") && pg >= 14) {
                    add("detach-partition", WARNING, "Locks " + on + " ACCESS EXCLUSIVE.", QUEUE,
                            alter + "DETACH PARTITION " + quotePath(FactsReader.relation(part.get("name"))) + " CONCURRENTLY");
                } else if (part.is("concurrent")) {
                    alone("DETACH PARTITION CONCURRENTLY", alter + "DETACH PARTITION … CONCURRENTLY");
                }
            }
            default -> {
                // no rule
            }
        }
    }

    private void column(Tree column, String on, String alter) {
        String name = column.text("colname");
        Tree standard = FactsReader.constraint(column, "CONSTR_DEFAULT");
        boolean rewrites = FactsReader.rewritingColumn(column, pg);
        boolean generated = FactsReader.constraint(column, "CONSTR_GENERATED").present();
        if (rewrites) {
            add("add-column-rewrite", ERROR, "Writes all of " + on + " anew under ACCESS EXCLUSIVE.", QUEUE,
                    "-- add " + quote(name) + " without the default, set the default, fill old rows in batches");
        }
        boolean required = FactsReader.constraint(column, "CONSTR_NOTNULL").present();
        if (required && !standard.present() && !generated && !rewrites) {
            add("add-column-not-null", ERROR, "Fails as soon as " + on + " has a row.",
                    "And INSERT of the running release, which does not know the column, fails.",
                    "-- " + alter + "ADD COLUMN " + quote(name) + " … without NOT NULL; fill it; then as for set-not-null");
        }
        for (String type : List.of("CONSTR_UNIQUE", "CONSTR_PRIMARY", "CONSTR_CHECK")) {
            if (FactsReader.constraint(column, type).present()) {
                add("add-column-constraint", ERROR, "Checks every row of " + on + " under ACCESS EXCLUSIVE.", QUEUE,
                        "-- add the column, then the constraint by itself, as its own rule says");
            }
        }
    }

    private void constraint(Tree c, String on, String alter) {
        String name = c.text("conname");
        String named = name.isEmpty() ? "" : "CONSTRAINT " + quote(name) + " ";
        String columns = String.join(", ", c.names("keys").stream().map(Rules::quote).toList());
        boolean index = !c.text("indexname").isEmpty();
        boolean later = c.is("skip_validation");
        String index1 = quote(name.isEmpty() ? on.replace('.', '_') + "_new_key" : name);
        switch (c.text("contype")) {
            case "CONSTR_UNIQUE", "CONSTR_PRIMARY" -> {
                boolean primary = c.text("contype").equals("CONSTR_PRIMARY");
                if (!index) {
                    add(primary ? "add-primary-key" : "add-unique", ERROR, "Builds an index on " + on + " under ACCESS EXCLUSIVE.", QUEUE,
                            "CREATE UNIQUE INDEX CONCURRENTLY " + index1 + " ON " + quotePath(on) + " (" + columns + ")",
                            alter + "ADD " + named + (primary ? "PRIMARY KEY" : "UNIQUE") + " USING INDEX " + index1);
                }
            }
            case "CONSTR_EXCLUSION" -> add("add-exclusion", ERROR, "Builds an index on " + on + " under ACCESS EXCLUSIVE.",
                    QUEUE + " PostgreSQL has no way to build it beside the traffic.",
                    "-- a new table with the constraint, filled in batches");
            case "CONSTR_FOREIGN" -> {
                if (!later) {
                    add("add-foreign-key", ERROR, "Reads all of " + on + " while writes to it and to "
                            + FactsReader.relation(c.get("pktable")) + " wait.", "Writers of both tables wait.",
                            "-- the same with NOT VALID at its end; commit; then", alter + "VALIDATE " + (named.isEmpty()
                                    ? "CONSTRAINT …"
                                    : named.strip()));
                }
            }
            case "CONSTR_CHECK", "CONSTR_NOTNULL" -> {
                if (!later) {
                    add("add-check", ERROR, "Reads all of " + on + " under ACCESS EXCLUSIVE.", QUEUE,
                            "-- the same with NOT VALID at its end; commit; then", alter + "VALIDATE " + (named.isEmpty()
                                    ? "CONSTRAINT …"
                                    : named.strip()));
                }
            }
            default -> {
                // no rule
            }
        }
    }

    static String quote(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String quotePath(String path) {
        return String.join(".", List.of(path.split("\\.")).stream().map(Rules::quote).toList());
    }
}
