package dev.howdah.ops.compare;

import dev.howdah.sql.scan.Quoting;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A table, as its catalog tells it.
///
/// @param columns in their order
/// @param key what tells its rows apart: of the primary key, else of a unique index over columns that are never NULL; empty when there
/// is neither
/// @param estimated rows by the planner's last count; below 0 when it has not counted
/// @param newest the column by which its newest row is told; null when none offers itself
/// @param parents tables that its foreign keys lead to
/// @param triggers that would fire on a repair
public record Relation(String schema, String name, List<Column> columns, List<String> key, long estimated, @Nullable String newest,
        List<String> parents, List<String> triggers) {
    /// @param type as `format_type` says it
    /// @param generated whether the server computes it
    /// @param identity whether it is `GENERATED ALWAYS AS IDENTITY`
    public record Column(String name, String type, boolean generated, boolean identity) {}

    /// `schema.name`, for people and as a key.
    public String full() {
        return schema + "." + name;
    }

    /// Quoted, for SQL.
    String quoted() {
        return Quoting.name(schema) + "." + Quoting.name(name);
    }

    /// What a row is made of: the server computes the others.
    List<Column> stored() {
        return columns.stream().filter(c -> !c.generated()).toList();
    }

    Column column(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(full() + " has no column " + column));
    }

    boolean isKey(String column) {
        return key.contains(column);
    }

    /// The stored columns of `alias`, as a list.
    String list(String alias) {
        return stored().stream().map(c -> alias + "." + Quoting.name(c.name())).collect(Collectors.joining(", "));
    }

    /// A digest of a whole row: what it stores, in the server's own text form.
    String digest(String alias) {
        return "pg_catalog.md5(ROW(" + list(alias) + ")::text)";
    }

    /// The same table as two servers have it, cut to what both store: only that can be compared and brought back.
    ///
    /// @param copy the table of the copy
    Relation common(Relation copy) {
        var both = columns.stream().filter(c -> copy.columns().stream().anyMatch(o -> o.name().equals(c.name())
                && o.type().equals(c.type()) && o.generated() == c.generated())).toList();
        boolean keyed = key.equals(copy.key()) && both.stream().map(Column::name).toList().containsAll(key);
        return new Relation(schema, name, both, keyed ? key : List.of(), estimated, newest, parents, triggers);
    }
}
