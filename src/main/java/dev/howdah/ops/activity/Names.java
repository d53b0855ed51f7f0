package dev.howdah.ops.activity;

import dev.howdah.model.Problem;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Database;
import dev.howdah.sql.session.SqlFailed;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Names of databases, roles and tables, read beside what needs them and kept: a name that cannot be read now (its catalog may be locked) is
/// no reason to show nothing, the number stands for it.
final class Names {
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration ELSEWHERE_AGAIN = Duration.ofSeconds(5);

    /// Asks in another database of the same server: the names of its tables are there alone.
    interface Elsewhere {
        List<List<@Nullable String>> ask(String database, String sql) throws ConnectFailure, SqlFailed;
    }

    private final Database database;
    private final Elsewhere elsewhere;
    private final Function<String, List<List<@Nullable String>>> ask;
    private final Map<String, String> databases = new HashMap<>();
    private final Map<String, String> roles = new HashMap<>();
    private final Map<String, String> relations = new HashMap<>();
    private final Set<String> nameless = new HashSet<>();
    private @Nullable String own;
    private long read = Long.MIN_VALUE;
    private long askedElsewhere = Long.MIN_VALUE;

    /// @param ask in this session; throws [Problem.Thrown]
    Names(Database database, Elsewhere elsewhere, Function<String, List<List<@Nullable String>>> ask) {
        this.database = database;
        this.elsewhere = elsewhere;
        this.ask = ask;
    }

    @Nullable
    String database(@Nullable String oid) {
        return name(databases, oid);
    }

    @Nullable
    String role(@Nullable String oid) {
        return name(roles, oid);
    }

    private static @Nullable String name(Map<String, String> names, @Nullable String oid) {
        return oid == null || oid.equals("0") ? null : names.getOrDefault(oid, oid);
    }

    /// The table's name; its number, with its database where it is another one, while the name is not known.
    String relation(@Nullable String inDatabase, String oid) {
        String name = relations.get(inDatabase + "." + oid);
        if (name != null) {
            return name;
        }
        return "number " + oid + (inDatabase != null && !inDatabase.equals(own) && !inDatabase.equals("0")
                ? " in " + databases.getOrDefault(inDatabase, "database " + inDatabase)
                : "");
    }

    /// Reads the names that are not known yet, and those of databases and roles again after a while.
    ///
    /// @param wanted relations, as `database.relation`
    void learn(Set<String> databaseOids, Set<String> roleOids, Set<String> wanted) {
        boolean unknown = !databases.keySet().containsAll(databaseOids) || !roles.keySet().containsAll(roleOids);
        long now = System.nanoTime();
        if (read == Long.MIN_VALUE || unknown && now - read > AGAIN.toNanos()) {
            read = now;
            try {
                own = database.row("SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()", WITHIN)
                        .get("oid");
                keep("SELECT oid, datname FROM pg_catalog.pg_database", databases);
                keep("SELECT oid, rolname FROM pg_catalog.pg_roles", roles);
            } catch (Problem.Thrown e) {
                unread(e);
            }
        }
        Set<String> missing = wanted.stream().filter(key -> !relations.containsKey(key) && !nameless.contains(key))
                .collect(Collectors.toSet());
        var here = missing.stream().filter(key -> key.startsWith("0.") || key.startsWith(own + ".")).collect(Collectors.toSet());
        try {
            if (!here.isEmpty()) {
                name(here, ask.apply(relations(here)));
            }
            boolean again = askedElsewhere == Long.MIN_VALUE || System.nanoTime() - askedElsewhere > ELSEWHERE_AGAIN.toNanos();
            for (String place : missing.stream().filter(key -> !here.contains(key)).map(key -> key.substring(0, key.indexOf('.')))
                    .collect(Collectors.toSet())) {
                String other = databases.get(place);
                if (again && other != null) {
                    askedElsewhere = System.nanoTime();
                    var there = missing.stream().filter(key -> key.startsWith(place + ".")).collect(Collectors.toSet());
                    name(there, elsewhere.ask(other, relations(there)));
                }
            }
        } catch (Problem.Thrown e) {
            unread(e);
        } catch (ConnectFailure | SqlFailed e) {
            System.getLogger(Names.class.getName()).log(System.Logger.Level.DEBUG, "names of another database cannot be read now", e);
        }
    }

    private static String relations(Set<String> keys) {
        String oids = keys.stream().map(key -> key.substring(key.indexOf('.') + 1)).collect(Collectors.joining(","));
        return "SELECT c.oid, CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname FROM pg_catalog.pg_class AS c "
                + "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid IN (" + oids + ")";
    }

    private void name(Set<String> keys, List<List<@Nullable String>> rows) {
        Map<String, String> found = new HashMap<>();
        for (List<@Nullable String> row : rows) {
            found.put(String.valueOf(row.get(0)), String.valueOf(row.get(1)));
        }
        for (String key : keys) {
            String name = found.get(key.substring(key.indexOf('.') + 1));
            if (name == null) {
                // dropped, or made by a transaction that is still open
                nameless.add(key);
            } else {
                relations.put(key, name);
            }
        }
    }

    private void keep(String sql, Map<String, String> names) {
        for (List<@Nullable String> row : ask.apply(sql)) {
            names.put(String.valueOf(row.get(0)), String.valueOf(row.get(1)));
        }
    }

    private void unread(Problem.Thrown e) {
        if (!database.isOpen()) {
            throw e;
        }
        System.getLogger(Names.class.getName()).log(System.Logger.Level.DEBUG, "names cannot be read now", e);
    }
}
