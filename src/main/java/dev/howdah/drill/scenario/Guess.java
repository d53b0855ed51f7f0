package dev.howdah.drill.scenario;

import java.time.Instant;

/// A cause that the learner named.
public record Guess(Instant at, String cause, boolean right) {}
