package dev.howdah.ui.posture;

import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.ProblemPane;
import dev.howdah.ui.kit.Texts;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What differs, one check below the other, both sides of each under the same edge.
final class BesidePane {
    private static final Texts TEXTS = Texts.of(BesidePane.class);
    private final VBox root = new VBox(12);

    /// @param again reads both sides again
    BesidePane(Beside beside, Runnable again) {
        var says = Cards.text(beside.says());
        says.setWrapText(true);
        var head = new HBox(8, says);
        head.setAlignment(Pos.CENTER_LEFT);
        if (beside.reading()) {
            var busy = new ProgressIndicator();
            busy.setPrefSize(16, 16);
            busy.setMinSize(16, 16);
            busy.setAccessibleText(TEXTS.get("Reading {0}", beside.there()));
            head.getChildren().add(busy);
        }
        var rows = new VBox();
        beside.rows().forEach(row -> rows.getChildren().add(row(beside, row)));
        beside.problems().forEach(p -> root.getChildren().add(new ProblemPane(p, again)));
        root.getChildren().add(Cards.card(TEXTS.get("{0} beside {1}", beside.here(), beside.there()), new Region(), head, rows));
    }

    private static Region row(Beside beside, Beside.Row row) {
        var head = new HBox(10, Cards.text(row.title(), "strong"), Cards.muted(row.id()));
        head.setAlignment(Pos.BASELINE_LEFT);
        var sides = new GridPane(12, 4);
        var names = new ColumnConstraints();
        names.setMinWidth(Region.USE_PREF_SIZE);
        var words = new ColumnConstraints();
        words.setMinWidth(90);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        sides.getColumnConstraints().setAll(names, words, values);
        side(sides, beside.here(), row.here());
        side(sides, beside.there(), row.there());
        var all = new VBox(4, head, sides);
        all.getStyleClass().add("finding");
        all.setAccessibleRole(AccessibleRole.PARENT);
        all.setAccessibleText(row.title() + ". " + words(beside.here(), row.here()) + ". " + words(beside.there(), row.there()));
        return all;
    }

    private static void side(GridPane sides, String name, Beside.Side side) {
        Label saw = Cards.text(side.saw());
        saw.setWrapText(true);
        saw.setMinHeight(Region.USE_PREF_SIZE);
        Label title = Cards.muted(name);
        title.setMinWidth(Region.USE_PREF_SIZE);
        Label chip = Cards.chip(side.word(), side.tone());
        GridPane.setValignment(title, VPos.TOP);
        GridPane.setValignment(chip, VPos.TOP);
        sides.addRow(sides.getRowCount(), title, chip, saw);
    }

    private static String words(String name, Beside.Side side) {
        return name + ": " + side.word() + ", " + side.saw();
    }

    Region node() {
        return root;
    }
}
