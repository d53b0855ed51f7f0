package dev.howdah.drill.world;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The last requests that were understood, oldest first; a test reads from it what a client really sent.
public final class RequestLog {
    private static final int KEPT = 20_000;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /// One request.
    ///
    /// @param changes whether the operation may change the account
    public record Entry(Instant at, String service, String operation, String region, String accessKey, boolean changes, String requestId) {}

    public synchronized void add(Entry entry) {
        if (entries.size() == KEPT) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /// How often an operation was asked for.
    public synchronized long count(String operation) {
        return entries.stream().filter(e -> e.operation().equals(operation)).count();
    }

    public synchronized void clear() {
        entries.clear();
    }
}
