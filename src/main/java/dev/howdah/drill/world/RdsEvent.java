package dev.howdah.drill.world;

import java.time.Instant;
import java.util.List;

/// What RDS told about a source. AWS gives events no id; `order` only keeps ours apart.
///
/// @param sourceType `db-instance` or `db-snapshot`
public record RdsEvent(long order, Instant at, String sourceType, String sourceId, String arn, String message, List<String> categories) {}
