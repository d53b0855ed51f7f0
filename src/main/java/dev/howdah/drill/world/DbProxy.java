package dev.howdah.drill.world;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One RDS Proxy with its default target group (<https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBProxy.html>).
///
/// @param status `available`, `creating`, `insufficient-resource-limits` …
/// @param secret ARN of the secret with which it logs in
public record DbProxy(String name, String id, String status, boolean requiresTls, String secret, List<String> subnets, List<String> groups,
        Instant created, List<Target> targets) {
    /// A target.
    ///
    /// @param instance its identifier
    /// @param state `AVAILABLE`, `UNAVAILABLE`, `REGISTERING`
    /// @param reason null when it is well
    public record Target(String instance, String state, @Nullable String reason, @Nullable String description) {}
}
