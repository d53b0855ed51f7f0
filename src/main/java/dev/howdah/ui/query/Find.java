package dev.howdah.ui.query;

import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;

/// Looks for words in an editor: Enter goes on, Shift+Enter back, Esc closes.
final class Find {
    private final TextArea in;
    private final TextField what = new TextField();
    private final Label told = Cards.muted("");
    private final HBox bar;

    Find(TextArea in) {
        this.in = in;
        what.setPromptText("find; Enter: next, Shift+Enter: previous, Esc: close");
        what.setAccessibleText("find in the editor");
        what.setPrefColumnCount(36);
        bar = new HBox(8, what, told);
        bar.setAlignment(Pos.CENTER_LEFT);
        close();
        what.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) {
                look(!e.isShiftDown());
                e.consume();
            } else if (e.getCode() == KeyCode.ESCAPE) {
                close();
                in.requestFocus();
                e.consume();
            }
        });
    }

    Node node() {
        return bar;
    }

    void open() {
        bar.setVisible(true);
        bar.setManaged(true);
        String selected = in.getSelectedText();
        if (selected != null && !selected.isEmpty() && selected.indexOf('\n') < 0) {
            what.setText(selected);
        }
        Fx.focus(bar, what);
        what.selectAll();
    }

    private void close() {
        bar.setVisible(false);
        bar.setManaged(false);
    }

    private void look(boolean onwards) {
        String text = in.getText().toLowerCase(Locale.ROOT);
        String word = what.getText().toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return;
        }
        int begin = in.getSelection().getStart();
        int end = in.getSelection().getEnd();
        int found = onwards ? text.indexOf(word, end) : begin == 0 ? -1 : text.lastIndexOf(word, begin - 1);
        if (found < 0) {
            found = onwards ? text.indexOf(word) : text.lastIndexOf(word);
        }
        told.setText(found < 0 ? "not found" : "");
        if (found >= 0) {
            in.selectRange(found, found + word.length());
        }
    }
}
