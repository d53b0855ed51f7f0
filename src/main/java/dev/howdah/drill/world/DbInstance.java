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
        Backup backup, Upkeep upkeep, Insight insight, @Nullable Endpoint endpoint, Map<String, String> pending, @Nullable String cluster) {

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

        public Engine withParameterGroup(String group, String status) {
            return new Engine(name, version, instanceClass, masterUser, database, group, status, ca, caExpires);
        }

        public Engine withClass(String next) {
            return new Engine(name, version, next, masterUser, database, parameterGroup, parameterStatus, ca, caExpires);
        }

        public Engine withVersion(String next) {
            return new Engine(name, next, instanceClass, masterUser, database, parameterGroup, parameterStatus, ca, caExpires);
        }

        /// Another authority, and so another certificate.
        public Engine withCa(String next, Instant ends) {
            return new Engine(name, version, instanceClass, masterUser, database, parameterGroup, parameterStatus, next, ends);
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

        /// With a standby in `standby`, or without one.
        public Placement withStandby(@Nullable String standby) {
            return new Placement(zone, standby, standby != null, subnetGroup, securityGroups, isPublic);
        }

        public Placement withSecurityGroups(List<String> next) {
            return new Placement(zone, secondaryZone, multiAz, subnetGroup, next, isPublic);
        }

        public Placement open(boolean next) {
            return new Placement(zone, secondaryZone, multiAz, subnetGroup, securityGroups, next);
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
    /// @param lifecycle `open-source-rds-extended-support` or its `-disabled`
    public record Upkeep(String window, boolean autoMinor, boolean iamAuth, String lifecycle) {
        /// Enrolled in extended support, as AWS does unless told otherwise.
        public static final String EXTENDED = "open-source-rds-extended-support";

        public Upkeep(String window, boolean autoMinor, boolean iamAuth) {
            this(window, autoMinor, iamAuth, EXTENDED);
        }
    }

    /// How it is watched: what no restore takes along.
    ///
    /// @param days for how long Performance Insights keeps what it saw; means nothing when it is off
    /// @param mode of Database Insights: `standard` or `advanced`
    /// @param interval seconds between samples of Enhanced Monitoring, 0 when it is off
    /// @param role that writes these samples, null when it is off
    /// @param logs exported to CloudWatch Logs: `postgresql`, `upgrade`, `iam-db-auth-error`
    public record Insight(boolean performance, int days, String mode, int interval, @Nullable String role, List<String> logs) {
        /// Nothing but Performance Insights, for a week, if at all.
        public static Insight of(boolean performance) {
            return new Insight(performance, 7, "standard", 0, null, List.of());
        }

        public Insight withPerformance(boolean next, int forDays) {
            return new Insight(next, forDays, mode, interval, role, logs);
        }

        public Insight withMode(String next) {
            return new Insight(performance, days, next, interval, role, logs);
        }

        public Insight withMonitoring(int seconds, @Nullable String by) {
            return new Insight(performance, days, mode, seconds, seconds == 0 ? null : by, logs);
        }

        public Insight withLogs(List<String> next) {
            return new Insight(performance, days, mode, interval, role, next);
        }
    }

    public record Endpoint(String address, int port) {}

    public boolean isAvailable() { return status.equals(AVAILABLE); }

    public DbInstance withId(String next) {
        return new DbInstance(next, resourceId, created, status, engine, placement, storage, backup, upkeep, insight, endpoint, pending,
                cluster);
    }

    public DbInstance withStatus(String next) {
        return new DbInstance(id, resourceId, created, next, engine, placement, storage, backup, upkeep, insight, endpoint, pending,
                cluster);
    }

    public DbInstance withEngine(Engine next) {
        return new DbInstance(id, resourceId, created, status, next, placement, storage, backup, upkeep, insight, endpoint, pending,
                cluster);
    }

    public DbInstance withPlacement(Placement next) {
        return new DbInstance(id, resourceId, created, status, engine, next, storage, backup, upkeep, insight, endpoint, pending, cluster);
    }

    public DbInstance withStorage(Storage next) {
        return new DbInstance(id, resourceId, created, status, engine, placement, next, backup, upkeep, insight, endpoint, pending,
                cluster);
    }

    public DbInstance withBackup(Backup next) {
        return new DbInstance(id, resourceId, created, status, engine, placement, storage, next, upkeep, insight, endpoint, pending,
                cluster);
    }

    public DbInstance withUpkeep(Upkeep next) {
        return new DbInstance(id, resourceId, created, status, engine, placement, storage, backup, next, insight, endpoint, pending,
                cluster);
    }

    public DbInstance withInsight(Insight next) {
        return new DbInstance(id, resourceId, created, status, engine, placement, storage, backup, upkeep, next, endpoint, pending,
                cluster);
    }

    public DbInstance withEndpoint(@Nullable Endpoint next) {
        return new DbInstance(id, resourceId, created, status, engine, placement, storage, backup, upkeep, insight, next, pending, cluster);
    }

    public DbInstance withPending(Map<String, String> next) {
        return new DbInstance(id, resourceId, created, status, engine, placement, storage, backup, upkeep, insight, endpoint, next,
                cluster);
    }

    /// Primary and standby in each other's zone.
    public DbInstance withZonesSwapped() {
        return withPlacement(placement.swapped());
    }
}
