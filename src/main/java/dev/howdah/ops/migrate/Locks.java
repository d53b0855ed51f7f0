package dev.howdah.ops.migrate;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who waits for whom, from `pg_stat_activity` and `pg_locks`, which no migration can lock. The migration's own sessions are those that come
/// from its task's address and began after the task.
public final class Locks {
    /// One row a session, in the order of [Session]'s members.
    static final String QUESTION = """
            WITH l AS MATERIALIZED (SELECT locktype, relation, classid, objid, pid, mode, granted, waitstart FROM pg_catalog.pg_locks
               WHERE pid IS NOT NULL AND (locktype IN ('relation', 'advisory') OR NOT granted))
            SELECT a.pid, pg_catalog.to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), a.usename, a.application_name,
               pg_catalog.host(a.client_addr), a.state, pg_catalog.left(a.query, 400),
               pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - a.query_start),
               pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - a.xact_start),
               CASE WHEN a.wait_event_type = 'Lock' THEN pg_catalog.array_to_string(pg_catalog.pg_blocking_pids(a.pid), ',') ELSE '' END,
               (SELECT w.mode || ' on ' || COALESCE(c.relname, w.locktype) FROM l w LEFT JOIN pg_catalog.pg_class c ON c.oid = w.relation
                  WHERE w.pid = a.pid AND NOT w.granted LIMIT 1),
               (SELECT pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - pg_catalog.min(w.waitstart)) FROM l w
                  WHERE w.pid = a.pid AND NOT w.granted),
               (SELECT pg_catalog.string_agg(DISTINCT g.mode || ' on ' || c.relname, ', ') FROM l g JOIN pg_catalog.pg_class c
                  ON c.oid = g.relation AND c.relkind IN ('r', 'p', 'm') JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  AND n.nspname NOT IN ('pg_catalog', 'information_schema') WHERE g.pid = a.pid AND g.granted),
               (SELECT pg_catalog.string_agg(DISTINCT g.classid || '/' || g.objid, ',') FROM l g
                  WHERE g.pid = a.pid AND g.granted AND g.locktype = 'advisory')
            FROM pg_catalog.pg_stat_activity a
            WHERE a.backend_type IN ('client backend', 'autovacuum worker') AND a.pid <> pg_catalog.pg_backend_pid() AND a.state IS NOT NULL ORDER BY a.pid""";
    /// Servers before PostgreSQL 14 do not tell since when a lock is waited for; the statement's age stands for it.
    static final String QUESTION_13 = QUESTION.replace(", granted, waitstart FROM", ", granted, NULL::timestamptz AS waitstart FROM");
    /// The first half of the key of Flyway's advisory lock ("Fl" in ASCII); the second is a hash.
    private static final Set<String> FLYWAY = Set.of("18027", "18028", "18029");
    /// A task's sessions may seem a little older than the task: two clocks.
    private static final Duration SKEW = Duration.ofSeconds(5);

    private Locks() {}

    /// One session.
    ///
    /// @param statement since when its statement runs, or ran
    /// @param transaction since when its transaction is open; null without one
    /// @param waits `AccessShareLock on posts`; null while it waits for no lock
    /// @param waited how long it has; zero while it does not
    /// @param blockers processes for which it waits, those before it in the queue included; 0 for a prepared transaction
    /// @param holds locks on tables
    /// @param advisory keys of the advisory locks that it holds
    public record Session(int pid, Instant began, String user, String application, @Nullable String address, String state, String query,
            Duration statement, @Nullable Duration transaction, @Nullable String waits, Duration waited, List<Integer> blockers,
            List<String> holds, List<String> advisory) {
        static Session of(List<@Nullable String> row) {
            Duration statement = seconds(row.get(7));
            Duration wait = seconds(row.get(11));
            boolean waiting = row.get(10) != null;
            return new Session(Integer.parseInt(text(row, 0)), instant(text(row, 1)), text(row, 2), text(row, 3), row.get(4), text(row, 5),
                    text(row, 6), statement == null ? Duration.ZERO : statement, seconds(row.get(8)), row.get(10),
                    !waiting ? Duration.ZERO : wait != null ? wait : statement == null ? Duration.ZERO : statement,
                    words(row.get(9)).stream().map(Integer::valueOf).toList(), words(row.get(12)), words(row.get(13)));
        }

        /// Whether a migration tool's lock is among those that it holds.
        public boolean migrates() {
            return advisory.stream().anyMatch(key -> FLYWAY.contains(key.substring(0, key.indexOf('/'))));
        }

        private static String text(List<@Nullable String> row, int at) {
            String text = row.get(at);
            return text == null ? "" : text;
        }

        private static Instant instant(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("the server gave a time that is none: " + text, e);
            }
        }

        private static @Nullable Duration seconds(@Nullable String text) {
            return text == null ? null : Duration.ofMillis(Math.max(0, Math.round(Double.parseDouble(text) * 1000)));
        }

        private static List<String> words(@Nullable String text) {
            return text == null || text.isEmpty() ? List.of() : Arrays.stream(text.split(",")).map(String::strip).toList();
        }
    }

    /// Where a session stands.
    public enum Role {
        /// The migration waits for it.
        AHEAD, MIGRATION,
        /// It waits for the migration, directly or behind another one.
        BEHIND
    }

    /// One line of the tree.
    ///
    /// @param depth 0 for those that wait for nobody
    public record Line(Session session, Role role, int depth) {}

    /// The queue around a migration at one moment, roots first.
    ///
    /// @param own how many sessions of the migration there are, those that only sit there included
    public record View(Instant asOf, List<Line> lines, int own) {

        public List<Session> of(Role role) {
            return lines.stream().filter(l -> l.role == role).map(Line::session).toList();
        }

        /// How long the one behind it that waits longest has waited.
        public Duration longest() {
            return of(Role.BEHIND).stream().map(Session::waited).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        }
    }

    /// What may queue behind a migration before its own sessions, and no others, are cancelled.
    ///
    /// @param waiters at so many
    /// @param patience or when one of them has waited so long
    public record Limit(int waiters, Duration patience) {
        /// Why it is reached, as a sentence; empty while it is not.
        public Optional<String> reached(View view) {
            int behind = view.of(Role.BEHIND).size();
            if (behind >= waiters) {
                return Optional.of(behind + " sessions wait behind the migration; the limit is " + waiters + ".");
            }
            return behind > 0 && view.longest().compareTo(patience) >= 0
                    ? Optional.of("A session has waited " + view.longest().toSeconds() + " s behind the migration; the limit is "
                            + patience.toSeconds() + " s.")
                    : Optional.empty();
        }

        /// `5 waiters or 30 s`.
        public String words() {
            return waiters + (waiters == 1 ? " waiter" : " waiters") + " or " + patience.toSeconds() + " s";
        }
    }

    /// The queue around the sessions of a task.
    ///
    /// @param address of the task's network interface
    /// @param since when the task was created
    public static View around(List<Session> all, @Nullable String address, Instant since, Instant asOf) {
        Map<Integer, Session> byPid = new HashMap<>();
        all.forEach(s -> byPid.put(s.pid(), s));
        Set<Integer> own = new LinkedHashSet<>();
        all.stream().filter(s -> address != null && address.equals(s.address()) && !s.began().isBefore(since.minus(SKEW)))
                .forEach(s -> own.add(s.pid()));
        Set<Integer> behind = reach(all, own, true);
        Set<Integer> ahead = reach(all, own, false);
        Map<Integer, Role> roles = new LinkedHashMap<>();
        ahead.forEach(p -> roles.put(p, Role.AHEAD));
        behind.forEach(p -> roles.put(p, Role.BEHIND));
        own.forEach(p -> roles.put(p, Role.MIGRATION));
        var lines = new ArrayList<Line>();
        Set<Integer> done = new HashSet<>();
        roles.keySet().stream().filter(byPid::containsKey).sorted().filter(p -> parent(byPid, p, roles) == null)
                .forEach(p -> add(lines, byPid, roles, p, 0, done));
        // a cycle has no root: the server ends one of it soon
        roles.keySet().stream().filter(byPid::containsKey).sorted().filter(p -> !done.contains(p))
                .forEach(p -> add(lines, byPid, roles, p, 0, done));
        return new View(asOf, lines.stream().filter(l -> l.role != Role.MIGRATION || busy(l.session, lines)).toList(), own.size());
    }

    /// Of the migration's own sessions those that matter: that wait, hold, or run.
    private static boolean busy(Session s, List<Line> lines) {
        return s.waits() != null || !s.holds().isEmpty() || s.state().equals("active")
                || lines.stream().anyMatch(l -> l.session.blockers().contains(s.pid()));
    }

    private static void add(List<Line> lines, Map<Integer, Session> byPid, Map<Integer, Role> roles, int pid, int depth,
            Set<Integer> done) {
        Session session = byPid.get(pid);
        Role role = roles.get(pid);
        if (session == null || role == null || !done.add(pid)) {
            return;
        }
        lines.add(new Line(session, role, depth));
        byPid.values().stream().sorted(Comparator.comparing(Session::waited).reversed())
                .filter(s -> Integer.valueOf(pid).equals(parent(byPid, s.pid(), roles)))
                .forEach(s -> add(lines, byPid, roles, s.pid(), depth + 1, done));
    }

    /// The one for which a session is shown to wait: the migration where it is among them, else the first.
    private static @Nullable Integer parent(Map<Integer, Session> byPid, int pid, Map<Integer, Role> roles) {
        Session s = byPid.get(pid);
        if (s == null) {
            return null;
        }
        List<Integer> blockers = s.blockers().stream().filter(roles::containsKey).filter(byPid::containsKey).toList();
        return blockers.stream().filter(b -> roles.get(b) == Role.MIGRATION).findFirst()
                .orElseGet(() -> blockers.stream().findFirst().orElse(null));
    }

    /// All that wait for `from`, or for which it waits, over any number of steps.
    private static Set<Integer> reach(List<Session> all, Set<Integer> from, boolean waiters) {
        Set<Integer> reached = new LinkedHashSet<>();
        Deque<Integer> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            int pid = open.pop();
            List<Integer> next = waiters
                    ? all.stream().filter(s -> s.blockers().contains(pid)).map(Session::pid).toList()
                    : all.stream().filter(s -> s.pid() == pid).flatMap(s -> s.blockers().stream()).toList();
            next.stream().filter(p -> !from.contains(p) && reached.add(p)).forEach(open::push);
        }
        return reached;
    }
}
