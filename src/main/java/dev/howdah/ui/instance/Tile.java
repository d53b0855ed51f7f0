package dev.howdah.ui.instance;

import dev.howdah.model.Instance;
import dev.howdah.model.InstanceClass;
import dev.howdah.model.Loaded;
import dev.howdah.model.Series;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One metric with its limit. Thresholds: CloudWatch's recommended alarms for RDS.
///
/// @param value as people read it; `–` when there is no point
/// @param note what it is measured against
/// @param warning what stands in place of the note when the value is past a threshold, else empty
/// @param last when the newest point was taken
public record Tile(String title, String value, String note, Tone tone, String warning, List<Series.Point> points, @Nullable Double limit,
        Optional<Instant> last) {
    private static final Texts TEXTS = Texts.of(Tile.class);
    private static final double GIB = 1024.0 * 1024 * 1024;
    /// CloudWatch may be this late without anything being wrong.
    private static final Duration LATE = Duration.ofMinutes(5);

    static List<Tile> all(Loaded<Map<String, Series>> metrics, Optional<Instance> instance, Instant now) {
        Map<String, Series> series = metrics.value().orElse(Map.of());
        Double vcpus = instance.flatMap(i -> InstanceClass.vcpus(i.instanceClass())).map(Integer::doubleValue).orElse(null);
        Double allocated = instance.map(i -> i.storage().allocatedGib()).map(gib -> gib * GIB).orElse(null);
        return List.of(load(series.get("DBLoad"), vcpus, now), cpu(series.get("CPUUtilization"), now),
                connections(series.get("DatabaseConnections"), now), storage(series.get("FreeStorageSpace"), allocated, now),
                latency(TEXTS.get("Write latency"), series.get("WriteLatency"), now));
    }

    private static Tile load(@Nullable Series s, @Nullable Double vcpus, Instant now) {
        String note = vcpus == null ? "AAS" : "AAS / " + Words.number(vcpus) + " vCPU";
        String over = vcpus != null && newest(s, now) > vcpus ? TEXTS.get("above {0} vCPU", Words.number(vcpus)) : "";
        return tile(TEXTS.get("DB load"), s, now, Words::number, note, over.isEmpty() ? Tone.GOOD : Tone.WARN, over, vcpus);
    }

    private static Tile cpu(@Nullable Series s, Instant now) {
        double v = newest(s, now);
        return tile(TEXTS.get("CPU"), s, now, x -> Words.number(x) + " %", "", v > 90 ? Tone.BAD : v > 80 ? Tone.WARN : Tone.GOOD,
                v > 90 ? TEXTS.get("over 90 %") : v > 80 ? TEXTS.get("over 80 %") : "", 100.0);
    }

    private static Tile connections(@Nullable Series s, Instant now) {
        return tile(TEXTS.get("Connections"), s, now, Words::number, TEXTS.get("sessions"), Tone.GOOD, "", null);
    }

    private static Tile storage(@Nullable Series s, @Nullable Double allocated, Instant now) {
        double free = newest(s, now);
        double share = allocated == null || Double.isNaN(free) ? Double.NaN : free / allocated;
        String note = allocated == null ? TEXTS.get("free") : TEXTS.get("of {0}", Words.bytes(allocated));
        return tile(TEXTS.get("Free storage"), s, now, Words::bytes, note, share < 0.10 ? Tone.BAD : share < 0.15 ? Tone.WARN : Tone.GOOD,
                share < 0.10 ? TEXTS.get("under 10 %") : share < 0.15 ? TEXTS.get("under 15 %") : "", allocated);
    }

    private static Tile latency(String title, @Nullable Series s, Instant now) {
        double v = newest(s, now);
        return tile(title, s, now, x -> Words.number(x * 1000) + " ms", "", v > 0.020 ? Tone.WARN : Tone.GOOD,
                v > 0.020 ? TEXTS.get("over 20 ms") : "", null);
    }

    private interface Form {
        String of(double value);
    }

    private static Tile tile(String title, @Nullable Series series, Instant now, Form form, String note, Tone tone, String warning,
            @Nullable Double limit) {
        Optional<Series.Point> last = series == null ? Optional.empty() : series.last();
        if (last.isEmpty()) {
            return new Tile(title, "–", TEXTS.get("no data from CloudWatch"), Tone.UNKNOWN, "", List.of(), limit, Optional.empty());
        }
        Instant at = last.get().at();
        boolean late = at.isBefore(now.minus(LATE));
        return new Tile(title, form.of(last.get().value()), late ? TEXTS.get("as of {0}", Words.ago(at, now)) : note,
                late ? Tone.UNKNOWN : tone,
                late ? "" : warning, series == null ? List.of() : series.points(), limit, Optional.of(at));
    }

    /// NaN when there is no point that is recent enough to judge by: every comparison with it is false.
    private static double newest(@Nullable Series s, Instant now) {
        return s == null
                ? Double.NaN
                : s.last().filter(p -> !p.at().isBefore(now.minus(LATE))).map(Series.Point::value).orElse(Double.NaN);
    }
}
