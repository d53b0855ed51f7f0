package dev.howdah.drill.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the referee is.
///
/// @param run the one that goes on, or ended and was not cleared away; null when there is none
/// @param best the most points of each scenario that was passed, in this drill
/// @param tookReset how long the last clearing away took; null before the first
/// @param trouble why something did not work, in words; null when all did
public record State(Phase phase, @Nullable Run run, Map<String, Integer> best, @Nullable Duration tookReset, @Nullable String trouble) {
    /// What can be done next follows from it.
    public enum Phase {
        /// Something can be started.
        IDLE,
        /// A scenario is being brought about.
        SETTING,
        /// It goes on.
        RUNNING,
        /// It has ended; it must be cleared away before the next.
        OVER,
        /// It is being cleared away.
        RESETTING
    }

    /// How a run ended.
    public enum Outcome {
        RESOLVED, TOO_LATE, GIVEN_UP
    }

    /// One run.
    ///
    /// @param hidden whether the learner wants to be surprised
    /// @param begun by the drill's clock; null while it is being brought about
    /// @param ended null while it goes on
    /// @param hints those that were asked for
    /// @param facts what the scenario did; empty until it is over
    /// @param acts what was done about it, as the account and the servers show it; empty until it is over
    /// @param outcome null while it goes on
    /// @param score null while it goes on
    public record Run(Card card, boolean hidden, @Nullable Instant begun, @Nullable Instant ended, List<String> hints, List<Guess> guesses,
            List<Fact> facts, List<Act> acts, @Nullable Outcome outcome, @Nullable Score score) {}

    static final State FIRST = new State(Phase.IDLE, null, Map.of(), null, null);
}
