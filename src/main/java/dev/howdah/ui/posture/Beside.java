package dev.howdah.ui.posture;

import dev.howdah.model.Problem;
import dev.howdah.ops.posture.Postures;
import dev.howdah.posture.Compared;
import dev.howdah.posture.Compared.Outcome;
import dev.howdah.posture.Looked;
import dev.howdah.posture.Markdown;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the screen shows while the instance is compared: with another, or with itself as it was.
///
/// @param here what this side is called
/// @param there what the other side is called
/// @param says how many checks differ, or why that is not known
/// @param rows what differs, in the order of the findings
/// @param problems why the other side is not read, or not read in full
/// @param reading whether the other side is being read
public record Beside(String here, String there, String says, List<Row> rows, List<Problem> problems, boolean reading) {
    private static final Texts TEXTS = Texts.of(Beside.class);
    /// One check that came out otherwise.
    public record Row(String id, String title, Side here, Side there) {}

    /// @param word severity, `unknown`, `good`, or that it was not looked at
    public record Side(String word, Tone tone, String saw) {}

    /// With another instance.
    public static Beside of(Postures.State here, Postures.State there, String hereName, String thereName) {
        var problems = new ArrayList<Problem>();
        there.looked().problem().ifPresent(problems::add);
        problems.addAll(there.problems());
        if (here.looked().value().isEmpty() || there.looked().value().isEmpty()) {
            boolean failed = !problems.isEmpty() && !there.reading();
            return new Beside(hereName, thereName,
                    failed
                            ? TEXTS.get("{0} could not be read; this says nothing about what differs.", thereName)
                            : TEXTS.get("Reading what the checks need…"),
                    List.of(), List.copyOf(problems), !failed);
        }
        return of(here.looked().value().get(), Compared.outcomes(there.looked().value().get()), hereName, thereName, problems,
                there.reading());
    }

    /// With the instance as it was.
    public static Beside of(Postures.State here, Postures.Kept then, String hereName, String thenName) {
        return here.looked().value().map(looked -> of(looked, then.outcomes(), hereName, thenName, List.of(), false))
                .orElseGet(() -> new Beside(hereName, thenName, TEXTS.get("Reading what the checks need…"), List.of(), List.of(),
                        here.reading()));
    }

    private static Beside of(Looked looked, Map<String, Outcome> there, String hereName, String thereName, List<Problem> problems,
            boolean reading) {
        Map<String, String> titles = looked.findings().stream().collect(Collectors.toMap(f -> f.check().id(), f -> f.check().title()));
        List<Row> rows = Compared.of(there, Compared.outcomes(looked)).stream()
                .map(d -> new Row(d.check(), titles.getOrDefault(d.check(), d.check()), side(d.after()), side(d.before()))).toList();
        int all = looked.findings().size();
        String says = rows.isEmpty()
                ? TEXTS.get("Nothing differs: all {0} checks came out alike.", all)
                : TEXTS.get("{0} of {1} checks came out otherwise.", rows.size(), all);
        return new Beside(hereName, thereName, says, rows, List.copyOf(problems), reading);
    }

    private static Side side(@Nullable Outcome outcome) {
        return outcome == null
                ? new Side(TEXTS.get("not looked at"), Tone.NEUTRAL, TEXTS.get("this check was not made"))
                : new Side(outcome.word(), PostureState.tone(outcome.word()), outcome.saw());
    }

    /// The same for a ticket.
    String markdown() {
        var page = new StringBuilder("## Posture of ").append(Markdown.text(here)).append(" beside ").append(Markdown.text(there))
                .append("\n\n").append(says).append('\n');
        if (!rows.isEmpty()) {
            page.append("\n| check | ").append(Markdown.text(here)).append(" | ").append(Markdown.text(there))
                    .append(" |\n|---|---|---|\n");
        }
        for (Row row : rows) {
            page.append("| ").append(Markdown.text(row.title())).append(" (`").append(row.id()).append("`) | ").append(cell(row.here()))
                    .append(" | ").append(cell(row.there())).append(" |\n");
        }
        return page.toString();
    }

    private static String cell(Side side) {
        return side.word() + ": " + Markdown.text(side.saw());
    }
}
