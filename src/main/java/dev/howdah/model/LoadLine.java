package dev.howdah.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of database load (average active sessions) as Performance Insights answers it.
///
/// @param key dimension → value, such as `db.wait_event.name` → `IO:DataFileRead`; null for the total, which is not the sum of the others:
/// only the greatest are told apart
/// @param points by the beginning of their period, in no certain order. A value may be NaN, and a period may be missing
public record LoadLine(@Nullable Map<String, String> key, List<Series.Point> points) {
    public LoadLine {
        points = List.copyOf(points);
    }
}
