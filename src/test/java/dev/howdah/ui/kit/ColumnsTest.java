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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a table does when something of its rows changes: a screen that looks again each second must not style and lay out all of it for a
/// word. Bad inputs tried: a row that says nothing, a place told the same again, one that is not on the screen.
@ExtendWith(HeadlessScreen.class)
final class ColumnsTest {
    private record Row(String name, String state, Tone tone) {}

    @Test
    void aCellHearsOnlyWhatItShows() {
        try (var screen = new Shown(5)) {
            assertThat(screen.words()).contains("name 0", "idle");
            screen.told.clear();
            screen.change(1, r -> new Row(r.name(), "active", Tone.INFO));
            assertThat(screen.told).containsExactly("active");
            screen.change(1, r -> new Row(r.name(), "active", Tone.INFO));
            assertThat(screen.told).as("the same again").containsExactly("active");
            assertThat(screen.words()).contains("active");
            screen.change(1, r -> new Row("", "", Tone.NEUTRAL));
            assertThat(screen.words()).doesNotContain("name 1").doesNotContain("active");
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
            screen.told.clear();
            screen.change(0, r -> new Row(r.name(), "gone from the screen", r.tone()));
            screen.change(151, r -> new Row(r.name(), "on the screen", r.tone()));
            screen.frame();
            assertThat(screen.words()).contains("on the screen").doesNotContain("gone from the screen");
        }
    }

    private static final class Shown extends OnStage {
        private final List<String> told = new ArrayList<>();
        private final TableView<Place<Row>> table;

        Shown(int rows) {
            super(500, 300);
            table = Screens.onFx(() -> {
                var made = new TableView<Place<Row>>();
                Columns<Place<Row>, Row> columns = Columns.ofPlaces();
                made.getColumns().setAll(List.of(columns.words("Name", 200, Row::name),
                        columns.chip("State", 200, r -> {
                            if (!told.contains(r.state())) {
                                told.add(r.state());
                            }
                            return r.state();
                        }, Row::tone)));
                made.setFixedCellSize(30);
                made.getItems().setAll(IntStream.range(0, rows).mapToObj(i -> new Place<>(new Row("name " + i, "idle", Tone.NEUTRAL)))
                        .toList());
                return made;
            });
            put(table);
            frame();
        }

        void change(int at, UnaryOperator<Row> how) {
            Screens.onFx(() -> {
                Place<Row> place = table.getItems().get(at);
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
