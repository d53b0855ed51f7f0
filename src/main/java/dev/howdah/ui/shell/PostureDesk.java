package dev.howdah.ui.shell;

import dev.howdah.ops.posture.Postures;
import dev.howdah.task.Live;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.nav.Place;
import dev.howdah.ui.posture.PostureState;
import dev.howdah.ui.posture.PostureView;
import java.util.concurrent.Executor;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// Feeds the Posture screen.
final class PostureDesk implements PostureView.Answers {
    private final Console console;
    private final Place.Posture at;
    private final PostureView view;

    /// @param screen for as long as the screen is shown
    /// @param computing where states are made
    PostureDesk(Console console, Place.Posture at, Scope screen, Executor computing) {
        this.console = console;
        this.at = at;
        Postures postures = console.postures();
        view = new PostureView(at.ref().id(), console.time()::now, this);
        var shown = new Live<>(PostureState.of(postures.of(at.ref()).get(), console.time().now()));
        screen.hold(postures.of(at.ref()).follow(computing, state -> shown.set(PostureState.of(state, console.time().now()))));
        screen.hold(shown.follow(Fx.THREAD, view::show));
        screen.hold(postures.look(at.scope(), at.ref()));
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
        var content = new ClipboardContent();
        content.putString(words);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
