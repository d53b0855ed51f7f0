package dev.howdah.drill.world;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One DB instance (<https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html>).
///
/// @param resourceId the immutable `db-…` id, which survives renames
/// @param endpoint null while it is being created
/// @param pending what waits for a restart or the window: member name → value, in AWS's names
/// @param cluster the DB cluster that it is a member of, or null
public record DbInstance(String id, String resourceId, Instant created, String status, Engine engine, Placement placement, Storage storage,
        Backup backup, Upkeep upkeep, @Nullable Endpoint endpoint, Map<String, String> pending, @Nullable String cluster) {

    public static final String AVAILABLE = "available";

    /// What runs, and with which settings.
    ///
    /// @param caExpires when the server certificate ends
    public record Engine(String name, String version, String instanceClass, String masterUser, @Nullable String database,
            String parameterGroup,
            String parameterStatus, String ca, Instant caExpires) {
        /// As the server really runs: its version, and when its certificate ends.
        public Engine running(String realVersion, Instant certificateEnds) {
            return new Engine(name, realVersion, instanceClass, masterUser, database, parameterGroup, parameterStatus, ca, certificateEnds);
        }

        public Engine withParameterStatus(String next) {
            return new Engine(name, version, instanceClass, masterUser, database, parameterGroup, next, ca, caExpires);
        }

        /// `postgres16`, the family of parameter groups.
        public String family() {
            int dot = version.indexOf('.');
            return name + (dot < 0 ? version : version.substring(0, dot));
        }
    }

    /// Where it runs.
    ///
    /// @param secondaryZone where the standby is, or null without one
    public record Placement(String zone, @Nullable String secondaryZone, boolean multiAz, String subnetGroup, List<String> securityGroups,
            boolean isPublic) {
        Placement swapped() {
            return secondaryZone == null
                    ? this
                    : new Placement(secondaryZone, zone, multiAz, subnetGroup, securityGroups, isPublic);
        }
    }

    /// What it is stored on.
    ///
    /// @param gib allocated, in GiB
    /// @param maxGib the ceiling of autoscaling, null when off
    /// @param kmsKey the key's ARN, null when not encrypted
    public record Storage(String type, int gib, @Nullable Integer maxGib, @Nullable Integer iops, @Nullable Integer throughput,
            @Nullable String kmsKey) {}

    /// How it is kept.
    ///
    /// @param days retention; 0 means no automated backups
    /// @param window daily, UTC: `18:00-18:30`
    public record Backup(int days, String window, boolean copyTags, boolean deletionProtection) {}

    /// How it is looked after.
    ///
    /// @param window weekly, UTC: `sun:19:00-sun:19:30`
    public record Upkeep(String window, boolean autoMinor, boolean insights, boolean iamAuth) {}

    public record Endpoint(String address, int port) {}

    public boolean isAvailable() { return status.equals(AVAILABLE); }

    public DbInstance withStatus(String next) {
        return new DbInstance(id, resourceId, created, next, engine, placement, storage, backup, upkeep, endpoint, pending, cluster);
    }

    public DbInstance withEndpoint(Endpoint next) {
        return new DbInstance(id, resourceId, created, status, engine, placement, storage, backup, upkeep, next, pending, cluster);
    }

    public DbInstance withEngine(Engine next) {
        return new DbInstance(id, resourceId, created, status, next, placement, storage, backup, upkeep, endpoint, pending, cluster);
    }

    public DbInstance withPlacement(Placement next) {
        return new DbInstance(id, resourceId, created, status, engine, next, storage, backup, upkeep, endpoint, pending, cluster);
    }

    public DbInstance withStorage(Storage next) {
        return new DbInstance(id, resourceId, created, status, engine, placement, next, backup, upkeep, endpoint, pending, cluster);
    }

    public DbInstance withPending(Map<String, String> next) {
        return new DbInstance(id, resourceId, created, status, engine, placement, storage, backup, upkeep, endpoint, next, cluster);
    }

    /// Primary and standby in each other's zone.
    public DbInstance withZonesSwapped() {
        return withPlacement(placement.swapped());
    }
}
