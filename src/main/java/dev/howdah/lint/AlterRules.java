package dev.howdah.lint;

import static dev.howdah.lint.Finding.Severity.ERROR;
import static dev.howdah.lint.Finding.Severity.WARNING;

import dev.howdah.lint.Rules.Draft;
import dev.howdah.lint.parse.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The commands of an ALTER TABLE on a table that is not new.
final class AlterRules {
    private final Rules.Around around;
    private final History history;
    private final int pg;
    private final Source source;
    private final Facts facts;
    private final FactsReader reader;
    private final String on;
    private final String alter;
    private final Set<String> dropped;
    private final List<Draft> found = new ArrayList<>();

    private AlterRules(Rules.Around around, Source source, Facts facts, String on, Set<String> dropped) {
        this.around = around;
        this.history = around.history();
        this.pg = around.pg();
        this.source = source;
        this.facts = facts;
        this.reader = new FactsReader(pg, around.catalog());
        this.on = on;
        this.alter = Safe.alter(on);
        this.dropped = dropped;
    }

    static List<Draft> of(Tree s, String on, Source source, Facts facts, Rules.Around around) {
        Set<String> dropped = s.list("cmds").stream().map(c -> c.get("AlterTableCmd")).filter(c -> c.text("subtype").equals(
                "AT_DropConstraint")).map(c -> c.text("name")).collect(Collectors.toSet());
        var rules = new AlterRules(around, source, facts, on, dropped);
        List<Source.Range> ranges = source.commands(s);
        List<Tree> commands = s.list("cmds");
        for (int i = 0; i < commands.size(); i++) {
            rules.command(commands.get(i).get("AlterTableCmd"), ranges.isEmpty() ? new Source.Range(0, 0) : ranges.get(i));
        }
        return rules.found;
    }

    private void add(String rule, Finding.Severity severity, String message, String why, Safe safe) {
        found.add(new Draft(rule, severity, message, why, safe.steps()));
    }

    private Safe safe() {
        return around.safe();
    }

    private boolean partitioned() {
        return around.catalog().table(on).filter(t -> t.kind() == 'p').isPresent();
    }

    private boolean required(String column) {
        return around.catalog().column(on, column).filter(Catalog.Column::required).isPresent();
    }

    private void command(Tree cmd, Source.Range range) {
        String name = cmd.text("name");
        String quoted = Names.quote(name);
        switch (cmd.text("subtype")) {
            case "AT_AddColumn" -> column(cmd.get("def").get("ColumnDef"), range, cmd.is("missing_ok"));
            case "AT_AddConstraint" -> constraint(cmd.get("def").get("Constraint"), range);
            case "AT_SetNotNull" -> {
                if (!required(name) && (pg < 12 || !history.proves(on, name, dropped))) {
                    add("set-not-null", ERROR, "Reads all of " + on + " under ACCESS EXCLUSIVE.", Rules.QUEUE, safe().notNull(on, name));
                }
            }
            case "AT_AlterColumnType" -> type(cmd, range);
            case "AT_DropColumn" -> add("drop-column", WARNING, "Drops " + on + "." + name + ".", Rules.OLD,
                    safe().note("deploy the release that no longer names the column, then").step(source.whole()));
            case "AT_DropNotNull" -> add("drop-not-null", WARNING, on + "." + name + " may hold NULL from now on.",
                    "The running release reads it as if it never did.",
                    safe().note("deploy code that accepts NULL, then").step(alter + "ALTER COLUMN " + quoted + " DROP NOT NULL"));
            case "AT_ColumnDefault" -> {
                if (!cmd.get("def").present() && (history.isRequired(on, name) || required(name))) {
                    add("drop-default", ERROR, "Takes the default from the NOT NULL column " + on + "." + name + ".",
                            "INSERT of the running release does not name the column and fails.",
                            safe().note("one release later").step(alter + "ALTER COLUMN " + quoted + " DROP DEFAULT"));
                }
            }
            case "AT_ValidateConstraint" -> {
                if (history.isLocked(on) || facts.locks().getOrDefault(on, Mode.ACCESS_SHARE).blocksWrites()) {
                    add("validate-in-one-transaction", WARNING,
                            "Reads all of " + on + " while this transaction holds a stronger lock on it.", Rules.QUEUE,
                            safe().note("by itself, when the transaction has ended").step("COMMIT").step(alter + "VALIDATE CONSTRAINT "
                                    + quoted));
                }
            }
            case "AT_SetLogged", "AT_SetUnLogged", "AT_SetTableSpace", "AT_SetAccessMethod", "AT_SetExpression" ->
                add("rewrite-table", ERROR,
                        "Writes all of " + on + " anew under ACCESS EXCLUSIVE.", Rules.QUEUE, safe().note("pg_repack, or a new table"));
            case "AT_AttachPartition" -> attach(cmd);
            case "AT_DetachPartition" -> {
                Tree part = cmd.get("def").get("PartitionCmd");
                boolean standard = !around.catalog().table(on).map(Catalog.Table::defaultPartition).orElse("").isEmpty();
                String concurrently = alter + "DETACH PARTITION " + Names.path(FactsReader.relation(part.get("name"))) + " CONCURRENTLY";
                if (!part.is("concurrent") && pg >= 14 && !history.isNew(FactsReader.relation(part.get("name")))) {
                    add("detach-partition", WARNING, "Locks " + on + " ACCESS EXCLUSIVE.", Rules.QUEUE, standard
                            ? safe().note("CONCURRENTLY does not work beside a default partition: a lock_timeout, and try again")
                            : detached(concurrently, FactsReader.relation(part.get("name"))));
                } else if (part.is("concurrent") && history.inTransaction()) {
                    add("not-in-transaction", ERROR, "DETACH PARTITION CONCURRENTLY fails inside a transaction.",
                            "The migration stops here.", safe().step("COMMIT").step(concurrently));
                }
            }
            default -> {
                // no rule
            }
        }
    }

    /// What was a partition keeps its bound as a CHECK when it is detached CONCURRENTLY.
    private Safe detached(String concurrently, String part) {
        List<String> key = around.catalog().table(on).map(Catalog.Table::partitionKey).orElse(List.of());
        Safe way = safe().step(concurrently);
        return key.size() == 1
                ? way.step(Safe.alter(part) + "DROP CONSTRAINT " + Names.quote(Names.made(part, key, "check")))
                : way.note("its bound stays as a CHECK, which can be dropped");
    }

    private void type(Tree cmd, Source.Range range) {
        Types.Change change = reader.change(on, cmd);
        String name = cmd.text("name");
        if (change == Types.Change.FREE) {
            return;
        }
        List<String> others = facts.locks().keySet().stream().filter(l -> !l.equals(on)).toList();
        Tree def = cmd.get("def").get("ColumnDef");
        Tree using = def.get("raw_default");
        Safe way = safe();
        if (range.to() > 0) {
            String written = source.slice(Source.place(def.get("typeName")), range.to());
            int at = using.present() ? written.toUpperCase(java.util.Locale.ROOT).lastIndexOf("USING") : -1;
            String type = at < 0 ? written : written.substring(0, at).strip();
            String value = at < 0 ? Names.quote(name) + "::" + type : written.substring(at + 5).strip();
            String next = Names.quote(name + "_next");
            String sync = Names.quote(Names.bare(on) + "_" + name + "_sync");
            way.step(alter + "ADD COLUMN " + next + " " + type)
                    .step("CREATE FUNCTION " + sync + "() RETURNS trigger LANGUAGE plpgsql AS $sync$ BEGIN SELECT " + value
                            + " INTO NEW." + next + " FROM (SELECT NEW.*) AS written; RETURN NEW; END $sync$")
                    .step("CREATE TRIGGER " + sync + " BEFORE INSERT OR UPDATE ON " + Names.path(on) + " FOR EACH ROW EXECUTE FUNCTION "
                            + sync + "()")
                    .batches(on, "UPDATE " + Names.path(on) + " SET " + next + " = " + value, "")
                    .note("make its indexes, default and constraints on " + next + ", CONCURRENTLY and NOT VALID; then swap")
                    .step("BEGIN").step("DROP TRIGGER " + sync + " ON " + Names.path(on)).step("DROP FUNCTION " + sync + "()")
                    .step(alter + "DROP COLUMN " + Names.quote(name))
                    .step(alter + "RENAME COLUMN " + next + " TO " + Names.quote(name)).step("COMMIT");
        }
        add("alter-column-type", ERROR, (change == Types.Change.REWRITE ? "Writes all of " : "May write all of ") + on
                + " anew under ACCESS EXCLUSIVE" + (others.isEmpty() ? "." : ", and locks " + String.join(", ", others) + "."),
                Rules.QUEUE + (change == Types.Change.UNKNOWN
                        ? " Only some changes are free (varchar to text, a longer varchar), and that depends on the old type."
                        : ""),
                way);
    }

    private void attach(Tree cmd) {
        Tree command = cmd.get("def").get("PartitionCmd");
        String part = FactsReader.relation(command.get("name"));
        if (history.isNew(part)) {
            return;
        }
        Safe way = safe();
        List<String> key = around.catalog().table(on).map(Catalog.Table::partitionKey).orElse(List.of());
        String bound = source.slice(Source.place(command.get("bound")), -1);
        var range = java.util.regex.Pattern.compile("(?is)(?:FOR\\s+VALUES\\s+)?FROM\\s*\\((.*)\\)\\s*TO\\s*\\((.*)\\)").matcher(bound);
        if (key.size() == 1 && range.matches() && !range.group(1).equalsIgnoreCase("minvalue") && !range.group(2).equalsIgnoreCase(
                "maxvalue")) {
            String column = Names.quote(key.getFirst());
            String check = Names.quote(Names.bare(part) + "_bound");
            String of = Safe.alter(part);
            way.step(of + "ADD CONSTRAINT " + check + " CHECK (" + column + " IS NOT NULL AND " + column + " >= " + range.group(1).strip()
                    + " AND " + column + " < " + range.group(2).strip() + ") NOT VALID")
                    .step(of + "VALIDATE CONSTRAINT " + check).step(source.whole()).step(of + "DROP CONSTRAINT " + check);
        } else {
            way.note("first ADD CONSTRAINT … CHECK (the key IS NOT NULL AND the bound) NOT VALID on " + part + ", then VALIDATE it, then")
                    .step(source.whole());
        }
        add("attach-partition", WARNING, "Reads all of " + part + " under ACCESS EXCLUSIVE unless a CHECK implies the bound.", Rules.QUEUE,
                way);
    }

    private void column(Tree column, Source.Range range, boolean ifMissing) {
        String name = column.text("colname");
        String quoted = Names.quote(name);
        Tree standard = FactsReader.constraint(column, "CONSTR_DEFAULT");
        Tree identity = FactsReader.constraint(column, "CONSTR_IDENTITY");
        Tree generated = FactsReader.constraint(column, "CONSTR_GENERATED");
        boolean primary = FactsReader.constraint(column, "CONSTR_PRIMARY").present();
        boolean required = FactsReader.constraint(column, "CONSTR_NOTNULL").present() || primary || identity.present()
                || FactsReader.serial(column);
        boolean rewrites = reader.rewritingColumn(column);
        boolean known = range.to() > 0;
        String add = alter + "ADD COLUMN " + (ifMissing ? "IF NOT EXISTS " : "");
        String head = known ? source.head(column, range) : quoted + " …";
        if (rewrites) {
            Safe way = safe();
            if (generated.present()) {
                way.note("no way in SQL alone: a plain column, kept by a trigger and filled in batches" + (pg >= 18
                        ? "; or a VIRTUAL one, which costs nothing"
                        : ""));
            } else if (identity.present()) {
                identity(way, column, range, add, head);
            } else if (FactsReader.serial(column)) {
                String type = head.substring(quoted.length()).strip().toLowerCase(java.util.Locale.ROOT);
                String integer = type.startsWith("big") || type.equals("serial8")
                        ? "bigint"
                        : type.startsWith("small") || type.equals("serial2") ? "smallint" : "integer";
                String sequence = Names.path(Names.schema(on) + Names.made(on, List.of(name), "seq"));
                way.step("CREATE SEQUENCE " + sequence + " AS " + integer).step(add + quoted + " " + integer)
                        .step("ALTER SEQUENCE " + sequence + " OWNED BY " + Names.path(on) + "." + quoted)
                        .step(alter + "ALTER COLUMN " + quoted + " SET DEFAULT nextval('" + sequence.replace("'", "''") + "')");
                fill(way, quoted);
            } else if (standard.present()) {
                String value = known ? source.clause(column, standard, range).replaceFirst("(?is)^.*?\\bDEFAULT\\b", "").strip() : "…";
                way.step(add + head).step(alter + "ALTER COLUMN " + quoted + " SET DEFAULT " + value);
                fill(way, quoted);
            } else {
                way.note("the domain's base type, the CHECK NOT VALID on the table, VALIDATE, then the domain is not needed");
            }
            if (required && !generated.present() && !identity.present()) {
                way.notNull(on, name);
            }
            add("add-column-rewrite", ERROR, "Writes all of " + on + " anew under ACCESS EXCLUSIVE.", Rules.QUEUE, way);
        }
        if (required && !standard.present() && !generated.present() && !rewrites && !primary) {
            add("add-column-not-null", ERROR, "Fails as soon as " + on + " has a row.",
                    "And INSERT of the running release, which does not know the column, fails.",
                    safe().step(add + head).note("deploy code that writes it; fill old rows in batches").notNull(on, name));
        }
        for (Tree c : column.list("constraints").stream().map(c -> c.get("Constraint")).toList()) {
            inline(column, c, range, add + head, rewrites, required);
        }
    }

    private void fill(Safe way, String quoted) {
        way.batches(on, "UPDATE " + Names.path(on) + " SET " + quoted + " = DEFAULT", quoted + " IS NULL");
    }

    private void identity(Safe way, Tree column, Source.Range range, String add, String head) {
        String name = column.text("colname");
        String quoted = Names.quote(name);
        String helper = Names.path(Names.schema(on) + Names.made(on, List.of(name), "fill"));
        Tree c = FactsReader.constraint(column, "CONSTR_IDENTITY");
        way.step("CREATE SEQUENCE " + helper).step(add + head).step(alter + "ALTER COLUMN " + quoted + " SET DEFAULT nextval('" + helper
                .replace("'", "''") + "')");
        fill(way, quoted);
        way.notNull(on, name).step("BEGIN").step(alter + "ALTER COLUMN " + quoted + " DROP DEFAULT")
                .step(alter + "ALTER COLUMN " + quoted + " ADD " + source.clause(column, c, range))
                .step("SELECT setval(pg_get_serial_sequence('" + Names.path(on).replace("'", "''") + "', '" + name.replace("'", "''")
                        + "'), nextval('" + helper.replace("'", "''") + "'), false)")
                .step("DROP SEQUENCE " + helper).step("COMMIT");
    }

    private void inline(Tree column, Tree c, Source.Range range, String plain, boolean rewrites, boolean required) {
        String name = column.text("colname");
        String kind = c.text("contype");
        if (!Set.of("CONSTR_UNIQUE", "CONSTR_PRIMARY", "CONSTR_CHECK").contains(kind)) {
            return;
        }
        Safe way = safe();
        String written = range.to() > 0 ? source.clause(column, c, range) : "…";
        Tree standard = FactsReader.constraint(column, "CONSTR_DEFAULT");
        if (rewrites) {
            way.note("the column as its own rule says, then");
        } else {
            way.step(plain + (standard.present() ? " " + source.clause(column, standard, range) : ""));
            if (required && standard.present()) {
                way.notNull(on, name);
            }
        }
        if (kind.equals("CONSTR_CHECK")) {
            String made = c.text("conname").isEmpty() ? Names.made(on, columnsOf(c), "check") : c.text("conname");
            way.step(alter + "ADD " + (c.text("conname").isEmpty() ? "CONSTRAINT " + Names.quote(made) + " " : "") + written + " NOT VALID")
                    .step(alter + "VALIDATE CONSTRAINT " + Names.quote(made));
        } else {
            boolean primary = kind.equals("CONSTR_PRIMARY");
            String made = c.text("conname").isEmpty()
                    ? Names.made(on, primary ? List.of() : List.of(name), primary ? "pkey" : "key")
                    : c.text("conname");
            if (primary && !rewrites) {
                way.note("fill old rows in batches").notNull(on, name);
            }
            way.uniqueIndex(on, made, List.of(name), c.is("nulls_not_distinct") ? " NULLS NOT DISTINCT" : "")
                    .step(alter + "ADD CONSTRAINT " + Names.quote(made) + (primary ? " PRIMARY KEY" : " UNIQUE") + " USING INDEX " + Names
                            .quote(made));
        }
        add("add-column-constraint", ERROR, "Checks every row of " + on + " under ACCESS EXCLUSIVE.", Rules.QUEUE, way);
    }

    /// The column of a CHECK that PostgreSQL puts into its name: the only one.
    private static List<String> columnsOf(Tree check) {
        var all = new java.util.TreeSet<String>();
        check.get("raw_expr").each("ColumnRef", r -> all.add(r.names("fields").getLast()));
        return all.size() == 1 ? List.copyOf(all) : List.of();
    }

    private void constraint(Tree c, Source.Range range) {
        String name = c.text("conname");
        boolean later = c.is("skip_validation");
        boolean known = range.to() > 0;
        String written = known ? source.slice(Source.place(c), range.to()) : "…";
        switch (c.text("contype")) {
            case "CONSTR_UNIQUE", "CONSTR_PRIMARY" -> unique(c, name);
            case "CONSTR_EXCLUSION" -> add("add-exclusion", ERROR, "Builds an index on " + on + " under ACCESS EXCLUSIVE.",
                    Rules.QUEUE + " PostgreSQL has no way to build it beside the traffic.",
                    safe().note("a new table with the constraint, filled in batches"));
            case "CONSTR_FOREIGN" -> {
                if (!later) {
                    String made = name.isEmpty() ? Names.made(on, c.names("fk_attrs"), "fkey") : name;
                    String other = FactsReader.relation(c.get("pktable"));
                    add("add-foreign-key", ERROR, "Reads all of " + on + " while writes to it and to " + other + " wait.",
                            "Writers of both tables wait.", partitioned() && pg < 18
                                    ? safe().note(
                                            "NOT VALID does not work on a partitioned table before PostgreSQL 18: on each partition NOT VALID and "
                                                    + "VALIDATE, then on the parent")
                                    : notValid(written, name, made));
                }
            }
            case "CONSTR_CHECK" -> {
                if (!later) {
                    String made = name.isEmpty() ? Names.made(on, columnsOf(c), "check") : name;
                    add("add-check", ERROR, "Reads all of " + on + " under ACCESS EXCLUSIVE.", Rules.QUEUE, notValid(written, name, made));
                }
            }
            case "CONSTR_NOTNULL" -> {
                if (!later) {
                    String column = c.names("keys").getFirst();
                    add("set-not-null", ERROR, "Reads all of " + on + " under ACCESS EXCLUSIVE.", Rules.QUEUE, notValid(written, name, name
                            .isEmpty() ? Names.made(on, List.of(column), "not_null") : name));
                }
            }
            default -> {
                // no rule
            }
        }
    }

    private Safe notValid(String written, String name, String made) {
        return safe().step(alter + "ADD " + (name.isEmpty() ? "CONSTRAINT " + Names.quote(made) + " " : "") + written + " NOT VALID")
                .step(alter + "VALIDATE CONSTRAINT " + Names.quote(made));
    }

    private void unique(Tree c, String name) {
        boolean primary = c.text("contype").equals("CONSTR_PRIMARY");
        List<String> columns = c.names("keys");
        String rule = primary ? "add-primary-key" : "add-unique";
        if (!c.text("indexname").isEmpty()) {
            return;
        }
        List<String> including = c.names("including");
        List<String> all = java.util.stream.Stream.concat(columns.stream(), including.stream()).toList();
        String made = name.isEmpty() ? Names.made(on, primary ? List.of() : all, primary ? "pkey" : "key") : name;
        Safe way = safe();
        if (c.is("without_overlaps")) {
            way.note("WITHOUT OVERLAPS cannot be made USING INDEX: a new table with the constraint, filled in batches");
        } else if (partitioned()) {
            way.note(
                    "on a partitioned table: the index ON ONLY the parent, CONCURRENTLY on each partition and attached, then USING INDEX there");
        } else {
            if (primary) {
                columns.stream().filter(col -> !required(col)).forEach(col -> way.notNull(on, col));
            }
            way.uniqueIndex(on, made, columns, (including.isEmpty() ? "" : " INCLUDE (" + Names.columns(including) + ")") + (c.is(
                    "nulls_not_distinct") ? " NULLS NOT DISTINCT" : ""))
                    .step(alter + "ADD CONSTRAINT " + Names.quote(made) + (primary ? " PRIMARY KEY" : " UNIQUE") + " USING INDEX " + Names
                            .quote(made) + (c.is("deferrable") ? " DEFERRABLE" : "") + (c.is("initdeferred") ? " INITIALLY DEFERRED" : ""));
        }
        add(rule, ERROR, "Builds an index on " + on + " under ACCESS EXCLUSIVE.", Rules.QUEUE, way);
    }
}
