package dev.howdah.drill.pi;

import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.world.DataPlane.Active;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// By what load is told apart: a group and which of its dimensions.
///
/// @param limit how many of the greatest
record Grouping(String group, List<String> dimensions, int limit) {
    private static final int USUAL = 10;
    private static final int MOST = 25;
    /// What stands for a name that a session does not have: a background process has no host.
    private static final String NONE = "Unknown";
    private static final Map<String, BiFunction<Active, Statements, String>> VALUES = new LinkedHashMap<>();
    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        group("db", Map.of("db.name", (a, _) -> named(a.database())));
        group("db.application", Map.of("db.application.name", (a, _) -> named(a.application())));
        group("db.host", ordered("db.host.id", (a, _) -> Statements.hash(named(a.host())), "db.host.name", (a, _) -> named(a.host())));
        group("db.session_type", Map.of("db.session_type.name", (a, _) -> a.kind()));
        var sql = new LinkedHashMap<String, BiFunction<Active, Statements, String>>();
        sql.put("db.sql.id", (a, s) -> s.of(a.sql()).id());
        sql.put("db.sql.db_id", (a, s) -> s.databaseId(a.sql()));
        sql.put("db.sql.tokenized_id", (a, s) -> s.of(a.sql()).digestId());
        sql.put("db.sql.statement", (a, _) -> Statements.cut(a.sql()));
        group("db.sql", sql);
        var digest = new LinkedHashMap<String, BiFunction<Active, Statements, String>>();
        digest.put("db.sql_tokenized.id", (a, s) -> s.of(a.sql()).digestId());
        digest.put("db.sql_tokenized.db_id", (a, s) -> s.databaseId(a.sql()));
        digest.put("db.sql_tokenized.statement", (a, s) -> Statements.cut(s.of(a.sql()).digest()));
        group("db.sql_tokenized", digest);
        group("db.user", ordered("db.user.id", (a, _) -> Statements.hash(named(a.user())), "db.user.name", (a, _) -> named(a.user())));
        group("db.wait_event", ordered("db.wait_event.type", (a, _) -> waitType(a), "db.wait_event.name", (a, _) -> waitName(a)));
        group("db.wait_event_type", Map.of("db.wait_event_type.name", (a, _) -> waitType(a)));
    }

    private static void group(String name, Map<String, BiFunction<Active, Statements, String>> dimensions) {
        GROUPS.put(name, List.copyOf(dimensions.keySet()));
        VALUES.putAll(dimensions);
    }

    private static Map<String, BiFunction<Active, Statements, String>> ordered(String one, BiFunction<Active, Statements, String> first,
            String two, BiFunction<Active, Statements, String> second) {
        var both = new LinkedHashMap<String, BiFunction<Active, Statements, String>>();
        both.put(one, first);
        both.put(two, second);
        return both;
    }

    /// All groups with all their dimensions, as PostgreSQL has them.
    static Map<String, List<String>> all() {
        return GROUPS;
    }

    /// @throws dev.howdah.drill.protocol.ApiError when there is no such group or dimension, or the limit is none
    static Grouping of(Input input) {
        String group = Source.need(input, "Group");
        List<String> known = GROUPS.get(group);
        if (known == null) {
            throw PiErrors.invalid("Invalid dimension group: " + group);
        }
        List<String> asked = input.texts("Dimensions");
        for (String dimension : asked) {
            if (!known.contains(dimension)) {
                throw PiErrors.invalid("The dimension " + dimension + " is not one of the group " + group);
            }
        }
        Integer limit = input.integer("Limit");
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw PiErrors.invalid("Limit must be between 1 and " + MOST + ": " + limit);
        }
        return new Grouping(group, asked.isEmpty() ? known : List.copyOf(asked), limit == null ? USUAL : limit);
    }

    /// The same, null where the request has none.
    static @Nullable Grouping optional(Input input, String name) {
        return input.has(name) ? of(input.struct(name)) : null;
    }

    Map<String, String> key(Active session, Statements statements) {
        var key = new LinkedHashMap<String, String>();
        for (String dimension : dimensions) {
            key.put(dimension, value(dimension, session, statements));
        }
        return key;
    }

    /// Filters: dimension → value. Of the group that is asked for there may be any number, of every other one.
    static Map<String, String> filter(Input input, Set<String> groups) {
        Input filter = input.struct("Filter");
        Map<String, String> wanted = new LinkedHashMap<>();
        Set<String> others = new LinkedHashSet<>();
        for (String dimension : filter.names()) {
            if (!VALUES.containsKey(dimension)) {
                throw PiErrors.invalid("Invalid dimension in Filter: " + dimension);
            }
            String group = GROUPS.entrySet().stream().filter(g -> g.getValue().contains(dimension)).map(Map.Entry::getKey)
                    .collect(Collectors.joining());
            if (!groups.contains(group) && !others.add(group)) {
                throw PiErrors.invalid("Only one filter is allowed for the dimension group " + group);
            }
            wanted.put(dimension, filter.text(dimension, ""));
        }
        return wanted;
    }

    static boolean matches(Map<String, String> filter, Active session, Statements statements) {
        return filter.entrySet().stream().allMatch(f -> f.getValue().equals(value(f.getKey(), session, statements)));
    }

    private static String value(String dimension, Active session, Statements statements) {
        BiFunction<Active, Statements, String> value = VALUES.get(dimension);
        if (value == null) {
            throw PiErrors.invalid("Invalid dimension: " + dimension);
        }
        return value.apply(session, statements);
    }

    private static String named(String name) {
        return name.isBlank() ? NONE : name;
    }

    private static String waitType(Active session) {
        return session.waitType().isEmpty() ? "CPU" : session.waitType();
    }

    private static String waitName(Active session) {
        return session.waitType().isEmpty() ? "CPU" : session.waitType() + ":" + session.waitEvent();
    }
}
