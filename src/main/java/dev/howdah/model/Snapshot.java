package dev.howdah.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A DB snapshot (`rds:DescribeDBSnapshots`).
///
/// @param createdAt
///            `SnapshotCreateTime`, null while it is being created
/// @param percent
///            0 to 100, null when the service does not say
public record Snapshot(String id, @Nullable String instanceId, @Nullable String resourceId, @Nullable String type, @Nullable String status,
        @Nullable Integer percent, @Nullable Instant createdAt, @Nullable Integer allocatedGib, @Nullable Boolean encrypted) {
    public boolean available() {
        return "available".equals(status);
    }
}
