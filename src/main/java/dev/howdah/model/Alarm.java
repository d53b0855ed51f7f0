package dev.howdah.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A CloudWatch alarm on an instance's metric (`cloudwatch:DescribeAlarms`).
///
/// @param state
///            `OK`, `ALARM` or `INSUFFICIENT_DATA`
public record Alarm(String name, @Nullable String metric, String state, @Nullable String reason, @Nullable Instant since) {}
