package dev.howdah.sql.session;

import dev.howdah.sql.scan.Gate;
import dev.howdah.sql.scan.Gate.Verdict;
import dev.howdah.sql.scan.Risk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A session while it may write: each message is looked at once more, and what takes every row, cannot be undone or may make others
/// wait without an end is shown before it is sent. A session that was this is never read-only again: it is closed.
final class Writing {
    private static final String SAVEPOINT = "_howdah_preview";
    private final SqlSession session;
    private final Leave leave;
    /// Whether all that runs is rolled back.
    boolean previewing;

    Writing(SqlSession session, Leave leave) {
        this.session = session;
        this.leave = leave;
    }

    /// Runs one message, if it may be.
    <X extends Exception> boolean run(String sql, Consumer<Answer> answers, ReadOnly.Sending<X> sending) throws X {
        if (!leave.lasts()) {
            return refused(answers, "25006", "the time for writing is over", "Allow writes again.");
        }
        boolean standardStrings = !session.parameter("standard_conforming_strings").equals("off");
        Risk risk = Risk.of(sql, standardStrings);
        if (previewing || risk.measures()) {
            return preview(sql, standardStrings, answers, sending);
        }
        List<String> reasons = new ArrayList<>(risk.reasons());
        if (risk.ddl() && (risk.setsLockTimeout() || waitsForEver())) {
            reasons.add("it takes locks, and with lock_timeout 0 it waits for them for ever while others queue behind it");
        }
        if (reasons.isEmpty()) {
            return sending.send();
        }
        Leave.Choice choice = leave.asked(sql, reasons, risk.single() ? plan(sql) : null);
        if (choice != Leave.Choice.LEAVE_IT && !leave.lasts()) {
            return refused(answers, "25006", "the time for writing was over before it was confirmed", "Allow writes again.");
        }
        return switch (choice) {
            case RUN -> sending.send();
            case PREVIEW -> preview(sql, standardStrings, answers, sending);
            case LEAVE_IT -> refused(answers, "57014", "it was not confirmed: " + String.join("; ", reasons), "Nothing was changed by it.");
        };
    }

    private static boolean refused(Consumer<Answer> answers, String state, String what, String hint) {
        answers.accept(new Answer.Failed(message("ERROR", state, "not sent, " + what, Map.of("HINT", hint))));
        return false;
    }

    private static ServerMessage message(String severity, String state, String text, Map<String, String> more) {
        return new ServerMessage(severity, state, text, 0, new TreeMap<>(more));
    }

    private boolean waitsForEver() {
        boolean[] zero = {false};
        session.send("SHOW lock_timeout", answer -> {
            if (answer instanceof Answer.Rows rows) {
                zero[0] |= rows.rows().stream().anyMatch(r -> "0".equals(r.getFirst()));
            }
        });
        return zero[0];
    }

    /// What the planner expects, found without running it and without leaving a trace in the transaction that may be open.
    private @Nullable String plan(String sql) {
        if (session.state() == SqlSession.State.FAILED) {
            return null;
        }
        boolean own = session.state() == SqlSession.State.IDLE;
        Consumer<Answer> nobody = _ -> {
        };
        String[] plan = {null};
        if (session.send(own ? "BEGIN TRANSACTION READ ONLY" : "SAVEPOINT " + SAVEPOINT, nobody)) {
            session.send("EXPLAIN (FORMAT JSON) " + sql, answer -> {
                if (answer instanceof Answer.Rows rows && !rows.rows().isEmpty()) {
                    plan[0] = rows.rows().getFirst().getFirst();
                }
            });
            session.send(own ? "ROLLBACK" : "ROLLBACK TO SAVEPOINT " + SAVEPOINT + "; RELEASE SAVEPOINT " + SAVEPOINT, nobody);
        }
        return plan[0];
    }

    /// Runs it, checks what is deferred, and takes it back. What no rollback takes back is not run.
    private <X extends Exception> boolean preview(String sql, boolean standardStrings, Consumer<Answer> answers,
            ReadOnly.Sending<X> sending) throws X {
        Verdict verdict = Gate.of(sql, standardStrings);
        if (!(verdict instanceof Verdict.Read)) {
            return refused(answers, "25006", "a preview could not take it back" + (verdict instanceof Verdict.Refused(String what, var _)
                    ? ": " + what
                    : ""), "Run it by itself.");
        }
        if (session.state() == SqlSession.State.FAILED) {
            return sending.send();
        }
        boolean own = session.state() == SqlSession.State.IDLE;
        if (!session.send(own ? "BEGIN" : "SAVEPOINT " + SAVEPOINT, SqlSession.onlyTrouble(answers))) {
            return false;
        }
        boolean good = false;
        try {
            good = sending.send() && session.send("SET CONSTRAINTS ALL IMMEDIATE", SqlSession.onlyTrouble(answers));
        } finally {
            good &= takeBack(own, answers);
        }
        if (good) {
            answers.accept(
                    new Answer.Notice(message("NOTICE", "00000", "preview: it ran and was rolled back, nothing was kept", Map.of())));
        }
        return good;
    }

    private boolean takeBack(boolean own, Consumer<Answer> answers) {
        if (!session.isOpen()) {
            return false;
        }
        if (session.state() == SqlSession.State.IDLE) {
            answers.accept(new Answer.Failed(message("ERROR", "2D000",
                    "the statement ended the transaction of its preview, and what it did may be kept; the session is closed", Map.of())));
            session.close();
            return false;
        }
        return session.send(own ? "ROLLBACK" : "ROLLBACK TO SAVEPOINT " + SAVEPOINT + "; RELEASE SAVEPOINT " + SAVEPOINT,
                SqlSession.onlyTrouble(answers));
    }
}
