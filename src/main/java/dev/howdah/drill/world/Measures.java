package dev.howdah.drill.world;

import java.time.Instant;
import java.util.List;

/// What has been measured of an instance: by its servers, or, for one that has none, what somebody wrote down.
public interface Measures {
    /// What has been measured at least once.
    List<DataPlane.Metric> metrics();

    /// The samples of a metric from `from` (inclusive) to `to` (exclusive), oldest first. Nothing is made up for times when
    /// nothing was measured.
    List<DataPlane.Sample> samples(String metric, Instant from, Instant to);
}
