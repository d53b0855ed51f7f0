package dev.howdah.ops.query;

import dev.howdah.journal.Journal;
import dev.howdah.journal.Statement;
import dev.howdah.sql.scan.Redaction;
import dev.howdah.sql.session.Ledger;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every statement on its way into the journal. What reads is written a moment later, many lines with one force of the disk, so that
/// ten thousand small queries do not wait for ten thousand of them; what may write is on the disk before it is sent, or is not sent.
public final class Record implements AutoCloseable {
    /// Lines that are written at once.
    private static final int BATCH = 200;
    private final Journal journal;
    private final BooleanSupplier keepsLiterals;
    private final Time time;
    private final Work work;
    private final Consumer<String> trouble;
    private final Queue<Statement> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Object turn = new Object();
    /// Statements that could not be written, and why the last of them; guarded by `turn`.
    private long lost;
    private String why = "";

    /// @param keepsLiterals whether texts are kept as they were typed
    /// @param work writes what waits; closed with this
    /// @param trouble is told once when statements begin to be lost, on any thread
    public Record(Journal journal, BooleanSupplier keepsLiterals, Time time, Work work, Consumer<String> trouble) {
        this.journal = journal;
        this.keepsLiterals = keepsLiterals;
        this.time = time;
        this.work = work;
        this.trouble = trouble;
    }

    /// The ledger of a session.
    ///
    /// @param intent what allows it to write; null when nothing does
    public Ledger of(Statement.Session session, @Nullable String intent) {
        return new Ledger() {
            @Override
            public @Nullable String before(String sql, boolean standardStrings, boolean writes) {
                if (!writes) {
                    return null;
                }
                Statement one = statement(Statement.Phase.BEFORE, sql, standardStrings, new Outcome(0, "", java.time.Duration.ZERO));
                drain();
                try {
                    journal.statements(List.of(one));
                    return null;
                } catch (IOException e) {
                    return "the journal cannot be written (" + words(e) + ")";
                }
            }

            @Override
            public void after(String sql, boolean standardStrings, Outcome outcome) {
                waiting.add(statement(Statement.Phase.AFTER, sql, standardStrings, outcome));
                if (asked.compareAndSet(false, true)) {
                    work.background("journal", () -> {
                        asked.set(false);
                        drain();
                    });
                }
            }

            private Statement statement(Statement.Phase phase, String sql, boolean standardStrings, Outcome outcome) {
                boolean kept = keepsLiterals.getAsBoolean();
                return new Statement(time.now(), intent, session, phase, kept ? sql.strip() : Redaction.of(sql, standardStrings), !kept,
                        outcome.rows(), outcome.state(), outcome.took());
            }
        };
    }

    /// Returns when all that was run before is written, or known not to be.
    ///
    /// @return a sentence about what is missing since the last call; null when nothing is
    public @Nullable String settle() {
        drain();
        synchronized (turn) {
            String said = lost == 0 ? null : sentence();
            lost = 0;
            return said;
        }
    }

    private String sentence() {
        return "NOT IN THE JOURNAL: " + (lost == 1 ? "a statement was" : lost + " statements were") + " run and could not be recorded ("
                + why + "). Reads go on; nothing that writes will be sent.";
    }

    private void drain() {
        synchronized (turn) {
            for (List<Statement> batch = batch(); !batch.isEmpty(); batch = batch()) {
                try {
                    journal.statements(batch);
                } catch (IOException e) {
                    boolean first = lost == 0;
                    lost += batch.size();
                    why = words(e);
                    if (first) {
                        trouble.accept(sentence());
                    }
                }
            }
        }
    }

    private List<Statement> batch() {
        var batch = new ArrayList<Statement>();
        for (Statement one = waiting.poll(); one != null; one = waiting.poll()) {
            batch.add(one);
            if (batch.size() == BATCH) {
                break;
            }
        }
        return batch;
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /// Writes what waits, and takes no more.
    @Override
    public void close() {
        // first, because whoever is interrupted while it writes loses what it holds
        drain();
        work.close();
        drain();
    }
}
