package dev.howdah.ui.shell;

import dev.howdah.ops.Request;
import dev.howdah.ops.activity.Activities;
import dev.howdah.ops.activity.Backend;
import dev.howdah.ops.activity.Beside;
import dev.howdah.ops.activity.Sample;
import dev.howdah.sql.session.Signal;
import dev.howdah.task.Live;
import dev.howdah.task.Scope;
import dev.howdah.ui.activity.ActivityState;
import dev.howdah.ui.activity.ActivityView;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.nav.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Feeds the Activity screen: states are made on the window's own thread for that, shown on the JavaFX thread.
final class ActivityDesk implements ActivityView.Answers {
    private final Console console;
    private final Activities activities;
    private final Place.Activity at;
    private final Executor computing;
    private final OperationDesk desk;
    private final Runnable connect;
    private final AtomicReference<ActivityState.Ask> ask = new AtomicReference<>(new ActivityState.Ask(ActivityState.Mode.RUNNING, ""));
    private final AtomicReference<@Nullable Instant> read = new AtomicReference<>();
    private final AtomicReference<@Nullable Sample> newest = new AtomicReference<>();
    private final AtomicReference<@Nullable String> said = new AtomicReference<>();
    private final Live<ActivityState> shown;
    private final ActivityView view;

    /// @param screen for as long as the screen is shown
    /// @param computing where states are made
    /// @param desk plans what is asked for
    /// @param connect goes to the way to the database
    ActivityDesk(Console console, Place.Activity at, Scope screen, Executor computing, OperationDesk desk, Runnable connect) {
        this.console = console;
        this.activities = console.activities();
        this.at = at;
        this.computing = computing;
        this.desk = desk;
        this.connect = connect;
        shown = new Live<>(ActivityState.of(activities.of(at.ref()).get(), ask.get(), null, null));
        view = new ActivityView(at.ref().id(), console.time()::now, this);
        screen.hold(new Told(console, at.ref(), computing, words -> {
            said.set(words);
            compute();
        }));
        screen.hold(activities.look(at.ref()));
        screen.hold(activities.of(at.ref()).follow(computing, _ -> compute()));
        screen.hold(shown.follow(Fx.THREAD, view::show));
        screen.hold(() -> activities.beside(at.ref(), Beside.Wish.NOTHING));
        view.live(screen);
    }

    ActivityView view() {
        return view;
    }

    /// Runs on the computing thread.
    private void compute() {
        Activities.State state = activities.of(at.ref()).get();
        if (state.sample() != null && newest.getAndSet(state.sample()) != state.sample()) {
            read.set(console.time().now());
        }
        shown.set(ActivityState.of(state, ask.get(), read.get(), said.get()));
    }

    @Override
    public void asked(ActivityState.Ask next) {
        ask.set(next);
        activities.beside(at.ref(), switch (next.mode()) {
            case PROGRESS -> Beside.Wish.PROGRESS;
            case REPLICATION -> Beside.Wish.REPLICATION;
            case RUNNING, WAITING, BLOCKING, ALL -> Beside.Wish.NOTHING;
        });
        computing.execute(this::compute);
    }

    @Override
    public void pace(Duration every, boolean paused) {
        activities.pace(at.ref(), every, paused);
    }

    @Override
    public void end(Backend who, Signal signal) {
        Instant began = who.began();
        if (began != null) {
            desk.ask(at.scope(), new Request.SignalSession(at.ref(), who.pid(), began, signal == Signal.TERMINATE,
                    Stream.of(who.user(), who.application(), who.clientName()).filter(w -> w != null && !w.isEmpty()).map(String::valueOf)
                            .collect(Collectors.joining(", "))));
        }
    }

    @Override
    public void connect() {
        connect.run();
    }
}
