package dev.howdah.drill.world;

import java.time.Instant;
import java.util.List;

/// A Multi-AZ DB cluster or an Aurora cluster, metadata only.
///
/// @param members instance ids, the writer first
/// @param instanceClass of the whole cluster for Multi-AZ DB clusters, "" for Aurora
public record DbCluster(String id, String resourceId, Instant created, String engine, String version, String instanceClass,
        List<String> members, List<String> zones, String subnetGroup, List<String> securityGroups, int gib, String kmsKey) {}
