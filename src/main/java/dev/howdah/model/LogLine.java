package dev.howdah.model;

import java.time.Instant;

/// One event of a CloudWatch log stream.
///
/// @param at when it was written, by the writer's clock
public record LogLine(Instant at, String text) {}
