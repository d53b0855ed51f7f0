package dev.howdah.task;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Waiting times between attempts: doubling from `first` to `most`, each with full jitter over its upper half.
public record Backoff(Duration first, Duration most) {
    /// The wait before attempt `attempt` (1 is the first repetition).
    public Duration before(int attempt, RandomGenerator random) {
        long ceiling = Math.min(most.toMillis(), first.toMillis() << Math.min(attempt - 1, 20));
        return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    }
}
