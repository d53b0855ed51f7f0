package dev.howdah.aws.rds;

import org.jspecify.annotations.Nullable;

/// What no restore can be told and a change of the new instance must add (`rds:ModifyDBInstance`). A null member is not sent.
///
/// @param insightsDays retention of Performance Insights, only with `insights`
/// @param insightsMode `standard` or `advanced`
/// @param monitoringSeconds interval of Enhanced Monitoring
/// @param maintenanceWindow UTC, `ddd:hh24:mi-ddd:hh24:mi`
/// @param maxAllocatedGib autoscaling limit in GiB, for a restore from a snapshot
public record LaterSettings(@Nullable Boolean insights, @Nullable Integer insightsDays, @Nullable String insightsKmsKey,
        @Nullable String insightsMode, @Nullable Integer monitoringSeconds, @Nullable String monitoringRole,
        @Nullable String maintenanceWindow, @Nullable Integer maxAllocatedGib) {
    /// Whether nothing is left to add.
    public boolean isEmpty() {
        return insights == null && insightsMode == null && monitoringSeconds == null && maintenanceWindow == null
                && maxAllocatedGib == null;
    }
}
