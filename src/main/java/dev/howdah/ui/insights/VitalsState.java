package dev.howdah.ui.insights;

import dev.howdah.insights.Trend;
import dev.howdah.insights.Vital;
import dev.howdah.model.Problem;
import dev.howdah.model.Series;
import dev.howdah.ops.insights.VitalSigns;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// CloudWatch's metrics in words.
///
/// @param cost what asking has cost so far, and would cost in a day
/// @param read null before the first
public record VitalsState(List<Tile> tiles, Instant from, Instant to, Duration period, String cost, @Nullable Problem problem,
        @Nullable Instant read) {
    private static final Texts TEXTS = Texts.of(VitalsState.class);

    /// One metric.
    ///
    /// @param value the newest with its age where that is more than usual; "no data" where CloudWatch has none, "not read" where nobody
    ///            knows
    /// @param says the limit, and how long until it is over at the present pace
    public record Tile(String title, String value, Tone tone, String says, String why, List<Series.Point> points, @Nullable Double limit) {}

    public static VitalsState of(VitalSigns.Measured from, Instant now) {
        int metrics = from.vitals().size();
        double spent = from.asked() * VitalSigns.DOLLARS;
        double day = metrics * VitalSigns.DOLLARS * Duration.ofDays(1).dividedBy(VitalSigns.EVERY);
        return new VitalsState(from.vitals().stream().map(v -> tile(v, from, now)).toList(), from.from(), from.to(), from.period(),
                TEXTS.get("{0} metrics asked for so far, about ${1}; ${2} for each day that this stays open",
                        String.format(Locale.ROOT, "%,d", from.asked()), String.format(Locale.ROOT, "%.4f", spent),
                        String.format(Locale.ROOT, "%.2f", day)),
                from.problem(), from.read());
    }

    private static Tile tile(Vital vital, VitalSigns.Measured from, Instant now) {
        Series series = from.series().get(vital.metric());
        List<Series.Point> points = series == null ? List.of() : series.points().stream().filter(p -> Double.isFinite(p.value())).toList();
        if (from.read() == null) {
            boolean failed = from.problem() != null;
            return new Tile(vital.title(), failed ? TEXTS.get("not read") : TEXTS.get("reading…"), Tone.UNKNOWN,
                    failed ? TEXTS.get("what CloudWatch has of it is not known") : "",
                    vital.why(), points, vital.limit());
        }
        if (points.isEmpty()) {
            return new Tile(vital.title(), TEXTS.get("no data"), Tone.UNKNOWN,
                    TEXTS.get("CloudWatch has none of this instance in this time"), vital.why(),
                    points,
                    vital.limit());
        }
        Series.Point last = points.getLast();
        Duration old = Duration.between(last.at().plus(from.period()), now);
        // a minute or three behind is CloudWatch's usual pace
        String value = value(last.value(), vital.unit());
        String aged = old.compareTo(from.period().plusMinutes(5)) > 0 ? TEXTS.get("{0}, {1} old", value, Words.duration(old)) : value;
        Optional<Duration> over = vital.end() == null ? Optional.empty() : Trend.until(points, vital.end());
        boolean soon = over.isPresent() && over.get().toDays() < 7;
        boolean beyond = vital.beyond(last.value());
        String limit = beyond ? TEXTS.get("beyond its limit: {0}", vital.limitWords()) : TEXTS.get("limit: {0}", vital.limitWords());
        String left = over.map(d -> d.toDays() >= 2 ? TEXTS.get("{0} days", d.toDays()) : Words.duration(d)).orElse("");
        String says = left.isEmpty()
                ? limit
                : vital.unit().equals("Bytes")
                        ? TEXTS.get("{0}; {1} until nothing is free at this pace", limit, left)
                        : TEXTS.get("{0}; {1} until no writes are taken at this pace", limit, left);
        return new Tile(vital.title(), aged, beyond ? Tone.BAD : soon ? Tone.WARN : Tone.NEUTRAL,
                says, vital.why(), points, vital.limit());
    }

    static String value(double value, String unit) {
        return switch (unit) {
            case "Percent" -> Words.number(value) + " %";
            case "Bytes" -> Words.bytes(value);
            case "Seconds" -> value < 1 ? Words.number(value * 1000) + " ms" : Words.number(value) + " s";
            default -> Words.number(value);
        };
    }
}
