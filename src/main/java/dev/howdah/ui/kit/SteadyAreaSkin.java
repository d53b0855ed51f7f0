package dev.howdah.ui.kit;

import javafx.scene.control.TextArea;
import javafx.scene.control.skin.TextAreaSkin;

/// The usual skin, whose caret does not blink. A blinking one is an animation, for which JavaFX makes sixty frames a second: a window
/// left open with the keyboard in a text field took more of the processor than all that it reads. `howdah.css` gives it to each `.text-area`.
public final class SteadyAreaSkin extends TextAreaSkin {
    public SteadyAreaSkin(TextArea control) {
        super(control);
    }

    /// Asked for with each focus, key and click; the caret is then drawn, and stays.
    @Override
    public void setCaretAnimating(boolean animating) {
        super.setCaretAnimating(false);
    }
}
