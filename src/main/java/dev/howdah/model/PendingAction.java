package dev.howdah.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Maintenance that waits for an instance (`rds:DescribePendingMaintenanceActions`).
///
/// @param forcedApply
///            when RDS applies it whatever the opt-in
/// @param optIn
///            `immediate` or `next-maintenance`, where somebody has chosen
public record PendingAction(String resourceArn, String action, @Nullable String description, @Nullable Instant autoApplied,
        @Nullable Instant forcedApply, @Nullable Instant currentApply, @Nullable String optIn) {}
