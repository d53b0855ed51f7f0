package dev.howdah.drill.world;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What CloudWatch Logs keeps in one region. An event is there when it was written and seen when it was ingested, which is later.
public final class LogGroups {
    /// Bytes that AWS counts for an event beyond its text.
    private static final int OVERHEAD = 26;
    private final Map<String, Group> groups = new TreeMap<>();

    /// One line.
    ///
    /// @param number its place among all events of the stream, from 0
    public record Event(long number, Instant at, Instant ingested, String message) {}

    /// A stream as it is seen at a time.
    ///
    /// @param events those ingested by then, in order of their time
    public record Stream(String group, String name, Instant created, List<Event> events) {}

    /// A group as it is.
    public record Summary(String name, Instant created, long bytes) {}

    private static final class Group {
        private final Instant created;
        private final Map<String, Instant> born = new TreeMap<>();
        private final Map<String, List<Event>> streams = new TreeMap<>();

        Group(Instant created) {
            this.created = created;
        }
    }

    /// False when there is one of this name.
    public synchronized boolean create(String group, Instant at) {
        return groups.putIfAbsent(group, new Group(at)) == null;
    }

    /// False when there is none.
    public synchronized boolean remove(String group) {
        return groups.remove(group) != null;
    }

    public synchronized List<Summary> groups() {
        return groups.entrySet().stream().map(e -> new Summary(e.getKey(), e.getValue().created,
                e.getValue().streams.values().stream().flatMap(List::stream).mapToLong(LogGroups::bytes).sum())).toList();
    }

    public static long bytes(Event event) {
        return event.message().getBytes(StandardCharsets.UTF_8).length + OVERHEAD;
    }

    public synchronized boolean has(String group) {
        return groups.containsKey(group);
    }

    /// Adds a line, to a stream that is made when it is not there. False when there is no such group.
    public synchronized boolean write(String group, String stream, Instant at, Instant ingested, String message) {
        Group found = groups.get(group);
        if (found == null) {
            return false;
        }
        found.born.putIfAbsent(stream, at);
        List<Event> events = found.streams.computeIfAbsent(stream, _ -> new ArrayList<>());
        events.add(new Event(events.size(), at, ingested, message));
        return true;
    }

    /// The streams of a group in order of their names; null when there is no such group.
    public synchronized @Nullable List<Stream> streams(String group, Instant now) {
        Group found = groups.get(group);
        return found == null ? null : found.streams.keySet().stream().map(name -> stream(group, found, name, now)).toList();
    }

    /// One stream; null when there is no such group or stream.
    public synchronized @Nullable Stream stream(String group, String name, Instant now) {
        Group found = groups.get(group);
        return found == null || !found.streams.containsKey(name) ? null : stream(group, found, name, now);
    }

    private static Stream stream(String group, Group found, String name, Instant now) {
        return new Stream(group, name, found.born.getOrDefault(name, Instant.EPOCH),
                found.streams.getOrDefault(name, List.of()).stream().filter(e -> !e.ingested().isAfter(now)).toList());
    }
}
