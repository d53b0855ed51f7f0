package dev.howdah.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One metric over time, oldest first. A gap is a missing point, never a zero.
///
/// @param name
///            CloudWatch metric name
/// @param unit
///            CloudWatch's unit of the values, such as `Bytes` or `Percent`
public record Series(String name, String unit, List<Point> points) {
    public record Point(Instant at, double value) {}

    public Optional<Point> last() {
        return points.isEmpty() ? Optional.empty() : Optional.of(points.getLast());
    }
}
