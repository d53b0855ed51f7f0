package dev.howdah.drill.world;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// One DB snapshot. It keeps the instance as it was when the snapshot was taken.
///
/// @param type `manual` or `automated`
/// @param percent 0–100 while creating
/// @param visibleAt before this moment reads do not see it yet: RDS is eventually consistent
public record DbSnapshot(String id, DbInstance source, String type, String status, int percent, Instant taken, Instant visibleAt) {
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
        return new DbSnapshot(id, source, type, nextStatus, nextPercent, taken, visibleAt);
    }
}
