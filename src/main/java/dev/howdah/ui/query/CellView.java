package dev.howdah.ui.query;

import dev.howdah.ui.kit.Clip;
import dev.howdah.json.Json;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Words;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One value in full: JSON is set out, control characters are made visible, and a very long value is shown a page at a time.
final class CellView {
    private static final Texts TEXTS = Texts.of(CellView.class);
    /// Characters that are shown at once: a text control with more of them holds the window up.
    static final int PAGE = 100_000;
    /// Longer values are not read as JSON: what is made of them would take many times their memory.
    private static final int MOST_JSON = 8_000_000;
    /// Longer values are not put into the clipboard, which keeps them as long as the machine runs.
    private static final int MOST_COPIED = 10_000_000;

    private final String value;
    private final TextArea text = new TextArea();
    private final Label about = Cards.muted("");
    private final Button before = new Button(TEXTS.get("Page before"));
    private final Button after = new Button(TEXTS.get("Page after"));
    private String set;
    private boolean isJson;
    private int from;

    /// @param beside runs something on another thread
    private CellView(String value, Consumer<Runnable> beside) {
        this.value = value;
        set = value;
        text.setEditable(false);
        text.setWrapText(true);
        text.setAccessibleText(TEXTS.get("the value"));
        text.getStyleClass().addAll("mono", "message");
        before.setOnAction(_ -> page(from - PAGE));
        after.setOnAction(_ -> page(from + PAGE));
        page(0);
        if (value.length() <= MOST_JSON && (value.stripLeading().startsWith("{") || value.stripLeading().startsWith("["))) {
            beside.accept(() -> {
                try {
                    String pretty = Json.pretty(Json.read(value.strip()));
                    Fx.THREAD.execute(() -> {
                        set = pretty;
                        isJson = true;
                        page(0);
                    });
                } catch (Json.Malformed e) {
                    // it only looked like JSON: it is shown as it is
                    System.getLogger(CellView.class.getName()).log(System.Logger.Level.TRACE, "no JSON", e);
                }
            });
        }
    }

    static Parent of(String value, Consumer<Runnable> beside) {
        return new CellView(value, beside).node();
    }

    private Parent node() {
        var copy = new Button(TEXTS.get("Copy the value"));
        copy.setDisable(value.length() > MOST_COPIED);
        copy.setOnAction(_ -> {
            Clip.copy(value);
        });
        var head = new HBox(10, about, before, after, copy);
        if (copy.isDisable()) {
            head.getChildren().add(Cards.muted(TEXTS.get("too long for the clipboard; \\copy … to 'FILE' writes it")));
        }
        head.setAlignment(Pos.CENTER_LEFT);
        for (Region b : new Region[]{before, after, copy}) {
            b.setMinWidth(Region.USE_PREF_SIZE);
            b.managedProperty().bind(b.visibleProperty());
        }
        VBox.setVgrow(text, Priority.ALWAYS);
        return new VBox(6, head, text);
    }

    private void page(int begin) {
        from = Math.max(0, begin);
        int to = Math.min(set.length(), from + PAGE);
        text.setText(Grid.inert(set.substring(from, to)));
        boolean whole = set.length() <= PAGE;
        String length = String.format(Locale.ROOT, "%,d", value.length());
        String characters = isJson ? TEXTS.get("{0} characters, JSON set out", length) : TEXTS.get("{0} characters", length);
        about.setText(whole ? characters : TEXTS.get("{0}, from {1} to {2}", characters, Words.number(from + 1), Words.number(to)));
        before.setVisible(!whole);
        after.setVisible(!whole);
        before.setDisable(from == 0);
        after.setDisable(to == set.length());
    }
}
