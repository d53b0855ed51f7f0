package dev.howdah.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One DB instance as `rds:DescribeDBInstances` describes it. A null member is one that the service did not send: it is
/// shown as unknown, never as zero or off (law 5). Field meanings: API_DBInstance of the Amazon RDS API reference.
///
/// @param resourceId
///            `DbiResourceId`: survives renames, unlike the identifier
/// @param status
///            the service's own word, also one that it has not invented yet
/// @param createdAt
///            null while `creating`
public record Instance(InstanceRef ref, @Nullable String resourceId, @Nullable String status, Engine engine, @Nullable String instanceClass,
        Placement placement, @Nullable Endpoint endpoint, Storage storage, Backup backup, Security security, Insight insight,
        Maintenance maintenance, List<ParameterGroup> parameterGroups, Map<String, String> pending, Map<String, String> tags,
        @Nullable Instant createdAt) {

    public record Engine(@Nullable String name, @Nullable String version, @Nullable String lifecycleSupport) {
        public boolean postgres() {
            return "postgres".equals(name);
        }
    }

    /// Where it runs.
    ///
    /// @param primaryAz
    ///            where the service last said the primary is; lags a failover by minutes
    /// @param clusterId
    ///            not null: a member of a Multi-AZ DB *cluster* or of Aurora
    public record Placement(@Nullable Boolean multiAz, @Nullable String primaryAz, @Nullable String secondaryAz, @Nullable String clusterId,
            @Nullable String replicaOf, @Nullable String subnetGroup, @Nullable String vpcId, List<Subnet> subnets) {}

    public record Subnet(String id, @Nullable String az, @Nullable String status) {}

    public record Endpoint(String host, int port) {}

    /// @param allocatedGib
    ///            allocated storage in GiB
    /// @param maxAllocatedGib
    ///            autoscaling limit in GiB; null means autoscaling is off
    /// @param throughputMibps
    ///            provisioned throughput in MiB/s
    public record Storage(@Nullable String type, @Nullable Integer allocatedGib, @Nullable Integer maxAllocatedGib, @Nullable Integer iops,
            @Nullable Integer throughputMibps, @Nullable Boolean encrypted, @Nullable String kmsKeyId) {}

    /// @param retentionDays
    ///            0 means that automated backups are off
    public record Backup(@Nullable Integer retentionDays, @Nullable String windowUtc, @Nullable Instant latestRestorable,
            @Nullable Boolean copyTagsToSnapshot) {}

    public record Security(@Nullable Boolean publiclyAccessible, @Nullable Boolean deletionProtection, @Nullable Boolean iamAuthentication,
            List<SecurityGroup> groups, @Nullable String masterUser, @Nullable String masterSecretArn, @Nullable String masterSecretStatus,
            @Nullable String caIdentifier, @Nullable Instant certificateValidTill) {}

    public record SecurityGroup(String id, @Nullable String status) {}

    public record Insight(@Nullable Boolean performanceInsights, @Nullable Integer retentionDays, @Nullable String databaseInsightsMode,
            @Nullable Integer monitoringIntervalSeconds, List<String> logExports) {}

    public record Maintenance(@Nullable String windowUtc, @Nullable Boolean autoMinorVersionUpgrade) {}

    public record ParameterGroup(String name, @Nullable String applyStatus) {}

    /// What this instance is to the console: only a plain RDS for PostgreSQL instance is offered every operation.
    public Kind kind() {
        if (engine.name() != null && engine.name().startsWith("aurora")) {
            return Kind.AURORA;
        }
        if (placement.clusterId() != null) {
            return Kind.MULTI_AZ_CLUSTER;
        }
        return engine.name() == null || engine.postgres() ? Kind.POSTGRES : Kind.OTHER_ENGINE;
    }

    public enum Kind {
        POSTGRES("RDS for PostgreSQL", ""),
        /// Three rows sharing a cluster: failover and restore belong to the cluster, not to the row.
        MULTI_AZ_CLUSTER("Multi-AZ DB cluster member",
                "Failover, reboot and point-in-time restore belong to the cluster and are not offered for a member."), AURORA("Aurora",
                        "Aurora is shown, but failover, snapshot and restore work on its cluster and are not offered here."), OTHER_ENGINE(
                                "another engine", "Howdah operates RDS for PostgreSQL; this engine is listed only.");

        private final String label;
        private final String notOffered;

        Kind(String label, String notOffered) {
            this.label = label;
            this.notOffered = notOffered;
        }

        public String label() {
            return label;
        }

        /// What is not offered for it, as a sentence; empty for a plain instance.
        public String notOffered() {
            return notOffered;
        }
    }
}
