package dev.howdah.drill.postgres;

import java.time.Instant;

/// A log file of the current primary, by the name that RDS gives it (`error/postgresql.log.2026-11-24-11`).
public record LogFile(String name, long size, Instant lastWritten) {
    /// A piece of it, and where the next piece begins.
    public record Portion(String text, long next, boolean more) {}
}
