package dev.howdah.drill.ssm.gateway;

import java.time.Instant;

/// Something that an honest client would not have done.
///
/// @param rule a few words that stay the same, for a test to look for
public record Violation(Instant at, String sessionId, String rule, String detail) {}
