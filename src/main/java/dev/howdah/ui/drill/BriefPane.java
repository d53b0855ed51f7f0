package dev.howdah.ui.drill;

import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What is told of a scenario before it begins.
final class BriefPane {
    private static final Texts TEXTS = Texts.of(BriefPane.class);
    private static final String HOW = TEXTS
            .get("A run ends when nothing is wrong any more, or with the deadline. Points: 25 for detecting it, 20 for the first "
                    + "right action, 35 for resolving it, 20 for harm that was not done. Each hint costs 3, each wrong cause or action 5. Work with "
                    + "any screen; Ctrl+Shift+D comes back here.");
    private final Practice practice;
    private final Label title = Cards.text("", "big");
    private final Label facts = Cards.muted("");
    private final Label brief = new Label();
    private final Button start = new Button(TEXTS.get("Start it"));
    private final Button surprise = new Button(TEXTS.get("Surprise me"));
    private final VBox root;
    private @Nullable String id;

    BriefPane(Practice practice) {
        this.practice = practice;
        brief.setWrapText(true);
        Label how = Cards.muted(HOW);
        how.setWrapText(true);
        start.getStyleClass().add("accent");
        start.setOnAction(_ -> {
            if (id != null) {
                practice.start(id);
            }
        });
        surprise.setOnAction(_ -> this.practice.start(null));
        surprise.setAccessibleText(TEXTS.get("Surprise me: any scenario, without its name"));
        for (Button button : new Button[]{start, surprise}) {
            button.setMinWidth(Region.USE_PREF_SIZE);
            // Enter is what a keyboard presses, and JavaFX's buttons hear Space alone
            button.setOnKeyPressed(e -> {
                if (e.getCode() == javafx.scene.input.KeyCode.ENTER) {
                    button.fire();
                    e.consume();
                }
            });
        }
        var buttons = new HBox(10, start, surprise);
        buttons.setAlignment(Pos.CENTER_LEFT);
        root = new VBox(12, title, facts, brief, buttons, how);
        root.getStyleClass().add("card");
        root.setMaxHeight(Region.USE_PREF_SIZE);
    }

    Node node() {
        return root;
    }

    Button start() {
        return start;
    }

    void show(DrillState.@Nullable Row row) {
        id = row == null ? null : row.id();
        title.setText(row == null ? "" : row.title());
        facts.setText(row == null ? "" : row.facts());
        brief.setText(row == null ? "" : row.brief());
        start.setAccessibleText(row == null ? TEXTS.get("Start it") : TEXTS.get("Start {0}", row.title()));
    }
}
