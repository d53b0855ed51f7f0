package dev.howdah.ui.shell;

import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Fx;
import java.time.Duration;

/// Waits until an Overview is usable and all of it was read, and closes the window: the build records what that needs, to start quickly
/// from (decision 0009).
public final class Glance {
    private static final Duration PACE = Duration.ofSeconds(1);
    /// Longer than any account takes to answer; then something is wrong.
    private static final int PATIENCE = 60;
    /// For what is read after the instance itself.
    private static final int MORE = 3;
    private final HowdahWindow window;
    private final Scope scope = new Scope();
    private int waited;
    private int seen;
    private volatile boolean usable;

    /// Call it on the JavaFX thread.
    public Glance(HowdahWindow window) {
        this.window = window;
        Fx.every(PACE, scope, this::look);
    }

    /// Whether there was a usable Overview.
    public boolean usable() {
        return usable;
    }

    private void look() {
        if (window.usable()) {
            usable = true;
            seen++;
        }
        if (seen == MORE || ++waited == PATIENCE) {
            scope.close();
            window.leave();
        }
    }
}
