package dev.howdah.ops.migrate;

import dev.howdah.sql.session.Answer;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.task.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Applies a migration's SQL to a copy of the database and measures what each statement does to it: how long it takes, which locks it
/// takes, what it writes anew. A file runs in one transaction, as migration tools run it, unless one of its statements cannot or it has
/// transactions of its own. Locks are read from a second session each tenth of a second, and once more before the transaction ends,
/// when all are still held.
public final class Rehearsal {
    private static final Duration LOOK = Duration.ofMillis(100);
    /// What PostgreSQL refuses inside a transaction, and what begins or ends one.
    private static final Pattern ON_ITS_OWN = Pattern.compile("(?is)\\s*(?:(?:CREATE|DROP|REINDEX|ALTER)\\b.*\\bCONCURRENTLY\\b|VACUUM\\b|"
            + "CREATE\\s+DATABASE\\b|DROP\\s+DATABASE\\b|ALTER\\s+SYSTEM\\b|BEGIN\\b|START\\s+TRANSACTION\\b|COMMIT\\b|END\\b|ROLLBACK\\b).*");
    /// Tables of users, whose indexes go with them; oid, name, file.
    private static final String FILES = "SELECT c.oid, c.oid::pg_catalog.regclass, c.relfilenode FROM pg_catalog.pg_class c JOIN "
            + "pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT LIKE "
            + "'pg\\_%' AND n.nspname <> 'information_schema'";
    private final SqlSession worker;
    private final SqlSession beside;
    private final Time time;

    /// @param worker that may write
    /// @param beside another session with the same database, which only looks
    public Rehearsal(SqlSession worker, SqlSession beside, Time time) {
        this.worker = worker;
        this.beside = beside;
        this.time = time;
    }

    /// What one statement did.
    ///
    /// @param took from sending it to its answer
    /// @param locks relation → strongest lock that it took and did not have before, as in `AccessExclusiveLock`; what it made itself is left
    /// out
    /// @param rewritten relations whose file is another one since
    /// @param wal bytes of write-ahead log
    /// @param error the server's words when it failed; null when it went well
    public record Step(String file, int line, String text, Duration took, Map<String, String> locks, List<String> rewritten, long wal,
            @Nullable String error) {}

    /// What all of it did.
    ///
    /// @param digest of the SQL, see [SqlFiles.Sources]
    /// @param image digest of the image whose run this stands for; empty when it is not known
    /// @param held relation → how long it was locked against writers at most
    /// @param temp bytes of temporary files
    public record Result(String digest, String image, Instant at, Duration took, List<Step> steps, Map<String, Duration> held, long temp) {
        public Result {
            steps = List.copyOf(steps);
        }

        /// Whether every statement went well.
        public boolean good() {
            return steps.stream().noneMatch(s -> s.error() != null);
        }

        /// For the plan, as a sentence.
        public String words() {
            String tables = held.isEmpty()
                    ? "no table was locked against writers"
                    : held.entrySet().stream().map(e -> e.getKey() + " was locked against writers for " + millis(e.getValue()))
                            .collect(Collectors.joining(", "));
            Set<String> anew = new TreeSet<>();
            steps.forEach(s -> anew.addAll(s.rewritten()));
            return "Rehearsed at " + at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + ": " + steps.size() + " statements in "
                    + millis(took) + "; " + tables + "; " + (anew.isEmpty()
                            ? "nothing was written anew"
                            : String.join(", ", anew)
                                    + " written anew")
                    + (good() ? "." : "; it failed: " + steps.getLast().error() + ".");
        }

        /// Listed for the journal: each statement by its number.
        public Map<String, String> found() {
            var found = new LinkedHashMap<String, String>();
            found.put("image", image);
            found.put("tempBytes", String.valueOf(temp));
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                found.put(String.format(Locale.ROOT, "step%03d", i + 1), step.file() + ":" + step.line() + " " + millis(step.took())
                        + step.locks().entrySet().stream().map(e -> "; " + e.getValue() + " on " + e.getKey()).sorted()
                                .collect(Collectors.joining())
                        + (step.rewritten().isEmpty() ? "" : "; writes " + String.join(", ", step.rewritten()) + " anew") + "; "
                        + step.wal()
                        + " bytes of WAL" + (step.error() == null ? "" : "; failed: " + step.error()));
            }
            return found;
        }

        private static String millis(Duration d) {
            return d.toMillis() < 10_000 ? d.toMillis() + " ms" : d.toSeconds() + " s";
        }
    }

    /// What is told while it goes.
    public interface Told {
        /// A statement is about to be sent; it must be on record when this returns.
        void before(SqlFiles.Statement statement);

        void after(Step step);
    }

    /// Runs it all, and stops at the first statement that fails: its transaction is rolled back.
    ///
    /// @param sql as it was reviewed
    /// @param statements of `sql`, in order
    /// @throws SqlFailed when the server does not answer what is asked beside the statements
    /// @throws InterruptedException when told to stop: what is open is rolled back with the session
    public Result run(SqlFiles.Sources sql, List<SqlFiles.Statement> statements, String image, Told told)
            throws SqlFailed, InterruptedException {
        Instant at = time.now();
        long begun = time.nanos();
        long temp = temp();
        var steps = new ArrayList<Step>();
        var held = new TreeMap<String, Duration>();
        for (List<SqlFiles.Statement> file : byFile(statements)) {
            boolean wrapped = file.stream().noneMatch(s -> ON_ITS_OWN.matcher(s.text()).matches());
            if (!file(file, wrapped, steps, held, told)) {
                break;
            }
        }
        return new Result(sql.digest(), image, at, Duration.ofNanos(time.nanos() - begun), steps, Map.copyOf(held),
                Math.max(0, temp() - temp));
    }

    private static List<List<SqlFiles.Statement>> byFile(List<SqlFiles.Statement> statements) {
        var files = new LinkedHashMap<String, List<SqlFiles.Statement>>();
        statements.forEach(s -> files.computeIfAbsent(s.file(), _ -> new ArrayList<>()).add(s));
        return List.copyOf(files.values());
    }

    private boolean file(List<SqlFiles.Statement> file, boolean wrapped, List<Step> steps, Map<String, Duration> held, Told told)
            throws SqlFailed, InterruptedException {
        // what it makes itself is nobody else's to wait for
        Set<String> there = files().keySet();
        if (wrapped) {
            worker.ask("BEGIN");
        }
        var known = new LinkedHashMap<Lock, Long>();
        for (SqlFiles.Statement statement : file) {
            told.before(statement);
            Step step = step(statement, known, there);
            steps.add(step);
            told.after(step);
            if (step.error() != null) {
                if (wrapped || worker.state() != SqlSession.State.IDLE) {
                    worker.ask("ROLLBACK");
                }
                return false;
            }
            if (!wrapped && worker.state() == SqlSession.State.IDLE) {
                until(known, held);
            }
        }
        if (wrapped) {
            worker.ask("COMMIT");
        }
        until(known, held);
        return true;
    }

    /// The locks are gone: how long they were there at most.
    private void until(Map<Lock, Long> known, Map<String, Duration> held) {
        long now = time.nanos();
        known.forEach((lock, since) -> {
            if (lock.againstWriters()) {
                held.merge(lock.relation(), Duration.ofNanos(now - since), (a, b) -> a.compareTo(b) >= 0 ? a : b);
            }
        });
        known.clear();
    }

    private record Lock(String relation, String mode) {
        /// Whether nobody else can insert, update or delete meanwhile.
        boolean againstWriters() {
            return STRENGTH.indexOf(mode) >= STRENGTH.indexOf("ShareLock");
        }
    }

    /// Weakest first (PostgreSQL manual, "Explicit Locking").
    private static final List<String> STRENGTH = List.of("AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock",
            "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock");

    private Step step(SqlFiles.Statement statement, Map<Lock, Long> known, Set<String> there) throws SqlFailed, InterruptedException {
        Map<String, List<String>> before = files();
        before.keySet().retainAll(there);
        String wal = one("SELECT pg_catalog.pg_current_wal_insert_lsn()");
        var seen = new LinkedHashSet<Lock>();
        long begun = time.nanos();
        String error = sampled(statement.text(), seen, before);
        Duration took = Duration.ofNanos(time.nanos() - begun);
        if (error != null) {
            return new Step(statement.file(), statement.line(), statement.text(), took, strongest(seen), List.of(), 0, error);
        }
        look(seen, before);
        long written = Long
                .parseLong(one("SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '" + wal + "')::bigint"));
        var rewritten = new TreeSet<String>();
        files().forEach((oid, now) -> {
            List<String> then = before.get(oid);
            if (then != null && !then.get(2).equals(now.get(2))) {
                rewritten.add(now.get(1));
            }
        });
        seen.removeAll(known.keySet());
        seen.forEach(lock -> known.putIfAbsent(lock, begun));
        return new Step(statement.file(), statement.line(), statement.text(), took, strongest(seen), List.copyOf(rewritten), written, null);
    }

    /// Sends one statement, and looks from beside while it runs.
    ///
    /// @return the server's words when it failed
    private @Nullable String sampled(String sql, Set<Lock> seen, Map<String, List<String>> relations)
            throws SqlFailed, InterruptedException {
        String[] error = {null};
        var ended = new java.util.concurrent.CountDownLatch(1);
        Thread running = Thread.ofVirtual().name("rehearsal").start(() -> {
            try {
                worker.run(sql, answer -> {
                    if (answer instanceof Answer.Failed(var message)) {
                        error[0] = message.message();
                    }
                });
            } finally {
                ended.countDown();
            }
        });
        try {
            while (!ended.await(LOOK.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                look(seen, relations);
            }
            running.join();
        } catch (InterruptedException e) {
            worker.stop();
            throw e;
        }
        return error[0];
    }

    /// Adds what the worker holds on relations that were there before.
    private void look(Set<Lock> seen, Map<String, List<String>> relations) throws SqlFailed {
        for (List<@Nullable String> row : beside.ask("SELECT relation, mode FROM pg_catalog.pg_locks WHERE pid = " + worker.pid()
                + " AND locktype = 'relation' AND granted")) {
            List<String> relation = relations.get(String.valueOf(row.get(0)));
            if (relation != null) {
                seen.add(new Lock(relation.get(1), String.valueOf(row.get(1))));
            }
        }
    }

    private static Map<String, String> strongest(Set<Lock> seen) {
        var strongest = new TreeMap<String, String>();
        seen.forEach(lock -> strongest.merge(lock.relation(), lock.mode(),
                (a, b) -> STRENGTH.indexOf(a) >= STRENGTH.indexOf(b) ? a : b));
        return Map.copyOf(strongest);
    }

    /// oid → oid, name, file; as the worker sees it, in its transaction too.
    private Map<String, List<String>> files() throws SqlFailed {
        return worker.ask(FILES).stream().map(row -> row.stream().map(String::valueOf).toList())
                .collect(Collectors.toMap(List::getFirst, row -> row, (a, _) -> a, LinkedHashMap::new));
    }

    private String one(String sql) throws SqlFailed {
        return String.valueOf(worker.ask(sql).getFirst().getFirst());
    }

    private long temp() throws SqlFailed {
        return Long.parseLong(String.valueOf(beside
                .ask("SELECT temp_bytes FROM pg_catalog.pg_stat_database WHERE datname = pg_catalog.current_database()").getFirst()
                .getFirst()).toLowerCase(Locale.ROOT));
    }
}
