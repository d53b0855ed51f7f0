package dev.howdah.sql.meta;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a database holds, as its catalog says. Everything here is read from rows of the catalog alone: a function such as
/// `pg_get_expr` or `pg_relation_size` would wait for whoever has locked the relation that it is asked about.
///
/// @param database its name
/// @param schemas in the order in which they are shown: those of users first
/// @param cut whether there are more relations than were read
public record Outline(String database, List<Schema> schemas, boolean cut) {
    /// Nothing was read yet, or the database is empty.
    public static final Outline NONE = new Outline("", List.of(), false);

    /// @param system whether PostgreSQL brought it
    public record Schema(String name, boolean system, List<Relation> relations) {}

    /// @param oid by which its details are asked for
    /// @param visible whether its name alone finds it (search_path)
    /// @param kind a word for people
    /// @param rows as of the last VACUUM or ANALYZE; null when neither ever ran, and for what has no rows of its own
    /// @param bytes with its indexes and what is stored out of line, as of the last VACUUM or ANALYZE; null for what has no storage
    /// @param partition whether it is a part of another relation
    public record Relation(long oid, String schema, String name, boolean visible, Kind kind, @Nullable Long rows, @Nullable Long bytes,
            boolean partition, List<String> columns) {}

    /// What a relation is, by `relkind`.
    public enum Kind {
        TABLE("table"), PARTITIONED("partitioned table"), VIEW("view"), MATERIALIZED("materialized view"), FOREIGN(
                "foreign table"), SEQUENCE(
                        "sequence");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /// Whether it has columns that people ask for.
        public boolean isExpandable() { return this != SEQUENCE; }
    }

    /// All about one relation.
    public record Details(List<Column> columns, List<Index> indexes, List<Constraint> constraints) {}

    /// @param type as `format_type` writes it
    /// @param filled how a value comes into it by itself: `default`, `identity`, `generated`; null when none does
    public record Column(String name, String type, boolean notNull, @Nullable String filled) {}

    /// @param method such as `btree`
    /// @param columns names, or `(expression)`
    /// @param bytes as of the last VACUUM or ANALYZE
    public record Index(String name, String method, List<String> columns, boolean primary, boolean unique, boolean partial, boolean valid,
            long bytes) {}

    /// @param kind a word for people: primary key, foreign key, …
    /// @param refersTo the relation that a foreign key names; null for others
    /// @param validated whether all rows are known to hold it
    public record Constraint(String name, String kind, List<String> columns, @Nullable String refersTo, boolean validated) {}
}
