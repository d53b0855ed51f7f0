package dev.howdah.ui.query;

import dev.howdah.sql.session.Database.Result;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCodeCombination;
import org.jspecify.annotations.Nullable;

/// Rows as a table. Only the cells that are seen exist; a value is shown on one line, with control characters made visible, so
/// that no value can pass for something else.
final class Grid {
    private static final int LONGEST = 2000;
    private static final int MOST_WIDTH = 420;

    private Grid() {}

    static TableView<List<@Nullable String>> of(Result.Rows rows) {
        var table = new TableView<List<@Nullable String>>(FXCollections.observableArrayList(rows.rows()));
        for (int i = 0; i < rows.columns().size(); i++) {
            table.getColumns().add(column(rows, i));
        }
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.setAccessibleText(rows.rows().size() + " rows");
        table.setPlaceholder(new javafx.scene.control.Label("(0 rows)"));
        var copy = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
        table.setOnKeyPressed(e -> {
            if (copy.match(e)) {
                var content = new ClipboardContent();
                content.putString(tsv(rows.columns(), table.getSelectionModel().getSelectedItems()));
                Clipboard.getSystemClipboard().setContent(content);
                e.consume();
            }
        });
        return table;
    }

    /// Names and rows, separated by tabs; tabs and line ends inside a value become spaces.
    static String tsv(List<String> columns, List<List<@Nullable String>> rows) {
        return String.join("\t", columns) + "\n" + rows.stream()
                .map(r -> r.stream().map(v -> v == null ? "" : v.replaceAll("[\\t\\r\\n]", " ")).collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\n"));
    }

    private static TableColumn<List<@Nullable String>, Object> column(Result.Rows rows, int index) {
        boolean numeric = rows.numeric().get(index);
        var column = new TableColumn<List<@Nullable String>, Object>(rows.columns().get(index));
        column.setPrefWidth(width(rows, index));
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(f.getValue()));
        column.setComparator(null);
        column.setSortable(false);
        column.setCellFactory(_ -> new TableCell<>() {
            {
                setAlignment(numeric ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
            }

            @Override
            protected void updateItem(@Nullable Object item, boolean empty) {
                super.updateItem(item, empty);
                getStyleClass().remove("null");
                if (empty || !(item instanceof List<?> row)) {
                    setText(null);
                    return;
                }
                Object value = row.get(index);
                if (value == null) {
                    getStyleClass().add("null");
                    setText("NULL");
                } else {
                    setText(visible(value.toString()));
                }
            }
        });
        return column;
    }

    private static double width(Result.Rows rows, int index) {
        int longest = rows.columns().get(index).length() + 2;
        for (List<@Nullable String> row : rows.rows().subList(0, Math.min(50, rows.rows().size()))) {
            String value = row.get(index);
            longest = Math.max(longest, value == null ? 4 : Math.min(60, value.length()));
        }
        return Math.min(MOST_WIDTH, 24 + longest * 7.6);
    }

    /// Several lines, each as [#visible] shows it, however long.
    static String inert(String text) {
        return text.lines().map(Grid::pictures).collect(Collectors.joining("\n"));
    }

    /// One line; what is no printable character is shown as its picture or its number.
    static String visible(String value) {
        return pictures(value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value);
    }

    private static String pictures(String value) {
        var text = new StringBuilder(value.length());
        value.codePoints().forEach(c -> {
            if (c == '\n') {
                text.append('↵');
            } else if (c < 0x20) {
                text.appendCodePoint(0x2400 + c);
            } else if (c == 0x7f || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.CONTROL) {
                text.append(String.format("⟨U+%04X⟩", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
