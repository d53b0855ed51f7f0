package dev.howdah.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One task of Amazon ECS as DescribeTasks tells it.
///
/// @param cluster name
/// @param definition ARN
/// @param status `PROVISIONING` … `STOPPED` (Amazon ECS developer guide, "Task lifecycle")
/// @param address of its network interface: its sessions with the database come from there
/// @param tags key → value; empty where they were not asked for
public record EcsTask(String cluster, String arn, String definition, String status, @Nullable String desired, @Nullable String startedBy,
        @Nullable String address, Map<String, String> tags, Times times, @Nullable String stopCode, @Nullable String stoppedReason,
        List<Container> containers) {
    public static final String RUNNING = "RUNNING";
    public static final String STOPPED = "STOPPED";

    /// When it got where; what did not happen is null.
    public record Times(@Nullable Instant created, @Nullable Instant pullStarted, @Nullable Instant pullStopped, @Nullable Instant started,
            @Nullable Instant stopping, @Nullable Instant executionStopped, @Nullable Instant stopped) {}

    /// One container of it.
    ///
    /// @param exitCode null while it runs, and for good when it never ran
    public record Container(String name, @Nullable String image, @Nullable String digest, @Nullable Integer exitCode,
            @Nullable String reason) {}

    public String id() {
        return EcsDefinition.last(arn);
    }

    public boolean stopped() {
        return status.equals(STOPPED);
    }
}
