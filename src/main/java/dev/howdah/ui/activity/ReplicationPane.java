package dev.howdah.ui.activity;

import dev.howdah.ui.kit.Cards;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Who receives WAL, and for whom it is kept.
final class ReplicationPane {
    private final ObservableList<ReplicationRow> items = FXCollections.observableArrayList();
    private final TableView<ReplicationRow> table = new TableView<>(items);
    private final Label placeholder = new Label();
    private final Label chosen = new Label();
    private final VBox root = new VBox(10, table, chosen);

    ReplicationPane() {
        table.getColumns().setAll(List.of(column("What", 110, ReplicationRow::kind), column("Name", 190, ReplicationRow::name), state(),
                column("Not applied", 110, ReplicationRow::behind), column("Lag", 90, ReplicationRow::lag),
                column("WAL kept", 100, ReplicationRow::kept), column("More", 330, ReplicationRow::more)));
        table.setFixedCellSize(30);
        table.setPlaceholder(placeholder);
        table.setAccessibleText("Replication and slots");
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

    private static TableColumn<ReplicationRow, ReplicationRow> state() {
        return column("State", 150, (cell, row) -> cell.setGraphic(Cards.chip(row.state(), row.tone())));
    }

    private static TableColumn<ReplicationRow, ReplicationRow> column(String title, double width, Function<ReplicationRow, String> words) {
        return column(title, width, (cell, row) -> cell.setText(words.apply(row)));
    }

    private interface Fill {
        void fill(TableCell<ReplicationRow, ReplicationRow> cell, ReplicationRow row);
    }

    private static TableColumn<ReplicationRow, ReplicationRow> column(String title, double width, Fill fill) {
        var column = new TableColumn<ReplicationRow, ReplicationRow>(title);
        column.setPrefWidth(width);
        column.setMinWidth(60);
        column.setSortable(false);
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(f.getValue()));
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable ReplicationRow item, boolean empty) {
                super.updateItem(item, empty);
                setText(null);
                setGraphic(null);
                if (!empty && item != null) {
                    fill.fill(this, item);
                }
            }
        });
        return column;
    }
}
