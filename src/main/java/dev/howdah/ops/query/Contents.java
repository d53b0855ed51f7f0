package dev.howdah.ops.query;

import dev.howdah.model.Loaded;
import dev.howdah.sql.meta.Outline;
import java.util.Map;

/// What is known of what a database holds.
///
/// @param outline schemas and relations
/// @param details of those relations that were asked for, by OID
public record Contents(Loaded<Outline> outline, Map<Long, Loaded<Outline.Details>> details) {
    static final Contents UNKNOWN = new Contents(Loaded.loading(), Map.of());
}
