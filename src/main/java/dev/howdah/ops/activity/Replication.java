package dev.howdah.ops.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who receives this server's WAL, from whom it receives its own, and for whom WAL is kept.
///
/// @param own where this server is a replica; null where it is none
public record Replication(List<Receiver> receivers, List<Slot> slots, @Nullable Own own) {
    public Replication {
        receivers = List.copyOf(receivers);
        slots = List.copyOf(slots);
    }

    /// One who receives, from `pg_stat_get_wal_senders` (PostgreSQL manual, `pg_stat_replication`).
    ///
    /// @param state `streaming`, `catchup`, …; null where the role may not see it, as all below
    /// @param unsent bytes that were not sent yet; `unflushed` and `unreplayed` are those that are not on its disk, not applied
    /// @param lag how long what was applied last had been on its way; null while nothing is written
    /// @param sync `async`, `sync`, `quorum`, `potential`
    /// @param replied when it was last heard of
    public record Receiver(int pid, @Nullable String state, @Nullable Long unsent, @Nullable Long unflushed, @Nullable Long unreplayed,
            @Nullable Duration lag, @Nullable String sync, @Nullable Instant replied) {}

    /// `pg_replication_slots`.
    ///
    /// @param kept bytes of WAL that it holds back; null where it holds none
    /// @param status `reserved`, `extended`, `unreserved`, `lost`; null where it holds none
    /// @param left bytes that may still be written before it is lost; null where nothing limits it
    /// @param idle since when nobody reads it (since 17); null where that is not told
    /// @param invalid why it can be read no more (since 17); null where it can, or it is not told
    public record Slot(String name, String kind, @Nullable String plugin, @Nullable String database, boolean temporary, boolean active,
            @Nullable Integer pid, @Nullable Long kept, @Nullable String status, @Nullable Long left, @Nullable Instant idle,
            @Nullable String invalid) {}

    /// This server as a replica.
    ///
    /// @param from the host that it receives from; null where the role may not see it, or it receives nothing now
    /// @param state of the receiver; null where none runs or the role may not see it
    /// @param unreplayed bytes that it has and has not applied
    /// @param age of the newest transaction that was applied: on a quiet source it grows without being a lag
    /// @param paused whether applying is paused
    public record Own(@Nullable String from, @Nullable String state, @Nullable Long unreplayed, @Nullable Duration age, boolean paused) {}
}
