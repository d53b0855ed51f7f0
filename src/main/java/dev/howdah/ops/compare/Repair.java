package dev.howdah.ops.compare;

import dev.howdah.journal.Permit;
import dev.howdah.sql.session.Answer;
import dev.howdah.sql.session.Leave;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Carries a script out in one transaction of one session, or not at all. Its transaction's number is told before it is committed:
/// by that the server can say for ever after whether it was.
public final class Repair {
    /// Of a script that was shown whole and agreed to.
    public static final Leave AGREED = new Agreed();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /// How long a repair waits for others' locks, and how long one statement of it may take.
    private static final String LIMITS = "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '120s'";

    /// What is told while it goes.
    public interface Told {
        /// A statement is about to be sent; it must be on record when this returns.
        ///
        /// @throws dev.howdah.model.Problem.Thrown when it cannot be recorded: then it is not sent
        void before(Script.Statement statement, int doneRows);

        /// @param rows that it changed
        void after(Script.Statement statement, long rows, String state, Duration took);

        /// All statements went well, and the transaction has this number; it is committed when this returns.
        void number(String transaction);
    }

    /// How it ended.
    public sealed interface End {
        /// Committed.
        ///
        /// @param rows table by table: the words of its statements, and how many rows they changed
        record Done(Map<String, Long> rows) implements End {}

        /// Rolled back; nothing was changed.
        record Undone(String words) implements End {}

        /// The session ended while it was being committed.
        record Lost(String words) implements End {}
    }

    private Repair() {}

    /// @param permit for [SqlSession#WRITE] on `resource`
    /// @throws InterruptedException when told to stop: it is rolled back
    public static End run(SqlSession session, Permit permit, String resource, Script script, Told told) throws InterruptedException {
        try {
            session.writable(permit, resource, AGREED, PATIENCE);
            session.ask("BEGIN");
            for (String each : (Pair.alike() + "; " + LIMITS).split("; ")) {
                session.ask(each);
            }
        } catch (SqlSession.NotWritable | SqlFailed e) {
            return new End.Undone("The session was not allowed to write: " + e.getMessage() + ".");
        }
        var rows = new TreeMap<String, Long>();
        int done = 0;
        for (Script.Statement statement : script.forward()) {
            if (Thread.interrupted()) {
                rollBack(session);
                throw new InterruptedException("stopped before it was committed, and rolled back");
            }
            told.before(statement, done);
            long begun = System.nanoTime();
            String[] tag = {""};
            Answer.Failed[] failed = {null};
            session.run(statement.sql(), answer -> {
                if (answer instanceof Answer.Done(String words)) {
                    tag[0] = words;
                } else if (answer instanceof Answer.Failed failure) {
                    failed[0] = failure;
                }
            });
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            if (failed[0] != null) {
                var message = failed[0].message();
                told.after(statement, 0, message.state(), took);
                rollBack(session);
                String detail = message.more().get("DETAIL");
                return new End.Undone(statement.what() + " failed: " + message.message() + "." + (detail == null ? "" : " " + detail)
                        + " Everything was rolled back.");
            }
            long changed = count(tag[0]);
            told.after(statement, changed, "00000", took);
            rows.merge(statement.what(), changed, Long::sum);
            done += statement.rows();
        }
        return commit(session, told, rows);
    }

    private static End commit(SqlSession session, Told told, Map<String, Long> rows) {
        try {
            told.number(String.valueOf(session.ask("SELECT pg_catalog.txid_current()").getFirst().getFirst()));
        } catch (SqlFailed e) {
            rollBack(session);
            return new End.Undone("The server did not tell the transaction's number: " + e.getMessage() + ". Everything was rolled back.");
        }
        String[] tag = {""};
        Answer.Failed[] failed = {null};
        session.run("COMMIT", answer -> {
            if (answer instanceof Answer.Done(String words)) {
                tag[0] = words;
            } else if (answer instanceof Answer.Failed failure) {
                failed[0] = failure;
            }
        });
        if (failed[0] != null && !session.isOpen()) {
            return new End.Lost("The session was lost while it was being committed: " + failed[0].message().message() + ".");
        }
        return failed[0] == null && tag[0].equals("COMMIT")
                ? new End.Done(rows)
                : new End.Undone("The server rolled it back" + (failed[0] == null ? "." : ": " + failed[0].message().message() + "."));
    }

    private static void rollBack(SqlSession session) {
        if (session.isOpen()) {
            session.run("ROLLBACK", _ -> {
            });
        }
    }

    /// Rows of a command tag such as `INSERT 0 500`.
    static long count(String tag) {
        String last = tag.substring(tag.lastIndexOf(' ') + 1);
        return last.matches("\\d+") ? Long.parseLong(last) : 0;
    }

    /// What the server knows of a transaction.
    public enum Fate {
        COMMITTED, ABORTED, GOING,
        /// So long ago that the server has forgotten.
        FORGOTTEN
    }

    /// Asks what became of a transaction.
    public static Fate fate(SqlSession session, String transaction) throws SqlFailed {
        if (!transaction.matches("\\d{1,19}")) {
            throw new IllegalArgumentException("'" + transaction + "' is no transaction's number");
        }
        @Nullable
        String status = session.ask("SELECT pg_catalog.txid_status(" + transaction + ")").getFirst().getFirst();
        return status == null
                ? Fate.FORGOTTEN
                : switch (status.toLowerCase(Locale.ROOT)) {
                    case "committed" -> Fate.COMMITTED;
                    case "aborted" -> Fate.ABORTED;
                    default -> Fate.GOING;
                };
    }

    /// The whole script was shown and agreed to.
    private static final class Agreed implements Leave {
        @Override
        public boolean lasts() {
            return true;
        }

        @Override
        public Choice asked(String sql, List<String> reasons, @Nullable String plan) {
            return Choice.RUN;
        }
    }
}
