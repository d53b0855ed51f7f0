package dev.howdah.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What `secretsmanager:DescribeSecret` tells of a secret; its value is not in it.
///
/// @param everyDays between rotations; null when its rules do not say
/// @param lastRotated null when it never was
/// @param nextRotation null when none is due
public record SecretState(String arn, String name, boolean rotates, @Nullable Integer everyDays, @Nullable Instant lastRotated,
        @Nullable Instant nextRotation) {}
