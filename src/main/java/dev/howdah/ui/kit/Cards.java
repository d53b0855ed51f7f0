package dev.howdah.ui.kit;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.scene.control.ChoiceBox;
import org.jspecify.annotations.Nullable;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;

/// Small pieces that screens are put together from.
public final class Cards {
    private Cards() {}

    /// A titled panel; `aside` stands at the right of the title, usually the age of what is shown.
    public static VBox card(String title, Node aside, Node... content) {
        var heading = new Label(title);
        heading.getStyleClass().add("card-title");
        heading.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(8, heading, spacer(), aside);
        head.setAlignment(Pos.CENTER_LEFT);
        var card = new VBox(8, head);
        card.getChildren().addAll(content);
        card.getStyleClass().add("card");
        card.setAccessibleRole(AccessibleRole.PARENT);
        card.setAccessibleText(title);
        return card;
    }

    public static Region spacer() {
        var spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        VBox.setVgrow(spacer, Priority.ALWAYS);
        return spacer;
    }

    /// A word on a coloured ground.
    public static Label chip(String word, Tone tone) {
        var chip = new Label(word);
        tone(chip, tone);
        chip.getStyleClass().add("chip");
        chip.setMinWidth(Region.USE_PREF_SIZE);
        return chip;
    }

    /// Gives a chip or text another tone: a state of it, because a change of its style classes would look through the style sheets anew.
    public static void tone(Node node, Tone tone) {
        if (!node.getStyleClass().contains(Tone.STYLE)) {
            node.getStyleClass().add(Tone.STYLE);
        }
        for (Tone each : Tone.values()) {
            node.pseudoClassStateChanged(each.state(), each == tone);
        }
    }

    /// Chips in a line. They stay and what they say changes: new ones would have to be styled anew with each look.
    public static <T> void chips(Pane line, List<T> told, Function<T, String> words, Function<T, Tone> tone) {
        List<Node> there = line.getChildren();
        while (there.size() < told.size()) {
            there.add(chip("", Tone.UNKNOWN));
        }
        there.subList(told.size(), there.size()).clear();
        for (int i = 0; i < told.size(); i++) {
            var chip = (Label) there.get(i);
            chip.setText(words.apply(told.get(i)));
            tone(chip, tone.apply(told.get(i)));
        }
    }

    /// A dot that repeats what the word beside it says.
    public static Circle dot(Tone tone) {
        var dot = new Circle(4);
        dot.getStyleClass().add("dot");
        tone(dot, tone);
        return dot;
    }

    /// Shows `value` as the one chosen. A box that is told a value closes its list, also when it is the same: a screen that looks again each
    /// second would close it under the hand of whoever is choosing.
    public static <T> void chosen(ChoiceBox<T> box, @Nullable T value) {
        if (!Objects.equals(box.getValue(), value)) {
            box.setValue(value);
        }
    }

    public static Label text(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        return label;
    }

    public static Label muted(String words) {
        return text(words, "muted");
    }

    /// Text that may be longer than its place: cut with an ellipsis, whole in its tooltip.
    public static Label fitting(String words, String... styles) {
        var label = text(words, styles);
        label.setMinWidth(40);
        label.setTooltip(new javafx.scene.control.Tooltip(words));
        return label;
    }

    /// For a page with words that change: JavaFX keeps a picture of all that a scroll pane shows, and makes the whole anew for each of
    /// them, which took eight times as long as to draw those words.
    public static void alive(ScrollPane page) {
        page.skinProperty().subscribe(skin -> {
            if (skin != null && page.lookup(".viewport") instanceof Node viewport) {
                viewport.setCache(false);
            }
        });
    }
}
