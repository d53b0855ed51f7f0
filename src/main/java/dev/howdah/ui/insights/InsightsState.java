package dev.howdah.ui.insights;

import dev.howdah.insights.Calls;
import dev.howdah.insights.Dimension;
import dev.howdah.insights.LoadChart;
import dev.howdah.insights.Range;
import dev.howdah.insights.Span;
import dev.howdah.model.Instance;
import dev.howdah.model.LoadKey;
import dev.howdah.model.Problem;
import dev.howdah.ops.insights.Insights;
import dev.howdah.ui.kit.Inert;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the Insights screen shows, in words, made from one state of the watch.
///
/// @param chart null before the first
/// @param legend beside the chart, in its order
/// @param empty what stands in place of a chart that has nothing; empty when it has something
/// @param notes what has to be known to read it rightly: whose count it is, clocks that differ, what a role does not see
/// @param held the window that is listed and what it holds, in words
/// @param counters why calls and latency are missing; empty when they are not
/// @param ranges those that can be chosen
/// @param behind how far the newest known period ends before now; null when nothing is known
public record InsightsState(Insights.Ask ask, Insights.Source source, @Nullable LoadChart chart, Insights.Limit limit, List<Chip> chips,
        List<Legend> legend, String empty, List<String> notes, @Nullable Problem problem, String held, List<Row> rows, String counters,
        List<Range> ranges, Duration every, Duration stale, boolean paused, @Nullable Instant read, @Nullable Duration behind) {

    public record Chip(String words, Tone tone) {}

    /// @param average in the window, as people read it
    public record Legend(String id, String label, String average) {}

    /// One statement.
    ///
    /// @param share of the greatest, 0 to 1
    /// @param parts wait → its share of this, the greatest first
    /// @param counted what `pg_stat_statements` has counted for it, or why that is not known
    public record Row(String id, LoadKey key, String load, double share, Map<String, Double> parts, String statement, String waits,
            String calls,
            String latency, String counted) {}

    private static final Texts TEXTS = Texts.of(InsightsState.class);
    private static final int LONGEST_LABEL = 44;

    /// @param now by our clock
    /// @param zone of whoever looks
    public static InsightsState of(Insights.State from, Instant now, ZoneId zone) {
        LoadChart chart = from.chart();
        Instant there = now.plus(from.skew());
        Span window = from.ask().brushed() == null || chart == null ? null : from.ask().brushed().within(chart.span());
        LoadChart.Held held = chart == null ? null : chart.over(window == null ? chart.span() : window);
        Instant newest = chart == null ? null : chart.newest();
        return new InsightsState(from.ask(), from.source(), chart, from.limit(), chips(from, chart, zone), legend(from, chart, held),
                empty(from, chart), notes(from), from.problem(), held(chart, window, held, there, zone), rows(from), from.counters().says(),
                ranges(from), from.every(), from.stale(), from.paused(), from.read(),
                newest == null || chart == null ? null : positive(Duration.between(newest.plusSeconds(chart.period()), there)));
    }

    private static Duration positive(Duration d) {
        return d.isNegative() ? Duration.ZERO : d;
    }

    private static List<Range> ranges(Insights.State from) {
        Instance instance = from.instance();
        Integer days = instance == null ? null : instance.insight().retentionDays();
        return from.source() == Insights.Source.OWN ? Range.own() : Range.kept(days == null ? 7 : days);
    }

    private static List<Chip> chips(Insights.State from, @Nullable LoadChart chart, ZoneId zone) {
        var chips = new ArrayList<Chip>();
        Instance instance = from.instance();
        Integer days = instance == null ? null : instance.insight().retentionDays();
        chips.add(from.source() == Insights.Source.OWN
                ? new Chip(TEXTS.get("our own sampling, every second"), Tone.INFO)
                : new Chip(days == null ? TEXTS.get("Performance Insights") : TEXTS.get("Performance Insights, {0} d kept", days),
                        Tone.NEUTRAL));
        if (instance != null) {
            String mode = instance.insight().databaseInsightsMode();
            chips.add(mode == null
                    ? new Chip(TEXTS.get("Database Insights unknown"), Tone.UNKNOWN)
                    : new Chip(TEXTS.get("Database Insights {0}", mode), Tone.NEUTRAL));
        }
        if (chart != null && from.limit().count() > 0) {
            Instant since = chart.aboveSince(from.limit().count());
            if (since != null) {
                Instant newest = chart.newest();
                chips.add(new Chip(TEXTS.get("above {0} vCPU since {1}", Words.number(from.limit().count()),
                        Words.both(since, newest == null ? since : newest, zone)), Tone.WARN));
            }
        }
        return List.copyOf(chips);
    }

    private static List<Legend> legend(Insights.State from, @Nullable LoadChart chart, LoadChart.@Nullable Held held) {
        if (chart == null || held == null) {
            return List.of();
        }
        return chart.bands().stream().map(b -> new Legend(b.id(), label(b.label(), from.ask().by(), from.hosts()),
                load(held.parts().getOrDefault(b.label(), 0.0)))).toList();
    }

    /// A client by the task or machine that it is, where that is known.
    private static String label(String label, Dimension by, Map<String, String> hosts) {
        String name = by == Dimension.HOST ? hosts.get(label) : null;
        return Inert.line(name == null ? label : name + " · " + label, LONGEST_LABEL);
    }

    /// Average active sessions with two digits after the point.
    static String load(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String empty(Insights.State from, @Nullable LoadChart chart) {
        if (chart != null && !chart.empty()) {
            return "";
        }
        if (from.source() == Insights.Source.OWN && !from.reached()) {
            return TEXTS.get("There is no session with the database yet: Ctrl+T connects, and sampling begins.");
        }
        if (from.trouble() != null) {
            return TEXTS.get("Nothing could be sampled: {0}", from.trouble());
        }
        if (from.problem() != null) {
            return TEXTS.get("Nothing has been read.");
        }
        if (chart == null) {
            return from.source() == Insights.Source.OWN ? TEXTS.get("Sampling…") : TEXTS.get("Reading…");
        }
        return from.source() == Insights.Source.OWN
                ? TEXTS.get("Nothing has been sampled in this time.")
                : TEXTS.get(
                        "Performance Insights has nothing of this time. Right after it is switched on, several minutes without data are usual.");
    }

    private static List<String> notes(Insights.State from) {
        var notes = new ArrayList<String>();
        if (from.source() == Insights.Source.OWN) {
            notes.add(TEXTS.get("Counted by this console once a second while the screen is open, for the last hour at most: {0}.",
                    from.why().replaceFirst("\\.$", "")));
        }
        if (from.hidden()) {
            notes.add(TEXTS
                    .get("The load is at least this: the role does not see what others run, for it is not a member of pg_read_all_stats "
                            + "(pg_monitor includes it)."));
        }
        if (!from.skew().isZero()) {
            String by = Words.duration(from.skew().abs());
            notes.add(from.source() == Insights.Source.OWN
                    ? from.skew().isNegative()
                            ? TEXTS.get("The server''s clock is {0} behind this machine''s: times are by the server''s.", by)
                            : TEXTS.get("The server''s clock is {0} ahead of this machine''s: times are by the server''s.", by)
                    : from.skew().isNegative()
                            ? TEXTS.get("AWS''s clock is {0} behind this machine''s: times are by AWS''s.", by)
                            : TEXTS.get("AWS''s clock is {0} ahead of this machine''s: times are by AWS''s.", by));
        }
        if (from.chart() != null && from.trouble() != null) {
            notes.add(TEXTS.get("No newer look: {0}", from.trouble()));
        }
        return List.copyOf(notes);
    }

    private static String held(@Nullable LoadChart chart, @Nullable Span window, LoadChart.@Nullable Held held, Instant now, ZoneId zone) {
        if (chart == null || held == null || chart.empty()) {
            return "";
        }
        Span span = window == null ? chart.span() : window;
        String parts = held.parts().entrySet().stream().limit(3).map(e -> Inert.line(e.getKey(), 40) + " " + load(e.getValue()))
                .collect(Collectors.joining(", "));
        String when = Words.between(span.from(), span.to(), now, zone);
        String length = Words.duration(span.length());
        return (window == null ? TEXTS.get("All that is shown: {0} ({1})", when, length) : TEXTS.get("Brushed: {0} ({1})", when, length))
                + " · "
                + (held.known() < held.periods()
                        ? TEXTS.get("load {0} over the {1} of {2} periods that are known", load(held.total()), held.known(), held.periods())
                        : TEXTS.get("load {0}", load(held.total())))
                + (parts.isEmpty() ? "" : " · " + parts);
    }

    private static List<Row> rows(Insights.State from) {
        double most = from.top().stream().mapToDouble(LoadKey::total).filter(v -> !Double.isNaN(v)).max().orElse(0);
        return from.top().stream().map(k -> row(k, from, most)).toList();
    }

    private static Row row(LoadKey key, Insights.State from, double most) {
        Map<String, Double> parts = new java.util.LinkedHashMap<>();
        key.parts().entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(e -> parts.put(e.getKey(), key.total() > 0 ? e.getValue() / key.total() : 0));
        String waits = parts.entrySet().stream().limit(2)
                .map(e -> e.getKey() + (parts.size() == 1 ? "" : " " + Math.round(e.getValue() * 100) + " %"))
                .collect(Collectors.joining(", "));
        Calls calls = Insights.queryId(key).map(id -> from.counters().byId().get(id)).orElse(null);
        Calls.Rate rate = Insights.queryId(key).map(id -> from.counters().rates().get(id)).orElse(null);
        return new Row(Dimension.SQL.id(key.key()), key, load(key.total()), most > 0 ? key.total() / most : 0, parts,
                Inert.line(statement(key), 300), waits, rate != null ? Words.number(rate.perSecond()) + " /s" : "",
                latency(calls, rate), counted(calls, rate, from.counters().says()));
    }

    private static String statement(LoadKey key) {
        String text = Dimension.SQL.label(key.key());
        return text.equals("none") ? TEXTS.get("text not known, id {0}", Dimension.SQL.id(key.key())) : text;
    }

    /// Since the last look where a call ended since; over all calls otherwise.
    private static String latency(@Nullable Calls calls, Calls.@Nullable Rate rate) {
        if (rate != null && !Double.isNaN(rate.millisEach())) {
            return millis(rate.millisEach());
        }
        return calls == null ? "" : calls.millisEach().map(m -> "∅ " + millis(m)).orElse("");
    }

    static String millis(double ms) {
        return ms >= 10_000 ? Words.number(ms / 1000) + " s" : Words.number(ms) + " ms";
    }

    private static String counted(@Nullable Calls calls, Calls.@Nullable Rate rate, String otherwise) {
        if (calls == null) {
            return otherwise.isEmpty()
                    ? TEXTS.get("pg_stat_statements has not counted it: its first call may not have ended yet.")
                    : otherwise;
        }
        var words = new ArrayList<String>();
        words.add(TEXTS.get("{0} calls in all", Words.number(calls.calls())));
        calls.millisEach().ifPresent(m -> words.add(TEXTS.get("{0} each", millis(m))));
        calls.rowsEach().ifPresent(r -> words.add(TEXTS.get("{0} rows each", Words.number(r))));
        calls.hitShare()
                .ifPresent(h -> words.add(TEXTS.get("{0} % of blocks from shared buffers", String.format(Locale.ROOT, "%.1f", h * 100))));
        if (rate != null) {
            words.add(Double.isNaN(rate.millisEach())
                    ? TEXTS.get("now {0} calls/s", Words.number(rate.perSecond()))
                    : TEXTS.get("now {0} calls/s of {1}", Words.number(rate.perSecond()), millis(rate.millisEach())));
        }
        return String.join(" · ", words);
    }
}
