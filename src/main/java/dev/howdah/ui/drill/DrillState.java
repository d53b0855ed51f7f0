package dev.howdah.ui.drill;

import dev.howdah.timeline.Mark;
import dev.howdah.ui.kit.Inert;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the Drill screen shows.
///
/// @param on whether a drill runs
/// @param rows what can be practised
/// @param run null when nothing goes on or is looked back at
public record DrillState(boolean on, Practice.Phase phase, List<Row> rows, List<String> causes, @Nullable Shown run,
        @Nullable String said, boolean trouble) {
    private static final Texts TEXTS = Texts.of(DrillState.class);
    /// What happened before a run began, or after it ended, is not of it; journal and timeline have it a moment later.
    private static final Duration BEFORE = Duration.ofSeconds(2);
    private static final Duration AFTER = Duration.ofSeconds(10);
    private static final int MOST = 300;

    /// One scenario.
    ///
    /// @param facts how long there is, and how many hints
    public record Row(String id, String title, String brief, String best, String facts) {}

    /// The run that goes on, or ended.
    ///
    /// @param title `Surprise` while it is hidden
    /// @param begun null while it is being brought about
    /// @param verdict empty while it goes on
    /// @param lines what the points are made of
    /// @param entries what happened, oldest first
    /// @param runbook its path below the documentation
    public record Shown(String title, String brief, @Nullable Instant begun, Duration deadline, List<String> hints, int hintsLeft,
            List<String> named, String verdict, Tone tone, List<Practice.Line> lines, List<Entry> entries, String runbook) {}

    /// One thing that happened.
    ///
    /// @param who `drill` for what was injected, `seen` for what the console recorded, `you` for what was done
    /// @param evidence where the console has it; empty for what is evidence itself
    public record Entry(Instant at, String time, String who, Tone tone, String words, String evidence) {}

    /// @param marks of the console's own timeline and journal
    public static DrillState of(Practice.State from, List<Mark> marks, Instant now) {
        if (!(from instanceof Practice.State.On on)) {
            return new DrillState(false, Practice.Phase.IDLE, List.of(), List.of(), null, null, false);
        }
        List<Row> rows = on.cards().stream()
                .map(c -> new Row(c.id(), c.title(), c.brief(),
                        on.best().containsKey(c.id()) ? TEXTS.get("{0} of 100", on.best().get(c.id())) : "",
                        Words.duration(c.deadline()) + " · " + TEXTS.get("{0} hints", c.hints())))
                .toList();
        List<String> causes = on.cards().stream().map(Practice.Card::cause).sorted().toList();
        Practice.Run run = on.run();
        String said = on.trouble() != null
                ? on.trouble()
                : on.tookReset() != null && run == null
                        ? TEXTS.get("Cleared away in {0}: blog-db is as at the start.", Words.tenths(on.tookReset()))
                        : null;
        return new DrillState(true, on.phase(), rows, causes, run == null ? null : shown(run, marks, now), said, on.trouble() != null);
    }

    /// What every screen says of a run that goes on, or is over and not cleared away; empty when there is none.
    public static String strip(Practice.State from, Instant now) {
        if (!(from instanceof Practice.State.On on) || on.run() == null) {
            return "";
        }
        Practice.Run run = on.run();
        String title = run.hidden() && run.score() == null ? TEXTS.get("Drill: surprise") : TEXTS.get("Drill: {0}", run.card().title());
        Instant begun = run.begun();
        if (begun == null) {
            return TEXTS.get("{0} is being brought about", title);
        }
        return run.score() != null
                ? title + " · " + verdict(run) + " · Ctrl+Shift+D"
                : title + " · "
                        + TEXTS.get("{0} of {1}", Words.duration(Duration.between(begun, now)), Words.duration(run.card().deadline()))
                        + " · Ctrl+Shift+D";
    }

    private static Shown shown(Practice.Run run, List<Mark> marks, Instant now) {
        Practice.Card card = run.card();
        Practice.Score score = run.score();
        boolean over = score != null;
        return new Shown(run.hidden() && !over ? TEXTS.get("Surprise") : card.title(), card.brief(), run.begun(), card.deadline(),
                run.hints(),
                card.hints() - run.hints().size(),
                run.named().stream().map(n -> n.right() ? TEXTS.get("{0}: yes, that is it", n.cause()) : TEXTS.get("{0}: no", n.cause()))
                        .toList(),
                verdict(run),
                score != null && score.passed() ? Tone.GOOD : Tone.BAD, score == null ? List.of() : score.lines(),
                over ? entries(run, marks, now) : List.of(), "runbooks/" + card.id() + ".md");
    }

    private static String verdict(Practice.Run run) {
        Practice.Score score = run.score();
        if (score == null || run.outcome() == null) {
            return "";
        }
        return switch (run.outcome()) {
            case RESOLVED -> TEXTS.get("Passed: {0} of 100 points", score.points());
            case TOO_LATE -> TEXTS.get("Failed: not resolved within {0}", Words.duration(run.card().deadline()));
            case GIVEN_UP -> TEXTS.get("Failed: given up");
        };
    }

    private static List<Entry> entries(Practice.Run run, List<Mark> marks, Instant now) {
        Instant begun = run.begun();
        Instant ended = run.ended();
        if (begun == null || ended == null) {
            return List.of();
        }
        Instant from = run.facts().stream().map(Practice.Fact::at).min(Comparator.naturalOrder()).orElse(begun).minus(BEFORE);
        List<Mark> own = marks.stream().filter(m -> !m.at().isBefore(from) && m.at().isBefore(ended.plus(AFTER))).limit(MOST).toList();
        var all = new ArrayList<Entry>();
        for (Practice.Fact fact : run.facts()) {
            all.add(new Entry(fact.at(), Words.utc(fact.at(), now), TEXTS.get("drill"), Tone.WARN, Inert.pictures(fact.words()),
                    evidence(fact, own)));
        }
        for (Practice.Act act : run.acts()) {
            all.add(new Entry(act.at(), Words.utc(act.at(), now), TEXTS.get("judged"), switch (act.worth()) {
                case "right" -> Tone.GOOD;
                case "wrong" -> Tone.BAD;
                default -> Tone.NEUTRAL;
            }, Inert.pictures(act.words()) + (act.worth().isEmpty() ? "" : " (" + act.worth() + ")"), ""));
        }
        for (Mark mark : own) {
            boolean you = mark.weight() == Mark.Weight.ACT;
            all.add(new Entry(mark.at(), Words.utc(mark.at(), now), you ? TEXTS.get("done") : TEXTS.get("seen"),
                    you ? Tone.INFO : Tone.NEUTRAL,
                    mark.kind().words() + ": " + Inert.pictures(mark.title()), ""));
        }
        all.sort(Comparator.comparing(Entry::at));
        return List.copyOf(all);
    }

    /// Where the console's own record has a fact.
    private static String evidence(Practice.Fact fact, List<Mark> own) {
        if (fact.trace().isEmpty()) {
            return "";
        }
        return own.stream().filter(m -> has(m.title() + "\n" + m.detail(), fact.trace())).findFirst()
                .map(m -> TEXTS.get("in the record: {0}, {1}", m.kind().words(), Inert.pictures(m.title())))
                .orElse(TEXTS.get("not in the record"));
    }

    /// As a word of its own: process 412 is not process 4123.
    private static boolean has(String text, String word) {
        return java.util.regex.Pattern.compile("(?<![A-Za-z0-9])" + java.util.regex.Pattern.quote(word) + "(?![A-Za-z0-9])").matcher(text)
                .find();
    }
}
