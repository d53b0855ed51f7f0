package dev.howdah.ui.query;

import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Asks where a result goes as CSV: Enter writes it, Esc leaves.
final class ExportBar {
    /// What is asked for.
    interface Asked {
        /// @param file path as it was typed
        /// @param marks whether cells that a spreadsheet would run get an apostrophe
        void export(String file, boolean marks);
    }

    private static final Texts TEXTS = Texts.of(ExportBar.class);
    private final TextField file = new TextField();
    private final CheckBox marks = new CheckBox(TEXTS.get("mark formula cells with '"));
    private final Button write = new Button(TEXTS.get("Write CSV"));
    private final Label told = new Label();
    private final HBox bar;
    private final Runnable gone;

    ExportBar(Asked asked, Runnable gone) {
        this.gone = gone;
        file.setAccessibleText(TEXTS.get("file for the rows as CSV"));
        file.setPromptText(TEXTS.get("file; Enter writes it, Esc leaves"));
        file.getStyleClass().add("mono");
        HBox.setHgrow(file, Priority.ALWAYS);
        marks.setAccessibleText(TEXTS.get("mark cells that begin with = + - @ so that no spreadsheet runs them"));
        marks.setMinWidth(Region.USE_PREF_SIZE);
        write.setMinWidth(Region.USE_PREF_SIZE);
        write.setOnAction(_ -> asked.export(file.getText().strip(), marks.isSelected()));
        file.setOnAction(_ -> write.fire());
        told.setMinWidth(Region.USE_PREF_SIZE);
        bar = new HBox(8, file, marks, write, told);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                close();
                gone.run();
                e.consume();
            }
        });
        close();
    }

    Node node() {
        return bar;
    }

    /// @param proposed a path
    void open(String proposed) {
        bar.setVisible(true);
        bar.setManaged(true);
        file.setText(proposed);
        told.setText("");
        Fx.focus(bar, file);
        file.end();
    }

    void told(String words, Tone tone) {
        told.setText(words);
        Cards.tone(told, tone);
        if (tone == Tone.INFO && write.isFocused()) {
            // what is off loses the keyboard to whatever comes next, and Esc would then mean something else
            file.requestFocus();
        }
        write.setDisable(tone == Tone.INFO);
    }

    void close() {
        bar.setVisible(false);
        bar.setManaged(false);
        write.setDisable(false);
    }
}
