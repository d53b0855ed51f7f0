package dev.howdah.health;

import dev.howdah.posture.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was read of a server, seen from one of its databases. Names are quoted as SQL wants them. Sizes are those that the catalog keeps
/// (`relpages`, as of the last VACUUM, ANALYZE or index build), because asking for the size now would open the relation.
///
/// @param databases all that can be connected to
/// @param tables of this database, also its materialized views; so are indexes and sequences
/// @param settings by name
public record Facts(Server server, Part<List<Database>> databases, Part<List<Table>> tables, Part<List<Index>> indexes,
        Part<List<Sequence>> sequences, Part<Map<String, Setting>> settings, Part<Sessions> sessions, Part<Checkpoints> checkpoints,
        Part<List<Slot>> slots, Part<List<Horizon>> horizons) {

    /// @param version as in `160015`
    /// @param monitor whether the role sees what others do (`pg_monitor`, or `pg_read_all_stats` and `pg_read_all_settings`)
    /// @param recovery whether it is a replica
    /// @param at by the server's own clock
    /// @param counted since when counters have certainly been counted: the newest of their resets, one after a crash included; null
    /// where the server does not say
    /// @param block bytes of a page
    /// @param group the instance's parameter group; null where it is not known
    public record Server(int version, String database, String role, boolean monitor, boolean recovery, Instant at,
            @Nullable Instant counted,
            int block, @Nullable String group) {
        /// For how long counters have been counted.
        public Optional<Duration> counting() {
            return counted == null ? Optional.empty() : Optional.of(Duration.between(counted, at));
        }
    }

    /// `pg_stat_database` and `pg_database`.
    ///
    /// @param enters whether the role may connect to it
    /// @param hits pages that were found in shared memory
    /// @param read pages that were not
    /// @param frozenAge transactions since the oldest that is not frozen; likewise for multixacts
    public record Database(String name, boolean enters, long hits, long read, long tempFiles, long tempBytes, long sessions, long frozenAge,
            long multiAge) {}

    /// `pg_class` and `pg_stat_all_tables`.
    ///
    /// @param pages of the table without its TOAST table and its indexes
    /// @param rows as the planner estimates them; null before the first VACUUM or ANALYZE
    /// @param dead rows that VACUUM would take away; `changed` and `inserted` are those since the last ANALYZE and the last VACUUM
    /// @param options storage parameters, such as `autovacuum_enabled`
    /// @param frozenAge transactions since its `relfrozenxid`
    /// @param width what `pg_stats` tells of a row's width; null where it does not
    public record Table(String name, long pages, @Nullable Double rows, long dead, long changed, long inserted, @Nullable Instant vacuumed,
            @Nullable Instant analyzed, Map<String, String> options, long frozenAge, long multiAge, @Nullable Width width) {}

    /// How wide a row is on average, from `pg_stats`.
    ///
    /// @param bytes of its values, NULLs counted as nothing
    /// @param columns how many it has; `told` of them are in `pg_stats`: a role sees those that it may select
    /// @param nulls whether some value is NULL, so that rows carry a map of them
    public record Width(double bytes, int columns, int told, boolean nulls) {
        public boolean whole() {
            return columns > 0 && told == columns;
        }
    }

    /// `pg_index`, `pg_class` and `pg_stat_all_indexes`.
    ///
    /// @param method `btree`, `gin`, …
    /// @param needed whether it holds a primary key, a uniqueness, an exclusion or the identity of a replicated row
    /// @param building whether somebody builds it now
    /// @param keys what it is made of, column by column: two indexes of the same keys, `rest` and method do the same
    /// @param rest its included columns, its expressions and its predicate
    /// @param words its columns, for people
    /// @param used when it was used last; null before 16, and when it never was
    public record Index(String name, String table, String method, boolean valid, boolean unique, boolean needed, boolean building,
            long pages, long scans, @Nullable Instant used, List<String> keys, String rest, String words) {}

    /// `pg_sequence` with its last value, and the column that takes its values.
    ///
    /// @param last null where it has not given a value, or `readable` is false
    /// @param readable whether the role may see its last value and nobody held it locked
    /// @param most the last value that it can give
    /// @param column that owns it, with the largest value of the column's type; null for none
    public record Sequence(String name, @Nullable Long last, boolean readable, long most, long step, boolean cycles,
            @Nullable String column, @Nullable Long columnMost) {}

    /// `pg_settings`.
    ///
    /// @param value as the server gives it, in `unit`
    /// @param source `default`, `configuration file`, `database`, …
    /// @param pending whether a change waits for a restart
    public record Setting(String value, @Nullable String unit, String source, boolean pending) {}

    /// @param used sessions of clients; those of every database together where the role does not see who is a client
    /// @param most `max_connections`
    /// @param reserved those of them that ordinary roles cannot have
    /// @param idle null where the role may not see it; likewise `open`, those that are idle in a transaction
    public record Sessions(long used, int most, int reserved, @Nullable Long idle, @Nullable Long open) {}

    /// `pg_stat_bgwriter` before 17, `pg_stat_checkpointer` since.
    ///
    /// @param since when counting began; null where the server does not say
    public record Checkpoints(long timed, long requested, @Nullable Instant since) {}

    /// `pg_replication_slots`.
    ///
    /// @param kept bytes of WAL that it holds back; null where it holds none
    /// @param status `reserved`, `extended`, `unreserved`, `lost`; null where it holds none
    /// @param left bytes that may still be written before it is lost; null where nothing limits it
    public record Slot(String name, String kind, @Nullable String database, boolean active, @Nullable Long kept, @Nullable String status,
            @Nullable Long left) {}

    /// An open transaction, or a slot that stands for one. Where it has a snapshot or an id, rows that died after that must stay.
    ///
    /// @param kind `session`, `prepared transaction`, `slot`, `replica`
    /// @param who as it is named on the server
    /// @param age transactions since its snapshot or its id; null where it has neither and holds its locks only
    /// @param since when it began; null where the role may not see it, and for slots
    /// @param idle whether it does nothing meanwhile; null where the role may not see it
    /// @param ending the statement that ends it
    public record Horizon(String kind, String who, @Nullable Long age, @Nullable Instant since, @Nullable Boolean idle, String ending) {}
}
