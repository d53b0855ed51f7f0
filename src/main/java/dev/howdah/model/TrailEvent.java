package dev.howdah.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call to an AWS API that may have changed something (`cloudtrail:LookupEvents`).
///
/// @param source such as `rds.amazonaws.com`
/// @param user who called, as CloudTrail names it; null where it does not
/// @param error AWS's code of the refusal; null for a call that was carried out
/// @param requestId by which it is known to be one's own
public record TrailEvent(String id, Instant at, String source, String name, @Nullable String user, List<String> resources,
        @Nullable String error, @Nullable String requestId) {}
