package dev.howdah.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An RDS Proxy and what is behind it (`rds:DescribeDBProxies`, `DescribeDBProxyTargets`).
///
/// @param status `available`, `insufficient-resource-limits` …
public record ProxyState(String name, @Nullable String status, boolean requiresTls, List<Target> targets) {
    /// One target.
    ///
    /// @param id of the DB instance
    /// @param state `AVAILABLE`, `UNAVAILABLE`, `REGISTERING`
    /// @param reason such as `AUTH_FAILURE` or `CONNECTION_FAILED`; null when it is well
    public record Target(String id, @Nullable String state, @Nullable String reason, @Nullable String description) {}
}
