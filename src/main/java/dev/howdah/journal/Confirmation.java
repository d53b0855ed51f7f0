package dev.howdah.journal;

import java.time.Instant;

/// That a person agreed to a plan.
///
/// @param plan id of the plan that was shown
/// @param by ARN that `sts:GetCallerIdentity` told
/// @param how the key or the name that was typed, in words
public record Confirmation(String plan, String by, Instant at, String how) {}
