package dev.howdah.lint;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a database's catalogue says about what a migration touches. Relations are named as statements name them: without the
/// schema when it is `public`.
///
/// @param tables tables, views and materialized views by name
/// @param indexes index → its table
/// @param steady functions that are not volatile, by their bare names
/// @param domains by name
public record Catalog(Map<String, Table> tables, Map<String, String> indexes, Set<String> steady, Map<String, Domain> domains) {
    /// Nothing is known.
    public static final Catalog NONE = new Catalog(Map.of(), Map.of(), Set.of(), Map.of());

    /// @param kind `pg_class.relkind`
    /// @param rows as ANALYZE counted them; null when it never did
    /// @param bytes of the heap in pages that were counted last; null when unknown
    /// @param columns by name
    /// @param children partitions and inheriting tables, direct ones
    /// @param parents what it is a partition of or inherits from
    /// @param defaultPartition empty when there is none
    /// @param partitionKey columns; empty when it is not partitioned or an expression partitions it
    /// @param key the primary key's columns
    /// @param views that read it
    /// @param busy transactions that hold a lock on it now
    public record Table(char kind, @Nullable Long rows, @Nullable Long bytes, Map<String, Column> columns, List<Constraint> constraints,
            List<String> children, List<String> parents, String defaultPartition, List<String> partitionKey, List<String> key,
            Set<String> views, List<Session> busy) {}

    /// @param type as `format_type` writes it, with internal names: `varchar(50)`, `int4`, a domain's name
    /// @param indexed whether an index has it
    public record Column(String type, boolean required, boolean indexed) {}

    /// @param kind `pg_constraint.contype`
    /// @param other the table that a foreign key refers to; else empty
    /// @param notNull the column of which a CHECK says that it IS NOT NULL, and nothing else; else empty
    public record Constraint(String name, char kind, List<String> columns, String other, boolean valid, String notNull) {}

    /// @param base its type, written as a column's
    /// @param constrained whether it has a CHECK or NOT NULL
    public record Domain(String base, boolean constrained) {}

    /// A transaction of another session that holds a lock.
    ///
    /// @param mode the strongest that it holds
    /// @param since how long its transaction has been running; null when the role may not see it
    public record Session(int pid, String user, String application, Mode mode, @Nullable Duration since) {}

    /// A relation, if the catalogue was read and has it.
    public Optional<Table> table(String relation) {
        return Optional.ofNullable(tables.get(relation));
    }

    Optional<Column> column(String relation, String name) {
        return table(relation).map(t -> t.columns().get(name));
    }

    /// The relation and everything below it.
    Set<String> family(String relation) {
        var all = new java.util.LinkedHashSet<String>();
        gather(relation, all);
        return all;
    }

    private void gather(String relation, Set<String> all) {
        if (all.add(relation)) {
            table(relation).ifPresent(t -> t.children().forEach(c -> gather(c, all)));
        }
    }

    /// Tables whose foreign keys refer to this one, with the constraint.
    Map<String, Constraint> referring(String relation) {
        var all = new java.util.LinkedHashMap<String, Constraint>();
        tables.forEach((name, t) -> t.constraints().stream().filter(c -> c.kind() == 'f' && c.other().equals(relation))
                .forEach(c -> all.put(name, c)));
        return all;
    }
}
