package dev.howdah.ui.kit;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;

/// A button that takes as many separate presses as the grade of its change asks for. What a held key repeats counts once, and
/// leaving the button forgets the presses.
public final class Deliberate {
    private static final Texts TEXTS = Texts.of(Deliberate.class);
    private final Button button;
    private final Label hint;
    private final int times;
    private final String words;
    private final Runnable act;
    private int left;
    private boolean held;

    private Deliberate(Button button, int times, Label hint, Runnable act) {
        this.button = button;
        this.hint = hint;
        this.times = times;
        this.act = act;
        words = button.getText();
        left = times;
    }

    /// Makes a button act after Enter, Space or a click, as often as it takes.
    public static void press(Button button, int times, Label hint, Runnable act) {
        var deliberate = new Deliberate(button, times, hint, act);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> deliberate.press());
        button.addEventFilter(KeyEvent.ANY, deliberate::key);
        button.focusedProperty().subscribe(deliberate::focused);
    }

    private void press() {
        if (button.isDisabled() || left == 0) {
            return;
        }
        left--;
        if (left > 0) {
            button.setText(TEXTS.get("Press again: {0}", words));
            hint.setText(TEXTS.get("Once more. Esc leaves it."));
        } else {
            act.run();
        }
    }

    private void key(KeyEvent e) {
        if (e.getCode() != KeyCode.ENTER && e.getCode() != KeyCode.SPACE) {
            return;
        }
        e.consume();
        if (e.getEventType() == KeyEvent.KEY_RELEASED) {
            held = false;
        } else if (e.getEventType() == KeyEvent.KEY_PRESSED && !held) {
            held = true;
            press();
        }
    }

    private void focused(boolean focused) {
        held = false;
        if (!focused && left > 0 && left < times) {
            left = times;
            button.setText(words);
        }
    }
}
