package dev.howdah.ui.shell;

import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Fx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/// Goes through the screens once, as a user who looks around, and closes the window: what the build records to start quickly from
/// (decision 0009), and proof that a packed program opens them all.
public final class Rounds {
    private static final Duration PACE = Duration.ofMillis(700);
    /// Longer than any account takes to answer; then something is wrong.
    private static final int PATIENCE = 90;
    private final HowdahWindow window;
    private final Scope scope = new Scope();
    private final Queue<Action> left = new ArrayDeque<>();
    private int waited;
    private volatile boolean whole;

    /// Begins once an Overview is usable; call it on the JavaFX thread.
    public Rounds(HowdahWindow window) {
        this.window = window;
        window.actions().stream().filter(a -> a.group().equals("Go to")).forEach(left::add);
        Fx.every(PACE, scope, this::step);
    }

    /// Whether every screen was shown.
    public boolean whole() {
        return whole;
    }

    private void step() {
        if (window.usable()) {
            Action next = left.poll();
            if (next != null) {
                next.run().run();
                return;
            }
            whole = true;
        } else if (++waited < PATIENCE) {
            return;
        }
        scope.close();
        window.leave();
    }
}
