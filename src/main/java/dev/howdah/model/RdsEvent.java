package dev.howdah.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of `rds:DescribeEvents`. The API gives no event id: date, source and message together are its identity.
///
/// @param at
///            control-plane time stamp, some seconds off the fact
public record RdsEvent(Instant at, String sourceType, @Nullable String sourceId, @Nullable String sourceArn, List<String> categories,
        String message) {}
