package dev.howdah.drill.postgres;

import java.time.Instant;

/// The times that point-in-time recovery can reach: from the end of the first base backup to the newest heartbeat whose WAL
/// is in the archive.
public record RestoreWindow(Instant earliest, Instant latest) {
    public boolean contains(Instant time) {
        return !time.isBefore(earliest) && !time.isAfter(latest);
    }
}
