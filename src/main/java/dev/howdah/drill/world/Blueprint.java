package dev.howdah.drill.world;

import org.jspecify.annotations.Nullable;

/// The servers that an instance should have: what a restore builds.
///
/// @param host the endpoint's name, for which their certificate is made
/// @param standbyZone where the standby is, or null for a Single-AZ instance
/// @param parameterGroup by whose values they are configured
/// @param gib allocated storage
public record Blueprint(String host, String zone, @Nullable String standbyZone, String parameterGroup, int gib) {}
