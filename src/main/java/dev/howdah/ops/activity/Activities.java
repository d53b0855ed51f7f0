package dev.howdah.ops.activity;

import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.reach.Reached;
import dev.howdah.ops.reach.Ways;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Database;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.task.Leave;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Watches what servers do while somebody looks. It has a session of its own; where the server has no
/// slot left for one, it asks in the session that watches the way, so that it also works when nobody can log in any more.
public final class Activities implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Activities.class.getName());
    /// How often the server is asked.
    public static final Duration USUAL = Duration.ofMillis(500);
    public static final List<Duration> PACES = List.of(USUAL, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5));
    private static final Duration SESSION_AGAIN = Duration.ofSeconds(10);

    /// All that is shown.
    ///
    /// @param sample the newest; null before the first
    /// @param trouble why there is no newer one; null when there is
    /// @param shared whether the server had no slot for a session of our own
    public record State(boolean reached, @Nullable Sample sample, @Nullable String trouble, Duration every,
            boolean paused, boolean shared) {
        static final State NOTHING = new State(false, null, null, USUAL, false, false);

        /// How old the newest sample must be before it counts as old.
        public Duration stale() {
            return every.multipliedBy(3).plusSeconds(1);
        }
    }

    /// Guarded by itself.
    private static final class Desk {
        final Live<State> live = new Live<>(State.NOTHING);
        Beside.Wish wish = Beside.Wish.NOTHING;
        int lookers;
        boolean running;
        /// Whether the next look does not wait for its turn.
        boolean hurry;
    }

    /// A session and its reader. Used by the watch's thread alone.
    private static final class Seat {
        @Nullable
        Reached of;
        @Nullable
        Database own;
        @Nullable
        Reader reader;
        long tried;

        void leave() {
            if (own != null) {
                own.close();
            }
            own = null;
            reader = null;
            of = null;
        }
    }

    private final Ways ways;
    private final Time time;
    private final Function<InstanceRef, String> operator;
    private final Work work = new Work("activity");
    private final Map<InstanceRef, Desk> desks = new ConcurrentHashMap<>();

    /// @param operator who asks, as the server is told
    public Activities(Ways ways, Time time, Function<InstanceRef, String> operator) {
        this.ways = ways;
        this.time = time;
        this.operator = operator;
    }

    public Live<State> of(InstanceRef ref) {
        return desk(ref).live;
    }

    private Desk desk(InstanceRef ref) {
        return desks.computeIfAbsent(ref, _ -> new Desk());
    }

    /// Looks until the handle is closed; the last who leaves ends the session.
    public AutoCloseable look(InstanceRef ref) {
        Desk desk = desk(ref);
        synchronized (desk) {
            desk.lookers++;
            if (!desk.running) {
                desk.running = true;
                work.background("watch", () -> watch(ref, desk));
            }
            desk.notifyAll();
        }
        return new Leave(desk, () -> desk.lookers--);
    }

    /// Sets how often the server is asked, and whether it is asked at all.
    public void pace(InstanceRef ref, Duration every, boolean paused) {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("a pace is longer than nothing: " + every);
        }
        Desk desk = desk(ref);
        synchronized (desk) {
            desk.live.update(s -> new State(s.reached(), s.sample(), s.trouble(), every, paused, s.shared()));
            desk.notifyAll();
        }
    }

    /// Sets what is read beside what runs; a look that has it comes at once, also while it is paused.
    public void beside(InstanceRef ref, Beside.Wish wish) {
        Desk desk = desk(ref);
        synchronized (desk) {
            desk.hurry |= wish != desk.wish;
            desk.wish = wish;
            desk.notifyAll();
        }
    }

    private void watch(InstanceRef ref, Desk desk) {
        var seat = new Seat();
        try {
            long next = time.nanos();
            boolean hurried = false;
            while (true) {
                if (!desk.live.get().paused() || hurried) {
                    sample(ref, desk, seat);
                }
                synchronized (desk) {
                    State before = desk.live.get();
                    // the pace is kept from start to start; a slow answer does not lead to a burst
                    next = Math.max(next + before.every().toNanos(), time.nanos());
                    while (desk.lookers > 0 && !desk.hurry && (before.paused() == desk.live.get().paused())
                            && before.every().equals(desk.live.get().every())
                            && time.nanos() < next) {
                        desk.wait(Math.max(1, (next - time.nanos()) / 1_000_000));
                    }
                    hurried = desk.hurry;
                    desk.hurry = false;
                    if (desk.lookers == 0) {
                        desk.running = false;
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            seat.leave();
        }
    }

    private void sample(InstanceRef ref, Desk desk, Seat seat) {
        Reached reached = ways.reached(ref).orElse(null);
        if (reached == null) {
            seat.leave();
            desk.live.update(s -> new State(false, s.sample(), null, s.every(), s.paused(), false));
            return;
        }
        try {
            Reader reader = reader(reached, seat);
            Beside.Wish wish;
            synchronized (desk) {
                wish = desk.wish;
            }
            Sample now = reader.read(clients(ref), wish);
            boolean shared = seat.own == null;
            desk.live.update(s -> new State(true, now, null, s.every(), s.paused(), shared));
        } catch (Problem.Thrown e) {
            String why = Sentences.happened(e.problem());
            if (seat.own == null || !seat.own.isOpen()) {
                seat.leave();
            }
            desk.live.update(s -> new State(true, s.sample(), why, s.every(), s.paused(), s.shared()));
        }
    }

    private Reader reader(Reached reached, Seat seat) {
        if (seat.of != reached) {
            seat.leave();
        }
        Reader now = seat.reader;
        boolean again = seat.own == null && time.nanos() - seat.tried > SESSION_AGAIN.toNanos();
        if (now != null && !again) {
            return now;
        }
        seat.of = reached;
        seat.tried = time.nanos();
        try {
            Database own = reached.more().open();
            seat.own = own;
            now = new Reader(own, elsewhere(reached));
        } catch (ConnectFailure e) {
            LOG.log(Level.DEBUG, "no session of its own", e);
            now = now == null ? new Reader(reached.database(), elsewhere(reached)) : now;
        }
        seat.reader = now;
        return now;
    }

    private Names.Elsewhere elsewhere(Reached reached) {
        return (name, sql) -> {
            try (SqlSession there = reached.database().session(Safety.of(operator.apply(reached.instance())), name)) {
                return there.ask(sql);
            }
        };
    }

    private Map<String, String> clients(InstanceRef ref) {
        var names = new HashMap<String, String>();
        ways.of(ref).get().hops().forEach(h -> {
            if (h.address() != null) {
                names.putIfAbsent(h.address(), h.name());
            }
        });
        return names;
    }

    @Override
    public void close() {
        work.close();
    }
}
