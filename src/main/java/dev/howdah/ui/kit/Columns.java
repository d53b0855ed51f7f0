package dev.howdah.ui.kit;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// Columns of a table whose rows come sorted, each showing words of a row or one on a coloured ground. A cell that is used again keeps its
/// chip, because a new one applies the style sheets anew.
///
/// @param <S> a place in the table
/// @param <R> what stands there
public final class Columns<S, R> {
    private static final double LEAST = 50;
    private final Function<S, ObservableValue<S>> self;
    private final Hearing<S, R> hearing;

    private interface Hearing<S, R> {
        <T> Subscription hear(S place, Function<R, T> of, Consumer<T> told);
    }

    private Columns(Function<S, ObservableValue<S>> self, Hearing<S, R> hearing) {
        this.self = self;
        this.hearing = hearing;
    }

    /// Where the rows themselves are the places.
    public static <R> Columns<R, R> ofRows() {
        return new Columns<>(ReadOnlyObjectWrapper::new, new Hearing<>() {
            @Override
            public <T> Subscription hear(R place, Function<R, T> of, Consumer<T> told) {
                told.accept(of.apply(place));
                return Subscription.EMPTY;
            }
        });
    }

    /// Where rows change in their places.
    public static <R> Columns<RowPlace<R>, R> ofPlaces() {
        return new Columns<>(RowPlace::self, new Hearing<>() {
            @Override
            public <T> Subscription hear(RowPlace<R> place, Function<R, T> of, Consumer<T> told) {
                return place.hear(of, told);
            }
        });
    }

    /// @param styles classes of its cells
    public TableColumn<S, S> words(String title, double width, Function<R, String> words, String... styles) {
        return column(title, width, () -> {
            var cell = new Cell<>(words) {
                @Override
                void show(String what) {
                    setText(what);
                }

                @Override
                void clear() {
                    setText(null);
                }
            };
            cell.getStyleClass().addAll(styles);
            return cell;
        });
    }

    public TableColumn<S, S> chip(String title, double width, Function<R, String> word, Function<R, Tone> tone) {
        return chip(title, width, row -> new Chip(word.apply(row), tone.apply(row), ""));
    }

    public TableColumn<S, S> chip(String title, double width, Function<R, Chip> chip) {
        return column(title, width, () -> new Cell<>(chip) {
            private final Label label = Cards.chip("", Tone.UNKNOWN);
            private final Tooltip meaning = new Tooltip();

            @Override
            void show(Chip what) {
                setGraphic(label);
                label.setText(what.word());
                Cards.tone(label, what.tone());
                meaning.setText(what.meaning());
                setTooltip(what.meaning().isEmpty() ? null : meaning);
            }

            @Override
            void clear() {
                setGraphic(null);
                setTooltip(null);
            }
        });
    }

    /// @param meaning shown to whoever rests the pointer on it; empty for none
    public record Chip(String word, Tone tone, String meaning) {}

    /// Keeps a column from being squeezed below what its words need.
    public static <S, T> TableColumn<S, T> atLeast(double width, TableColumn<S, T> column) {
        column.setMinWidth(width);
        return column;
    }

    private TableColumn<S, S> column(String title, double width, Supplier<TableCell<S, S>> cells) {
        var column = new TableColumn<S, S>(title);
        column.setPrefWidth(width);
        column.setMinWidth(LEAST);
        column.setSortable(false);
        column.setCellValueFactory(f -> self.apply(f.getValue()));
        column.setCellFactory(_ -> cells.get());
        return column;
    }

    /// A cell that hears of what it shows of its place, and of nothing else. It is laid out by itself: its row, which gives it its place and
    /// size whether it is managed or not, would otherwise be laid out with each change of a word, and with one row the table styles and lays
    /// out all of them.
    private abstract class Cell<T> extends TableCell<S, S> {
        private final Function<R, T> of;
        private Subscription hears = Subscription.EMPTY;

        Cell(Function<R, T> of) {
            this.of = of;
            setManaged(false);
        }

        @Override
        protected void updateItem(@Nullable S place, boolean empty) {
            super.updateItem(place, empty);
            hears.unsubscribe();
            hears = Subscription.EMPTY;
            if (place == null || empty) {
                clear();
            } else {
                hears = hearing.hear(place, of, this::show);
            }
        }

        abstract void show(T what);

        abstract void clear();
    }
}
