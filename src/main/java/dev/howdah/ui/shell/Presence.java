package dev.howdah.ui.shell;

import dev.howdah.ui.kit.Fx;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import javafx.scene.input.MouseEvent;

/// Whether somebody is at the window: a key or the mouse within the last minute. A window that nobody is at rests: its ages grow in larger
/// steps, and its clock shows no seconds, because to paint a second costs what it costs to paint the rest (decision 0051).
final class Presence {
    static final Duration PATIENCE = Duration.ofMinutes(1);
    private final Supplier<Instant> now;
    private final Runnable back;
    private Instant touched;

    /// @param back called when somebody comes back to a window that rested
    Presence(Supplier<Instant> now, Runnable back) {
        this.now = now;
        this.back = back;
        touched = now.get();
        Fx.rest(false);
    }

    void watch(Scene scene) {
        scene.addEventFilter(InputEvent.ANY, event -> {
            if (byHand(event)) {
                touch();
            }
        });
    }

    /// Whether a hand did this. That the mouse entered or left a node is also said when the node moved under it: a pointer left lying over
    /// the window would keep it awake.
    private static boolean byHand(InputEvent event) {
        var type = event.getEventType();
        return type != MouseEvent.MOUSE_ENTERED && type != MouseEvent.MOUSE_ENTERED_TARGET && type != MouseEvent.MOUSE_EXITED
                && type != MouseEvent.MOUSE_EXITED_TARGET;
    }

    void touch() {
        touched = now.get();
        if (Fx.resting()) {
            Fx.rest(false);
            back.run();
        }
    }

    void tick() {
        if (!Fx.resting() && Duration.between(touched, now.get()).compareTo(PATIENCE) > 0) {
            Fx.rest(true);
        }
    }
}
