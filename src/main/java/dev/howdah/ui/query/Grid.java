package dev.howdah.ui.query;

import dev.howdah.ui.kit.Clip;
import dev.howdah.ops.query.StoredRows;
import dev.howdah.sql.session.Database.Result;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Inert;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Rows as a table. Only the cells that are seen exist; a value is shown on one line, with control characters made visible, so
/// that no value can pass for something else.
final class Grid {
    private static final Texts TEXTS = Texts.of(Grid.class);
    private static final int LONGEST = 2000;
    private static final int MOST_WIDTH = 420;

    private final Result.Rows rows;
    private static final int PAGE = 100;
    private final TableView<List<@Nullable String>> table;
    /// What moves the table over rows that are on disk.
    private final @Nullable LongTable all;
    private final VBox node;
    private final Button earlier = new Button(TEXTS.get("Columns before"));
    private final Button later = new Button(TEXTS.get("Columns after"));
    private final Label place = Cards.muted("");
    private final Set<ValueCell> waiting = new HashSet<>();
    private int first;

    /// @param whole shows a value in full: its column and the value
    Grid(Result.Rows rows, BiConsumer<String, String> whole) {
        this.rows = rows;
        table = rows.rows() instanceof StoredRows.Seen
                ? new TableView<>()
                : new TableView<>(FXCollections.observableArrayList(rows.rows()));
        table.setFixedCellSize(30);
        node = new VBox(4);
        VBox.setVgrow(table, Priority.ALWAYS);
        if (rows.columns().size() > PAGE) {
            node.getChildren().add(pages());
        }
        if (rows.rows() instanceof StoredRows.Seen seen) {
            all = new LongTable(table, seen);
            VBox.setVgrow(all.node(), Priority.ALWAYS);
            node.getChildren().add(all.node());
        } else {
            all = null;
            node.getChildren().add(table);
        }
        columns(0);
        table.getSelectionModel().setSelectionMode(isStored() ? SelectionMode.SINGLE : SelectionMode.MULTIPLE);
        table.setAccessibleText(
                rows.more()
                        ? TEXTS.get("{0} rows; Enter or F3 shows a value in full; not sorted, there are more", rows.rows().size())
                        : isStored()
                                ? TEXTS.get("{0} rows; Enter or F3 shows a value in full; not sorted, they are too many",
                                        rows.rows().size())
                                : TEXTS.get("{0} rows; Enter or F3 shows a value in full", rows.rows().size()));
        table.setPlaceholder(new Label(
                rows.rows().size() == 1 ? TEXTS.get("({0} row)", rows.rows().size()) : TEXTS.get("({0} rows)", rows.rows().size())));
        var menu = new ContextMenu();
        for (Copies as : Copies.values()) {
            var item = new MenuItem(TEXTS.get("Copy as {0}", as.label()));
            item.setOnAction(_ -> copy(as));
            menu.getItems().add(item);
        }
        table.setContextMenu(menu);
        var keys = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
        table.setOnKeyPressed(e -> {
            if (keys.match(e)) {
                copy(Copies.TSV);
                e.consume();
            } else if (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.F3) {
                show(whole);
                e.consume();
            }
        });
        table.setOnMouseClicked(e -> {
            if (e.getClickCount() == 2) {
                show(whole);
            }
        });
    }

    Parent node() {
        return node;
    }

    Result.Rows rows() {
        return rows;
    }

    /// Gives the table the keyboard, at a cell.
    void focus(Parent screen) {
        Fx.focus(screen, table);
        if (table.getSelectionModel().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().select(0);
        }
    }

    /// The number of the selected row among all, from 0; -1 when none is.
    int selectedRow() {
        int at = table.getSelectionModel().getSelectedIndex();
        return at < 0 || all == null ? at : all.row(at);
    }

    /// Columns are shown a page at a time: a table of more of them takes seconds to appear.
    private HBox pages() {
        earlier.setOnAction(_ -> columns(first - PAGE));
        later.setOnAction(_ -> columns(first + PAGE));
        var bar = new HBox(8, earlier, later, place);
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    private void columns(int from) {
        first = from;
        int to = Math.min(rows.columns().size(), from + PAGE);
        table.getColumns().setAll(IntStream.range(from, to).mapToObj(i -> column(rows, i)).toList());
        place.setText(TEXTS.get("columns {0} to {1} of {2}", from + 1, to, rows.columns().size()));
        earlier.setDisable(from == 0);
        later.setDisable(to == rows.columns().size());
    }

    private boolean isStored() { return rows.rows() instanceof StoredRows.Seen; }

    private void show(BiConsumer<String, String> whole) {
        var focused = table.getFocusModel().getFocusedCell();
        int at = focused.getRow();
        if (at < 0 || at >= table.getItems().size() || rows.columns().isEmpty()) {
            return;
        }
        List<@Nullable String> row = table.getItems().get(at);
        if (row.isEmpty()) {
            return;
        }
        // without a focused cell, the longest value of the row is the one that did not fit
        int column = focused.getTableColumn() == null ? longest(row) : first + table.getColumns().indexOf(focused.getTableColumn());
        String value = row.get(Math.max(0, column));
        whole.accept(rows.columns().get(Math.max(0, column)), value == null ? "NULL" : value);
    }

    private static int longest(List<@Nullable String> row) {
        int longest = 0;
        for (int i = 1; i < row.size(); i++) {
            longest = length(row.get(i)) > length(row.get(longest)) ? i : longest;
        }
        return longest;
    }

    private static int length(@Nullable String value) {
        return value == null ? 0 : value.length();
    }

    /// What is selected, or everything, in the order in which it is shown.
    ///
    /// @return why nothing was copied; empty when it was
    String copy(Copies as) {
        if (isStored() && table.getSelectionModel().isEmpty()) {
            return TEXTS.get("A clipboard is no place for {0} rows: Export CSV writes them to a file.", rows.rows().size());
        }
        var selected = table.getSelectionModel().getSelectedItems();
        Clip.copy(as.of(rows, List.copyOf(selected.size() > 1 || isStored() ? selected : table.getItems())));
        return "";
    }

    private TableColumn<List<@Nullable String>, List<@Nullable String>> column(Result.Rows rows, int index) {
        boolean numeric = rows.numeric().get(index);
        var column = new TableColumn<List<@Nullable String>, List<@Nullable String>>(visible(rows.columns().get(index)));
        column.setPrefWidth(width(rows, index));
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(f.getValue()));
        column.setSortable(!rows.more() && !isStored());
        column.setComparator((a, b) -> compare(a.get(index), b.get(index), numeric));
        column.setCellFactory(_ -> new ValueCell(index, numeric));
        return column;
    }

    private final class ValueCell extends TableCell<List<@Nullable String>, List<@Nullable String>> {
        private final int index;

        ValueCell(int index, boolean numeric) {
            this.index = index;
            setAlignment(numeric ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(@Nullable List<@Nullable String> row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                put(null, false);
            } else if (rows.rows() instanceof StoredRows.Seen seen) {
                stored(seen, at());
            } else {
                value(row);
            }
        }

        private int at() {
            return all == null ? getIndex() : all.row(getIndex());
        }

        private void stored(StoredRows.Seen seen, int at) {
            List<@Nullable String> row = at < 0 || at >= seen.size() ? null : seen.peek(at);
            if (row != null) {
                value(row);
                return;
            }
            put("…", false);
            if (at >= 0 && at < seen.size()) {
                seen.ask(at, () -> Fx.THREAD.execute(Grid.this::arrived));
            }
            waiting.add(this);
        }

        private void value(List<@Nullable String> row) {
            String value = index < row.size() ? row.get(index) : null;
            put(value == null ? "NULL" : visible(value), value == null);
        }

        private void put(@Nullable String text, boolean none) {
            if (none != getStyleClass().contains("null")) {
                if (none) {
                    getStyleClass().add("null");
                } else {
                    getStyleClass().remove("null");
                }
            }
            setText(text);
        }
    }

    /// Rows came from the disk: the cells that wait look again.
    private void arrived() {
        var cells = List.copyOf(waiting);
        waiting.clear();
        if (rows.rows() instanceof StoredRows.Seen seen) {
            cells.stream().filter(c -> !c.isEmpty()).forEach(c -> c.stored(seen, c.at()));
        }
    }

    /// As the server sorts: NULL last, numbers by size. What is no finite number (`NaN`, `Infinity`) comes after those that are.
    static int compare(@Nullable String a, @Nullable String b, boolean numeric) {
        if (a == null || b == null) {
            return a == null ? b == null ? 0 : 1 : -1;
        }
        if (!numeric) {
            return a.compareTo(b);
        }
        BigDecimal x = number(a);
        BigDecimal y = number(b);
        return x == null || y == null ? x == null ? y == null ? a.compareTo(b) : 1 : -1 : x.compareTo(y);
    }

    private static @Nullable BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static double width(Result.Rows rows, int index) {
        int longest = rows.columns().get(index).length() + 2;
        // what is on disk is not read for a width
        List<List<@Nullable String>> some = rows.rows() instanceof StoredRows.Seen
                ? List.of()
                : rows.rows().subList(0, Math.min(50, rows.rows().size()));
        longest = Math.max(longest, some.isEmpty() ? 14 : 0);
        for (List<@Nullable String> row : some) {
            String value = row.get(index);
            longest = Math.max(longest, value == null ? 4 : Math.min(60, value.length()));
        }
        return Math.min(MOST_WIDTH, 24 + longest * 7.6);
    }

    /// Several lines, each as [#visible] shows it, however long.
    static String inert(String text) {
        return Inert.lines(text);
    }

    /// One line; what is no printable character is shown as its picture or its number.
    static String visible(String value) {
        return Inert.pictures(value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value);
    }
}
