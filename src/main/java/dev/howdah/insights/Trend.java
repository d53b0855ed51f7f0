package dev.howdah.insights;

import dev.howdah.model.Series;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where a value is going, by the median of the slopes between its points (Theil and Sen): a vacuum that frees a gigabyte at once, or a
/// backup that fills one for an hour, does not bend it.
public final class Trend {
    private static final int FEWEST = 10;
    /// More points are thinned to this many: the number of slopes grows with the square.
    private static final int MOST = 180;

    private Trend() {}

    /// The change in a second; empty for fewer than ten points.
    public static Optional<Double> slope(List<Series.Point> points) {
        List<Series.Point> known = points.stream().filter(p -> Double.isFinite(p.value())).toList();
        if (known.size() < FEWEST) {
            return Optional.empty();
        }
        int n = Math.min(MOST, known.size());
        double[] slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            Series.Point a = known.get((int) ((long) i * (known.size() - 1) / (n - 1)));
            for (int j = i + 1; j < n; j++) {
                Series.Point b = known.get((int) ((long) j * (known.size() - 1) / (n - 1)));
                double seconds = Duration.between(a.at(), b.at()).toNanos() / 1e9;
                if (seconds > 0) {
                    slopes[count++] = (b.value() - a.value()) / seconds;
                }
            }
        }
        if (count == 0) {
            return Optional.empty();
        }
        double[] sorted = Arrays.copyOf(slopes, count);
        Arrays.sort(sorted);
        return Optional.of(count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2);
    }

    /// How long until `limit` is reached at that pace; empty when it is not on the way there, or farther than ten years.
    public static Optional<Duration> until(List<Series.Point> points, double limit) {
        return slope(points).flatMap(slope -> {
            double left = limit - points.getLast().value();
            double seconds = left / slope;
            return slope == 0 || !Double.isFinite(seconds) || seconds < 0 || seconds > 3650 * 86_400.0
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds((long) seconds));
        });
    }
}
