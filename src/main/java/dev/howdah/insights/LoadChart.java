package dev.howdah.insights;

import dev.howdah.model.LoadLine;
import dev.howdah.model.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Load laid out on periods: what is stacked, and the total, which may be more. A period of which nothing is known is NaN in all of them:
/// a gap, never a zero.
///
/// @param from where the first period begins
/// @param period in seconds
/// @param total average active sessions; must not be changed
/// @param bands the greatest groups, the one with the greatest average first; what they leave of the total is [#REST], the last
public record LoadChart(Instant from, int period, double[] total, List<Band> bands) {
    /// The id of what is not told apart.
    public static final String REST = "(rest)";
    /// Below this a rest is an error of rounding.
    private static final double NOTHING = 1e-6;

    /// One group.
    ///
    /// @param id by which it is the same the next time
    /// @param values one for each period; must not be changed
    /// @param average over the periods of which something is known
    public record Band(String id, String label, double[] values, double average) {}

    public LoadChart {
        bands = List.copyOf(bands);
    }

    public int periods() {
        return total.length;
    }

    public Instant to() {
        return from.plusSeconds((long) period * total.length);
    }

    public Span span() {
        return new Span(from, to());
    }

    /// Whether anything at all is known.
    public boolean empty() {
        return Arrays.stream(total).allMatch(Double::isNaN);
    }

    /// The highest total; 0 when nothing is known.
    public double most() {
        return Arrays.stream(total).filter(v -> !Double.isNaN(v)).max().orElse(0);
    }

    /// The beginning of the newest period of which something is known.
    public @Nullable Instant newest() {
        for (int i = total.length - 1; i >= 0; i--) {
            if (!Double.isNaN(total[i])) {
                return from.plusSeconds((long) i * period);
            }
        }
        return null;
    }

    /// Since when the load has been above `limit` without a break, up to the newest period; null when it is not. Single periods below do
    /// not end it if they are fewer than a tenth.
    public @Nullable Instant aboveSince(double limit) {
        int last = total.length - 1;
        while (last >= 0 && Double.isNaN(total[last])) {
            last--;
        }
        if (last < 0 || total[last] <= limit) {
            return null;
        }
        int first = last;
        int below = 0;
        for (int i = last; i >= 0; i--) {
            if (Double.isNaN(total[i])) {
                break;
            }
            if (total[i] > limit) {
                first = i;
            } else if (++below > Math.max(0, (last - i) / 10)) {
                break;
            }
        }
        return from.plusSeconds((long) first * period);
    }

    /// What the service answered, laid out.
    ///
    /// @param lines with points at the beginning of their periods; what is outside of the span, infinite or negative is no number
    /// @param period in seconds
    public static LoadChart of(List<LoadLine> lines, Dimension by, Span span, int period) {
        int periods = Math.toIntExact(span.length().toSeconds() / period);
        double[] total = empty(periods);
        Map<String, double[]> values = new LinkedHashMap<>();
        Map<String, String> labels = new LinkedHashMap<>();
        for (LoadLine line : lines) {
            Map<String, String> key = line.key();
            if (key == null) {
                place(line, total, span.from(), period, false);
            } else {
                String id = by.id(key);
                labels.putIfAbsent(id, by.label(key));
                place(line, values.computeIfAbsent(id, _ -> empty(periods)), span.from(), period, true);
            }
        }
        boolean summed = lines.stream().noneMatch(l -> l.key() == null);
        for (int i = 0; i < periods; i++) {
            double known = 0;
            boolean any = false;
            for (double[] each : values.values()) {
                any |= !Double.isNaN(each[i]);
                known += Double.isNaN(each[i]) ? 0 : each[i];
            }
            if (summed && any) {
                total[i] = known;
            }
            for (double[] each : values.values()) {
                // a group that is not in a period in which the load was counted was not at work
                each[i] = Double.isNaN(total[i]) ? Double.NaN : Double.isNaN(each[i]) ? 0 : each[i];
            }
        }
        return of(span.from(), period, total, values, labels);
    }

    /// From values that are laid out already; adds the rest.
    static LoadChart of(Instant from, int period, double[] total, Map<String, double[]> values, Map<String, String> labels) {
        List<Band> bands = new ArrayList<>();
        double[] rest = total.clone();
        values.forEach((id, each) -> {
            for (int i = 0; i < rest.length; i++) {
                rest[i] -= each[i];
            }
            bands.add(new Band(id, labels.getOrDefault(id, id), each, average(each)));
        });
        bands.sort(Comparator.comparingDouble((Band b) -> Double.isNaN(b.average) ? -1 : b.average).reversed().thenComparing(Band::id));
        boolean left = false;
        for (int i = 0; i < rest.length; i++) {
            left |= rest[i] > NOTHING;
            rest[i] = rest[i] <= NOTHING ? 0 : rest[i];
        }
        if (left) {
            bands.add(new Band(REST, "everything else", rest, average(rest)));
        }
        return new LoadChart(from, period, total, bands);
    }

    /// What one part of the chart holds.
    ///
    /// @param total average active sessions over the periods of which something is known; NaN when nothing is
    /// @param known how many periods that are
    /// @param periods how many there are
    /// @param parts label → average, the greatest first
    public record Held(double total, int known, int periods, Map<String, Double> parts) {}

    /// @param window widened to whole periods
    public Held over(Span window) {
        int first = Math.clamp(Math.floorDiv(window.from().getEpochSecond() - from.getEpochSecond(), period), 0, total.length);
        int last = Math.clamp(Math.ceilDiv(window.to().getEpochSecond() - from.getEpochSecond(), period), first, total.length);
        int known = (int) Arrays.stream(total, first, last).filter(v -> !Double.isNaN(v)).count();
        Map<String, Double> parts = new LinkedHashMap<>();
        bands.stream().map(b -> Map.entry(b.label, average(Arrays.copyOfRange(b.values, first, last))))
                .filter(e -> e.getValue() > NOTHING).sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(e -> parts.merge(e.getKey(), e.getValue(), Double::sum));
        return new Held(average(Arrays.copyOfRange(total, first, last)), known, last - first, parts);
    }

    private static void place(LoadLine line, double[] into, Instant from, int period, boolean add) {
        for (Series.Point p : line.points()) {
            long at = Math.floorDiv(p.at().getEpochSecond() - from.getEpochSecond(), period);
            if (at >= 0 && at < into.length && Double.isFinite(p.value()) && p.value() >= 0) {
                int i = (int) at;
                // two keys of one group (a digest under two ids) are one; a total that came twice is the newer one
                into[i] = add && !Double.isNaN(into[i]) ? into[i] + p.value() : p.value();
            }
        }
    }

    static double[] empty(int periods) {
        double[] values = new double[periods];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static double average(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }
}
