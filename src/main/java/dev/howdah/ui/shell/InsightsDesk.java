package dev.howdah.ui.shell;

import dev.howdah.model.LoadKey;
import dev.howdah.ops.insights.Insights;
import dev.howdah.ops.insights.VitalSigns;
import dev.howdah.task.Live;
import dev.howdah.task.Scope;
import dev.howdah.ui.insights.InsightsState;
import dev.howdah.ui.insights.InsightsView;
import dev.howdah.ui.insights.VitalsState;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.nav.Place;
import java.time.Duration;
import java.util.concurrent.Executor;

/// Feeds the Insights screen: states are made on the window's own thread for that, shown on the JavaFX thread.
final class InsightsDesk implements InsightsView.Answers {
    private final Console console;
    private final Place.Insights at;
    private final InsightsView view;
    private final Executor computing;
    /// While CloudWatch's metrics are on the screen.
    private Scope vitals = new Scope();

    /// @param screen for as long as the screen is shown
    /// @param computing where states are made
    InsightsDesk(Console console, Place.Insights at, Scope screen, Executor computing) {
        this.console = console;
        this.at = at;
        this.computing = computing;
        Insights insights = console.insights();
        view = new InsightsView(at.ref().id(), console.time()::now, console.zone(), this);
        var shown = new Live<>(InsightsState.of(insights.of(at.ref()).get(), console.time().now(), console.zone()));
        screen.hold(insights.of(at.ref()).follow(computing,
                state -> shown.set(InsightsState.of(state, console.time().now(), console.zone()))));
        screen.hold(shown.follow(Fx.THREAD, view::show));
        screen.hold(insights.detail(at.ref()).follow(Fx.THREAD, view::show));
        screen.hold(insights.look(at.scope(), at.ref()));
        screen.hold(() -> vitals.close());
        view.live(screen);
    }

    InsightsView view() {
        return view;
    }

    @Override
    public void asked(Insights.Ask ask) {
        console.insights().ask(at.ref(), ask);
        console.insights().vitals().range(at.ref(), ask.range());
    }

    @Override
    public void pace(Duration every, boolean paused) {
        console.insights().pace(at.ref(), every, paused);
    }

    @Override
    public void again() {
        console.insights().again(at.ref());
        console.insights().vitals().again(at.ref());
    }

    @Override
    public void vitals(boolean shown) {
        vitals.close();
        vitals = new Scope();
        if (shown) {
            VitalSigns signs = console.insights().vitals();
            signs.range(at.ref(), console.insights().of(at.ref()).get().ask().range());
            var states = new Live<>(VitalsState.of(signs.of(at.ref()).get(), console.time().now()));
            vitals.hold(signs.of(at.ref()).follow(computing, now -> states.set(VitalsState.of(now, console.time().now()))));
            vitals.hold(states.follow(Fx.THREAD, view::show));
            vitals.hold(signs.look(at.scope(), at.ref()));
        }
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
