package dev.howdah.ops.health;

import dev.howdah.health.Facts;
import dev.howdah.health.Finding;
import dev.howdah.health.checks.Checks;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.reach.Reached;
import dev.howdah.ops.reach.Ways;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.task.Leave;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Looks at how databases do: once when somebody comes to look, and again when asked. What is read changes over hours, and asking for it
/// costs the server more than a look at what runs.
public final class Checkups implements AutoCloseable {
    /// Findings of before are shown again to whoever comes back sooner.
    public static final Duration FRESH = Duration.ofMinutes(5);

    /// All that is shown.
    ///
    /// @param wished the database that was chosen; null for the one that people mean
    /// @param facts what the findings are of; null before the first
    /// @param read when that was, by our clock
    /// @param took from the first question to the last answer, the way included
    /// @param busy whether a reading is under way
    /// @param trouble why the last reading gave nothing; null when it did
    public record State(boolean reached, @Nullable String wished, @Nullable Facts facts, List<Finding> findings, @Nullable Instant read,
            Duration took, boolean busy, @Nullable String trouble) {
        static final State NOTHING = new State(false, null, null, List.of(), null, Duration.ZERO, false, null);

        State reached(boolean now) {
            return new State(now, wished, facts, findings, read, took, busy, trouble);
        }

        State reading() {
            return new State(true, wished, facts, findings, read, took, true, trouble);
        }

        State failed(String why) {
            return new State(reached, wished, facts, findings, read, took, false, why);
        }

        /// Findings of one database say nothing of another.
        State of(String database) {
            return new State(reached, database, null, List.of(), null, Duration.ZERO, busy, null);
        }
    }

    /// Guarded by itself.
    private static final class Desk {
        final Live<State> live = new Live<>(State.NOTHING);
        int lookers;
        @Nullable
        AutoCloseable following;
        boolean busy;
        /// Asked for while a reading was under way.
        boolean again;
    }

    private final Ways ways;
    private final Time time;
    private final Function<InstanceRef, String> operator;
    private final Function<InstanceRef, Optional<Instance>> instances;
    private final Work work = new Work("health");
    private final Map<InstanceRef, Desk> desks = new ConcurrentHashMap<>();

    /// @param operator who asks, as the server is told
    /// @param instances what is known of an instance, and empty until it is
    public Checkups(Ways ways, Time time, Function<InstanceRef, String> operator, Function<InstanceRef, Optional<Instance>> instances) {
        this.ways = ways;
        this.time = time;
        this.operator = operator;
        this.instances = instances;
    }

    public Live<State> of(InstanceRef ref) {
        return desk(ref).live;
    }

    private Desk desk(InstanceRef ref) {
        return desks.computeIfAbsent(ref, _ -> new Desk());
    }

    /// Looks once there is a way, unless what is known is fresh; no more than that until it is asked for.
    public AutoCloseable look(InstanceRef ref) {
        Desk desk = desk(ref);
        synchronized (desk) {
            desk.lookers++;
            if (desk.following == null) {
                desk.following = ways.of(ref).follow(Runnable::run, way -> way(ref, desk));
            }
        }
        return new Leave(desk, () -> {
            desk.lookers--;
            AutoCloseable following = desk.following;
            if (desk.lookers == 0 && following != null) {
                desk.following = null;
                close(following);
            }
        });
    }

    private static void close(AutoCloseable following) {
        try {
            following.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads anew.
    public void again(InstanceRef ref) {
        start(ref, desk(ref));
    }

    /// Looks at another database of the same server.
    public void database(InstanceRef ref, String name) {
        Desk desk = desk(ref);
        State before = desk.live.get();
        Facts facts = before.facts();
        if (name.equals(before.wished()) || facts != null && before.wished() == null && name.equals(facts.server().database())) {
            return;
        }
        desk.live.update(s -> s.of(name));
        start(ref, desk);
    }

    private void way(InstanceRef ref, Desk desk) {
        boolean open = ways.reached(ref).isPresent();
        State before = desk.live.get();
        if (open != before.reached()) {
            desk.live.update(s -> s.reached(open));
            Instant read = before.read();
            if (open && (read == null || Duration.between(read, time.now()).compareTo(FRESH) > 0)) {
                start(ref, desk);
            }
        } else if (open && before.read() == null && before.trouble() == null) {
            start(ref, desk);
        }
    }

    private void start(InstanceRef ref, Desk desk) {
        synchronized (desk) {
            if (desk.busy) {
                desk.again = true;
                return;
            }
            desk.busy = true;
        }
        work.start("read", () -> {
            boolean more = true;
            while (more) {
                read(ref, desk);
                synchronized (desk) {
                    more = desk.again;
                    desk.again = false;
                    desk.busy = more;
                }
            }
        });
    }

    private void read(InstanceRef ref, Desk desk) {
        Reached way = ways.reached(ref).orElse(null);
        if (way == null) {
            desk.live.update(s -> s.reached(false));
            return;
        }
        State asked = desk.live.update(State::reading);
        String group = instances.apply(ref).flatMap(i -> i.parameterGroups().stream().findFirst()).map(Instance.ParameterGroup::name)
                .orElse(null);
        try {
            long begun = time.nanos();
            Facts facts = HealthReader.read(way, operator.apply(ref), asked.wished(), group);
            Duration took = Duration.ofNanos(time.nanos() - begun);
            List<Finding> findings = Checks.look(facts);
            Instant at = time.now();
            desk.live.update(s -> java.util.Objects.equals(s.wished(), asked.wished())
                    ? new State(true, s.wished(), facts, findings, at, took, false, null)
                    : s);
        } catch (Problem.Thrown e) {
            desk.live.update(s -> s.failed(Sentences.happened(e.problem())));
        } catch (ConnectFailure e) {
            desk.live.update(s -> s.failed("The database does not let this screen in: " + e.getMessage()));
        }
    }

    @Override
    public void close() {
        work.close();
    }
}
