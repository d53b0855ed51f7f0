package dev.howdah.insights;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What `pg_stat_statements` has counted for one statement since its counters began.
///
/// @param at by the server's clock
/// @param calls how often it ran to its end
/// @param millis in all, planning left out
/// @param hits,reads blocks of 8 KiB found in shared buffers, and not found there
/// @param sql the statement with parameters in place of literals
public record Calls(Instant at, double calls, double millis, double rows, double hits, double reads, String sql) {
    /// @return milliseconds for each call since the counters began; empty when it has not ended once
    public Optional<Double> millisEach() {
        return calls > 0 ? Optional.of(millis / calls) : Optional.empty();
    }

    public Optional<Double> rowsEach() {
        return calls > 0 ? Optional.of(rows / calls) : Optional.empty();
    }

    /// The share of blocks found in shared buffers, 0 to 1.
    public Optional<Double> hitShare() {
        return hits + reads > 0 ? Optional.of(hits / (hits + reads)) : Optional.empty();
    }

    /// What happened between two looks.
    ///
    /// @param perSecond calls that ended, a second
    /// @param millisEach for each of them; NaN when none ended
    public record Rate(double perSecond, double millisEach, Duration over) {}

    /// Empty when the counters began anew in between, or no time has passed.
    public Optional<Rate> since(Calls before) {
        double seconds = Duration.between(before.at, at).toNanos() / 1e9;
        double more = calls - before.calls;
        double spent = millis - before.millis;
        return seconds <= 0 || more < 0 || spent < 0
                ? Optional.empty()
                : Optional.of(new Rate(more / seconds, more > 0 ? spent / more : Double.NaN, Duration.between(before.at, at)));
    }
}
