package dev.howdah.ui.query;

import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;

/// Looks for words in an editor: Enter goes on, Shift+Enter back, Esc closes.
final class Find {
    private static final Texts TEXTS = Texts.of(Find.class);
    private final Editor in;
    private final TextField what = new TextField();
    private final Label told = Cards.muted("");
    private final HBox bar;

    Find(Editor in) {
        this.in = in;
        what.setPromptText(TEXTS.get("find; Enter: next, Shift+Enter: previous, Esc: close"));
        what.setAccessibleText(TEXTS.get("find in the editor"));
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
                in.keyboard().requestFocus();
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
        String selected = in.selected();
        if (!selected.isEmpty() && selected.indexOf('\n') < 0) {
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
        if (!what.getText().isEmpty()) {
            told.setText(in.find(what.getText(), onwards) ? "" : TEXTS.get("not found"));
        }
    }
}
