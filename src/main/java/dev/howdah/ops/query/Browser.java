package dev.howdah.ops.query;

import dev.howdah.model.InstanceRef;
import dev.howdah.model.Loaded;
import dev.howdah.model.Problem;
import dev.howdah.ops.reach.Reached;
import dev.howdah.ops.reach.Ways;
import dev.howdah.sql.meta.Outline;
import dev.howdah.sql.session.CatalogOutline;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the databases of instances hold, read from the catalog in a read-only session of its own with short limits: a sheet's session
/// may be busy or in a transaction, and what was typed there must not wait for a look at the schema. The session is given back when
/// nobody has looked for a while, because it takes a connection slot.
final class Browser implements AutoCloseable {
    /// Catalog reads that take longer are ended by the server.
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration UNUSED = Duration.ofSeconds(60);

    private static final class Shelf {
        final Live<Contents> live = new Live<>(Contents.UNKNOWN);
        /// Whoever reads holds it.
        final Object turn = new Object();
        /// Guarded by the shelf, with what is below.
        @Nullable
        SqlSession session;
        @Nullable
        Reached of;
        String database = "";
        Instant used = Instant.MIN;
    }

    private final Ways ways;
    private final Time time;
    private final Function<InstanceRef, String> operator;
    private final Work work;
    private final Map<InstanceRef, Shelf> shelves = new ConcurrentHashMap<>();

    /// @param work closed by whoever gave it
    Browser(Ways ways, Time time, Function<InstanceRef, String> operator, Work work) {
        this.ways = ways;
        this.time = time;
        this.operator = operator;
        this.work = work;
    }

    Live<Contents> of(InstanceRef ref) {
        return shelf(ref).live;
    }

    private Shelf shelf(InstanceRef ref) {
        return shelves.computeIfAbsent(ref, _ -> new Shelf());
    }

    /// Reads the outline; does nothing when there is no way to the instance.
    ///
    /// @param database whose; empty for the one that people mean when they name none
    void read(InstanceRef ref, String database) {
        Shelf shelf = shelf(ref);
        work.start("schema", () -> {
            Loaded<Outline> now;
            try {
                Outline outline = asked(ref, shelf, database, session -> CatalogOutline.of(session, name(shelf)));
                now = Loaded.ready(outline, time.now());
            } catch (NotReached e) {
                return;
            } catch (Problem.Thrown e) {
                now = shelf.live.get().outline().failed(e.problem());
            }
            Loaded<Outline> read = now;
            shelf.live.update(c -> new Contents(read, Map.of()));
        });
    }

    /// Reads a relation's details.
    void details(InstanceRef ref, long oid) {
        Shelf shelf = shelf(ref);
        work.start("relation", () -> {
            Loaded<Outline.Details> now;
            try {
                now = Loaded.ready(asked(ref, shelf, name(shelf), session -> CatalogOutline.details(session, oid)), time.now());
            } catch (NotReached e) {
                return;
            } catch (Problem.Thrown e) {
                now = new Loaded.Failed<>(e.problem());
            }
            Loaded<Outline.Details> read = now;
            shelf.live.update(c -> {
                var all = new HashMap<>(c.details());
                all.put(oid, read);
                return new Contents(c.outline(), Map.copyOf(all));
            });
        });
    }

    /// What a session of the instance holds, in words. Waits for the answer.
    ///
    /// @throws Problem.Thrown when the server does not answer
    String held(InstanceRef ref, int pid) throws NotReached {
        Shelf shelf = shelf(ref);
        List<List<@Nullable String>> rows = asked(ref, shelf, name(shelf), session -> session.ask(HeldLocks.question(pid)));
        return HeldLocks.words(Integer.parseInt(String.valueOf(rows.getFirst().get(0))), rows.getFirst().get(1));
    }

    private static String name(Shelf shelf) {
        synchronized (shelf) {
            return shelf.database;
        }
    }

    private interface Question<T> {
        T ask(SqlSession session) throws SqlFailed;
    }

    static final class NotReached extends Exception {}

    private <T> T asked(InstanceRef ref, Shelf shelf, String database, Question<T> question) throws NotReached {
        synchronized (shelf.turn) {
            try {
                return question.ask(session(ref, shelf, database));
            } catch (ConnectFailure e) {
                throw new Problem.Thrown(new Problem.Unreachable(ref.id(), Problem.Unreachable.Kind.OTHER, source(e)), e);
            } catch (SqlFailed e) {
                throw new Problem.Thrown(new Problem.Sql(e.serverMessage().state(), e.serverMessage().message(), source(e)), e);
            } finally {
                synchronized (shelf) {
                    shelf.used = time.now();
                }
            }
        }
    }

    private static Problem.Source source(Exception e) {
        return new Problem.Source("postgresql", null, String.valueOf(e.getMessage()));
    }

    private SqlSession session(InstanceRef ref, Shelf shelf, String database) throws NotReached, ConnectFailure {
        Reached reached = ways.reached(ref).orElseThrow(NotReached::new);
        String wanted = database.isEmpty() ? reached.database().usualDatabase() : database;
        synchronized (shelf) {
            SqlSession before = shelf.session;
            if (before != null && before.isOpen() && shelf.of == reached && shelf.database.equals(wanted)) {
                return before;
            }
            if (before != null) {
                before.close();
                shelf.session = null;
            }
        }
        SqlSession made = reached.database().session(Safety.of(operator.apply(ref)).withStatement(LONGEST), wanted);
        synchronized (shelf) {
            shelf.session = made;
            shelf.of = reached;
            shelf.database = wanted;
        }
        work.background("schema unused", () -> giveBack(shelf, made));
        return made;
    }

    private void giveBack(Shelf shelf, SqlSession made) {
        try {
            while (true) {
                time.sleep(UNUSED);
                synchronized (shelf.turn) {
                    synchronized (shelf) {
                        if (shelf.session != made) {
                            return;
                        }
                        if (Duration.between(shelf.used, time.now()).compareTo(UNUSED) >= 0) {
                            shelf.session = null;
                            made.close();
                            return;
                        }
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        for (Shelf shelf : new LinkedHashMap<>(shelves).values()) {
            synchronized (shelf) {
                if (shelf.session != null) {
                    shelf.session.close();
                    shelf.session = null;
                }
            }
        }
    }
}
