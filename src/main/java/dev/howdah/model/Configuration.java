package dev.howdah.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All of an instance's settings that a copy of it should have (API_DBInstance of the Amazon RDS API reference). Null where the
/// service did not tell.
///
/// @param optionGroups names, without those that RDS makes itself (`default:…`)
/// @param networkType `IPV4` or `DUAL`
/// @param processorFeatures `coreCount`, `threadsPerCore`; empty for the class's own
/// @param insightsKmsKey of Performance Insights
/// @param monitoringRole ARN of the role with which Enhanced Monitoring writes
public record Configuration(Instance instance, List<String> optionGroups, @Nullable String networkType,
        @Nullable Boolean dedicatedLogVolume, Map<String, String> processorFeatures, @Nullable String insightsKmsKey,
        @Nullable String monitoringRole) {}
