package dev.howdah.timeline;

import dev.howdah.insights.LoadChart;
import dev.howdah.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A post-mortem for programs: times as ISO 8601 in UTC and in the local zone, lengths in milliseconds, unknown as null.
public final class JsonExport {
    private JsonExport() {}

    public static String of(Postmortem p) {
        List<@Nullable Object> marks = new ArrayList<>();
        p.timeline().marks().forEach(m -> marks.add(mark(m, p.zone())));
        List<@Nullable Object> summary = new ArrayList<>();
        p.summary().rows().forEach(r -> {
            Duration after = r.after();
            summary.add(Json.object("stage", word(r.stage()), "utc", utc(r.at()), "local", local(r.at(), p.zone()), "afterMillis",
                    after == null ? null : after.toMillis(), "told", r.told()));
        });
        List<@Nullable Object> sources = new ArrayList<>();
        p.sources().forEach(t -> sources.add(Json.object("source", t.source(), "marks", t.asOf() == null ? null : t.count(), "asOf",
                utc(t.asOf()), "trouble", t.trouble())));
        Duration behind = p.timeline().behind();
        return Json.pretty(Json.object("title", p.title(), "instance", p.ref().id(), "account", p.ref().account(), "region",
                p.ref().region(), "environment", p.environment(), "from", utc(p.timeline().span().from()), "to",
                utc(p.timeline().span().to()), "zone", p.zone().getId(), "madeAt", utc(p.madeAt()), "madeBy", p.madeBy(),
                "clockBehindMillis", behind == null ? null : behind.toMillis(), "summary", summary, "marks", marks, "sources", sources,
                "load", load(p.load()), "vcpus", p.vcpus() > 0 ? p.vcpus() : null)) + "\n";
    }

    private static Object mark(Mark m, ZoneId zone) {
        return Json.object("utc", utc(m.at()), "local", local(m.at(), zone), "untilUtc", utc(m.until()), "untilLocal",
                local(m.until(), zone), "going", m.going(), "kind", word(m.kind()), "weight", word(m.weight()), "title", m.title(),
                "detail",
                m.detail(), "source", m.source());
    }

    private static @Nullable Object load(@Nullable LoadChart chart) {
        if (chart == null) {
            return null;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (double v : chart.total()) {
            values.add(Double.isNaN(v) ? null : v);
        }
        return Json.object("metric", "db.load.avg", "from", utc(chart.from()), "periodSeconds", chart.period(), "values", values);
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String utc(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static @Nullable String local(@Nullable Instant at, ZoneId zone) {
        return at == null ? null : Moments.exact(at, zone);
    }
}
