package dev.howdah.ui.timeline;

import dev.howdah.timeline.Mark;
import dev.howdah.timeline.Note;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Columns;
import dev.howdah.ui.kit.Texts;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The marks, newest first, and beside them all that is known of the chosen one. Rows are matched by what they tell on a refresh, so
/// selection and scroll stay where they were.
final class MarkList {
    private static final Texts TEXTS = Texts.of(MarkList.class);
    private final ObservableList<TimelineState.Row> items = FXCollections.observableArrayList();
    private final TableView<TimelineState.Row> table = new TableView<>(items);
    private final Label placeholder = new Label();
    private final Label facts = new Label();
    private final Label text = new Label();
    private final Button open = new Button(TEXTS.get("Go there   Enter"));
    private final Button takeBack = new Button(TEXTS.get("Take the note back"));
    private final VBox detail = new VBox(6);
    private final HBox root = new HBox(8, table, detail);

    /// @param chosen is run when another mark is chosen, or it tells something else
    MarkList(Consumer<Mark> opened, Consumer<Note> takenBack, Runnable chosen) {
        columns();
        open.setOnAction(_ -> {
            TimelineState.Row row = chosen();
            if (row != null) {
                opened.accept(row.mark());
            }
        });
        takeBack.setOnAction(_ -> {
            TimelineState.Row row = chosen();
            if (row != null && row.note() != null) {
                takenBack.accept(row.note());
            }
        });
        detail();
        table.getSelectionModel().selectedItemProperty().subscribe(_ -> {
            about();
            chosen.run();
        });
        HBox.setHgrow(table, Priority.ALWAYS);
        root.setMinHeight(120);
    }

    HBox node() {
        return root;
    }

    TableView<?> table() {
        return table;
    }

    TimelineState.@Nullable Row chosen() {
        return table.getSelectionModel().getSelectedItem();
    }

    /// Goes where the chosen mark leads; false when none is chosen.
    boolean open() {
        open.fire();
        return !open.isDisabled();
    }

    /// @param empty what stands there when there are no rows
    void show(List<TimelineState.Row> rows, String empty) {
        placeholder.setText(empty);
        TimelineState.Row before = chosen();
        int place = table.getSelectionModel().getSelectedIndex();
        if (!items.equals(rows)) {
            items.setAll(rows);
            int found = before == null ? -1 : at(before.id());
            if (found >= 0) {
                table.getSelectionModel().select(found);
            } else if (!rows.isEmpty()) {
                table.getSelectionModel().select(Math.clamp(place, 0, rows.size() - 1));
            }
        }
        about();
    }

    private int at(String id) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /// Chooses a mark by its id.
    void pick(String id) {
        int at = at(id);
        if (at >= 0) {
            table.getSelectionModel().select(at);
            table.scrollTo(Math.max(0, at - 2));
        }
    }

    private void columns() {
        Columns<TimelineState.Row, TimelineState.Row> columns = Columns.ofRows();
        table.getColumns().setAll(List.of(Columns.atLeast(92, columns.words(TEXTS.get("When"), 222, TimelineState.Row::time, "mono")),
                Columns.atLeast(70, columns.words(TEXTS.get("Lasted"), 84, TimelineState.Row::lasted)),
                Columns.atLeast(112,
                        columns.chip(TEXTS.get("Kind"), 112,
                                r -> r.mark().kind().words() + (r.mark().weight() == Mark.Weight.TROUBLE ? " ▲" : ""),
                                TimelineState.Row::tone)),
                columns.words(TEXTS.get("What"), 300, TimelineState.Row::title)));
        // only what happened takes what is left
        table.getColumns().subList(1, 3).forEach(c -> c.setMaxWidth(c.getPrefWidth()));
        table.getColumns().getFirst().setMaxWidth(340);
        table.setFixedCellSize(26);
        table.setPlaceholder(placeholder);
        table.setAccessibleText(TEXTS.get("Marks"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
    }

    private void detail() {
        for (Label label : List.of(facts, text)) {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
        }
        text.getStyleClass().add("mono");
        facts.getStyleClass().add("muted");
        var scroll = new ScrollPane(new VBox(6, facts, text));
        scroll.setFitToWidth(true);
        scroll.setMinHeight(40);
        scroll.getStyleClass().add("card-scroll");
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        for (Button button : List.of(open, takeBack)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        var line = new HBox(10, open, Cards.spacer(), takeBack);
        line.setAlignment(Pos.CENTER_LEFT);
        detail.getStyleClass().add("card");
        detail.getChildren().setAll(scroll, line);
        detail.setMinWidth(300);
        detail.setPrefWidth(380);
        detail.setMaxWidth(460);
    }

    private void about() {
        TimelineState.Row row = chosen();
        TimelineView.show(detail, row != null);
        open.setDisable(row == null);
        TimelineView.show(takeBack, row != null && row.note() != null);
        if (row != null) {
            String weight = row.mark().weight().words();
            facts.setText(row.mark().kind().words() + (weight.isEmpty() ? "" : " · " + weight) + " · " + row.time()
                    + (row.lasted().isEmpty() ? "" : " · " + row.lasted()) + " · " + TEXTS.get("told by {0}", row.mark().source()));
            text.setText(row.title() + (row.detail().isBlank() ? "" : "\n" + row.detail()));
        }
    }
}
