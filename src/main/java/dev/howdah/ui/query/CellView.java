package dev.howdah.ui.query;

import dev.howdah.json.Json;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Words;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// One value in full: JSON is set out, control characters are made visible, and of a very long value the beginning is shown.
final class CellView {
    /// Characters that are shown: a text control with more of them holds the window up.
    private static final int SHOWN = 200_000;
    /// Longer values are not read as JSON while the window waits.
    private static final int MOST_JSON = 1_000_000;

    private CellView() {}

    static Parent of(String value) {
        String set = set(value);
        boolean cut = set.length() > SHOWN;
        var text = new TextArea(Grid.inert(cut ? set.substring(0, SHOWN) : set));
        text.setEditable(false);
        text.setWrapText(true);
        text.getStyleClass().addAll("mono", "message");
        var copy = new Button("Copy the value");
        copy.setOnAction(_ -> {
            var content = new ClipboardContent();
            content.putString(value);
            Clipboard.getSystemClipboard().setContent(content);
        });
        var head = new HBox(10, Cards.muted(String.format(Locale.ROOT, "%,d characters", value.length())
                + (cut ? ", the first " + Words.number(SHOWN) + " are shown" : "") + (set.equals(value) ? "" : ", JSON set out")), copy);
        head.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(text, Priority.ALWAYS);
        return new VBox(6, head, text);
    }

    private static String set(String value) {
        String text = value.strip();
        if (value.length() > MOST_JSON || !text.startsWith("{") && !text.startsWith("[")) {
            return value;
        }
        try {
            return Json.pretty(Json.read(text));
        } catch (Json.Malformed e) {
            return value;
        }
    }
}
