package dev.howdah.drill.postgres.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The samples of the last six hours, one row a second, oldest overwritten. A second without an answer has no row and a value
/// that could not be computed has no point: a gap is a gap, never zero.
public final class History {
    private static final int ROWS = (int) Duration.ofHours(6).toSeconds();
    /// Guarded by `this`, like all below.
    private final long[] times = new long[ROWS];
    private final double[][] values = new double[ROWS][];
    private int next;
    private int filled;

    /// One value at one time.
    public record Point(Instant time, double value) {}

    synchronized void add(Instant time, Map<Metric, Double> sample) {
        double[] row = new double[Metric.values().length];
        Arrays.fill(row, Double.NaN);
        sample.forEach((metric, value) -> row[metric.ordinal()] = value);
        times[next] = time.toEpochMilli();
        values[next] = row;
        next = (next + 1) % ROWS;
        filled = Math.min(ROWS, filled + 1);
    }

    /// The points of `metric` from `from` (inclusive) to `to` (exclusive), oldest first.
    public synchronized List<Point> points(Metric metric, Instant from, Instant to) {
        var points = new ArrayList<Point>();
        for (int i = 0; i < filled; i++) {
            int row = (next - filled + i + ROWS) % ROWS;
            Instant time = Instant.ofEpochMilli(times[row]);
            double value = values[row][metric.ordinal()];
            if (!time.isBefore(from) && time.isBefore(to) && !Double.isNaN(value)) {
                points.add(new Point(time, value));
            }
        }
        return points;
    }

    /// The newest value of each metric that has one in the newest row.
    public synchronized Map<Metric, Point> newest() {
        var newest = new EnumMap<Metric, Point>(Metric.class);
        if (filled > 0) {
            int row = (next - 1 + ROWS) % ROWS;
            for (Metric metric : Metric.values()) {
                if (!Double.isNaN(values[row][metric.ordinal()])) {
                    newest.put(metric, new Point(Instant.ofEpochMilli(times[row]), values[row][metric.ordinal()]));
                }
            }
        }
        return newest;
    }
}
