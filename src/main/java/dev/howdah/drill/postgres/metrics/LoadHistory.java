package dev.howdah.drill.postgres.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who was at work in each second of the last six hours. A second in which nobody could look is not there; one in which nobody
/// worked is, and is empty.
public final class LoadHistory {
    private static final int ROWS = (int) Duration.ofHours(6).toSeconds();
    private static final int REMEMBERED = 4_000;
    /// Guarded by `this`, as is the next.
    private final Deque<Row> rows = new ArrayDeque<>();
    /// Most seconds look like the one before: a session that was seen is kept once.
    private final Map<Session, Session> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Session, Session> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// An active session at one moment; text that the server does not have is empty.
    ///
    /// @param queryId the server's own id of the statement without its literals, 0 for none
    /// @param kind `client backend`, `parallel worker`, `autovacuum worker`
    /// @param waitType empty when it waits for nothing
    public record Session(String sql, long queryId, String user, String database, String host, String application, String kind,
            String waitType, String waitEvent) {}

    /// One look.
    public record Row(Instant time, List<Session> sessions) {}

    synchronized void add(Instant time, List<Session> sessions) {
        rows.addLast(new Row(time, sessions.stream().map(this::once).toList()));
        if (rows.size() > ROWS) {
            rows.removeFirst();
        }
    }

    private Session once(Session session) {
        Session known = seen.putIfAbsent(session, session);
        return known == null ? session : known;
    }

    /// The looks from `from` (inclusive) to `to` (exclusive), oldest first.
    public synchronized List<Row> rows(Instant from, Instant to) {
        var found = new ArrayList<Row>();
        for (var newest = rows.descendingIterator(); newest.hasNext();) {
            Row row = newest.next();
            if (row.time.isBefore(from)) {
                break;
            }
            if (row.time.isBefore(to)) {
                found.add(row);
            }
        }
        return found.reversed();
    }
}
