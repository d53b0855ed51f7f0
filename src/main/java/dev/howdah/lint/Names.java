package dev.howdah.lint;

import java.util.List;

/// Names as PostgreSQL writes and makes them.
final class Names {
    private static final int LONGEST = 63;

    private Names() {}

    static String quote(String name) {
        return name.matches("[a-z_][a-z0-9_$]*") && !KEY_WORDS.contains(name) ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    private static final java.util.Set<String> KEY_WORDS = java.util.Set.of("all", "analyse", "analyze", "and", "any", "array", "as", "asc",
            "asymmetric", "both", "case", "cast", "check", "collate", "column", "constraint", "create", "current_catalog", "current_date",
            "current_role", "current_time", "current_timestamp", "current_user", "default", "deferrable", "desc", "distinct", "do", "else",
            "end", "except", "false", "fetch", "for", "foreign", "from", "grant", "group", "having", "in", "initially", "intersect", "into",
            "lateral", "leading", "limit", "localtime", "localtimestamp", "not", "null", "offset", "on", "only", "or", "order", "placing",
            "primary", "references", "returning", "select", "session_user", "some", "symmetric", "system_user", "table", "then", "to",
            "trailing", "true", "union", "unique", "user", "using", "variadic", "when", "where", "window", "with");

    /// A relation's name as a statement may use it.
    static String path(String relation) {
        return String.join(".", List.of(relation.split("\\.")).stream().map(Names::quote).toList());
    }

    static String columns(List<String> names) {
        return String.join(", ", names.stream().map(Names::quote).toList());
    }

    static String bare(String relation) {
        return relation.substring(relation.lastIndexOf('.') + 1);
    }

    /// The schema with its dot; empty for `public`.
    static String schema(String relation) {
        return relation.substring(0, relation.lastIndexOf('.') + 1);
    }

    /// The name that PostgreSQL gives to what has none: `table_columns_label`, the longer part cut first (`makeObjectName`).
    static String made(String relation, List<String> columns, String label) {
        String table = bare(relation);
        String middle = String.join("_", columns);
        int room = LONGEST - label.length() - 1 - (columns.isEmpty() ? 0 : 1);
        while (table.length() + middle.length() > room) {
            if (table.length() > middle.length()) {
                table = table.substring(0, table.length() - 1);
            } else {
                middle = middle.substring(0, middle.length() - 1);
            }
        }
        return table + (columns.isEmpty() ? "" : "_" + middle) + "_" + label;
    }
}
