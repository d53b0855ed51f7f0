package dev.howdah.sql.scan;

import java.util.Set;

/// PostgreSQL's key words that stand out: the reserved ones, and of the others those that open statements or clauses and are seldom
/// names of columns. What is often a name (`name`, `type`, `state`, `value`) is left out.
final class KeyWords {
    /// Words that are never a bare name: changing their case changes nothing.
    static final Set<String> RESERVED = Set.of("all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "both",
            "case",
            "cast", "check", "collate", "column", "constraint", "create", "current_catalog", "current_date", "current_role", "current_time",
            "current_timestamp", "current_user", "default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "false",
            "fetch",
            "for", "foreign", "from", "grant", "group", "having", "in", "initially", "intersect", "into", "lateral", "leading", "limit",
            "localtime", "localtimestamp", "not", "null", "offset", "on", "only", "or", "order", "placing", "primary", "references",
            "returning", "select", "session_user", "some", "symmetric", "system_user", "table", "then", "to", "trailing", "true", "union",
            "unique", "user", "using", "variadic", "when", "where", "window", "with",
            // reserved but as names of functions or types
            "authorization", "binary", "collation", "concurrently", "cross", "current_schema", "freeze", "full", "ilike", "inner", "is",
            "isnull", "join", "left", "like", "natural", "notnull", "outer", "overlaps", "right", "similar", "tablesample", "verbose");
    /// Words that are shown as key words although a name may be written so.
    private static final Set<String> OTHERS = Set.of("abort", "add", "alter", "atomic", "before", "begin", "between", "by", "call",
            "cascade",
            "close", "cluster", "comment", "commit", "copy", "cube", "cursor", "database", "deallocate", "declare", "delete", "discard",
            "drop", "each", "exclude", "execute", "exists", "explain", "extension", "filter", "first", "following", "function", "grouping",
            "if", "immutable", "index", "inherits", "insert", "interval", "isolation", "language", "last", "listen", "lock", "materialized",
            "merge", "notify", "nulls", "of", "over", "owner", "partition", "policy", "preceding", "prepare", "procedure", "recursive",
            "refresh", "reindex", "release", "rename", "replace", "reset", "restrict", "returns", "revoke", "rollback", "rollup", "rows",
            "savepoint", "schema", "security", "sequence", "set", "sets", "show", "skip", "stable", "start", "temp", "temporary",
            "transaction",
            "trigger", "truncate", "unbounded", "unlisten", "unlogged", "update", "vacuum", "values", "view", "volatile", "within",
            "without");

    private KeyWords() {}

    /// @param word in lower case
    static boolean shown(String word) {
        return RESERVED.contains(word) || OTHERS.contains(word);
    }
}
