package dev.howdah.sql.session;

import dev.howdah.sql.scan.Gate;
import dev.howdah.sql.scan.Gate.Verdict;
import java.sql.SQLException;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Keeps one session read-only. What holds is the server's: each message runs in a transaction begun `READ ONLY` that has its
/// snapshot already (from then on the server refuses to make it read-write, to a typed SET and to a function alike), and that
/// transaction is rolled back. [Gate] keeps away what would end the transaction or has effects outside of it.
final class ReadOnly {
    /// After the empty SELECT the mode of the transaction is fixed (`check_transaction_read_only` of the server's variable.c).
    private static final String OPENING = "BEGIN TRANSACTION READ ONLY; SELECT";
    private final SqlSession session;
    private final Safety safety;

    private ReadOnly(SqlSession session, Safety safety) {
        this.session = session;
        this.safety = safety;
    }

    /// Sends what was judged to be harmless.
    ///
    /// @param <X> what reading or writing COPY's data may throw
    interface Sending<X extends Exception> {
        boolean send() throws X;
    }

    /// @throws SQLException when the server has other values than it was told
    static ReadOnly of(SqlSession session, Safety safety) throws SQLException {
        var wrong = new StringJoiner(", ");
        var list = new StringJoiner(" UNION ALL ");
        safety.parameters().forEach((name, value) -> {
            String unit = value.endsWith("ms") ? "setting || 'ms'" : "setting";
            list.add("SELECT name, " + unit + ", '" + value + "' FROM pg_catalog.pg_settings WHERE name = '" + name + "'");
        });
        boolean asked = session.send(list.toString(), answer -> {
            switch (answer) {
                case Answer.Rows rows -> rows.rows().stream().filter(r -> !String.valueOf(r.get(1)).equals(r.get(2)))
                        .forEach(r -> wrong.add(r.get(0) + " is " + r.get(1)));
                case Answer.Failed failed -> wrong.add(failed.message().message());
                case Answer.Done _,Answer.Notice _ -> {
                }
            }
        });
        if (!asked || wrong.length() > 0) {
            throw new SQLException("the server did not take the session's limits (" + wrong + "); a pooler between may drop them", "08004");
        }
        return new ReadOnly(session, safety);
    }

    Safety safety() {
        return safety;
    }

    /// Runs one message.
    ///
    /// @param sending sends it as it is
    /// @return whether no error came
    <X extends Exception> boolean run(String sql, Consumer<Answer> answers, Sending<X> sending) throws X {
        boolean standardStrings = !session.parameter("standard_conforming_strings").equals("off");
        boolean open = session.state() != SqlSession.State.IDLE;
        return switch (Gate.of(sql, standardStrings)) {
            case Verdict.Read _ -> open ? sending.send() : enveloped("ROLLBACK", answers, sending);
            case Verdict.Keep _ -> open ? sending.send() : enveloped("COMMIT", answers, sending);
            case Verdict.Bare _ -> sending.send();
            case Verdict.Begin(String begin) -> open ? sending.send() : begin(begin, answers);
            case Verdict.End(boolean commits) -> open ? end(commits, answers) : sending.send();
            case Verdict.Refused(String what, String hint) -> {
                answers.accept(new Answer.Failed(message("ERROR", "25006", "not sent, the session is read-only: " + what,
                        Map.of("HINT", hint))));
                yield false;
            }
        };
    }

    private static ServerMessage message(String severity, String state, String text, Map<String, String> more) {
        return new ServerMessage(severity, state, text, 0, new TreeMap<>(more));
    }

    private <X extends Exception> boolean enveloped(String closing, Consumer<Answer> answers, Sending<X> sending) throws X {
        if (!session.send(OPENING, SqlSession.onlyTrouble(answers))) {
            return false;
        }
        boolean good = false;
        try {
            good = sending.send();
        } finally {
            if (session.isOpen() && session.state() != SqlSession.State.IDLE) {
                good &= session.send(good ? closing : "ROLLBACK", SqlSession.onlyTrouble(answers));
            } else if (session.isOpen()) {
                good = false;
                answers.accept(new Answer.Failed(message("ERROR", "2D000",
                        "the statement ended the transaction that kept it read-only; the session is closed", Map.of())));
                session.close();
            }
        }
        return good;
    }

    private boolean begin(String sql, Consumer<Answer> answers) {
        return session.send(sql + "; SELECT", answer -> {
            if (!(answer instanceof Answer.Rows) && !(answer instanceof Answer.Done(String tag) && tag.startsWith("SELECT"))) {
                answers.accept(answer);
            }
        });
    }

    /// What a function has set or notified inside the transaction ends with it too.
    private boolean end(boolean commits, Consumer<Answer> answers) {
        if (commits) {
            answers.accept(
                    new Answer.Notice(message("NOTICE", "00000", "the session is read-only: its transactions are rolled back", Map.of())));
        }
        return session.send("ROLLBACK", answers);
    }
}
