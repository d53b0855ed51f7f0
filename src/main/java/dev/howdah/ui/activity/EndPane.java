package dev.howdah.ui.activity;

import dev.howdah.ops.activity.LockTree;
import dev.howdah.sql.session.Signal;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Deliberate;
import dev.howdah.ui.kit.Tone;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What is asked before a statement is cancelled (Enter once) or a session ended (Enter twice). *Leave it* and Esc change nothing.
final class EndPane {
    private final VBox root = new VBox(8);
    private final Runnable gone;

    /// @param gone when there is nothing to answer any more
    EndPane(Runnable gone) {
        this.gone = gone;
        root.getStyleClass().add("card");
        root.setMinHeight(Region.USE_PREF_SIZE);
        show(false);
        root.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                e.consume();
                close();
            }
        });
    }

    Node node() {
        return root;
    }

    boolean isOpen() { return root.isVisible(); }

    /// @param command the line that does the same by hand
    /// @param agreed takes the keys that were pressed, in words
    void ask(String instance, ActivityState.Row row, Signal signal, LockTree.Freed freed, String command, Consumer<String> agreed) {
        boolean cancels = signal == Signal.CANCEL;
        var head = Cards.text(cancels
                ? "Cancel what pid " + row.pid() + " runs on " + instance
                : "Terminate the session of pid " + row.pid() + " on " + instance, "headline");
        var effect = wrapped(cancels
                ? "Its statement fails with “canceling statement due to user request”; the session stays. If it is in a transaction, that "
                        + "fails as a whole and waits for its ROLLBACK: until then it keeps its locks."
                : "Its connection ends, its transaction is rolled back, its locks are let go. A client with a pool opens another.");
        var freedWords = wrapped(freed.all() == 0
                ? "Nobody waits behind it."
                : "Frees " + freed.direct() + " that wait for it alone"
                        + (freed.all() > freed.direct()
                                ? ", and " + (freed.all() - freed.direct()) + " behind these as they finish."
                                : "."));
        if (freed.all() == 0) {
            Cards.tone(freedWords, Tone.NEUTRAL);
        }
        var by = wrapped(command);
        by.getStyleClass().add("mono");
        var hint = Cards.text(cancels ? "Enter cancels it. Esc leaves it." : "Enter twice ends it. Esc leaves it.", "muted");
        var leave = new Button("Leave it");
        leave.setCancelButton(true);
        leave.setMinWidth(Region.USE_PREF_SIZE);
        leave.setOnAction(_ -> close());
        var act = new Button(cancels ? "Cancel the statement" : "Terminate the session");
        act.getStyleClass().add("danger");
        Deliberate.press(act, cancels ? 1 : 2, hint, () -> {
            close();
            agreed.accept(cancels ? "one key" : "two keys");
        });
        var line = new HBox(10, hint, Cards.spacer(), leave, act);
        line.setAlignment(Pos.CENTER_LEFT);
        root.getChildren().setAll(head, effect, freedWords, by, line);
        show(true);
        // a control hears no keys before its first style pass
        root.applyCss();
        act.requestFocus();
    }

    private void close() {
        if (isOpen()) {
            show(false);
            root.getChildren().clear();
            gone.run();
        }
    }

    private void show(boolean open) {
        root.setVisible(open);
        root.setManaged(open);
    }

    private static Label wrapped(String words) {
        var label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
