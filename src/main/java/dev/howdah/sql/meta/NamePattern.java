package dev.howdah.sql.meta;

import dev.howdah.sql.scan.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pattern of psql: `*` and `?` as in a shell, dots between schema and name, double quotes for letters as they are, and else
/// a regular expression.
///
/// @param parts from left to right, each as a regular expression
record NamePattern(List<String> parts) {
    private static final String SPECIAL = "|*+?()[]{}.^\\";

    /// @param literal for names of operators, in which only `*` and `?` mean something else
    static NamePattern of(String typed, boolean literal) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < typed.length() && typed.charAt(i + 1) == '"') {
                    part.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && c == '.') {
                parts.add(part.toString());
                part.setLength(0);
            } else if (!quoted && c == '*') {
                part.append(".*");
            } else if (!quoted && c == '?') {
                part.append('.');
            } else if (c == '[' && typed.startsWith("[]", i)) {
                // of an array, and no expression
                part.append("\\[\\]");
                i++;
            } else if (c == '$' || (quoted || literal) && SPECIAL.indexOf(c) >= 0) {
                part.append('\\').append(c);
            } else {
                part.append(quoted ? String.valueOf(c) : String.valueOf(c).toLowerCase(Locale.ROOT));
            }
        }
        parts.add(part.toString());
        return new NamePattern(parts);
    }

    /// The names between the dots, as they would be if nothing in them meant something else.
    static List<String> names(String typed) {
        var names = new ArrayList<String>();
        var name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c == '"' && quoted && typed.startsWith("\"\"", i)) {
                name.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(quoted ? c : Character.toLowerCase(c));
            }
        }
        names.add(name.toString());
        return names;
    }

    /// Names of types that the grammar knows and no catalog has, as psql translates them: those of the SQL standard, and of arrays.
    private static final Map<String, String> TYPES = Map.of("decimal", "numeric", "float", "double precision", "int", "integer", "int2",
            "smallint", "int4", "integer", "int8", "bigint", "float4", "real", "float8", "double precision", "bool", "boolean", "varchar",
            "character varying");

    /// What a type is called by the server where a user typed another of its names.
    static String type(String typed) {
        boolean array = typed.endsWith("[]");
        String name = array ? typed.substring(0, typed.length() - 2) : typed;
        String lower = name.toLowerCase(Locale.ROOT);
        boolean mapped = array || lower.equals("decimal") || lower.equals("float") || lower.equals("int");
        return mapped ? TYPES.getOrDefault(lower, name) + (array ? "[]" : "") : typed;
    }

    /// The condition for a query.
    ///
    /// @param visible true only for what the search path finds; used where the pattern names no schema
    static String where(@Nullable String typed, @Nullable String schema, String name, @Nullable String visible) {
        return where(typed, schema, name, null, visible);
    }

    /// The condition for an operator.
    static String operator(@Nullable String typed, String schema, String name, String visible) {
        if (typed == null) {
            return " AND " + visible;
        }
        List<String> parts = of(typed, true).parts();
        return match(name, parts.getLast()) + (parts.size() > 1 ? match(schema, parts.get(parts.size() - 2)) : " AND " + visible);
    }

    /// The same for what has two names.
    ///
    /// @param other the other name, such as `integer` of `int4`; null for none
    static String where(@Nullable String typed, @Nullable String schema, String name, @Nullable String other, @Nullable String visible) {
        if (typed == null) {
            return visible == null ? "" : " AND " + visible;
        }
        List<String> parts = of(typed, false).parts();
        String named = match(name, parts.getLast());
        var where = new StringBuilder(named.isEmpty() || other == null
                ? named
                : " AND (" + named.substring(" AND ".length()) + " OR " + match(other, parts.getLast()).substring(" AND ".length()) + ")");
        if (parts.size() > 1 && schema != null) {
            where.append(match(schema, parts.get(parts.size() - 2)));
        } else if (visible != null) {
            where.append(" AND ").append(visible);
        }
        return where.toString();
    }

    private static String match(String column, String expression) {
        return expression.equals(".*")
                ? ""
                : " AND " + column + " OPERATOR(pg_catalog.~) " + Quoting.literal("^(" + expression + ")$") + " COLLATE pg_catalog.default";
    }
}
