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
public record TaskDefinition(String family, int revision, Instant registered, String cpu, String memory, String taskRole,
        String executionRole, List<Container> containers) {

    /// One container of it.
    ///
    /// @param command empty for the image's own
    /// @param port which it listens on, or null
    /// @param secrets variable → ARN, with `:json-key::` where only one key is wanted
    public record Container(String name, String image, List<String> command, @Nullable Integer port, Map<String, String> environment,
            Map<String, String> secrets, String logGroup) {}

    /// `blog-api:13`, by which people and requests name it.
    public String name() {
        return family + ":" + revision;
    }
}
