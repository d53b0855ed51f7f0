package dev.howdah.drill.world;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One revision of a task definition (<https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html>), for
/// Fargate on ARM.
///
/// @param cpu in units of 1/1024 of a processor, as text: `512`
/// @param memory in MiB, as text
/// @param taskRole ARN, empty for none, as is the next
public record TaskDefinition(String family, int revision, Instant registered, String cpu, String memory, String taskRole,
        String executionRole, List<Container> containers) {

    /// One container of it.
    ///
    /// @param command empty for the image's own
    /// @param port which it listens on, or null
    /// @param secrets variable → ARN, with `:json-key::` where only one key is wanted
    /// @param logs where its lines go, or null when nobody keeps them
    public record Container(String name, String image, List<String> command, @Nullable Integer port, Map<String, String> environment,
            Map<String, String> secrets, @Nullable Logs logs) {}

    /// The `awslogs` driver's options.
    ///
    /// @param prefix of the stream: `prefix/container/task`
    /// @param create whether the group is made when it is not there
    public record Logs(String group, String prefix, boolean create) {
        /// The stream of one container of one task.
        public String stream(String container, String task) {
            return prefix + "/" + container + "/" + task;
        }
    }

    /// `blog-api:13`, by which people and requests name it.
    public String name() {
        return family + ":" + revision;
    }
}
