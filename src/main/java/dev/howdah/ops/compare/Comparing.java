package dev.howdah.ops.compare;

import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.sql.scan.Quoting;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Compares copies with what they were restored from, one question at a time for each pair. Nothing is written on either.
public final class Comparing implements AutoCloseable {
    /// Rows of a question that are shown.
    public static final int MOST = 200;
    /// A count that takes longer is not waited for.
    private static final Duration COUNTING = Duration.ofSeconds(30);
    private final Doors doors;
    private final Time time;
    private final Work work = new Work("comparing");
    private final Map<List<InstanceRef>, Desk> desks = new ConcurrentHashMap<>();

    /// Guarded by itself.
    private static final class Desk {
        final Live<Comparison> live;
        boolean busy;
        @Nullable
        Pair pair;

        Desk(Live<Comparison> live) {
            this.live = live;
        }
    }

    private interface Question {
        void ask(Pair pair, Live<Comparison> live) throws SqlFailed;
    }

    public Comparing(Doors doors, Time time) {
        this.doors = doors;
        this.time = time;
    }

    /// What is known of a pair.
    public Live<Comparison> of(InstanceRef live, InstanceRef copy) {
        return desk(live, copy).live;
    }

    private Desk desk(InstanceRef live, InstanceRef copy) {
        return desks.computeIfAbsent(List.of(live, copy), _ -> new Desk(new Live<>(Comparison.none(live, copy))));
    }

    /// Counts the rows of every table on both, finds the newest of each, and compares the definitions. Does nothing while another
    /// question runs.
    public void compare(InstanceRef live, InstanceRef copy) {
        run(live, copy, COUNTING, (pair, state) -> {
            state.update(c -> c.with(Map.of()));
            List<String> differ = Catalog.differences(pair.live(), pair.copy());
            Map<String, Relation> here = Catalog.relations(pair.live());
            Map<String, Relation> there = Catalog.relations(pair.copy());
            var names = new TreeSet<>(here.keySet());
            names.addAll(there.keySet());
            var tables = new ArrayList<Comparison.Table>();
            for (String name : names) {
                state.update(c -> c.reading("Counting " + name));
                tables.add(new Comparison.Table(name, side(pair.live(), here.get(name)), side(pair.copy(), there.get(name))));
                var soFar = List.copyOf(tables);
                state.update(c -> c.with(soFar, differ, time.now()));
            }
            state.update(c -> c.with(List.copyOf(tables), differ, time.now()));
        });
    }

    private static Comparison.@Nullable Side side(SqlSession on, @Nullable Relation table) throws SqlFailed {
        if (table == null) {
            return null;
        }
        String newest = table.newest();
        var row = new ArrayList<@Nullable String>();
        boolean counted = Pair.attempt(on, () -> row.addAll(on.ask("SELECT count(*), " + (newest == null
                ? "NULL"
                : "max(" + Quoting.name(newest) + ")::text") + " FROM " + table.quoted()).getFirst()));
        String rows = counted ? row.getFirst() : null;
        return new Comparison.Side(rows == null ? null : Long.valueOf(rows), counted ? row.get(1) : null, newest);
    }

    /// Compares the rows of tables, one after the other, by key.
    ///
    /// @param names full names
    public void compareRows(InstanceRef live, InstanceRef copy, List<String> names) {
        run(live, copy, Doors.PATIENT, (pair, state) -> {
            Map<String, Relation> common = pair.common();
            for (String name : names) {
                Comparison.Rows rows;
                try {
                    Relation relation = common.get(name);
                    rows = relation == null
                            ? new Comparison.Rows(null, "Only one of the two has it.")
                            : new Comparison.Rows(
                                    new RowDiff(pair.live(), pair.copy(), relation, step -> state.update(c -> c.reading(step)))
                                            .sum(),
                                    "");
                } catch (RowDiff.NotComparable e) {
                    rows = new Comparison.Rows(null, e.getMessage() + ".");
                }
                Comparison.Rows found = rows;
                state.update(c -> {
                    var next = new LinkedHashMap<>(c.rows());
                    next.put(name, found);
                    return c.with(Map.copyOf(next));
                });
            }
        });
    }

    /// Asks both the same question.
    public void ask(InstanceRef live, InstanceRef copy, String sql) {
        run(live, copy, COUNTING, (pair, state) -> {
            state.update(c -> c.reading("Asking both"));
            var asked = new Comparison.Asked(sql, Pair.given(pair.live(), sql, MOST), Pair.given(pair.copy(), sql, MOST));
            state.update(c -> c.with(asked));
        });
    }

    private void run(InstanceRef live, InstanceRef copy, Duration statement, Question question) {
        Desk desk = desk(live, copy);
        synchronized (desk) {
            if (desk.busy) {
                return;
            }
            desk.busy = true;
        }
        desk.live.update(c -> c.saying(null).reading("Opening a session with each"));
        work.start("compare", () -> {
            String said = null;
            try (Pair pair = Pair.open(doors, live, copy, statement)) {
                synchronized (desk) {
                    desk.pair = pair;
                }
                question.ask(pair, desk.live);
            } catch (Pair.NotReached e) {
                said = e.getMessage();
            } catch (SqlFailed e) {
                said = "The database says: " + e.getMessage() + (String.valueOf(e.getMessage()).endsWith(".") ? "" : ".");
            } catch (Problem.Thrown e) {
                said = Sentences.happened(e.problem());
            }
            synchronized (desk) {
                desk.busy = false;
                desk.pair = null;
            }
            String words = said;
            desk.live.update(c -> c.reading(null).saying(words));
        });
    }

    /// Ends what runs for a pair.
    public void cancel(InstanceRef live, InstanceRef copy) {
        Desk desk = desk(live, copy);
        Pair pair;
        synchronized (desk) {
            pair = desk.pair;
        }
        if (pair != null) {
            work.start("cancel", () -> {
                for (SqlSession each : List.of(pair.live(), pair.copy())) {
                    each.stop();
                }
            });
        }
    }

    @Override
    public void close() {
        desks.values().forEach(desk -> {
            synchronized (desk) {
                if (desk.pair != null) {
                    desk.pair.live().abandon();
                    desk.pair.copy().abandon();
                }
            }
        });
        work.close();
    }
}
