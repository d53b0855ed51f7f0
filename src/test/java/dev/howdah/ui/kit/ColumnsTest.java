package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.OnStage;
import dev.howdah.ui.Screens;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javafx.scene.Parent;
import javafx.scene.control.TableView;
import javafx.util.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a table does when something of its rows changes: a screen that looks again each second must not style and lay out all of it for a
/// word. Bad inputs tried: a row that says nothing, a place told the same again, one that is not on the screen.
@ExtendWith(HeadlessScreen.class)
final class ColumnsTest {
    private record Row(String name, String state, Tone tone) {}

    @Test
    void aCellHearsOnlyWhatItShowsAndOnlyWhenItIsAnother() {
        var told = new ArrayList<String>();
        var place = new RowPlace<>(new Row("name", "idle", Tone.NEUTRAL));
        Subscription hears = place.hear(Row::state, told::add);
        place.show(new Row("another name", "idle", Tone.WARN));
        place.show(new Row("another name", "active", Tone.WARN));
        place.show(new Row("another name", "active", Tone.BAD));
        place.show(new Row("another name", "", Tone.BAD));
        assertThat(told).containsExactly("idle", "active", "");
        hears.unsubscribe();
        place.show(new Row("another name", "idle", Tone.GOOD));
        assertThat(told).containsExactly("idle", "active", "");
    }

    @Test
    void whatIsToldIsShown() {
        try (var screen = new Shown(5)) {
            assertThat(screen.words()).contains("name 1", "idle");
            screen.change(1, r -> new Row(r.name(), "active", Tone.INFO));
            assertThat(screen.words()).contains("name 1", "active");
            screen.change(1, r -> new Row("", "", Tone.NEUTRAL));
            assertThat(screen.words()).contains("name 0").doesNotContain("name 1").doesNotContain("active");
        }
    }

    @Test
    void aChangedWordDoesNotLayOutItsRow() {
        try (var screen = new Shown(5)) {
            screen.change(2, r -> new Row("another, which is longer than the one before", r.state(), Tone.WARN));
            assertThat(screen.rowsToLayOut()).isZero();
            screen.frame();
            assertThat(screen.words()).contains("another, which is longer than the one before");
        }
    }

    @Test
    void aCellThatShowsAnotherPlaceHearsOfThatOne() {
        try (var screen = new Shown(200)) {
            screen.frame();
            Screens.onFx(() -> {
                screen.table.scrollTo(150);
                return null;
            });
            screen.frame();
            assertThat(screen.words()).contains("name 150").doesNotContain("name 0\n");
            screen.change(0, r -> new Row(r.name(), "gone from the screen", r.tone()));
            screen.change(151, r -> new Row(r.name(), "on the screen", r.tone()));
            screen.frame();
            assertThat(screen.words()).contains("on the screen").doesNotContain("gone from the screen");
        }
    }

    private static final class Shown extends OnStage {
        private final TableView<RowPlace<Row>> table;

        Shown(int rows) {
            super(500, 300);
            table = Screens.onFx(() -> {
                var made = new TableView<RowPlace<Row>>();
                Columns<RowPlace<Row>, Row> columns = Columns.ofPlaces();
                made.getColumns().setAll(List.of(columns.words("Name", 200, Row::name),
                        columns.chip("State", 200, Row::state, Row::tone)));
                made.setFixedCellSize(30);
                made.getItems().setAll(IntStream.range(0, rows).mapToObj(i -> new RowPlace<>(new Row("name " + i, "idle", Tone.NEUTRAL)))
                        .toList());
                return made;
            });
            put(table);
            frame();
        }

        void change(int at, UnaryOperator<Row> how) {
            Screens.onFx(() -> {
                RowPlace<Row> place = table.getItems().get(at);
                place.show(how.apply(place.row()));
                return null;
            });
        }

        long rowsToLayOut() {
            return Screens.onFx(() -> table.lookupAll(".table-row-cell").stream().filter(n -> ((Parent) n).isNeedsLayout()).count());
        }

        void frame() {
            cost(() -> {
            });
        }
    }
}
