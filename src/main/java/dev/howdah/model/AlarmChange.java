package dev.howdah.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An alarm that went from one state to another (`cloudwatch:DescribeAlarmHistory`, items of type `StateUpdate`).
///
/// @param from,to `OK`, `ALARM` or `INSUFFICIENT_DATA`; `from` is null where the item does not tell
/// @param reason CloudWatch's own words
public record AlarmChange(String name, Instant at, @Nullable String from, String to, @Nullable String reason) {}
