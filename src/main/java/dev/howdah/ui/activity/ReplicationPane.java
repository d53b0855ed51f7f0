package dev.howdah.ui.activity;

import dev.howdah.ui.kit.Columns;
import dev.howdah.ui.kit.Texts;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Who receives WAL, and for whom it is kept.
final class ReplicationPane {
    private static final Texts TEXTS = Texts.of(ReplicationPane.class);
    private final ObservableList<ReplicationRow> items = FXCollections.observableArrayList();
    private final TableView<ReplicationRow> table = new TableView<>(items);
    private final Label placeholder = new Label();
    private final Label chosen = new Label();
    private final VBox root = new VBox(10, table, chosen);

    ReplicationPane() {
        Columns<ReplicationRow, ReplicationRow> columns = Columns.ofRows();
        table.getColumns()
                .setAll(List.of(columns.words(TEXTS.get("What"), 110, ReplicationRow::kind),
                        columns.words(TEXTS.get("Name"), 190, ReplicationRow::name),
                        columns.chip(TEXTS.get("State"), 150, ReplicationRow::state, ReplicationRow::tone),
                        columns.words(TEXTS.get("Not applied"), 110, ReplicationRow::behind),
                        columns.words(TEXTS.get("Lag"), 90, ReplicationRow::lag),
                        columns.words(TEXTS.get("WAL kept"), 100, ReplicationRow::kept),
                        columns.words(TEXTS.get("More"), 330, ReplicationRow::more)));
        table.setFixedCellSize(30);
        table.setPlaceholder(placeholder);
        table.setAccessibleText(TEXTS.get("Replication and slots"));
        VBox.setVgrow(table, Priority.ALWAYS);
        chosen.setWrapText(true);
        chosen.setMaxWidth(Double.MAX_VALUE);
        chosen.setMinHeight(Region.USE_PREF_SIZE);
        chosen.getStyleClass().add("card");
        chosen.setVisible(false);
        table.getSelectionModel().selectedItemProperty().subscribe(row -> {
            chosen.setVisible(row != null);
            chosen.setText(row == null ? "" : row.kind() + " " + row.name() + " · " + row.state() + " · " + row.more());
        });
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
    }

    Parent node() {
        return root;
    }

    TableView<?> table() {
        return table;
    }

    void show(List<ReplicationRow> rows, String empty) {
        placeholder.setText(empty);
        if (!items.equals(rows)) {
            ReplicationRow before = table.getSelectionModel().getSelectedItem();
            items.setAll(rows);
            rows.stream().filter(r -> before != null && r.key().equals(before.key())).findFirst().or(() -> rows.stream().findFirst())
                    .ifPresent(r -> table.getSelectionModel().select(r));
        }
    }
}
