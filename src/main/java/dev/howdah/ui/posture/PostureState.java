package dev.howdah.ui.posture;

import dev.howdah.model.Loaded;
import dev.howdah.model.Problem;
import dev.howdah.ops.posture.Postures;
import dev.howdah.posture.Finding;
import dev.howdah.posture.Looked;
import dev.howdah.posture.Markdown;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All that the Posture screen shows.
///
/// @param groups one for each severity that there is, the worst first, then what is unknown; what is good is the last
/// @param says what it comes to, as a sentence
/// @param markdown the same for a ticket; empty before anything was read
/// @param problems why it is not newer, and why checks are unknown
public record PostureState(Loaded<Looked> looked, List<Group> groups, String says, Tone tone, Optional<String> markdown,
        List<Problem> problems, boolean reading, Instant now) {
    private static final Texts TEXTS = Texts.of(PostureState.class);
    /// Findings of one kind.
    ///
    /// @param good whether these are as they should be, which is shown when it is asked for
    public record Group(String title, boolean good, List<Row> rows) {}

    /// One finding.
    ///
    /// @param word severity, `unknown` or `good`
    /// @param saw what was read, or why nothing was
    /// @param fix the procedure; empty when there is nothing to mend, or when `command` is all of it
    /// @param command the `aws` line; empty where there is none
    /// @param mend the fix as a plan; null where there is none
    public record Row(String id, String word, Tone tone, String title, String saw, String prevents, String fix, String command,
            String reads,
            @Nullable Mend mend) {}

    /// The chip of the Overview.
    ///
    /// @param help the whole sentence
    public record Chip(String words, Tone tone, String help) {}

    public static PostureState of(Postures.State state, Instant now) {
        var groups = new ArrayList<Group>();
        state.looked().value().ifPresent(looked -> {
            for (Severity severity : Severity.values()) {
                add(groups, word(severity.word()), false, looked.bad(severity));
            }
            add(groups, TEXTS.get("Unknown"), false, looked.unknown());
            add(groups, TEXTS.get("Good"), true, looked.good());
        });
        var problems = new ArrayList<Problem>();
        state.looked().problem().ifPresent(problems::add);
        problems.addAll(state.problems());
        return new PostureState(state.looked(), List.copyOf(groups), says(state.looked()), tone(state.looked()),
                state.looked().value().map(Markdown::of), List.copyOf(problems), state.reading(), now);
    }

    private static void add(List<Group> groups, String title, boolean good, List<Finding> findings) {
        if (!findings.isEmpty()) {
            groups.add(new Group(title, good, findings.stream().map(PostureState::row).toList()));
        }
    }

    private static Row row(Finding finding) {
        var check = finding.check();
        return switch (finding.verdict()) {
            case Verdict.Bad bad ->
                new Row(check.id(), bad.severity().word(), tone(bad.severity()), check.title(), bad.saw(), check.prevents(),
                        bad.procedure(), bad.command().orElse(""), check.reads(), bad.mend());
            case Verdict.Unknown(var saw) ->
                new Row(check.id(), TEXTS.get("unknown"), Tone.UNKNOWN, check.title(), saw, check.prevents(), "", "", check.reads(), null);
            case Verdict.Good(var saw) ->
                new Row(check.id(), TEXTS.get("good"), Tone.GOOD, check.title(), saw, check.prevents(), "", "", check.reads(), null);
        };
    }

    /// What the Overview says in a word or two.
    public static Chip chip(Postures.State state) {
        String words = state.looked().value().map(looked -> looked.worst().map(worst -> looked.bad(worst).size() + " " + worst.word())
                .orElseGet(() -> looked.unknown().isEmpty() ? TEXTS.get("good") : TEXTS.get("{0} unknown", looked.unknown().size())))
                .orElseGet(() -> state.looked() instanceof Loaded.Failed ? TEXTS.get("unknown") : TEXTS.get("reading…"));
        boolean stale = state.looked() instanceof Loaded.Stale;
        return new Chip(stale ? TEXTS.get("Posture: {0}, stale", words) : TEXTS.get("Posture: {0}", words), tone(state.looked()),
                says(state.looked()));
    }

    private static String says(Loaded<Looked> state) {
        return switch (state) {
            case Loaded.Loading<Looked> _ -> TEXTS.get("Reading what the checks need…");
            case Loaded.Failed<Looked> _ -> TEXTS.get("It could not be read; this says nothing about the database.");
            case Loaded.Ready<Looked>(var looked, var _) -> says(looked);
            case Loaded.Stale<Looked>(var looked, var _, var _) ->
                TEXTS.get("{0} This is what was read before; it cannot be read now.", says(looked));
        };
    }

    private static String says(Looked looked) {
        int all = looked.findings().size();
        int unknown = looked.unknown().size();
        if (!looked.bad().isEmpty()) {
            return TEXTS.get("Of {0} checks: {1}.", all, looked.words());
        }
        return unknown == 0
                ? TEXTS.get("Nothing was found: all {0} checks are good.", all)
                : TEXTS.get("Nothing was found by the {0} checks that could be made; {1} could not, and may hide something.", all - unknown,
                        unknown);
    }

    private static Tone tone(Loaded<Looked> state) {
        return state.value().map(looked -> looked.worst().map(PostureState::tone)
                .orElse(looked.unknown().isEmpty() ? Tone.GOOD : Tone.UNKNOWN)).orElse(Tone.UNKNOWN);
    }

    private static Tone tone(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> Tone.BAD;
            case MEDIUM -> Tone.WARN;
            case LOW, INFO -> Tone.INFO;
        };
    }

    /// Of a check's outcome in a word.
    static Tone tone(String word) {
        for (Severity severity : Severity.values()) {
            if (severity.word().equals(word)) {
                return tone(severity);
            }
        }
        return word.equals("good") ? Tone.GOOD : Tone.UNKNOWN;
    }

    private static String word(String lower) {
        return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    }
}
