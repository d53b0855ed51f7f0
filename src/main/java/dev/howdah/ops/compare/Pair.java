package dev.howdah.ops.compare;

import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.sql.session.Answer;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A session with live and one with the copy, each in a transaction that sees one moment and writes nothing, and both writing values
/// the same way.
public final class Pair implements AutoCloseable {
    /// What text a value has depends on these.
    private static final String ALIKE = "SET LOCAL DateStyle = 'ISO, MDY'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL TimeZone = 'UTC'; "
            + "SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL xmlbinary = 'base64'";
    private final Doors.Opened live;
    private final Doors.Opened copy;

    private Pair(Doors.Opened live, Doors.Opened copy) {
        this.live = live;
        this.copy = copy;
    }

    /// Which of the two is not reached; a sentence.
    public static final class NotReached extends Exception {
        NotReached(InstanceRef ref) {
            super("There is no session with " + ref.id() + ": connect to it first.");
        }
    }

    /// @throws Problem.Thrown when a server does not answer
    public static Pair open(Doors doors, InstanceRef live, InstanceRef copy, Duration statement) throws NotReached, SqlFailed {
        Doors.Opened here = doors.open(live, statement).orElseThrow(() -> new NotReached(live));
        Doors.Opened there = null;
        try {
            Optional<Doors.Opened> found = doors.open(copy, statement);
            there = found.orElseThrow(() -> new NotReached(copy));
            begin(here.session());
            begin(there.session());
            return new Pair(here, there);
        } catch (NotReached | SqlFailed | Problem.Thrown e) {
            here.close();
            if (there != null) {
                there.close();
            }
            throw e;
        }
    }

    private static void begin(SqlSession session) throws SqlFailed {
        session.ask("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        for (String each : ALIKE.split("; ")) {
            session.ask(each);
        }
    }

    /// The words in which a session that writes must read and write values, to go with what was compared.
    static String alike() {
        return ALIKE;
    }

    public SqlSession live() {
        return live.session();
    }

    public SqlSession copy() {
        return copy.session();
    }

    public Doors.Opened liveDoor() {
        return live;
    }

    /// Tables of both, as both have them.
    Map<String, Relation> common() throws SqlFailed {
        Map<String, Relation> here = Catalog.relations(live());
        Map<String, Relation> there = Catalog.relations(copy());
        var both = new LinkedHashMap<String, Relation>();
        here.forEach((name, relation) -> {
            Relation other = there.get(name);
            if (other != null) {
                both.put(name, relation.common(other));
            }
        });
        return both;
    }

    /// Tries what may fail without losing the transaction, and so what it sees.
    static boolean attempt(SqlSession on, Attempt what) throws SqlFailed {
        on.ask("SAVEPOINT howdah_try");
        try {
            what.go();
            return true;
        } catch (SqlFailed e) {
            if (!on.isOpen()) {
                throw e;
            }
            on.ask("ROLLBACK TO SAVEPOINT howdah_try");
            return false;
        }
    }

    interface Attempt {
        void go() throws SqlFailed;
    }

    /// Up to `most` rows of a question, or the server's words.
    static Comparison.Given given(SqlSession on, String sql, int most) throws SqlFailed {
        if (!dev.howdah.sql.scan.Risk.of(sql, true).single()) {
            return new Comparison.Given(java.util.List.of(), java.util.List.of(), false, "ask one question at a time, a single SELECT");
        }
        on.ask("SAVEPOINT howdah_question");
        var rows = new java.util.ArrayList<java.util.List<@org.jspecify.annotations.Nullable String>>();
        var fields = new java.util.ArrayList<Answer.Field>();
        var failure = new java.util.ArrayList<String>();
        var how = on.stream(sql, most, most, answer -> {
            switch (answer) {
                case Answer.Rows r -> {
                    if (fields.isEmpty()) {
                        fields.addAll(r.fields());
                    }
                    rows.addAll(r.rows());
                }
                case Answer.Failed(var message) -> failure.add(message.message());
                case Answer.Done _,Answer.Notice _ -> {
                }
            }
        });
        if (on.isOpen()) {
            on.ask("ROLLBACK TO SAVEPOINT howdah_question");
        }
        return new Comparison.Given(fields, rows, how == SqlSession.Streamed.CUT, failure.isEmpty() ? null : failure.getFirst());
    }

    @Override
    public void close() {
        live.close();
        copy.close();
    }
}
