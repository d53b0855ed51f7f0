package dev.howdah.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One revision of a task definition of Amazon ECS.
///
/// @param active false when it was deregistered
/// @param executionRole with which ECS reads secrets and pulls images; null for none
public record EcsDefinition(String arn, String family, int revision, boolean active, @Nullable String executionRole,
        @Nullable String taskRole, List<Container> containers, @Nullable Instant registered) {

    /// One container of it.
    ///
    /// @param environment variable → value
    /// @param secrets variable → `valueFrom`
    /// @param logGroup of the driver `awslogs`, null for another driver or none
    /// @param logPrefix of the stream `prefix/container/task`
    /// @param logCreated whether the group is made when it is not there (`awslogs-create-group`)
    public record Container(String name, String image, List<String> command, boolean essential, Map<String, String> environment,
            Map<String, String> secrets, @Nullable String logGroup, @Nullable String logPrefix, boolean logCreated) {}

    /// `family:revision`, by which people name it.
    public String name() {
        return family + ":" + revision;
    }

    /// The container whose end is the task's: the first essential one.
    public Container essential() {
        return containers.stream().filter(Container::essential).findFirst().orElseGet(containers::getFirst);
    }

    /// The last part of an ARN: `family:revision`, a task's id, a cluster's name.
    public static String last(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
