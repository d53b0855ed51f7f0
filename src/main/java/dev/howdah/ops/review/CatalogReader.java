package dev.howdah.ops.review;

import dev.howdah.lint.Catalog;
import dev.howdah.lint.Mode;
import dev.howdah.sql.session.SqlFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what the catalogue says about the relations that a migration names, and about those that hang on them. Only rows of the
/// catalogue are read, and no function that opens a relation, so that no lock on a user's table keeps it waiting: a CHECK's
/// expression is looked at as the parse tree that is stored.
public final class CatalogReader {
    private static final Pattern WORD = Pattern.compile("\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*");
    /// Names that are looked up at most: a script of a megabyte names thousands, and most are no relations.
    private static final int MOST = 5_000;

    private static final String NAME = "CASE WHEN %1$s.nspname = 'public' THEN '' ELSE %1$s.nspname || '.' END || %2$s.relname";
    private static final String TYPE = "t.typname || CASE WHEN a.atttypmod >= 0 AND pg_catalog.format_type(a.atttypid, a.atttypmod) LIKE '%(%' "
            + "THEN '(' || pg_catalog.substring(pg_catalog.format_type(a.atttypid, a.atttypmod), '[(]([0-9, ]+)[)]') || ')' ELSE '' END";

    /// Something that answers queries: a session.
    public interface Ask {
        List<List<@Nullable String>> ask(String sql) throws SqlFailed;
    }

    /// @param rest its default partition
    private record Partitioned(String rest, List<String> key) {}

    private final Ask session;
    private final Map<String, String> names = new HashMap<>();

    private CatalogReader(Ask session) {
        this.session = session;
    }

    /// @param scripts the migration's files
    /// @throws SqlFailed when the catalogue cannot be read
    public static Catalog of(Ask session, Collection<String> scripts) throws SqlFailed {
        return new CatalogReader(session).read(words(scripts));
    }

    private static Set<String> words(Collection<String> scripts) {
        var all = new TreeSet<String>();
        for (String script : scripts) {
            var word = WORD.matcher(script);
            while (word.find() && all.size() < MOST) {
                String found = word.group();
                all.add(found.startsWith("\"")
                        ? found.substring(1, found.length() - 1).replace("\"\"", "\"")
                        : found.toLowerCase(Locale.ROOT));
            }
        }
        return all;
    }

    private static String list(Collection<String> texts) {
        return texts.stream().map(t -> "'" + t.replace("'", "''") + "'").collect(Collectors.joining(", "));
    }

    private Catalog read(Set<String> words) throws SqlFailed {
        if (words.isEmpty()) {
            return Catalog.NONE;
        }
        String literal = list(words);
        Map<String, Catalog.Domain> domains = domains(literal);
        Set<String> oids = related(literal, domains.keySet());
        Set<String> steady = column("SELECT p.proname FROM pg_catalog.pg_proc p WHERE p.proname IN (" + literal
                + ") GROUP BY 1 HAVING pg_catalog.bool_and(p.provolatile <> 'v')");
        if (oids.isEmpty()) {
            return new Catalog(Map.of(), Map.of(), steady, domains);
        }
        String among = String.join(", ", oids);
        Map<String, Catalog.Table> tables = tables(among);
        var indexes = new HashMap<String, String>();
        for (List<@Nullable String> row : session.ask("SELECT " + NAME.formatted("n", "c") + ", x.indrelid FROM pg_catalog.pg_index x "
                + "JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
                + "WHERE x.indrelid IN (" + among + ")")) {
            indexes.put(text(row, 0), name(text(row, 1)));
        }
        return new Catalog(tables, indexes, steady, domains);
    }

    private Set<String> column(String sql) throws SqlFailed {
        var all = new HashSet<String>();
        for (List<@Nullable String> row : session.ask(sql)) {
            all.add(text(row, 0));
        }
        return all;
    }

    private static String text(List<@Nullable String> row, int at) {
        String value = row.get(at);
        return value == null ? "" : value;
    }

    private String name(String oid) {
        return names.getOrDefault(oid, "");
    }

    private Map<String, Catalog.Domain> domains(String literal) throws SqlFailed {
        var all = new HashMap<String, Catalog.Domain>();
        for (List<@Nullable String> row : session
                .ask("""
                        SELECT d.typname, t.typname || CASE WHEN pg_catalog.format_type(d.typbasetype, d.typtypmod) LIKE '%%(%%'
                                 THEN '(' || pg_catalog.substring(pg_catalog.format_type(d.typbasetype, d.typtypmod), '[(]([0-9, ]+)[)]') || ')' ELSE '' END,
                               d.typnotnull OR EXISTS (SELECT 1 FROM pg_catalog.pg_constraint o WHERE o.contypid = d.oid)
                        FROM pg_catalog.pg_type d JOIN pg_catalog.pg_type t ON t.oid = d.typbasetype
                        WHERE d.typtype = 'd' AND (d.typname IN (%1$s) OR d.oid IN (SELECT a.atttypid FROM pg_catalog.pg_attribute a
                          JOIN pg_catalog.pg_class c ON c.oid = a.attrelid WHERE c.relname IN (%1$s)))"""
                        .formatted(literal))) {
            all.put(text(row, 0), new Catalog.Domain(text(row, 1), text(row, 2).equals("t")));
        }
        return all;
    }

    /// Relations that are named, and those at the other end of an index, a partition, an inheritance, a foreign key or a domain.
    private Set<String> related(String literal, Set<String> domains) throws SqlFailed {
        Set<String> all = column("SELECT COALESCE(x.indrelid, c.oid) FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_index x "
                + "ON x.indexrelid = c.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relname IN (" + literal
                + ") AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'");
        if (!domains.isEmpty()) {
            all.addAll(column("SELECT a.attrelid FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid "
                    + "JOIN pg_catalog.pg_class c ON c.oid = a.attrelid WHERE c.relkind IN ('r', 'p') AND NOT a.attisdropped AND t.typname IN ("
                    + list(domains) + ")"));
        }
        int before = -1;
        while (before != all.size() && !all.isEmpty()) {
            before = all.size();
            String among = String.join(", ", all);
            all.addAll(column("SELECT inhrelid FROM pg_catalog.pg_inherits WHERE inhparent IN (" + among + ") UNION "
                    + "SELECT inhparent FROM pg_catalog.pg_inherits WHERE inhrelid IN (" + among + ")"));
        }
        if (!all.isEmpty()) {
            String among = String.join(", ", all);
            all.addAll(column("SELECT conrelid FROM pg_catalog.pg_constraint WHERE contype = 'f' AND confrelid IN (" + among
                    + ") UNION SELECT confrelid FROM pg_catalog.pg_constraint WHERE contype = 'f' AND conrelid IN (" + among + ")"));
        }
        return all;
    }

    private Map<String, Catalog.Table> tables(String among) throws SqlFailed {
        List<List<@Nullable String>> rows = session.ask("SELECT c.oid, " + NAME.formatted("n", "c") + ", c.relkind, "
                + "CASE WHEN c.reltuples >= 0 AND (c.reltuples > 0 OR c.relpages > 0) THEN pg_catalog.round(c.reltuples::pg_catalog.numeric) END, "
                + "c.relpages::pg_catalog.int8 * pg_catalog.current_setting('block_size')::pg_catalog.int8 FROM pg_catalog.pg_class c "
                + "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid IN (" + among
                + ") AND c.relkind IN ('r', 'p', 'v', 'm', 'f')");
        for (List<@Nullable String> row : rows) {
            names.put(text(row, 0), text(row, 1));
        }
        Map<String, Map<String, Catalog.Column>> columns = columns(among);
        Map<String, List<Catalog.Constraint>> constraints = constraints(among);
        var children = new HashMap<String, List<String>>();
        var parents = new HashMap<String, List<String>>();
        for (List<@Nullable String> row : session
                .ask("SELECT i.inhparent, i.inhrelid FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c "
                        + "ON c.oid = i.inhrelid WHERE c.relkind IN ('r', 'p', 'f') AND i.inhparent IN (" + among
                        + ") ORDER BY c.relname")) {
            children.computeIfAbsent(text(row, 0), _ -> new ArrayList<>()).add(name(text(row, 1)));
            parents.computeIfAbsent(text(row, 1), _ -> new ArrayList<>()).add(name(text(row, 0)));
        }
        var partitioned = new HashMap<String, Partitioned>();
        for (List<@Nullable String> row : session.ask("SELECT p.partrelid, p.partdefid, (SELECT pg_catalog.string_agg(a.attname, E'\\x1f') "
                + "FROM pg_catalog.pg_attribute a WHERE a.attrelid = p.partrelid AND a.attnum = ANY (p.partattrs) AND a.attnum > 0) "
                + "FROM pg_catalog.pg_partitioned_table p WHERE p.partrelid IN (" + among + ")")) {
            partitioned.put(text(row, 0), new Partitioned(name(text(row, 1)), text(row, 2).isEmpty()
                    ? List.of()
                    : List.of(text(row, 2).split("\u001f"))));
        }
        var views = new HashMap<String, Set<String>>();
        for (List<@Nullable String> row : session.ask("SELECT DISTINCT d.refobjid, " + NAME.formatted("n", "v")
                + " FROM pg_catalog.pg_depend d "
                + "JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid JOIN pg_catalog.pg_class v ON v.oid = r.ev_class "
                + "JOIN pg_catalog.pg_namespace n ON n.oid = v.relnamespace WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass "
                + "AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND v.oid <> d.refobjid AND d.refobjid IN (" + among
                + ")")) {
            views.computeIfAbsent(text(row, 0), _ -> new TreeSet<>()).add(text(row, 1));
        }
        Map<String, List<Catalog.Session>> busy = busy(among);
        var all = new LinkedHashMap<String, Catalog.Table>();
        for (List<@Nullable String> row : rows) {
            String oid = text(row, 0);
            List<Catalog.Constraint> own = constraints.getOrDefault(oid, List.of());
            Partitioned parts = partitioned.getOrDefault(oid, new Partitioned("", List.of()));
            all.put(text(row, 1), new Catalog.Table(text(row, 2).charAt(0), row.get(3) == null ? null : Long.valueOf(text(row, 3)),
                    row.get(4) == null ? null : Long.valueOf(text(row, 4)), columns.getOrDefault(oid, Map.of()), own,
                    children.getOrDefault(oid, List.of()), parents.getOrDefault(oid, List.of()), parts.rest, parts.key,
                    own.stream().filter(c -> c.kind() == 'p').findFirst().map(Catalog.Constraint::columns).orElse(List.of()),
                    views.getOrDefault(oid, Set.of()), busy.getOrDefault(oid, List.of())));
        }
        return all;
    }

    private Map<String, Map<String, Catalog.Column>> columns(String among) throws SqlFailed {
        var all = new HashMap<String, Map<String, Catalog.Column>>();
        for (List<@Nullable String> row : session.ask("SELECT a.attrelid, a.attname, " + TYPE + ", a.attnotnull, EXISTS (SELECT 1 FROM "
                + "pg_catalog.pg_index x WHERE x.indrelid = a.attrelid AND a.attnum = ANY (x.indkey)) FROM pg_catalog.pg_attribute a "
                + "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid IN (" + among
                + ") ORDER BY a.attnum")) {
            all.computeIfAbsent(text(row, 0), _ -> new LinkedHashMap<>()).put(text(row, 1), new Catalog.Column(text(row, 2), text(row, 3)
                    .equals("t"), text(row, 4).equals("t")));
        }
        return all;
    }

    private Map<String, List<Catalog.Constraint>> constraints(String among) throws SqlFailed {
        var all = new HashMap<String, List<Catalog.Constraint>>();
        for (List<@Nullable String> row : session
                .ask("SELECT o.conrelid, o.conname, o.contype, (SELECT pg_catalog.string_agg(a.attname, E'\\x1f' "
                        + "ORDER BY pg_catalog.array_position(o.conkey, a.attnum)) FROM pg_catalog.pg_attribute a WHERE a.attrelid = o.conrelid "
                        + "AND a.attnum = ANY (o.conkey)), o.confrelid, o.convalidated, o.contype = 'c' AND o.conbin::pg_catalog.text ~ "
                        + "'^[{]NULLTEST :arg [{]VAR [^{}]*[}] :nulltesttype 1 ' FROM pg_catalog.pg_constraint o WHERE o.conrelid IN ("
                        + among
                        + ") ORDER BY o.conname")) {
            List<String> columns = text(row, 3).isEmpty() ? List.of() : List.of(text(row, 3).split("\u001f"));
            all.computeIfAbsent(text(row, 0), _ -> new ArrayList<>()).add(new Catalog.Constraint(text(row, 1), text(row, 2).charAt(0),
                    columns, name(text(row, 4)), text(row, 5).equals("t"), text(row, 6).equals("t") && columns.size() == 1
                            ? columns.getFirst()
                            : ""));
        }
        return all;
    }

    /// Transactions of others that hold a lock now.
    private Map<String, List<Catalog.Session>> busy(String among) throws SqlFailed {
        var all = new HashMap<String, List<Catalog.Session>>();
        for (List<@Nullable String> row : session.ask("SELECT l.relation, l.pid, a.usename, a.application_name, l.mode, "
                + "pg_catalog.round(EXTRACT(epoch FROM pg_catalog.now() - a.xact_start)::pg_catalog.numeric) FROM pg_catalog.pg_locks l "
                + "LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'relation' AND l.granted "
                + "AND l.pid <> pg_catalog.pg_backend_pid() AND l.relation IN (" + among + ") ORDER BY a.xact_start")) {
            String mode = text(row, 4).replaceFirst("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
            all.computeIfAbsent(text(row, 0), _ -> new ArrayList<>()).add(new Catalog.Session(Integer.parseInt(text(row, 1)), text(row, 2),
                    text(row, 3), Mode.valueOf(mode), row.get(5) == null ? null : Duration.ofSeconds(Long.parseLong(text(row, 5)))));
        }
        return all;
    }
}
