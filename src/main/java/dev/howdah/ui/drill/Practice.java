package dev.howdah.ui.drill;

import dev.howdah.task.Live;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What can be practised in the drill that runs, and the run that goes on. Nothing of it can reach an account: it is the drill's own referee
/// that is asked, not AWS.
public interface Practice {
    /// Where practice is.
    sealed interface State {
        /// No drill runs in this process.
        record Off() implements State {}

        /// A drill runs.
        ///
        /// @param run null when none was begun, or it was cleared away
        /// @param best the most points of each scenario that was passed, by its id
        /// @param tookReset how long the last clearing away took; null before the first
        /// @param trouble why something did not work; null when all did
        record On(List<Card> cards, Phase phase, @Nullable Run run, Map<String, Integer> best, @Nullable Duration tookReset,
                @Nullable String trouble) implements State {}
    }

    enum Phase {
        IDLE, SETTING, RUNNING, OVER, RESETTING
    }

    enum Outcome {
        RESOLVED, TOO_LATE, GIVEN_UP
    }

    /// @param hints how many there are
    record Card(String id, String title, String brief, String cause, int hints, Duration deadline) {}

    /// @param hidden whether the learner wants to be surprised
    /// @param begun null while it is being brought about
    /// @param ended null while it goes on, as are the next
    record Run(Card card, boolean hidden, @Nullable Instant begun, @Nullable Instant ended, List<String> hints, List<Named> named,
            List<Fact> facts, List<Act> acts, @Nullable Outcome outcome, @Nullable Score score) {}

    /// A cause that was named.
    record Named(String cause, boolean right) {}

    /// @param trace a word that evidence of it holds; empty where there is none
    record Fact(Instant at, String words, String trace) {}

    /// @param worth `right`, `wrong`, or empty
    record Act(Instant at, String words, String worth) {}

    record Score(boolean passed, int points, List<Line> lines) {}

    /// @param most that could be had; 0 for what only costs
    record Line(String what, String saw, int points, int most) {}

    Live<State> state();

    /// @param id null for any
    void start(@Nullable String id);

    void hint();

    void name(String cause);

    void giveUp();

    void reset();
}
