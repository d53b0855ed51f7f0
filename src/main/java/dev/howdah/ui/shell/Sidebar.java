package dev.howdah.ui.shell;

import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Tone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The screens, each with its key. In a window that is lower than they are it scrolls, and takes nothing from what is beside it.
final class Sidebar {
    /// @param key what is pressed with Ctrl: a digit, `Shift+P`
    record Item(String section, String name, String key, Runnable go) {}

    private final VBox root = new VBox();
    private final ScrollPane place = new ScrollPane(root);
    private final Map<String, Button> buttons = new LinkedHashMap<>();
    private final Map<String, Label> badges = new LinkedHashMap<>();

    Sidebar(List<Item> items) {
        root.getStyleClass().add("sidebar");
        place.getStyleClass().add("sidebar-place");
        place.setFitToWidth(true);
        place.setFitToHeight(true);
        place.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        place.setMinHeight(0);
        place.setFocusTraversable(false);
        String section = "";
        for (Item item : items) {
            if (!item.section().equals(section)) {
                section = item.section();
                root.getChildren().add(Cards.text(section, "section"));
            }
            var badge = Cards.chip("", Tone.NEUTRAL);
            badge.setVisible(false);
            badge.setManaged(false);
            var line = new HBox(8, Cards.text(item.name()), Cards.spacer(), badge, Cards.text(item.key(), "nav-key"));
            line.setAlignment(Pos.CENTER_LEFT);
            var button = new Button(null, line);
            button.setMaxWidth(Double.MAX_VALUE);
            line.prefWidthProperty().bind(button.widthProperty().subtract(24));
            button.getStyleClass().setAll("nav-item");
            button.setAccessibleText(item.name() + ", Ctrl+" + item.key());
            button.setOnAction(_ -> item.go().run());
            buttons.put(item.name(), button);
            badges.put(item.name(), badge);
            root.getChildren().add(button);
        }
    }

    Region node() {
        return place;
    }

    void mark(String name) {
        buttons.forEach((n, button) -> {
            button.getStyleClass().remove("here");
            if (n.equals(name)) {
                button.getStyleClass().add("here");
            }
        });
    }

    /// Shows an item only when there is something behind it.
    void offer(String name, boolean there) {
        Button button = buttons.get(name);
        if (button != null) {
            button.setVisible(there);
            button.setManaged(there);
        }
    }

    void badge(String name, int count) {
        Label badge = badges.get(name);
        if (badge != null) {
            badge.setText(String.valueOf(count));
            badge.setVisible(count > 0);
            badge.setManaged(count > 0);
        }
    }
}
