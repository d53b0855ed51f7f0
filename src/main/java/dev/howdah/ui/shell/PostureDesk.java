package dev.howdah.ui.shell;

import dev.howdah.ui.kit.Clip;
import dev.howdah.ops.Request;
import dev.howdah.ops.posture.Postures;
import dev.howdah.posture.Mend;
import dev.howdah.task.Live;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.nav.Place;
import dev.howdah.ui.posture.PostureState;
import dev.howdah.ui.posture.PostureView;
import java.time.Duration;
import java.util.concurrent.Executor;

/// Feeds the Posture screen.
final class PostureDesk implements PostureView.Answers {
    private static final Duration FRESH = Duration.ofMinutes(1);
    private final Console console;
    private final Place.Posture at;
    private final OperationDesk desk;
    private final PostureView view;

    /// @param screen for as long as the screen is shown
    /// @param computing where states are made
    /// @param desk where plans are shown
    PostureDesk(Console console, Place.Posture at, Scope screen, Executor computing, OperationDesk desk) {
        this.console = console;
        this.at = at;
        this.desk = desk;
        Postures postures = console.postures();
        view = new PostureView(at.ref().id(), console.time()::now, this);
        var shown = new Live<>(PostureState.of(postures.of(at.ref()).get(), console.time().now()));
        screen.hold(postures.of(at.ref()).follow(computing, state -> shown.set(PostureState.of(state, console.time().now()))));
        screen.hold(shown.follow(Fx.THREAD, view::show));
        screen.hold(postures.look(at.scope(), at.ref()));
        // whoever comes to the screen wants what is, not what an hour ago was
        if (postures.of(at.ref()).get().looked().asOf().filter(t -> t.isBefore(console.time().now().minus(FRESH))).isPresent()) {
            again();
        }
        view.live(screen);
    }

    PostureView view() {
        return view;
    }

    @Override
    public void again() {
        console.postures().again(at.ref());
    }

    @Override
    public void copy(String words) {
        Clip.copy(words);
    }

    @Override
    public void plan(Mend mend) {
        desk.ask(at.scope(), switch (mend) {
            case Mend.Setting(var what) -> new Request.Harden(at.ref(), what);
            case Mend.Protect() -> new Request.Protection(at.ref(), true);
            case Mend.Reboot() -> new Request.Reboot(at.ref());
            case Mend.Restart(var cluster, var service) -> new Request.RestartService(at.ref(), cluster, service);
        });
    }
}
