package dev.howdah.ui.kit;

import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import org.jspecify.annotations.Nullable;

/// Columns of a table whose rows come sorted, each showing words of a row or one on a coloured ground. A cell that is used again keeps its
/// chip, because a new one applies the style sheets anew.
///
/// @param <S> a place in the table
/// @param <T> what stands there
public final class Columns<S, T> {
    private static final double LEAST = 50;
    private final Function<S, ObservableValue<T>> value;

    /// @param value of a place; what it shows follows it
    public Columns(Function<S, ObservableValue<T>> value) {
        this.value = value;
    }

    /// Where the rows themselves are the places.
    public static <R> Columns<R, R> ofRows() {
        return new Columns<>(ReadOnlyObjectWrapper::new);
    }

    /// @param styles classes of its cells
    public TableColumn<S, T> words(String title, double width, Function<T, String> words, String... styles) {
        return column(title, width, (cell, row) -> {
            for (String style : styles) {
                if (!cell.getStyleClass().contains(style)) {
                    cell.getStyleClass().add(style);
                }
            }
            cell.setText(words.apply(row));
        });
    }

    public TableColumn<S, T> chip(String title, double width, Function<T, String> word, Function<T, Tone> tone) {
        return column(title, width, (cell, row) -> {
            if (cell.getGraphic() instanceof Label chip) {
                chip.setText(word.apply(row));
                Cards.tone(chip, tone.apply(row));
            } else {
                cell.setGraphic(Cards.chip(word.apply(row), tone.apply(row)));
            }
        });
    }

    /// Keeps a column from being squeezed below what its words need.
    public static <S, T> TableColumn<S, T> atLeast(double width, TableColumn<S, T> column) {
        column.setMinWidth(width);
        return column;
    }

    private TableColumn<S, T> column(String title, double width, BiConsumer<TableCell<S, T>, T> fill) {
        var column = new TableColumn<S, T>(title);
        column.setPrefWidth(width);
        column.setMinWidth(LEAST);
        column.setSortable(false);
        column.setCellValueFactory(f -> value.apply(f.getValue()));
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable T item, boolean empty) {
                super.updateItem(item, empty);
                if (empty || item == null) {
                    setText(null);
                    setGraphic(null);
                } else {
                    fill.accept(this, item);
                }
            }
        });
        return column;
    }
}
