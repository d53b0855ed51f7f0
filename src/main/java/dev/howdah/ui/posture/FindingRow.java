package dev.howdah.ui.posture;

import dev.howdah.posture.Mend;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One finding: what, what was read, what it prevents, how to mend it.
final class FindingRow {
    private static final Texts TEXTS = Texts.of(FindingRow.class);
    private final VBox root = new VBox(4);

    FindingRow(PostureState.Row row, PostureView.Answers answers) {
        var title = Cards.text(row.title(), "strong");
        title.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(10, Cards.chip(row.word(), row.tone()), title, Cards.muted(row.id()));
        head.setAlignment(Pos.CENTER_LEFT);
        var facts = new GridPane(12, 3);
        var names = new ColumnConstraints();
        names.setMinWidth(72);
        names.setHalignment(javafx.geometry.HPos.LEFT);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        facts.getColumnConstraints().setAll(names, values);
        line(facts, row.tone() == Tone.UNKNOWN ? TEXTS.get("Why") : TEXTS.get("Read"), Cards.text(row.saw()));
        line(facts, TEXTS.get("Prevents"), Cards.text(row.prevents()));
        if (!row.fix().isEmpty()) {
            line(facts, TEXTS.get("Fix"), Cards.text(row.fix()));
        }
        if (!row.command().isEmpty()) {
            line(facts, row.fix().isEmpty() ? TEXTS.get("Fix") : "", Cards.text(row.command(), "fix"));
        }
        if (!row.fix().isEmpty() || !row.command().isEmpty()) {
            var copy = new Button(TEXTS.get("Copy"));
            copy.getStyleClass().addAll("small", "flat");
            copy.setMinWidth(Region.USE_PREF_SIZE);
            copy.setAccessibleText(TEXTS.get("Copy the fix of {0}", row.id()));
            copy.setOnAction(_ -> answers.copy(row.command().isEmpty() ? row.fix() : row.command()));
            head.getChildren().addAll(Cards.spacer(), copy);
            Mend mend = row.mend();
            if (mend != null) {
                var plan = new Button(mend.words() + "…");
                plan.getStyleClass().add("small");
                plan.setMinWidth(Region.USE_PREF_SIZE);
                plan.setTooltip(new Tooltip(TEXTS.get("Shows its plan first")));
                plan.setOnAction(_ -> answers.plan(mend));
                head.getChildren().add(plan);
            }
        }
        line(facts, TEXTS.get("From"), Cards.muted(row.reads()));
        root.getChildren().setAll(head, facts);
        root.getStyleClass().add("finding");
        root.setAccessibleRole(AccessibleRole.PARENT);
        root.setAccessibleText(
                row.word() + ": " + row.title() + ". " + row.saw() + ". " + row.prevents() + " " + row.fix() + " " + row.command());
    }

    private static void line(GridPane facts, String name, Label value) {
        value.setWrapText(true);
        value.setMinHeight(Region.USE_PREF_SIZE);
        var title = Cards.muted(name);
        title.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setValignment(title, VPos.TOP);
        facts.addRow(facts.getRowCount(), title, value);
    }

    Region node() {
        return root;
    }
}
