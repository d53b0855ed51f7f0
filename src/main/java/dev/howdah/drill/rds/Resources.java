package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.world.Region;

/// Resources by their ARN.
final class Resources {
    private Resources() {}

    static boolean exists(Region region, String arn) {
        String name = Listing.name(arn);
        return switch (kind(arn)) {
            case "db" -> region.instance(name) != null;
            case "snapshot" -> region.snapshot(name) != null;
            case "cluster" -> region.clusters().stream().anyMatch(c -> c.id().equals(name));
            case "subgrp" -> region.subnetGroup(name) != null;
            case "pg" -> region.parameterGroup(name) != null;
            default -> false;
        };
    }

    /// Refuses an ARN of nothing, with the error of its kind.
    static void mustExist(Region region, String arn) {
        if (exists(region, arn)) {
            return;
        }
        String name = Listing.name(arn);
        throw switch (kind(arn)) {
            case "db" -> RdsErrors.noInstance(name);
            case "snapshot" -> RdsErrors.noSnapshot(name);
            case "cluster" -> RdsErrors.noCluster(name);
            case "db-proxy" -> RdsErrors.noProxy(name);
            default -> ApiError.invalidValue("Invalid resource name: " + arn);
        };
    }

    private static String kind(String arn) {
        String[] parts = arn.split(":", 7);
        return parts.length == 7 && parts[0].equals("arn") && parts[2].equals("rds") ? parts[5] : "";
    }
}
