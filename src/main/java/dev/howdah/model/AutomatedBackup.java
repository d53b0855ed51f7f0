package dev.howdah.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The point-in-time window of an instance, also of a deleted one (`rds:DescribeDBInstanceAutomatedBackups`).
///
/// @param status
///            `active`, `creating` or `retained`
public record AutomatedBackup(@Nullable String instanceId, @Nullable String resourceId, @Nullable String status, @Nullable Instant earliest,
        @Nullable Instant latest, @Nullable Integer retentionDays) {}
