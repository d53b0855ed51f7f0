package dev.howdah.drill.world;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calls that were meant to change the account, as CloudTrail keeps them, also those that were refused. The drill tells them at once;
/// CloudTrail within minutes.
public final class Trail {
    private static final int KEPT = 10_000;
    /// Guarded by itself.
    private final Deque<Event> events = new ArrayDeque<>();

    /// One call.
    ///
    /// @param source such as `rds.amazonaws.com`
    /// @param resources what it names
    /// @param error AWS's code of the refusal; null for a call that was carried out
    public record Event(String id, Instant at, String source, String name, String region, String accessKey, List<String> resources,
            String requestId, @Nullable String error) {}

    public void add(Event event) {
        synchronized (events) {
            if (events.size() == KEPT) {
                events.removeFirst();
            }
            events.addLast(event);
        }
    }

    /// Those of one region, newest first.
    public List<Event> of(String region) {
        synchronized (events) {
            return events.stream().filter(e -> e.region().equals(region)).toList().reversed();
        }
    }
}
