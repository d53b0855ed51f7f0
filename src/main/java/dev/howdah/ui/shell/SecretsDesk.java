package dev.howdah.ui.shell;

import dev.howdah.ops.Request;
import dev.howdah.ops.posture.Rotations;
import dev.howdah.task.Live;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.nav.Place;
import dev.howdah.ui.secrets.SecretsState;
import dev.howdah.ui.secrets.SecretsView;
import java.util.concurrent.Executor;

/// Feeds the Secrets screen.
final class SecretsDesk implements SecretsView.Answers {
    private final Rotations rotations;
    private final Place.Secrets at;
    private final OperationDesk desk;
    private final SecretsView view;

    /// @param screen for as long as the screen is shown
    /// @param computing where states are made
    /// @param desk where plans are shown
    SecretsDesk(Console console, Place.Secrets at, Scope screen, Executor computing, OperationDesk desk) {
        this.rotations = console.rotations();
        this.at = at;
        this.desk = desk;
        view = new SecretsView(at.ref().id(), console.time()::now, this);
        var shown = new Live<>(SecretsState.of(rotations.of(at.ref()).get(), console.time().now(), console.zone()));
        screen.hold(rotations.of(at.ref()).follow(computing,
                state -> shown.set(SecretsState.of(state, console.time().now(), console.zone()))));
        screen.hold(shown.follow(Fx.THREAD, view::show));
        screen.hold(rotations.look(at.scope(), at.ref()));
        view.live(screen);
    }

    SecretsView view() {
        return view;
    }

    @Override
    public void again() {
        rotations.again(at.ref());
    }

    @Override
    public void restart(String cluster, String service) {
        desk.ask(at.scope(), new Request.RestartService(at.ref(), cluster, service));
    }
}
