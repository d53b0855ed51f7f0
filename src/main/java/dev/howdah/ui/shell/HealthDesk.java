package dev.howdah.ui.shell;

import dev.howdah.ops.health.Checkups;
import dev.howdah.task.Live;
import dev.howdah.task.Scope;
import dev.howdah.ui.health.HealthState;
import dev.howdah.ui.health.HealthView;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.nav.Place;
import java.util.concurrent.Executor;

/// Feeds the Health screen.
final class HealthDesk implements HealthView.Answers {
    private final Checkups checkups;
    private final Place.Health at;
    private final HealthView view;

    /// @param screen for as long as the screen is shown
    /// @param computing where states are made
    HealthDesk(Console console, Place.Health at, Scope screen, Executor computing) {
        this.checkups = console.checkups();
        this.at = at;
        view = new HealthView(at.ref().id(), console.time()::now, this);
        var shown = new Live<>(HealthState.of(checkups.of(at.ref()).get()));
        screen.hold(checkups.of(at.ref()).follow(computing, state -> shown.set(HealthState.of(state))));
        screen.hold(shown.follow(Fx.THREAD, view::show));
        screen.hold(checkups.look(at.ref()));
        view.live(screen);
    }

    HealthView view() {
        return view;
    }

    @Override
    public void again() {
        checkups.again(at.ref());
    }

    @Override
    public void database(String name) {
        checkups.database(at.ref(), name);
    }
}
