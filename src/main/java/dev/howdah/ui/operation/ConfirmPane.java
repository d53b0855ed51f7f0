package dev.howdah.ui.operation;

import dev.howdah.ops.Plan;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Takes the confirmation by grade (law 3). *Cancel* is the default; *Confirm* acts only on a key or click of its own, and a key that
/// is held down counts once.
final class ConfirmPane extends VBox {
    private static final Texts TEXTS = Texts.of(ConfirmPane.class);
    private final Plan plan;
    private final Consumer<String> confirmed;
    private final Button cancel = new Button(TEXTS.get("Cancel"));
    private final Button confirm = new Button();
    private final TextField name = new TextField();
    private final Label hint = new Label();
    private boolean armed;
    private boolean held;
    private boolean done;

    /// @param confirmed is given what was typed, once
    ConfirmPane(Plan plan, Consumer<String> confirmed, Runnable cancelled) {
        super(8);
        this.plan = plan;
        this.confirmed = confirmed;
        cancel.setDefaultButton(true);
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> cancelled.run());
        confirm.setText(plan.request().title());
        confirm.getStyleClass().add(plan.grade() == Plan.Grade.KEY ? "accent" : "danger");
        confirm.setOnAction(_ -> press());
        confirm.addEventFilter(KeyEvent.ANY, this::key);
        confirm.focusedProperty().subscribe(focused -> {
            if (!focused) {
                disarm();
            }
        });
        hint.setWrapText(true);
        hint.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(hint, Priority.ALWAYS);
        hint.setMaxWidth(Double.MAX_VALUE);
        for (Button button : new Button[]{cancel, confirm}) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        var line = new HBox(10, hint, cancel, confirm);
        line.setAlignment(Pos.CENTER_RIGHT);
        byGrade(line);
    }

    private void byGrade(HBox line) {
        if (plan.block().isPresent()) {
            var block = plan.block().get();
            confirm.setDisable(true);
            say(TEXTS.get("Not now: {0} → {1}", block.text(), block.fix()), Tone.BAD);
        } else {
            switch (plan.grade()) {
                case KEY -> say(TEXTS.get("Tab to the button, then Enter."), Tone.NEUTRAL);
                case SECOND_KEY -> say(TEXTS.get("Tab to the button, then Enter twice."), Tone.NEUTRAL);
                case NAME -> {
                    getChildren().add(typing());
                    confirm.setDisable(true);
                    say("", Tone.NEUTRAL);
                    typed("");
                }
            }
        }
        getChildren().add(line);
    }

    private HBox typing() {
        var label = new Label(TEXTS.get("Type {0} to confirm", plan.name()));
        label.getStyleClass().add("strong");
        label.setLabelFor(name);
        label.setMinWidth(Region.USE_PREF_SIZE);
        name.getStyleClass().add("mono");
        name.setAccessibleText(TEXTS.get("Type {0} to confirm", plan.name()));
        name.textProperty().subscribe(this::typed);
        name.setOnAction(e -> {
            e.consume();
            if (!confirm.isDisabled()) {
                confirm.requestFocus();
            }
        });
        HBox.setHgrow(name, Priority.ALWAYS);
        var row = new HBox(10, label, name);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void typed(String text) {
        boolean same = text.equals(plan.name());
        confirm.setDisable(!same);
        say(same
                ? TEXTS.get("Enter goes to the button, Enter on it confirms.")
                : text.isEmpty() || plan.name().startsWith(text)
                        ? TEXTS.get("The button waits for the name.")
                        : TEXTS.get("That is not {0}.", plan.name()),
                same || text.isEmpty() || plan.name().startsWith(text) ? Tone.NEUTRAL : Tone.WARN);
    }

    /// Enter presses the button too, once a stroke: what a held key repeats is swallowed.
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

    private void press() {
        if (done || confirm.isDisabled()) {
            return;
        }
        if (plan.grade() == Plan.Grade.SECOND_KEY && !armed) {
            armed = true;
            confirm.setText(TEXTS.get("Press again: {0}", plan.request().title()));
            say(TEXTS.get("Once more, and it is sent. Esc leaves it."), Tone.WARN);
            return;
        }
        done = true;
        confirm.setDisable(true);
        confirmed.accept(name.getText());
    }

    private void disarm() {
        if (armed && !done) {
            armed = false;
            confirm.setText(plan.request().title());
            say(TEXTS.get("Tab to the button, then Enter twice."), Tone.NEUTRAL);
        }
        held = false;
    }

    private void say(String words, Tone tone) {
        hint.setText(words);
        Cards.tone(hint, tone);
        if (!hint.getStyleClass().contains("said")) {
            hint.getStyleClass().add("said");
        }
    }

    /// Where the keyboard begins: the name to type, else *Cancel*.
    void focusFirst() {
        Fx.focus(this, plan.grade() == Plan.Grade.NAME && plan.block().isEmpty() ? name : cancel);
    }

    Button confirm() {
        return confirm;
    }

    Button cancel() {
        return cancel;
    }

    TextField name() {
        return name;
    }
}
