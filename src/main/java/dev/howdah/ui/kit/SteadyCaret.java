package dev.howdah.ui.kit;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.TextInputControlSkin;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// Keeps the caret of a scene's text fields from blinking. A blinking one is an animation, for which JavaFX makes sixty frames a second:
/// a window left open with the keyboard in a text field took more of the processor than all that it reads.
final class SteadyCaret {
    private final Scene scene;
    private Subscription field = Subscription.EMPTY;

    private SteadyCaret(Scene scene) {
        this.scene = scene;
    }

    static void in(Scene scene) {
        var steady = new SteadyCaret(scene);
        scene.focusOwnerProperty().subscribe(steady::follow);
        scene.addEventFilter(InputEvent.ANY, e -> {
            if (e instanceof KeyEvent || e.getEventType() == MouseEvent.MOUSE_RELEASED) {
                steady.later();
            }
        });
    }

    /// A skin begins to blink when it is made, when its control is focused again, and after each key and click.
    private void follow(@Nullable Node owner) {
        field.unsubscribe();
        field = owner instanceof TextInputControl text
                ? Subscription.combine(text.focusedProperty().subscribe(this::later), text.skinProperty().subscribe(this::later))
                : Subscription.EMPTY;
        later();
    }

    /// After the skin has had its turn.
    private void later() {
        Fx.THREAD.execute(() -> {
            if (scene.getFocusOwner() instanceof TextInputControl text && text.getSkin() instanceof TextInputControlSkin<?> skin) {
                skin.setCaretAnimating(false);
            }
        });
    }
}
