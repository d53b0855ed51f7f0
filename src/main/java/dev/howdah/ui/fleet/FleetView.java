package dev.howdah.ui.fleet;

import dev.howdah.model.Sentences;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Columns;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.RowPlace;
import dev.howdah.ui.kit.ProblemPane;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The Fleet screen. Rows are matched by their ref on a refresh, so selection and scroll stay where they were.
public final class FleetView {
    private static final Texts TEXTS = Texts.of(FleetView.class);
    private static final Columns<RowPlace<FleetRow>, FleetRow> COLUMNS = Columns.ofPlaces();
    private static final String NONE = TEXTS.get("No database here yet: create one like the chapter, with all that stands around it.");
    private final Supplier<Instant> now;
    private final Consumer<FleetRow> open;
    private final Runnable refresh;
    private final TextField filter = new TextField();
    private final Label count = Cards.muted("");
    private final Label age = Cards.text("", "age");
    private final VBox troubles = new VBox(8);
    private final ObservableList<RowPlace<FleetRow>> items = FXCollections.observableArrayList();
    private final TableView<RowPlace<FleetRow>> table = new TableView<>(items);
    private final Label placeholder = new Label();
    private final Button make = new Button(TEXTS.get("Create one…"));
    private final TableColumn<RowPlace<FleetRow>, ?> environment = column(TEXTS.get("Environment"), 104, r -> r.environment().band(),
            Comparator.comparing(FleetRow::environment));
    private final TableColumn<RowPlace<FleetRow>, ?> account = column(TEXTS.get("Account · region"), 216,
            r -> r.ref().account() + " · " + r.ref().region(),
            Comparator.comparing(r -> r.ref().account() + r.ref().region()));
    private final VBox root;
    private @Nullable FleetState shown;

    /// @param open goes to a row's Overview
    /// @param refresh reads everything again
    /// @param create asks for a database where there is none
    public FleetView(Supplier<Instant> now, Consumer<FleetRow> open, Runnable refresh, Runnable create) {
        make.setOnAction(_ -> create.run());
        make.setAccessibleText(TEXTS.get("Create a database"));
        this.now = now;
        this.open = open;
        this.refresh = refresh;
        filter.setPromptText(TEXTS.get("Filter: name, status, engine, zone, worry …   ( / )"));
        filter.setAccessibleText(TEXTS.get("Filter instances"));
        filter.getStyleClass().add("filter");
        filter.textProperty().subscribe(_ -> fill());
        filter.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.DOWN || e.getCode() == KeyCode.ENTER) {
                table.requestFocus();
                if (table.getSelectionModel().isEmpty()) {
                    table.getSelectionModel().selectFirst();
                }
                e.consume();
            } else if (e.getCode() == KeyCode.ESCAPE && !filter.getText().isEmpty()) {
                filter.clear();
                e.consume();
            }
        });
        columns();
        table.setOnKeyPressed(e -> {
            RowPlace<FleetRow> line = table.getSelectionModel().getSelectedItem();
            if (e.getCode() == KeyCode.ENTER && line != null) {
                open.accept(line.row());
                e.consume();
            }
        });
        table.setRowFactory(_ -> row());
        var nothing = new VBox(12, placeholder, make);
        nothing.setAlignment(Pos.CENTER);
        table.setPlaceholder(nothing);
        table.setFixedCellSize(30);
        table.setAccessibleText(TEXTS.get("Instances, worst first"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        VBox.setVgrow(table, Priority.ALWAYS);
        var head = new HBox(12, Cards.text(TEXTS.get("Fleet"), "headline"), filter, count, Cards.spacer(), age);
        head.setAlignment(Pos.CENTER_LEFT);
        root = new VBox(head, troubles, table);
        root.getStyleClass().add("screen");
    }

    public Parent node() {
        return root;
    }

    /// Ages grow by themselves until the scope closes.
    public void live(Scope scope) {
        Fx.ages(scope, this::tick);
    }

    public void focusFilter() {
        Fx.focus(root, filter);
        filter.selectAll();
    }

    public void focusTable() {
        Fx.focus(root, table);
    }

    public void show(FleetState state) {
        Fx.mustBeHere();
        boolean rows = shown == null || !shown.rows().equals(state.rows());
        boolean trouble = shown == null || !shown.troubles().equals(state.troubles());
        shown = state;
        if (trouble) {
            troubles.setVisible(!state.troubles().isEmpty());
            troubles.setManaged(!state.troubles().isEmpty());
            troubles.getChildren().setAll(state.troubles().stream().map(t -> {
                var pane = new ProblemPane(t.problem(), refresh);
                pane.getChildren().addFirst(Cards.muted(t.scope().label()
                        + (t.rowsKept() > 0 ? " · " + TEXTS.get("its {0} instances are shown as they were last read", t.rowsKept()) : "")));
                return pane;
            }).toList());
        }
        if (rows) {
            fill();
        }
        String words = placeholder(state);
        placeholder.setText(words);
        boolean none = words.equals(NONE);
        make.setVisible(none);
        make.setManaged(none);
        boolean several = state.parts().size() > 1;
        environment.setVisible(several);
        account.setVisible(several);
        tick();
    }

    private static String placeholder(FleetState state) {
        if (state.parts().isEmpty()) {
            return TEXTS.get("No environment is open. Ctrl+9 chooses one.");
        }
        if (!state.troubles().isEmpty()) {
            return Sentences.happened(state.troubles().getFirst().problem());
        }
        return state.parts().stream().anyMatch(p -> p.instances().isEmpty()) ? TEXTS.get("Reading…") : NONE;
    }

    private void tick() {
        FleetState state = shown;
        if (state == null) {
            return;
        }
        Instant at = now.get();
        Instant oldest = state.parts().stream().flatMap(p -> p.asOf().stream()).min(Comparator.naturalOrder()).orElse(null);
        age.setText("rds:DescribeDBInstances · " + (oldest == null ? TEXTS.get("loading…") : Words.ago(oldest, at)));
    }

    private void fill() {
        FleetState state = shown;
        if (state == null) {
            return;
        }
        String words = filter.getText() == null ? "" : filter.getText();
        List<FleetRow> next = state.rows().stream().filter(r -> words.isBlank() || r.matches(words)).toList();
        Comparator<RowPlace<FleetRow>> order = table.getComparator();
        place(order == null ? next : next.stream().map(RowPlace::new).sorted(order).map(RowPlace::row).toList());
        count.setText(next.size() == state.rows().size()
                ? TEXTS.get("{0} instances", next.size())
                : TEXTS.get("{0} of {1}", next.size(), state.rows().size()));
    }

    /// Places stay, and what they show changes, so that of 500 only the cells on the screen are drawn anew; the selection goes along with
    /// its instance.
    private void place(List<FleetRow> rows) {
        RowPlace<FleetRow> line = table.getSelectionModel().getSelectedItem();
        FleetRow selected = line == null ? null : line.row();
        if (items.size() > rows.size()) {
            items.remove(rows.size(), items.size());
        }
        int found = -1;
        var more = new ArrayList<RowPlace<FleetRow>>();
        for (int i = 0; i < rows.size(); i++) {
            FleetRow row = rows.get(i);
            found = selected != null && same(row, selected) ? i : found;
            if (i >= items.size()) {
                more.add(new RowPlace<>(row));
            } else {
                items.get(i).show(row);
            }
        }
        items.addAll(more);
        if (selected != null && found < 0) {
            table.getSelectionModel().clearSelection();
        } else if (found >= 0 && found != table.getSelectionModel().getSelectedIndex()) {
            table.getSelectionModel().clearAndSelect(found);
        }
    }

    private static boolean same(FleetRow one, FleetRow other) {
        return one.ref().equals(other.ref()) && one.scope().equals(other.scope());
    }

    private TableRow<RowPlace<FleetRow>> row() {
        var row = new TableRow<RowPlace<FleetRow>>();
        row.setOnMouseClicked(e -> {
            if (e.getClickCount() == 2 && !row.isEmpty()) {
                open.accept(row.getItem().row());
            }
        });
        return row;
    }

    /// In whole minutes, which do not change in each line with each read.
    private static String lag(FleetRow row) {
        Duration lag = row.restorableLag();
        return lag == null ? TEXTS.get("unknown") : Words.duration(lag.toMinutes() < 1 ? lag : lag.truncatedTo(ChronoUnit.MINUTES));
    }

    private void columns() {
        table.getColumns().add(column(TEXTS.get("Instance"), 180, r -> r.ref().id(), Comparator.comparing(r -> r.ref().id())));
        table.getColumns().add(sorted(
                Columns.atLeast(90, COLUMNS.chip(TEXTS.get("Status"), 150, r -> new Columns.Chip(r.status(), r.tone(), r.statusMeaning()))),
                Comparator.comparing(FleetRow::tone).thenComparing(FleetRow::status)));
        table.getColumns().add(column(TEXTS.get("Worries"), 220, r -> String.join(", ", r.worries()), FleetState.WORST_FIRST));
        table.getColumns().add(environment);
        table.getColumns().add(account);
        table.getColumns().add(column(TEXTS.get("Engine"), 128, FleetRow::engine, Comparator.comparing(FleetRow::engine)));
        table.getColumns().add(column(TEXTS.get("Class"), 112, FleetRow::instanceClass, Comparator.comparing(FleetRow::instanceClass)));
        table.getColumns().add(column(TEXTS.get("Zones"), 104, FleetRow::zones, Comparator.comparing(FleetRow::zones)));
        table.getColumns()
                .add(column(TEXTS.get("Restore lag"), 96, FleetView::lag,
                        Comparator.comparing(r -> r.restorableLag() == null ? Duration.ofDays(9999) : r.restorableLag())));
        table.getColumns()
                .add(column(TEXTS.get("Snapshots"), 92, r -> r.snapshots() == null ? TEXTS.get("unknown") : String.valueOf(r.snapshots()),
                        Comparator.comparing(r -> r.snapshots() == null ? -1 : r.snapshots())));
        table.getSortOrder().clear();
    }

    private static TableColumn<RowPlace<FleetRow>, RowPlace<FleetRow>> column(String title, double width, Function<FleetRow, String> words,
            Comparator<FleetRow> order) {
        return sorted(Columns.atLeast(60, COLUMNS.words(title, width, words)), order);
    }

    private static TableColumn<RowPlace<FleetRow>, RowPlace<FleetRow>> sorted(TableColumn<RowPlace<FleetRow>, RowPlace<FleetRow>> column,
            Comparator<FleetRow> order) {
        column.setSortable(true);
        column.setComparator(Comparator.comparing(RowPlace::row, order));
        return column;
    }
}
