package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// RDS's own errors, with the codes that its query wire carries (most lose the `Fault` of the shape's name).
final class RdsErrors {
    private RdsErrors() {}

    static ApiError noInstance(String id) {
        return ApiError.of(404, "DBInstanceNotFound", "DBInstance " + id + " not found.");
    }

    static ApiError noSnapshot(String id) {
        return ApiError.of(404, "DBSnapshotNotFound", "DBSnapshot " + id + " not found.");
    }

    static ApiError noCluster(String id) {
        return ApiError.of(404, "DBClusterNotFoundFault", "DBCluster " + id + " not found.");
    }

    static ApiError noSubnetGroup(String name) {
        return ApiError.of(404, "DBSubnetGroupNotFoundFault", "DB subnet group '" + name + "' does not exist.");
    }

    static ApiError fewZones(List<String> zones) {
        return ApiError.of(400, "DBSubnetGroupDoesNotCoverEnoughAZs",
                "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: "
                        + String.join(", ", zones) + ". Add subnets to cover at least 2 AZs.");
    }

    static ApiError noParameterGroup(String name) {
        return ApiError.of(404, "DBParameterGroupNotFound", "DBParameterGroup not found: " + name);
    }

    static ApiError noProxy(String name) {
        return ApiError.of(404, "DBProxyNotFoundFault", "The specified DBProxy '" + name + "' is not found.");
    }

    static ApiError noBackup(String what) {
        return ApiError.of(404, "DBInstanceAutomatedBackupNotFound", "Automated backup " + what + " not found.");
    }

    static ApiError noLogFile(String name) {
        return ApiError.of(404, "DBLogFileNotFoundFault", "DBLog File: " + name + ", is not found on the DB instance");
    }

    static ApiError instanceState(String message) {
        return ApiError.of(400, "InvalidDBInstanceState", message);
    }

    static ApiError instanceExists(String id) {
        return ApiError.of(400, "DBInstanceAlreadyExists", "DB instance already exists: " + id);
    }

    static ApiError snapshotExists(String id) {
        return ApiError.of(400, "DBSnapshotAlreadyExists",
                "Cannot create the snapshot because a snapshot with the identifier " + id + " already exists.");
    }

    static ApiError snapshotState(String message) {
        return ApiError.of(400, "InvalidDBSnapshotState", message);
    }

    static ApiError snapshotQuota(int most) {
        return ApiError.of(400, "SnapshotQuotaExceeded", "Cannot create more than " + most + " manual snapshots");
    }

    static ApiError noKey(@Nullable String key) {
        return ApiError.of(400, "KMSKeyNotAccessibleFault", "The specified KMS key [" + key
                + "] does not exist, is not enabled or you do not have permissions to access it.");
    }

    static ApiError restore(String message) {
        return ApiError.of(400, "InvalidRestoreFault", message);
    }
}
