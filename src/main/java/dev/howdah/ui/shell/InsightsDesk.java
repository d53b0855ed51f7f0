package dev.howdah.ui.shell;

import dev.howdah.model.LoadKey;
import dev.howdah.ops.insights.Insights;
import dev.howdah.task.Live;
import dev.howdah.task.Scope;
import dev.howdah.ui.insights.InsightsState;
import dev.howdah.ui.insights.InsightsView;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.nav.Place;
import java.time.Duration;
import java.util.concurrent.Executor;

/// Feeds the Insights screen: states are made on the window's own thread for that, shown on the JavaFX thread.
final class InsightsDesk implements InsightsView.Answers {
    private final Console console;
    private final Place.Insights at;
    private final InsightsView view;

    /// @param screen for as long as the screen is shown
    /// @param computing where states are made
    InsightsDesk(Console console, Place.Insights at, Scope screen, Executor computing) {
        this.console = console;
        this.at = at;
        Insights insights = console.insights();
        view = new InsightsView(at.ref().id(), console.time()::now, console.zone(), this);
        var shown = new Live<>(InsightsState.of(insights.of(at.ref()).get(), console.time().now(), console.zone()));
        screen.hold(insights.of(at.ref()).follow(computing,
                state -> shown.set(InsightsState.of(state, console.time().now(), console.zone()))));
        screen.hold(shown.follow(Fx.THREAD, view::show));
        screen.hold(insights.detail(at.ref()).follow(Fx.THREAD, view::show));
        screen.hold(insights.look(at.scope(), at.ref()));
        view.live(screen);
    }

    InsightsView view() {
        return view;
    }

    @Override
    public void asked(Insights.Ask ask) {
        console.insights().ask(at.ref(), ask);
    }

    @Override
    public void pace(Duration every, boolean paused) {
        console.insights().pace(at.ref(), every, paused);
    }

    @Override
    public void again() {
        console.insights().again(at.ref());
    }

    @Override
    public void inspect(LoadKey statement) {
        console.insights().inspect(at.ref(), statement);
    }

    @Override
    public void explain() {
        console.insights().explain(at.ref());
    }
}
