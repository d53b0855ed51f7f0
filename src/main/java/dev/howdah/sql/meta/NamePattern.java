package dev.howdah.sql.meta;

import dev.howdah.sql.scan.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A pattern of psql: `*` and `?` as in a shell, dots between schema and name, double quotes for letters as they are, and else
/// a regular expression.
///
/// @param parts from left to right, each as a regular expression
record NamePattern(List<String> parts) {
    static NamePattern of(String typed) {
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
            } else if (c == '$' || quoted && "|*+?()[]{}.^\\".indexOf(c) >= 0) {
                part.append('\\').append(c);
            } else {
                part.append(quoted ? String.valueOf(c) : String.valueOf(c).toLowerCase(Locale.ROOT));
            }
        }
        parts.add(part.toString());
        return new NamePattern(parts);
    }

    /// The condition for a query.
    ///
    /// @param visible true only for what the search path finds; used where the pattern names no schema
    static String where(@Nullable String typed, @Nullable String schema, String name, @Nullable String visible) {
        if (typed == null) {
            return visible == null ? "" : " AND " + visible;
        }
        List<String> parts = of(typed).parts();
        var where = new StringBuilder(match(name, parts.getLast()));
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
