package dev.howdah.posture;

import dev.howdah.model.Series;

/// An hour's value of CloudWatch for each of the last seven days' hours. A metric that was not published has no points.
///
/// @param cpu average, percent
/// @param connections most of the hour
/// @param free least free storage of the hour, and of the newest minute that was published, bytes
public record Week(Series cpu, Series connections, Series free) {}
