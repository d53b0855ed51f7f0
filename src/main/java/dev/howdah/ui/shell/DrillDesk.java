package dev.howdah.ui.shell;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.task.Live;
import dev.howdah.task.Scope;
import dev.howdah.timeline.Mark;
import dev.howdah.ui.drill.DrillState;
import dev.howdah.ui.drill.DrillView;
import dev.howdah.ui.drill.Practice;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.launch.DrillDoor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// Feeds the Drill screen. The record beside what was injected is the console's own, read when a run is over.
final class DrillDesk {
    private final Console console;
    private final Scope screen;
    private final Live<DrillState> shown;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final DrillView view;

    /// @param screen for as long as the screen is shown
    /// @param computing where states are made
    DrillDesk(Console console, Scope screen, Executor computing) {
        this.console = console;
        this.screen = screen;
        Practice practice = console.practice();
        view = new DrillView(console.time()::now, practice);
        shown = new Live<>(DrillState.of(practice.state().get(), List.of(), console.time().now()));
        screen.hold(practice.state().follow(computing, _ -> compute()));
        screen.hold(shown.follow(Fx.THREAD, view::show));
        instance().ifPresent(ref -> screen.hold(console.timelines().of(ref).follow(computing, _ -> compute())));
        view.live(screen);
    }

    DrillView view() {
        return view;
    }

    /// Runs on the computing thread.
    private void compute() {
        Practice.State now = console.practice().state().get();
        List<Mark> marks = List.of();
        Optional<InstanceRef> ref = instance();
        if (ref.isPresent() && now instanceof Practice.State.On on && on.phase() == Practice.Phase.OVER) {
            if (reading.compareAndSet(false, true)
                    && console.drill().state().get() instanceof DrillDoor.State.Open(AwsScope scope, var _)) {
                screen.hold(console.timelines().look(scope, ref.get()));
            }
            marks = console.timelines().of(ref.get()).get().timeline().marks();
        }
        shown.set(DrillState.of(now, marks, console.time().now()));
    }

    /// The drill's main instance, once it is listed.
    private Optional<InstanceRef> instance() {
        return console.drill().state().get() instanceof DrillDoor.State.Open(var scope, var id)
                ? console.fleet().live().get().account(scope).flatMap(a -> a.instances().value()).orElse(List.of()).stream()
                        .map(Instance::ref)
                        .filter(r -> r.id().equals(id)).findFirst()
                : Optional.empty();
    }
}
