package dev.howdah.drill.world;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// One DB snapshot. It keeps the instance as it was when the snapshot was taken.
///
/// @param type `manual` or `automated`
/// @param percent 0–100 while creating
/// @param visibleAt before this moment reads do not see it yet: RDS is eventually consistent
/// @param copy where it comes from when it is a copy, or null
public record DbSnapshot(String id, DbInstance source, String type, String status, int percent, Instant taken, Instant visibleAt,
        @Nullable Copy copy) {
    /// What a copy was made of.
    ///
    /// @param arn of the snapshot that was copied
    /// @param original when the very first one was taken
    public record Copy(String arn, Instant original) {}

    /// One that is no copy.
    public DbSnapshot(String id, DbInstance source, String type, String status, int percent, Instant taken, Instant visibleAt) {
        this(id, source, type, status, percent, taken, visibleAt, null);
    }

    /// When the data was really taken.
    public Instant original() {
        return copy == null ? taken : copy.original;
    }

    /// A manual copy that is being made.
    public DbSnapshot copied(String newId, @Nullable String kmsKey, String arn, Instant at, Instant visible) {
        DbInstance.Storage s = source.storage();
        var storage = new DbInstance.Storage(s.type(), s.gib(), s.maxGib(), s.iops(), s.throughput(), kmsKey);
        return new DbSnapshot(newId, source.withStorage(storage), "manual", "creating", 0, at, visible, new Copy(arn, original()));
    }

    /// An automated snapshot under the name that RDS gives it.
    public static DbSnapshot automated(DbInstance instance, Instant at) {
        String stamp = at.truncatedTo(ChronoUnit.MINUTES).toString().substring(0, 16).replace('T', '-').replace(':', '-');
        return new DbSnapshot("rds:" + instance.id() + "-" + stamp, instance.withStatus(DbInstance.AVAILABLE), "automated", "available",
                100, at,
                at);
    }

    public boolean isManual() { return type.equals("manual"); }

    public boolean isAvailable() { return status.equals("available"); }

    public DbSnapshot with(String nextStatus, int nextPercent) {
        return new DbSnapshot(id, source, type, nextStatus, nextPercent, taken, visibleAt, copy);
    }
}
