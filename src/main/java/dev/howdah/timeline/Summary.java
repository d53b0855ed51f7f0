package dev.howdah.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// When it began, was detected, engaged, mitigated and resolved. What an operator marked with a note counts; the rest is read off what
/// happened, and says off what. A moment that nothing tells is unknown.
///
/// @param rows one for each [Stage], in order
public record Summary(List<Row> rows) {
    /// @param at null when nothing tells
    /// @param after since it began; null when one of the two is unknown
    /// @param told off what it was read, or why it is unknown
    public record Row(Stage stage, @Nullable Instant at, @Nullable Duration after, String told) {}

    private record Found(@Nullable Instant at, String told) {}

    public Summary {
        rows = List.copyOf(rows);
    }

    /// @param notes whose times are on the timeline's clock, as its marks are
    public static Summary of(Timeline timeline, List<Note> notes) {
        List<Mark> marks = timeline.marks();
        Map<Stage, Found> found = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            notes.stream().filter(n -> n.stage() == stage).min(Comparator.comparing(Note::at))
                    .flatMap(n -> marks.stream().filter(m -> m.title().equals(n.mark().title())).findFirst())
                    .ifPresent(m -> found.put(stage, new Found(m.at(), "noted: " + m.title() + " (" + m.detail() + ")")));
        }
        found.computeIfAbsent(Stage.BEGAN, _ -> first(marks, m -> m.weight() == Mark.Weight.TROUBLE, "no trouble is on the timeline"));
        Instant began = at(found, Stage.BEGAN);
        found.computeIfAbsent(Stage.ENGAGED, _ -> began == null
                ? new Found(null, "nothing is known to have begun")
                : first(marks, m -> m.weight() == Mark.Weight.ACT && !m.at().isBefore(began), "nobody did anything from here"));
        Instant engaged = at(found, Stage.ENGAGED);
        found.computeIfAbsent(Stage.DETECTED, _ -> began == null
                ? new Found(null, "nothing is known to have begun")
                : detected(marks, began, engaged));
        found.computeIfAbsent(Stage.RESOLVED, _ -> resolved(marks, began));
        found.computeIfAbsent(Stage.MITIGATED, _ -> mitigated(marks, engaged, at(found, Stage.RESOLVED)));
        var rows = new ArrayList<Row>();
        for (Stage stage : Stage.values()) {
            Found one = found.getOrDefault(stage, new Found(null, ""));
            rows.add(new Row(stage, one.at(), began == null || one.at() == null ? null : Duration.between(began, one.at()), one.told()));
        }
        return new Summary(rows);
    }

    private static @Nullable Instant at(Map<Stage, Found> found, Stage stage) {
        return Optional.ofNullable(found.get(stage)).map(Found::at).orElse(null);
    }

    private static Found first(List<Mark> marks, Predicate<Mark> which, String otherwise) {
        return marks.stream().filter(which).findFirst().map(m -> new Found(m.at(), words(m))).orElseGet(() -> new Found(null, otherwise));
    }

    private static Found detected(List<Mark> marks, Instant began, @Nullable Instant engaged) {
        Found alarm = first(marks, m -> m.kind() == Mark.Kind.ALARM && m.weight() == Mark.Weight.TROUBLE && !m.at().isBefore(began)
                && (engaged == null || !m.at().isAfter(engaged)), "no alarm told it, and nobody engaged");
        return alarm.at() == null && engaged != null
                ? new Found(engaged, "when somebody engaged: no alarm told it before")
                : alarm;
    }

    private static String words(Mark mark) {
        return mark.kind().words().toLowerCase(java.util.Locale.ROOT) + ": " + mark.title();
    }

    /// When the last trouble was over; one that has no length was over at once.
    private static Found resolved(List<Mark> marks, @Nullable Instant began) {
        List<Mark> troubles = marks.stream().filter(m -> m.weight() == Mark.Weight.TROUBLE && began != null && !m.at().isBefore(began))
                .toList();
        if (troubles.isEmpty()) {
            return new Found(null, "nothing is known to have begun");
        }
        Optional<Mark> going = troubles.stream().filter(Mark::going).findFirst();
        if (going.isPresent()) {
            return new Found(null, "not over: " + words(going.get()));
        }
        Mark last = troubles.stream().max(Comparator.comparing(Summary::end)).orElseThrow();
        return new Found(end(last), "the end of " + words(last));
    }

    private static Instant end(Mark mark) {
        Instant until = mark.until();
        return until == null ? mark.at() : until;
    }

    /// The last change that was done before it was over.
    private static Found mitigated(List<Mark> marks, @Nullable Instant engaged, @Nullable Instant resolved) {
        return marks.stream()
                .filter(m -> m.kind() == Mark.Kind.CHANGE && m.until() != null && engaged != null && !m.at().isBefore(engaged)
                        && (resolved == null || !m.at().isAfter(resolved)))
                .reduce((_, b) -> b).map(m -> new Found(end(m), words(m)))
                .orElseGet(() -> new Found(null, "no change was made from here before it was over"));
    }
}
