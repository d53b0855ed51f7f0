package dev.howdah.lint;

import static dev.howdah.lint.Finding.Severity.ADVICE;
import static dev.howdah.lint.Finding.Severity.ERROR;
import static dev.howdah.lint.Finding.Severity.WARNING;

import dev.howdah.lint.parse.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A statement, what stands around it, and what is wrong with it. ALTER TABLE is [AlterRules]'.
final class Rules {
    static final String QUEUE = "Everything that touches the table waits until it is done, and queues behind it before it begins.";
    static final String OLD = "The release that is still running uses the old name or column and fails.";
    private static final Set<String> BOOKKEEPING = Set.of("alembic_version", "django_migrations", "flyway_schema_history",
            "schema_migrations", "ar_internal_metadata", "databasechangelog", "databasechangeloglock", "goose_db_version",
            "django_content_type");
    private static final Set<String> ROUTINES = Set.of("OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_AGGREGATE", "OBJECT_ROUTINE");

    /// A finding before it knows its place.
    record Draft(String rule, Finding.Severity severity, String message, String why, List<String> safe) {}

    /// What stands around a statement.
    ///
    /// @param code whether it stands in PL/pgSQL or SQL code
    record Around(History history, Catalog catalog, int pg, boolean code) {
        Safe safe() {
            return new Safe(pg, catalog);
        }
    }

    private final Around around;
    private final History history;
    private final int pg;
    private final Source source;
    private final Facts facts;
    private final List<Draft> found = new ArrayList<>();

    private Rules(Around around, Source source, Facts facts) {
        this.around = around;
        this.history = around.history;
        this.pg = around.pg;
        this.source = source;
        this.facts = facts;
    }

    static List<Draft> of(Tree node, Source source, Facts facts, Around around) {
        var rules = new Rules(around, source, facts);
        rules.statement(node);
        rules.surroundings(node);
        return rules.found;
    }

    private void add(String rule, Finding.Severity severity, String message, String why, Safe safe) {
        found.add(new Draft(rule, severity, message, why, safe.steps()));
    }

    private Safe safe() {
        return around.safe();
    }

    private void surroundings(Tree node) {
        List<String> waiting = facts.locks().entrySet().stream().filter(l -> l.getValue().blocksWrites()).map(l -> l.getKey()).toList();
        if (waiting.isEmpty()) {
            return;
        }
        if (!history.lockTimeout()) {
            boolean alone = node.kind().equals("VacuumStmt") || node.kind().equals("DoStmt") || history.begun() || around.code;
            found.add(new Draft("lock-timeout", ADVICE, "No lock_timeout is in effect.",
                    "If a long query holds the table, this statement waits for it and everybody else waits behind this statement.",
                    alone
                            ? List.of("SET lock_timeout = '2s'", source.whole(), "-- on SQLSTATE 55P03 roll back, wait and try again")
                            : Safe.retried(source.whole())));
        }
        boolean more = waiting.stream().anyMatch(w -> !history.isLocked(w));
        if (history.begun() && more && !history.locked().isEmpty() && !history.locked().containsAll(waiting)) {
            add("wide-transaction", ADVICE, "Locks " + String.join(", ", waiting) + " while the transaction holds " + String.join(", ",
                    history.locked()) + ".", "Two transactions that take them in another order deadlock.",
                    safe().step("COMMIT").step(source.whole()));
        }
        if (history.inTransaction() && Set.of("AlterTableStmt", "IndexStmt", "RenameStmt").contains(node.kind())) {
            waiting.stream().filter(history::isRewritten).findFirst().ifPresent(t -> add("backfill-with-ddl", ERROR, "Changes " + t
                    + " in the transaction that has just written all of it.", QUEUE, safe().step("COMMIT").step(source.whole())));
        }
    }

    private void statement(Tree node) {
        Tree s = node.content();
        String on = FactsReader.relation(s.get("relation"));
        boolean isNew = history.isNew(on);
        switch (node.kind()) {
            case "AlterTableStmt" -> {
                if (!isNew && s.text("objtype").equals("OBJECT_TABLE")) {
                    found.addAll(AlterRules.of(s, on, source, facts, around));
                }
            }
            case "IndexStmt" -> index(s, on, isNew);
            case "DropStmt" -> drop(s);
            case "ReindexStmt" -> reindex(s, on, isNew);
            case "RenameStmt" -> rename(s, on, isNew);
            case "AlterObjectSchemaStmt" -> {
                if (!isNew && !on.isEmpty()) {
                    String moved = (s.text("newschema") + "." + Names.bare(on));
                    add("rename", WARNING, on + " moves to another schema.", OLD, safe().step("BEGIN").step(source.whole())
                            .step("CREATE VIEW " + Names.path(on) + " AS SELECT * FROM " + Names.path(moved)).step("COMMIT")
                            .note("grant on the view what was granted on the table; when no release uses it")
                            .step("DROP VIEW " + Names.path(
                                    on)));
                }
            }
            case "AlterEnumStmt" -> {
                if (!s.text("oldVal").isEmpty() && !history.isNew(String.join(".", s.names("typeName")))) {
                    add("rename-enum-value", WARNING, "Renames a value of an enum.", OLD, safe()
                            .step("ALTER TYPE " + Names.path(String.join(
                                    ".", s.names("typeName"))) + " ADD VALUE '" + s.text("newVal").replace("'", "''") + "'")
                            .note("deploy code that reads both and writes the new one; change the rows in batches; the old value stays"));
                } else if (s.text("oldVal").isEmpty() && pg < 12) {
                    alone("ALTER TYPE … ADD VALUE");
                }
            }
            case "AlterDomainStmt" -> domain(s);
            case "TruncateStmt" -> s.list("relations").stream().map(r -> FactsReader.relation(r.get("RangeVar")))
                    .filter(r -> !history.isNew(r))
                    .forEach(r -> add("truncate", WARNING, "Empties " + r + " under ACCESS EXCLUSIVE.",
                            "The rows are gone for every release.",
                            safe().note("take a snapshot first; when no release reads it any more").step(source.whole())));
            case "CreateStmt" -> partition(s, on);
            case "RefreshMatViewStmt" -> {
                if (!s.is("concurrent") && !isNew && !s.is("skipData")) {
                    add("refresh-view", WARNING, "Readers of " + on + " wait for the whole refresh.", QUEUE,
                            safe().step("REFRESH MATERIALIZED VIEW CONCURRENTLY " + Names.path(on)).note("needs a unique index on it"));
                }
            }
            case "VacuumStmt" -> {
                if (s.is("is_vacuumcmd")) {
                    alone("VACUUM");
                }
                if (FactsReader.option(s, "options", "full")) {
                    add("rewrite-table", ERROR, "VACUUM FULL writes the whole table anew under ACCESS EXCLUSIVE.", QUEUE,
                            safe().note("pg_repack, which RDS has"));
                }
            }
            case "ClusterStmt" -> {
                if (!isNew) {
                    add("rewrite-table", ERROR, "CLUSTER writes the whole table anew under ACCESS EXCLUSIVE.", QUEUE,
                            safe().note("pg_repack --order-by, which RDS has"));
                }
            }
            case "UpdateStmt", "DeleteStmt" -> write(node, on, isNew);
            case "TransactionStmt" -> {
                if (Set.of("TRANS_STMT_BEGIN", "TRANS_STMT_START").contains(s.text("kind")) && history.begun()) {
                    add("transaction-nesting", WARNING, "A transaction is open already.",
                            "PostgreSQL only warns; the first COMMIT ends the whole of it.",
                            safe().note("take out this BEGIN, or the tool's"));
                }
            }
            default -> {
                // no rule
            }
        }
    }

    private void index(Tree s, String on, boolean isNew) {
        if (s.is("concurrent")) {
            alone("CREATE INDEX CONCURRENTLY");
        } else if (!isNew && (s.get("relation").is("inh") || !partitioned(on))) {
            Safe way = safe();
            String concurrently = source.whole().replaceFirst("(?i)\\bINDEX\\b", "INDEX CONCURRENTLY");
            if (partitioned(on)) {
                String name = s.text("idxname").isEmpty() ? Names.made(on, columns(s), "idx") : s.text("idxname");
                String parent = (s.is("unique") ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") + Names.quote(name) + " ON ";
                String rest = source.slice(Source.place(s.get("relation")), -1);
                String what = rest.substring(rest.indexOf('('));
                way.step(parent + "ONLY " + Names.path(on) + " " + what);
                for (String part : around.catalog.table(on).map(Catalog.Table::children).orElse(List.of())) {
                    String own = Names.made(part, columns(s), "idx");
                    way.step((s.is("unique") ? "CREATE UNIQUE INDEX" : "CREATE INDEX") + " CONCURRENTLY " + Names.quote(own) + " ON "
                            + Names.path(part) + " " + what);
                    way.step("ALTER INDEX " + Names.path(Names.schema(on) + name) + " ATTACH PARTITION " + Names.path(Names.schema(part)
                            + own));
                }
            } else {
                way.step(concurrently).note("outside a transaction; then look whether pg_index.indisvalid holds");
            }
            add("create-index", ERROR, "Builds an index while writes to " + on + " wait.",
                    "INSERT, UPDATE and DELETE wait for the whole build.",
                    way);
        }
    }

    private static List<String> columns(Tree index) {
        return index.list("indexParams").stream().map(p -> p.get("IndexElem").text("name")).map(n -> n.isEmpty() ? "expr" : n).toList();
    }

    private boolean partitioned(String relation) {
        return around.catalog.table(relation).filter(t -> t.kind() == 'p').isPresent();
    }

    private void reindex(Tree s, String on, boolean isNew) {
        if (FactsReader.option(s, "params", "concurrently")) {
            alone("REINDEX CONCURRENTLY");
        } else if (!isNew && !history.isNewIndex(on)) {
            String what = s.text("kind").replace("REINDEX_OBJECT_", "") + " CONCURRENTLY "
                    + Names.path(on.isEmpty() ? s.text("name") : on);
            add("reindex", ERROR, "Rebuilds indexes while writes wait; plans that use the index wait too.", QUEUE, pg < 12
                    ? safe().note("build a second index CONCURRENTLY, drop the old one CONCURRENTLY")
                    : safe().step("REINDEX " + what));
        }
    }

    private void domain(Tree s) {
        String name = String.join(".", s.names("typeName"));
        Tree c = s.get("def").get("Constraint");
        String alter = "ALTER DOMAIN " + Names.path(name) + " ";
        if (history.isNew(name)) {
            return;
        }
        String message = "Locks every table with a column of " + name + " SHARE and reads it.";
        String why = "Writers of all of them wait.";
        switch (s.text("subtype")) {
            case "C" -> {
                if (!c.is("skip_validation")) {
                    String constraint = c.text("conname").isEmpty() ? Names.made(name, List.of(), "check") : c.text("conname");
                    add("alter-domain", WARNING, message, why, safe().step(alter + "ADD CONSTRAINT " + Names.quote(constraint) + " "
                            + clause(c) + " NOT VALID").note("VALIDATE locks and reads the same tables: when they are quiet").step(alter
                                    + "VALIDATE CONSTRAINT " + Names.quote(constraint)));
                }
            }
            case "O" -> add("alter-domain", WARNING, message, why, safe().note("a CHECK (VALUE IS NOT NULL) NOT VALID refuses new NULLs"));
            case "V" -> add("alter-domain", WARNING, message, why, safe().note("when the tables are quiet").step(source.whole()));
            default -> {
                // nothing is read
            }
        }
    }

    /// A domain's constraint from its own word on.
    private String clause(Tree c) {
        String written = source.slice(Source.place(c), -1);
        return c.text("conname").isEmpty() ? written : written.substring(written.toUpperCase(java.util.Locale.ROOT).indexOf("CHECK"));
    }

    private void partition(Tree s, String on) {
        if (!s.get("partbound").present()) {
            return;
        }
        for (Tree p : s.list("inhRelations")) {
            String parent = FactsReader.relation(p.get("RangeVar"));
            if (!history.isNew(parent)) {
                String bound = source.slice(Source.place(s.get("partbound")), -1);
                bound = bound.regionMatches(true, 0, "FOR VALUES", 0, 10) || bound.regionMatches(true, 0, "DEFAULT", 0, 7)
                        ? bound
                        : "FOR VALUES " + bound;
                add("partition-of", WARNING, "Locks the parent " + parent + " ACCESS EXCLUSIVE.", QUEUE,
                        safe().step(
                                "CREATE TABLE " + Names.path(on) + " (LIKE " + Names.path(parent) + " INCLUDING ALL EXCLUDING IDENTITY)")
                                .step(Safe.alter(parent) + "ATTACH PARTITION " + Names.path(on) + " " + bound));
            }
        }
    }

    private void write(Tree node, String on, boolean isNew) {
        Tree s = node.content();
        if (isNew || BOOKKEEPING.contains(Names.bare(on)) || FactsReader.bounded(s, around.code)) {
            return;
        }
        Safe way = safe();
        if (around.code) {
            way.note("outside this code, which is one transaction");
        } else if (history.begun()) {
            way.step("COMMIT");
        }
        if (s.get("usingClause").present() || s.get("fromClause").present() || s.get("withClause").present()) {
            way.note("in batches by key, a commit after each, until no row is left");
        } else {
            String sql = source.whole();
            int where = s.get("whereClause").present() ? where(sql) : sql.length();
            way.batches(on, sql.substring(0, where).strip(), where < sql.length() ? sql.substring(where + 5).strip() : "");
        }
        boolean locked = history.inTransaction() && !history.locked().isEmpty();
        if (locked) {
            add("backfill-with-ddl", ERROR, "Writes " + on + " while the transaction holds locks on " + String.join(", ", history.locked())
                    + ".", QUEUE, way);
        } else {
            add("unbatched-write", WARNING, "May touch every row of " + on + " in one transaction.",
                    "Rows stay locked and dead rows stay until it commits; a replica falls behind.", way);
        }
    }

    /// Where the WHERE of the statement itself begins: the last one outside parentheses and quotes.
    private static int where(String sql) {
        int depth = 0;
        int found = sql.length();
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\'' || c == '"') {
                int end = sql.indexOf(c, i + 1);
                i = end < 0 ? sql.length() : end;
            } else if (c == '(' || c == ')') {
                depth += c == '(' ? 1 : -1;
            } else if (depth == 0 && sql.regionMatches(true, i, "where", 0, 5) && i > 0 && Character.isWhitespace(sql.charAt(i - 1))) {
                found = i;
            }
        }
        return found;
    }

    private void alone(String what) {
        if (around.code) {
            add("not-in-transaction", ERROR, what + " fails inside code.", "The migration stops here.",
                    safe().note("as a statement of its own").step(source.whole()));
        } else if (history.inTransaction()) {
            add("not-in-transaction", ERROR, what + " fails inside a transaction.", "The migration stops here.",
                    safe().step("COMMIT").step(source.whole()).note(
                            "Alembic: autocommit_block(); Django: atomic = False; Rails: disable_ddl_transaction!; Flyway: executeInTransaction=false"));
        } else if (what.contains("CONCURRENTLY") && history.lockTimeout()) {
            add("concurrently-timeout", ADVICE, "A lock_timeout is in effect.",
                    "It also ends the wait for old transactions, and leaves an INVALID index.",
                    safe().step("SET lock_timeout = 0").step(source.whole()));
        }
    }

    private void drop(Tree s) {
        List<String> old = s.list("objects").stream().map(FactsReader::dotted).toList();
        String kind = s.text("removeType");
        boolean cascade = s.text("behavior").equals("DROP_CASCADE");
        if (kind.equals("OBJECT_INDEX")) {
            List<String> indexes = old.stream().filter(i -> !history.isNewIndex(i)).toList();
            if (s.is("concurrent")) {
                alone("DROP INDEX CONCURRENTLY");
            } else if (!indexes.isEmpty()) {
                Safe way = safe();
                indexes.forEach(i -> way.step("DROP INDEX CONCURRENTLY " + (s.is("missing_ok") ? "IF EXISTS " : "") + Names.path(i)));
                add("drop-index", WARNING, "Locks the index's table ACCESS EXCLUSIVE.", QUEUE, cascade
                        ? way.note("CASCADE does not go with CONCURRENTLY: drop what depends on it first")
                        : way);
            }
        } else if (Set.of("OBJECT_TABLE", "OBJECT_SCHEMA", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_SEQUENCE", "OBJECT_TYPE",
                "OBJECT_DOMAIN", "OBJECT_FOREIGN_TABLE").contains(kind) && !old.stream().allMatch(history::isNew)) {
            List<String> others = facts.locks().keySet().stream().filter(l -> !old.contains(l)).toList();
            add("drop-table", WARNING, "Drops what the running release may use" + (others.isEmpty()
                    ? "."
                    : "; locks " + String.join(", ", others) + " too."), OLD,
                    safe().note("deploy the release that no longer uses it, then").step(source.whole()));
        } else if (ROUTINES.contains(kind) && old.stream().anyMatch(f -> history.code(f).isEmpty())) {
            add("drop-routine", WARNING, "Drops code that the running release may call.", OLD,
                    safe().note("deploy the release that no longer calls it, then").step(source.whole()));
        }
    }

    private void rename(Tree s, String on, boolean isNew) {
        String kind = s.text("renameType");
        String to = s.text("newname");
        String path = Names.path(on);
        String moved = Names.path(Names.schema(on) + to);
        switch (kind) {
            case "OBJECT_COLUMN" -> {
                if (!isNew) {
                    String base = Names.path(Names.schema(on) + Names.bare(on) + "_base");
                    String baseName = Names.quote(Names.bare(on) + "_base");
                    add("rename", WARNING, "Renames " + on + "." + s.text("subname") + ".", OLD,
                            safe().note("a view answers to both names while both releases run").step("BEGIN")
                                    .step("ALTER TABLE " + path + " RENAME TO " + baseName)
                                    .step("ALTER TABLE " + base + " RENAME COLUMN " + Names.quote(s.text("subname")) + " TO " + Names.quote(
                                            to))
                                    .step("CREATE VIEW " + path + " AS SELECT *, " + Names.quote(to) + " AS "
                                            + Names.quote(s.text("subname"))
                                            + " FROM " + base)
                                    .step("COMMIT")
                                    .note("grant on the view what was granted on the table; when no release uses the old name")
                                    .step("BEGIN").step("DROP VIEW " + path).step("ALTER TABLE " + base + " RENAME TO " + Names.quote(Names
                                            .bare(on)))
                                    .step("COMMIT"));
                }
            }
            case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW" -> {
                if (!isNew) {
                    add("rename", WARNING, "Renames " + on + ".", OLD, safe().step("BEGIN").step(source.whole())
                            .step("CREATE VIEW " + path + " AS SELECT * FROM " + moved).step("COMMIT")
                            .note("grant on the view what was granted on the table; when no release uses it").step("DROP VIEW " + path));
                }
            }
            case "OBJECT_SCHEMA", "OBJECT_TYPE", "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_SEQUENCE" -> {
                String named = kind.equals("OBJECT_SCHEMA")
                        ? s.text("subname")
                        : kind.equals("OBJECT_SEQUENCE")
                                ? on
                                : FactsReader.dotted(s
                                        .get("object"));
                if (!history.isNew(named) && history.code(named).isEmpty()) {
                    add("rename", WARNING, "Renames what the running release may use.", OLD,
                            safe().note("deploy the release that does not name it, or knows both names, then").step(source.whole()));
                }
            }
            default -> {
                // constraints, indexes, triggers: nobody calls them by name
            }
        }
    }
}
