package dev.howdah.ui.health;

import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// All that is known of one finding.
final class DetailPane {
    private static final Texts TEXTS = Texts.of(DetailPane.class);
    private static final String COPY = TEXTS.get("Copy it   C");
    private final Label word = Cards.chip("", Tone.UNKNOWN);
    private final Label title = Cards.text("", "card-title");
    private final Label saw = wrapped();
    private final TextArea facts = area(TEXTS.get("What it was read of"));
    private final Label matters = wrapped();
    private final Label nextTitle = Cards.text(TEXTS.get("A safe next step (Howdah runs none of it)"), "card-title");
    private final TextArea next = area(TEXTS.get("A safe next step"));
    private final Button copy = new Button(COPY);
    private final Label reads = wrapped();
    private final HBox nextHead = new HBox(8, nextTitle, Cards.spacer(), copy);
    private final VBox root;

    /// @param copying puts the next step on the clipboard
    DetailPane(Runnable copying) {
        copy.setOnAction(_ -> copying.run());
        copy.setMinWidth(Region.USE_PREF_SIZE);
        reads.getStyleClass().add("muted");
        var head = new HBox(10, word, title);
        head.setAlignment(Pos.CENTER_LEFT);
        nextHead.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(facts, Priority.SOMETIMES);
        VBox.setVgrow(next, Priority.ALWAYS);
        root = new VBox(8, head, saw, facts, Cards.text(TEXTS.get("Why it matters"), "card-title"), matters, nextHead, next, reads);
        root.getStyleClass().add("card");
        root.setMinWidth(320);
        show(null);
    }

    Node node() {
        return root;
    }

    void show(HealthState.@Nullable Row row) {
        root.setVisible(row != null);
        if (row == null) {
            return;
        }
        word.setText(row.word());
        Cards.tone(word, row.tone());
        title.setText(row.title());
        saw.setText(row.saw());
        fill(facts, row.facts());
        matters.setText(row.matters());
        fill(next, row.next());
        nextHead.setVisible(!row.next().isEmpty());
        nextHead.setManaged(!row.next().isEmpty());
        copy.setText(COPY);
        reads.setText(TEXTS.get("Read from {0}", row.reads()));
    }

    void copied() {
        copy.setText(TEXTS.get("Copied"));
    }

    private static void fill(TextArea area, String words) {
        if (!area.getText().equals(words)) {
            area.setText(words);
        }
        area.setPrefRowCount((int) Math.min(13, Math.max(1, words.lines().count())));
        area.setVisible(!words.isEmpty());
        area.setManaged(!words.isEmpty());
    }

    private static Label wrapped() {
        var label = new Label();
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static TextArea area(String accessible) {
        var area = new TextArea();
        area.setEditable(false);
        area.setWrapText(true);
        area.setMinHeight(46);
        area.getStyleClass().add("mono");
        area.setAccessibleText(accessible);
        return area;
    }
}
