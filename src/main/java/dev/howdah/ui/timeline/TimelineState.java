package dev.howdah.ui.timeline;

import dev.howdah.insights.LoadChart;
import dev.howdah.ops.timeline.Timelines;
import dev.howdah.ops.timeline.Window;
import dev.howdah.timeline.Mark;
import dev.howdah.timeline.Note;
import dev.howdah.timeline.Summary;
import dev.howdah.timeline.Timeline;
import dev.howdah.timeline.Told;
import dev.howdah.ui.kit.Inert;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the Timeline screen shows.
///
/// @param rows newest first
/// @param shown the timeline with the same marks as the rows, for the lanes
/// @param counts of each kind, also of those that are not listed
/// @param troubles what could not be read, one sentence each
/// @param clock what is said of this machine's clock; empty for nothing
/// @param oldest when the source that was read the longest ago was read; null before the first
public record TimelineState(List<Row> rows, Timeline shown, Map<Mark.Kind, Integer> counts, List<Moment> moments, List<String> troubles,
        String clock, String span, Window window, @Nullable LoadChart load, double vcpus, @Nullable Instant oldest, boolean unread,
        boolean filtered) {
    private static final Texts TEXTS = Texts.of(TimelineState.class);
    /// What is listed.
    ///
    /// @param words all of which a mark must have
    /// @param hidden kinds that are not listed
    public record Ask(String words, Set<Mark.Kind> hidden) {
        public static final Ask ALL = new Ask("", Set.of());
    }

    /// One mark.
    ///
    /// @param note what it is, if it is a note that can be taken back
    public record Row(Mark mark, String time, String lasted, String title, String detail, Tone tone, @Nullable Note note) {
        /// By which it is the same the next time.
        String id() {
            return mark.id();
        }
    }

    /// One moment of the summary.
    ///
    /// @param told off what it was read
    public record Moment(String words, String when, String told, boolean known) {}

    /// @param zone the local one
    public static TimelineState of(Timelines.State state, Ask ask, ZoneId zone) {
        Instant now = state.now();
        var kinds = EnumSet.allOf(Mark.Kind.class);
        kinds.removeAll(ask.hidden());
        Timeline all = state.timeline();
        List<Mark> listed = all.having(ask.words(), kinds);
        var rows = new ArrayList<Row>();
        for (Mark mark : listed.reversed()) {
            String lasted = mark.going() ? TEXTS.get("going on") : mark.length().map(TimelineState::length).orElse("");
            Note note = mark.kind() == Mark.Kind.NOTE
                    ? state.notes().stream().filter(n -> n.mark().title().equals(mark.title())).findFirst().orElse(null)
                    : null;
            rows.add(new Row(mark, Words.both(mark.at(), now, zone), lasted, Inert.line(mark.title(), 400), Inert.lines(mark.detail()),
                    tone(mark.weight()), note));
        }
        List<String> troubles = state.told().stream().filter(t -> t.trouble() != null)
                .map(t -> t.asOf() == null
                        ? t.source() + ": " + t.trouble()
                        : TEXTS.get("{0}: {1} What is shown of it was read {2}.", t.source(), t.trouble(), Words.ago(t.asOf(), now)))
                .toList();
        Instant oldest = state.told().stream().map(Told::asOf).filter(at -> at != null).min(Instant::compareTo).orElse(null);
        return new TimelineState(rows, new Timeline(all.span(), listed, all.behind()), all.counts(),
                state.summary().rows().stream().map(r -> moment(r, now, zone)).toList(), troubles, all.clock(),
                Words.between(all.span().from(), all.span().to(), now, zone), state.window(), state.load(), state.vcpus(), oldest,
                state.unread(), !ask.words().isBlank() || !ask.hidden().isEmpty());
    }

    private static String length(Duration d) {
        return d.toMillis() < 10_000 ? Words.tenths(d) : Words.duration(d);
    }

    private static Moment moment(Summary.Row row, Instant now, ZoneId zone) {
        Instant at = row.at();
        Duration after = row.after();
        String when = at == null
                ? TEXTS.get("unknown")
                : Words.both(at, now, zone) + (after == null || after.isZero()
                        ? ""
                        : "  " + (after.isNegative() ? "−" : "+") + length(after.abs()));
        return new Moment(row.stage().words(), when, Inert.line(row.told(), 300), at != null);
    }

    private static Tone tone(Mark.Weight weight) {
        return switch (weight) {
            case TROUBLE -> Tone.BAD;
            case RELIEF -> Tone.GOOD;
            case ACT -> Tone.INFO;
            case PLAIN -> Tone.NEUTRAL;
        };
    }
}
