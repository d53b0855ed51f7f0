package dev.howdah.sql.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One statement on its way into the ledger: looks at what comes back, and keeps of it the count and the SQLSTATE.
final class Recorded {
    private final Psql psql;
    private final String sql;
    private long rows;
    private @Nullable String state;

    Recorded(Psql psql, String sql) {
        this.psql = psql;
        this.sql = sql;
    }

    /// What runs it.
    interface Sending {
        boolean send() throws IOException;
    }

    /// Runs it between the two entries.
    ///
    /// @param refused is told when the ledger does not let it go
    boolean run(Consumer<Answer> refused, Sending sending) throws IOException {
        boolean standardStrings = !psql.session.parameter("standard_conforming_strings").equals("off");
        String why = psql.ledger.before(sql, standardStrings, psql.session.safety() == null);
        if (why != null) {
            refused.accept(new Answer.Failed(new ServerMessage("ERROR", "58030", "not sent: " + why, 0, new TreeMap<>(Map.of("HINT",
                    "What writes has to be on record first.")))));
            return false;
        }
        long begun = System.nanoTime();
        boolean good = false;
        try {
            good = sending.send();
            return good;
        } finally {
            String ended = state != null ? state : good ? "00000" : "XX000";
            psql.ledger.after(sql, standardStrings, new Ledger.Outcome(rows, ended, Duration.ofNanos(System.nanoTime() - begun)));
        }
    }

    void saw(Answer answer) {
        switch (answer) {
            case Answer.Rows came -> rows += came.rows().size();
            case Answer.Done(String tag) -> {
                String last = tag.substring(tag.lastIndexOf(' ') + 1);
                if (tag.matches("(INSERT|UPDATE|DELETE|MERGE|COPY) .*") && last.matches("\\d{1,18}")) {
                    // with RETURNING the rows that came are the ones that were changed
                    rows = Math.max(rows, Long.parseLong(last));
                }
            }
            case Answer.Failed(ServerMessage message) -> {
                if (state == null) {
                    state = message.state().isEmpty() ? "XX000" : message.state();
                }
            }
            case Answer.Notice _ -> {
            }
        }
    }
}
