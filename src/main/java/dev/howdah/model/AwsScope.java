package dev.howdah.model;

import org.jspecify.annotations.Nullable;

/// Where to look: one profile (or the environment's own credentials) in one region.
///
/// @param profile
///            profile name of `~/.aws`; null means the default credential chain
/// @param region
///            region code
public record AwsScope(@Nullable String profile, String region) {
    public String label() {
        return (profile == null ? "default credentials" : profile) + " · " + region;
    }
}
