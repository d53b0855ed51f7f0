package dev.howdah.ui.query;

import dev.howdah.ops.query.StoredRows;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Texts;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import javafx.application.Platform;
import javafx.collections.ObservableListBase;
import javafx.geometry.Orientation;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A table over more rows than a `TableView` can scroll: what it does for a scroll takes time in proportion to the rows above.
/// The table holds a window of the rows, which moves when what is seen comes near its edge; the bar beside it stands for all of them.
final class LongTable {
    private static final Texts TEXTS = Texts.of(LongTable.class);
    /// A scroll in the window takes about a millisecond. Half of it is moved at once, so that it seldom moves.
    static final int WINDOW = 40_000;
    /// More than any screen shows, and than any key goes at once.
    private static final int EDGE = 1_000;

    private final TableView<List<@Nullable String>> table;
    private final StoredRows.Seen rows;
    private final ScrollBar bar = new ScrollBar();
    private final Label place = Cards.muted("");
    private final VBox node;
    private @Nullable VirtualFlow<?> flow;
    private int offset;
    private boolean following;
    private boolean due;

    LongTable(TableView<List<@Nullable String>> table, StoredRows.Seen rows) {
        this.table = table;
        this.rows = rows;
        table.getStyleClass().add("long");
        table.setItems(new Lines(rows, 0, Math.min(WINDOW, rows.size())));
        bar.setOrientation(Orientation.VERTICAL);
        bar.getStyleClass().add("of-all-rows");
        bar.setFocusTraversable(false);
        bar.setMin(0);
        bar.setUnitIncrement(1);
        bar.valueProperty().addListener((_, _, to) -> {
            if (!following) {
                top((int) Math.round(to.doubleValue()));
            }
        });
        table.sceneProperty().addListener((_, _, _) -> {
            due = false;
            soon();
        });
        table.heightProperty().addListener((_, _, _) -> soon());
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::keys);
        HBox.setHgrow(table, Priority.ALWAYS);
        var beside = new HBox(table, bar);
        VBox.setVgrow(beside, Priority.ALWAYS);
        node = new VBox(2, beside, place);
    }

    Parent node() {
        return node;
    }

    /// The number of a row of the table among all rows, from 0.
    int row(int index) {
        return offset + index;
    }

    private void keys(KeyEvent e) {
        if (e.isAltDown() || e.isShiftDown()) {
            return;
        }
        switch (e.getCode()) {
            case HOME -> {
                top(0);
                table.getSelectionModel().clearAndSelect(-offset, column());
                e.consume();
            }
            case END -> {
                top(Math.max(0, rows.size() - seen()));
                table.getSelectionModel().clearAndSelect(rows.size() - 1 - offset, column());
                e.consume();
            }
            case UP, DOWN, PAGE_UP, PAGE_DOWN -> fromWhatIsSeen();
            default -> {
            }
        }
    }

    /// What was selected may be far outside of the window that the bar went to; without a selection the table does not hear these keys.
    private void fromWhatIsSeen() {
        if (table.getSelectionModel().isEmpty()) {
            table.getSelectionModel().clearAndSelect(first() - offset, column());
        }
    }

    private @Nullable TablePosition<List<@Nullable String>, ?> focused() {
        return table.getFocusModel() == null ? null : table.getFocusModel().getFocusedCell();
    }

    @SuppressWarnings("unchecked")
    private javafx.scene.control.@Nullable TableColumn<List<@Nullable String>, ?> column() {
        var focused = focused();
        return focused == null ? null : (javafx.scene.control.TableColumn<List<@Nullable String>, ?>) focused.getTableColumn();
    }

    /// Shows a row at the top, moving the window when it is not well inside.
    private void top(int row) {
        int wanted = Math.clamp(row, 0, Math.max(0, rows.size() - 1));
        if (near(wanted, wanted + seen())) {
            move(Math.clamp(wanted - WINDOW / 2, 0, Math.max(0, rows.size() - WINDOW)));
        }
        show(wanted);
        soon();
    }

    /// Scrolls there at once and not with the next frame: until it is laid out, a key for the next page counts from rows that stand under
    /// the numbers of the window before.
    private void show(int row) {
        table.scrollTo(row - offset);
        table.layout();
    }

    /// Whether rows are so near to an edge of the window behind which there are others.
    private boolean near(int from, int to) {
        return offset > 0 && from < offset + EDGE || offset + WINDOW < rows.size() && to > offset + WINDOW - EDGE;
    }

    private void move(int to) {
        if (to == offset) {
            return;
        }
        int selected = table.getSelectionModel().getSelectedIndex();
        var column = column();
        int by = offset - to;
        offset = to;
        var lines = new Lines(rows, to, Math.min(WINDOW, rows.size() - to));
        table.setItems(lines);
        if (selected + by >= 0 && selected + by < lines.size() && selected >= 0) {
            table.getSelectionModel().clearAndSelect(selected + by, column);
        }
    }

    /// Looks, once what was asked for is laid out, at where the table is.
    private void soon() {
        Scene scene = table.getScene();
        if (!due && scene != null) {
            due = true;
            scene.addPostLayoutPulseListener(new Runnable() {
                @Override
                public void run() {
                    scene.removePostLayoutPulseListener(this);
                    look();
                }
            });
            Platform.requestNextPulse();
        }
    }

    private void look() {
        due = false;
        if (flow == null && table.lookup(".virtual-flow") instanceof VirtualFlow<?> found) {
            flow = found;
            found.positionProperty().addListener((_, _, _) -> soon());
        }
        int first = first();
        int seen = seen();
        if (near(first, first + seen)) {
            move(Math.clamp(first - WINDOW / 2, 0, Math.max(0, rows.size() - WINDOW)));
            show(first);
        }
        following = true;
        bar.setMax(Math.max(0, rows.size() - seen));
        bar.setVisibleAmount(Math.max(1, seen));
        bar.setBlockIncrement(Math.max(1, seen - 1));
        bar.setValue(first);
        following = false;
        place.setText(TEXTS.get("rows {0} to {1} of {2}", grouped(first + 1), grouped(Math.min(rows.size(), first + seen)),
                grouped(rows.size())));
    }

    private static String grouped(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// The first row that is seen whole.
    private int first() {
        IndexedCell<?> cell = flow == null ? null : flow.getFirstVisibleCell();
        return offset + (cell == null ? 0 : Math.max(0, cell.getIndex() + (cell.getLayoutY() < -1 ? 1 : 0)));
    }

    /// How many rows are seen whole.
    private int seen() {
        IndexedCell<?> last = flow == null ? null : flow.getLastVisibleCell();
        if (flow == null || last == null) {
            return 1;
        }
        boolean cut = last.getLayoutY() + last.getHeight() > flow.getHeight() + 1;
        return Math.max(1, offset + last.getIndex() + (cut ? 0 : 1) - first());
    }

    /// Rows that come from the disk when they are looked at: until then a row of none stands in their place.
    private static final class Lines extends ObservableListBase<List<@Nullable String>> {
        private final StoredRows.Seen of;
        private final int from;
        private final int size;

        Lines(StoredRows.Seen of, int from, int size) {
            this.of = of;
            this.from = from;
            this.size = size;
        }

        @Override
        public List<@Nullable String> get(int index) {
            List<@Nullable String> row = of.peek(from + index);
            return row == null ? new Unread(from + index) : row;
        }

        @Override
        public int size() {
            return size;
        }
    }

    /// What stands for a row until it is read. Two are the same for the same row alone: a cell that comes to stand for another row looks
    /// again, though neither is known.
    private static final class Unread extends AbstractList<@Nullable String> {
        private final int row;

        Unread(int row) {
            this.row = row;
        }

        @Override
        public @Nullable String get(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Unread unread && unread.row == row;
        }

        @Override
        public int hashCode() {
            return row;
        }
    }
}
