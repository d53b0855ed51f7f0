package dev.howdah.ui.kit;

import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextFieldSkin;

/// The usual skin, whose caret does not blink. A blinking one is an animation, for which JavaFX makes sixty frames a second: a window
/// left open with the keyboard in a text field took more of the processor than all that it reads. `howdah.css` gives it to each `.text-field`.
public final class SteadyFieldSkin extends TextFieldSkin {
    public SteadyFieldSkin(TextField control) {
        super(control);
    }

    /// Asked for with each focus, key and click; the caret is then drawn, and stays.
    @Override
    public void setCaretAnimating(boolean animating) {
        super.setCaretAnimating(false);
    }
}
