package dev.howdah.app;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.model.AwsScope;
import dev.howdah.task.Live;
import dev.howdah.task.Work;
import dev.howdah.ui.launch.DrillDoor;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A drill inside the console's own process. To the rest of the console it is a scope named `drill` whose settings happen
/// to point at this machine.
final class DrillInside implements DrillDoor, AutoCloseable {
    private final Live<State> state = new Live<>(new State.Off());
    private final Work work = new Work("drill");
    private final DrillOptions options;
    private final PracticeInside practice = new PracticeInside();
    /// Guarded by `this`.
    private @Nullable Drill drill;

    DrillInside(DrillOptions options) {
        this.options = options;
    }

    @Override
    public Live<State> state() {
        return state;
    }

    PracticeInside practice() {
        return practice;
    }

    @Override
    public synchronized void start() {
        if (state.get() instanceof State.Starting || state.get() instanceof State.Open) {
            return;
        }
        Instant since = Instant.now();
        state.set(new State.Starting("Starting", since));
        work.start("start", () -> {
            try {
                Drill started = Drill.start(options,
                        step -> state.update(s -> s instanceof State.Starting ? new State.Starting(step, since) : s));
                synchronized (this) {
                    drill = started;
                }
                practice.in(started);
                state.set(new State.Open(new AwsScope("drill", started.region()), "blog-db"));
            } catch (IOException e) {
                state.set(new State.Failed(String.valueOf(e.getMessage())));
            }
        });
    }

    /// The settings with which `scope` is read, if it is the drill's: those that its `export` lines would make in a shell.
    synchronized Optional<AwsSettings> settings(AwsScope scope) {
        Drill running = drill;
        return running != null && state.get() instanceof State.Open(var own, var _) && own.equals(scope)
                ? Optional.of(new AwsSettings(Map.copyOf(running.variables())))
                : Optional.empty();
    }

    /// The running drill, for tests and for the drill's own screens.
    synchronized Optional<Drill> running() {
        return Optional.ofNullable(drill);
    }

    @Override
    public synchronized void close() {
        if (drill != null) {
            drill.close();
        }
        work.close();
    }
}
