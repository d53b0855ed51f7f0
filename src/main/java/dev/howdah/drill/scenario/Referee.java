package dev.howdah.drill.scenario;

import dev.howdah.drill.postgres.practice.Ground;
import dev.howdah.drill.world.Application;
import dev.howdah.drill.world.Trail;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps the clock and the score: one run at a time. What is asked of it is done on its own thread, one after the other.
public final class Referee implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Referee.class.getName());
    private static final Duration EVERY = Duration.ofMillis(500);
    private final World world;
    private final List<Scenario> scenarios;
    private final Supplier<Optional<Ground>> ground;
    private final Supplier<@Nullable Application> application;
    private final Runnable clear;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(work -> Thread.ofPlatform().daemon().name("drill-referee").unstarted(work));
    private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
    private final Random chance = new Random();
    private volatile State state = State.FIRST;
    /// The rest belongs to the thread.
    private @Nullable Match match;

    /// @param ground the servers of blog-db; empty while there are none
    /// @param application what lives on them
    /// @param clear takes away faults that were injected
    public Referee(World world, List<Scenario> scenarios, Supplier<Optional<Ground>> ground, Supplier<@Nullable Application> application,
            Runnable clear) {
        this.world = world;
        this.scenarios = List.copyOf(scenarios);
        this.ground = ground;
        this.application = application;
        this.clear = clear;
        thread.scheduleWithFixedDelay(this::tick, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    public List<Card> cards() {
        return scenarios.stream().map(Scenario::card).toList();
    }

    public State state() {
        return state;
    }

    /// Tells each new state, from the referee's thread, beginning with the one that holds now.
    public void follow(Consumer<State> listener) {
        listeners.add(listener);
        listener.accept(state);
    }

    /// Begins a scenario; nothing happens unless the referee is idle.
    ///
    /// @param id null for any, which the learner is not told
    public void start(@Nullable String id) {
        thread.execute(() -> {
            if (state.phase() != State.Phase.IDLE) {
                return;
            }
            Scenario chosen = id == null
                    ? scenarios.get(chance.nextInt(scenarios.size()))
                    : scenarios.stream().filter(s -> s.card().id().equals(id)).findFirst().orElseThrow();
            begin(chosen, id == null);
        });
    }

    private void begin(Scenario chosen, boolean hidden) {
        Ground servers = ground.get().orElse(null);
        Application blog = application.get();
        if (servers == null || blog == null) {
            publish(new State(State.Phase.IDLE, null, state.best(), state.tookReset(),
                    "blog-db has no servers yet: wait until it is available."));
            return;
        }
        var run = new State.Run(chosen.card(), hidden, null, null, List.of(), List.of(), List.of(), List.of(), null, null);
        publish(new State(State.Phase.SETTING, run, state.best(), state.tookReset(), null));
        var stage = new Stage(world, servers, blog);
        try {
            match = Match.begin(chosen, hidden, stage);
            publish(new State(State.Phase.RUNNING, match.told(), state.best(), state.tookReset(), null));
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "drill: " + chosen.card().id() + " could not begin", e);
            servers.close();
            publish(new State(State.Phase.IDLE, null, state.best(), state.tookReset(), "It could not begin: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Gives the next hint, and counts it.
    public void hint() {
        during(Match::hint);
    }

    /// The learner says what it is.
    ///
    /// @param cause of one of the [#cards]
    public void name(String cause) {
        during(m -> m.name(cause));
    }

    /// The learner stops; the run counts as not passed.
    public void giveUp() {
        during(m -> m.end(State.Outcome.GIVEN_UP));
    }

    private void during(Consumer<Match> what) {
        thread.execute(() -> {
            Match now = match;
            if (now != null && state.phase() == State.Phase.RUNNING) {
                what.accept(now);
                tell(now);
            }
        });
    }

    private void tick() {
        Match now = match;
        if (now == null || state.phase() != State.Phase.RUNNING) {
            return;
        }
        try {
            if (now.look(calls(now))) {
                tell(now);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the referee could not look", e);
            if (now.late()) {
                tell(now);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // a scheduled task that throws is never run again, and the run would hang for ever
            LOG.log(Level.ERROR, "the referee stumbled", e);
        }
    }

    private List<Trail.Event> calls(Match now) {
        return world.trail().of(World.HOME).reversed().stream().filter(e -> !e.at().isBefore(now.begun())).toList();
    }

    private void tell(Match now) {
        boolean over = now.over();
        Map<String, Integer> best = new TreeMap<>(state.best());
        State.Run told = now.told();
        Score score = told.score();
        if (score != null && score.passed()) {
            best.merge(told.card().id(), score.points(), Math::max);
        }
        publish(new State(over ? State.Phase.OVER : State.Phase.RUNNING, told, Map.copyOf(best), state.tookReset(), null));
    }

    /// Clears away what the run left: blog-db is as at the start. Also ends a run that goes on.
    public void reset() {
        thread.execute(() -> {
            Match done = match;
            if (done == null || state.phase() != State.Phase.RUNNING && state.phase() != State.Phase.OVER) {
                return;
            }
            long begun = System.nanoTime();
            publish(new State(State.Phase.RESETTING, state.run(), state.best(), state.tookReset(), null));
            String trouble = null;
            try {
                clear.run();
                done.undo();
                match = null;
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.WARNING, "drill: the reset failed", e);
                trouble = "The reset failed: " + e.getMessage() + ". Try again, or leave Howdah and start a new drill.";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            publish(trouble == null
                    ? new State(State.Phase.IDLE, null, state.best(), took, null)
                    : new State(State.Phase.OVER, state.run(), state.best(), state.tookReset(), trouble));
        });
    }

    private void publish(State next) {
        state = next;
        listeners.forEach(l -> l.accept(next));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(20, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "the referee did not end when told to");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
