package dev.howdah.ui.query;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.ops.query.ManyRows;
import dev.howdah.sql.session.Database.Result;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.kit.Theme;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;

/// The grid over more rows than its table holds. Bad inputs tried: a bar beyond its ends, keys at both ends, keys before the frame that
/// shows what the last one did, keys with nothing selected, a window that moves while the rows of the last one are still being read, a
/// table without height.
@ExtendWith(HeadlessScreen.class)
final class LongTableTest {
    private static final FxRobot ROBOT = new FxRobot();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int ROWS = 300_000;
    private static ManyRows many;
    private static Stage stage;
    private static Scene scene;
    private static Grid grid;
    private static String whole = "";

    @BeforeAll
    static void open() throws IOException {
        many = new ManyRows(ROWS);
        onFx(() -> {
            grid = new Grid(new Result.Rows(List.of("n", "word"), List.of(true, false), many.seen(), false), (_, value) -> whole = value);
            VBox.setVgrow(grid.node(), javafx.scene.layout.Priority.ALWAYS);
            scene = new Scene(new VBox(grid.node()), 700, 420);
            new Theme(Theme.Choice.DARK);
            Theme.dress(scene);
            stage = new Stage();
            stage.setScene(scene);
            stage.show();
            stage.requestFocus();
            grid.focus(scene.getRoot());
            return null;
        });
    }

    @AfterAll
    static void close() throws IOException {
        onFx(() -> {
            stage.hide();
            return null;
        });
        many.close();
    }

    @Test
    void keysGoToBothEnds() {
        ROBOT.push(KeyCode.END);
        shows("299999", "rows 299,");
        assertThat(selected()).isEqualTo("row 299999");
        ROBOT.push(KeyCode.END);
        ROBOT.push(KeyCode.PAGE_DOWN);
        shows("299999", "rows 299,");
        ROBOT.push(KeyCode.F3);
        assertThat(onFx(() -> whole)).isIn("299999", "row 299999");
        Screens.picture(scene, "grid-last-rows");
        ROBOT.push(KeyCode.HOME);
        shows("0", "rows 1 to ");
        assertThat(selected()).isEqualTo("row 0");
        ROBOT.push(KeyCode.UP);
        assertThat(selected()).isEqualTo("row 0");
    }

    @Test
    void theBarStandsForAllRows() {
        ScrollBar bar = Objects.requireNonNull((ScrollBar) onFx(() -> scene.lookup(".of-all-rows")));
        for (int at : new int[]{150_000, 20_000, 290_000, 39_500, 100_000, 99_000}) {
            onFx(() -> {
                bar.setValue(at);
                return null;
            });
            shows(String.valueOf(at), String.format("rows %,d to ", at + 1));
        }
        onFx(() -> {
            bar.setValue(1e9);
            return null;
        });
        shows("299999", "of 300,000");
        onFx(() -> {
            bar.setValue(-5);
            return null;
        });
        shows("0", "rows 1 to ");
    }

    /// What is selected stays what it was while the window moves under it, and the keyboard goes on from there.
    @Test
    void theKeyboardWalksOverTheEdgeOfTheWindow() {
        int edge = nearTheEdge();
        onFx(() -> {
            TableView<?> table = table();
            table.getSelectionModel().clearAndSelect(edge + 3);
            return null;
        });
        assertThat(selected()).isEqualTo("row " + (edge + 3));
        int before = edge + 3;
        for (int i = 0; i < 40; i++) {
            ROBOT.push(KeyCode.PAGE_DOWN);
            int now = Integer.parseInt(selected().substring(4));
            assertThat(now).as("a page further").isBetween(before + 1, before + 20);
            before = now;
        }
        assertThat(before).isGreaterThan(edge + 200);
        assertThat(onFx(() -> table().getItems().size())).as("never more than its window").isEqualTo(LongTable.WINDOW);
        shows(String.valueOf(before), "of 300,000");
    }

    /// Keys come faster than frames: the page after a jump counts from where the jump went, also before it is drawn.
    @Test
    void theKeyAfterAJumpGoesOnFromThere() {
        ROBOT.push(KeyCode.HOME);
        shows("0", "rows 1 to ");
        ScrollBar bar = Objects.requireNonNull((ScrollBar) onFx(() -> scene.lookup(".of-all-rows")));
        for (int at : new int[]{150_000, 20_000, 290_000, 39_500}) {
            onFx(() -> {
                bar.setValue(at);
                press(KeyCode.PAGE_DOWN);
                return null;
            });
            assertThat(onFx(() -> grid.selectedRow())).as("the page after %d", at).isBetween(at, at + 40);
        }
        onFx(() -> {
            press(KeyCode.END);
            press(KeyCode.PAGE_UP);
            return null;
        });
        assertThat(onFx(() -> grid.selectedRow())).as("the page before the end").isBetween(ROWS - 41, ROWS - 2);
    }

    /// The window moves by itself in a frame; the key that comes before the next frame counts from rows under their new numbers.
    @Test
    void theKeyAfterTheWindowMovedGoesOnFromThere() {
        int edge = nearTheEdge();
        var after = new CompletableFuture<Integer>();
        ChangeListener<Object> moved = (_, _, _) -> Platform.runLater(() -> {
            press(KeyCode.PAGE_DOWN);
            after.complete(grid.selectedRow());
        });
        onFx(() -> {
            table().itemsProperty().addListener(moved);
            table().getSelectionModel().clearAndSelect(edge + 152);
            table().scrollTo(edge + 150);
            return null;
        });
        assertThat(after.orTimeout(20, TimeUnit.SECONDS).join()).isBetween(edge + 153, edge + 190);
        onFx(() -> {
            table().itemsProperty().removeListener(moved);
            return null;
        });
    }

    /// Scrolls to where a little further moves the window, and tells which row that is.
    private static int nearTheEdge() {
        ROBOT.push(KeyCode.HOME);
        ScrollBar bar = Objects.requireNonNull((ScrollBar) onFx(() -> scene.lookup(".of-all-rows")));
        int edge = LongTable.WINDOW - 1_100;
        onFx(() -> {
            bar.setValue(edge);
            return null;
        });
        shows(String.valueOf(edge), "of 300,000");
        return edge;
    }

    private static void press(KeyCode code) {
        Event.fireEvent(table(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    private static TableView<?> table() {
        return (TableView<?>) Objects.requireNonNull(scene.lookup(".table-view"));
    }

    private static String selected() {
        return onFx(() -> {
            Object row = table().getSelectionModel().getSelectedItem();
            // a row that is not read yet is asked for by the place that it has
            return row instanceof List<?> values && values.size() == 2
                    ? String.valueOf(values.get(1))
                    : "row " + grid.selectedRow();
        });
    }

    /// Waits until a row with that number is seen, each row of the screen stands under its own number and the place is told.
    private static void shows(String number, String place) {
        Screens.until("row " + number + " in " + place, SOON, () -> {
            var rows = scene.getRoot().lookupAll(".table-row-cell").stream().filter(Node::isVisible).map(n -> (TableRow<?>) n)
                    .filter(r -> !r.isEmpty()).map(r -> Screens.words(r).lines().toList()).toList();
            boolean told = scene.getRoot().lookupAll(".label").stream()
                    .anyMatch(n -> n instanceof Label l && l.getText() != null && l.getText().contains(place));
            return told && rows.stream().anyMatch(r -> r.contains(number))
                    && rows.stream().allMatch(r -> r.size() == 2 && r.getLast().equals("row " + r.getFirst()));
        });
    }
}
