package dev.howdah.app;

import dev.howdah.drill.scenario.Card;
import dev.howdah.drill.scenario.Score;
import dev.howdah.drill.scenario.State;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A run of a scenario on a terminal: its brief when it begins, what it came to when it is over.
final class ScenarioReport {
    private final PrintWriter out;
    private State.@Nullable Phase told;

    ScenarioReport(PrintWriter out) {
        this.out = out;
    }

    /// Called by one thread at a time.
    void see(State state) {
        State.Run run = state.run();
        if (state.trouble() != null) {
            out.println("# " + state.trouble());
        }
        if (run != null && state.phase() != told) {
            told = state.phase();
            switch (state.phase()) {
                case RUNNING -> out.println(begun(run.card()));
                case OVER -> out.println(over(run));
                case IDLE, SETTING, RESETTING -> out.flush();
            }
        }
        out.flush();
    }

    static String begun(Card card) {
        return "# " + card.brief() + "\n# You have " + card.deadline().toMinutes() + " minutes from now.";
    }

    static String over(State.Run run) {
        Score score = Objects.requireNonNull(run.score(), "a run that is over has a score");
        var text = new StringBuilder("# " + run.card().title() + ": "
                + (score.passed() ? "passed, " + score.points() + " of 100 points" : "failed") + "\n");
        for (Score.Line line : score.lines()) {
            text.append("#   ").append(line.what()).append(": ").append(line.saw()).append("  ").append(line.points())
                    .append(line.most() == 0 ? "" : " of " + line.most()).append('\n');
        }
        Stream.concat(run.facts().stream().map(f -> new Line(f.at(), "drill   " + f.words())),
                run.acts().stream().map(a -> new Line(a.at(), "judged  " + a.words())))
                .sorted(Comparator.comparing(Line::at))
                .forEach(l -> text.append("# ").append(l.at().truncatedTo(ChronoUnit.SECONDS)).append("  ").append(l.words()).append('\n'));
        return text + "# The runbook: runbooks/" + run.card().id() + ".md";
    }

    private record Line(java.time.Instant at, String words) {}
}
