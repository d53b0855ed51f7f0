package dev.howdah.drill.scenario;

import java.time.Instant;

/// Something that somebody did during a run, as the account or the servers show it.
public record Act(Instant at, Kind kind, String words) {
    /// What it is worth in this scenario.
    public enum Kind {
        /// It takes the cause away, or what it harms.
        RIGHT,
        /// It costs more than it brings.
        WRONG,
        /// Neither.
        OTHER
    }
}
