package dev.howdah.ui.drill;

import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Columns;
import dev.howdah.ui.kit.Texts;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import java.util.List;

/// What a run came to: its points, and what was injected beside what the console recorded and what was done.
final class DebriefPane {
    private static final Texts TEXTS = Texts.of(DebriefPane.class);
    private final Label title = Cards.text("", "big");
    private final Label verdict = Cards.chip("", dev.howdah.ui.kit.Tone.NEUTRAL);
    private final GridPane lines = new GridPane(14, 3);
    private final ObservableList<DrillState.Entry> items = FXCollections.observableArrayList();
    private final TableView<DrillState.Entry> table = new TableView<>(items);
    private final Label chosen = new Label();
    private final Label runbook = Cards.muted("");
    private final Button reset = new Button(TEXTS.get("Reset   R"));
    private final Label hint = Cards.muted("");
    private final VBox root;

    DebriefPane(Practice practice) {
        reset.getStyleClass().add("accent");
        reset.setMinWidth(Region.USE_PREF_SIZE);
        reset.setAccessibleText(TEXTS.get("Reset: clear away what the run left"));
        reset.setOnAction(_ -> practice.reset());
        reset.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) {
                reset.fire();
                e.consume();
            }
        });
        Columns<DrillState.Entry, DrillState.Entry> columns = Columns.ofRows();
        table.getColumns().setAll(List.of(columns.words("UTC", 82, DrillState.Entry::time, "mono"),
                columns.chip(TEXTS.get("By"), 82, DrillState.Entry::who, DrillState.Entry::tone),
                columns.words(TEXTS.get("What"), 520, DrillState.Entry::words),
                columns.words(TEXTS.get("Evidence"), 220, DrillState.Entry::evidence)));
        // what is left over goes to what can be long
        table.getColumns().subList(0, 2).forEach(c -> {
            c.setMinWidth(90);
            c.setMaxWidth(90);
        });
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
        table.setFixedCellSize(28);
        table.setMinHeight(120);
        table.setAccessibleText(TEXTS.get("What was injected, what was recorded, what was done"));
        table.getSelectionModel().selectedItemProperty().subscribe(
                e -> chosen.setText(e == null ? "" : e.words() + (e.evidence().isEmpty() ? "" : "\n" + e.evidence())));
        chosen.setWrapText(true);
        chosen.setMinHeight(38);
        VBox.setVgrow(table, Priority.ALWAYS);
        var head = new HBox(12, title, verdict, Cards.spacer(), hint, reset);
        head.setAlignment(Pos.CENTER_LEFT);
        root = new VBox(8, head, lines, table, chosen, runbook);
        root.getStyleClass().add("card");
    }

    Node node() {
        return root;
    }

    Node first() {
        return reset;
    }

    void show(Practice.Phase phase, DrillState.Shown run) {
        title.setText(run.title());
        verdict.setText(run.verdict());
        Cards.tone(verdict, run.tone());
        lines.getChildren().clear();
        int row = 0;
        for (Practice.Line line : run.lines()) {
            Label saw = Cards.fitting(line.saw());
            lines.addRow(row++, Cards.muted(line.what()), saw,
                    Cards.text(line.most() == 0 ? signed(line.points()) : TEXTS.get("{0} of {1}", line.points(), line.most()), "mono"));
            GridPane.setHgrow(saw, Priority.ALWAYS);
            saw.setMaxWidth(Double.MAX_VALUE);
        }
        if (!items.equals(run.entries())) {
            DrillState.Entry selected = table.getSelectionModel().getSelectedItem();
            items.setAll(run.entries());
            if (selected == null || !run.entries().contains(selected)) {
                table.getSelectionModel().selectFirst();
            } else {
                table.getSelectionModel().select(selected);
            }
        }
        runbook.setText(TEXTS.get("How it is done: the runbook {0}", run.runbook()));
        boolean clearing = phase == Practice.Phase.RESETTING;
        reset.setDisable(clearing);
        hint.setText(clearing ? TEXTS.get("Clearing away…") : "");
    }

    private static String signed(int points) {
        return points == 0 ? "0" : String.valueOf(points);
    }
}
