package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Bad places tried: one that is a pixel too narrow, one that is narrower than all that is kept, a node that is not there, one that wants less
/// than it would keep.
@ExtendWith(HeadlessScreen.class)
final class YieldingRowTest {
    private final Region fixed = box(100);
    private final Region first = box(200);
    private final Region second = box(300);
    private final Region small = box(20);
    private final YieldingRow row = new YieldingRow(10, fixed, second, first, small).yields(first, 50).yields(second, 120).yields(small,
            80);

    private static Region box(double width) {
        var box = new Region();
        box.setPrefSize(width, 20);
        box.setMinWidth(width);
        return box;
    }

    private String at(double width) {
        return Screens.onFx(() -> {
            row.resize(width, 20);
            row.layout();
            return Math.round(fixed.getWidth()) + " " + Math.round(second.getWidth()) + " " + Math.round(first.getWidth()) + " "
                    + Math.round(small.getWidth());
        });
    }

    @Test
    void whatYieldsFirstGivesAllItCanBeforeTheNextGivesAny() {
        Screens.onFx(() -> new Scene(new StackPane(row)));
        assertThat(at(650)).isEqualTo("100 300 200 20");
        assertThat(at(900)).as("nobody gets more than it wants").isEqualTo("100 300 200 20");
        assertThat(at(649)).isEqualTo("100 300 199 20");
        assertThat(at(500)).isEqualTo("100 300 50 20");
        assertThat(at(400)).isEqualTo("100 200 50 20");
        assertThat(at(320)).isEqualTo("100 120 50 20");
        assertThat(at(200)).as("no less than that").isEqualTo("100 120 50 20");
        assertThat(Screens.onFx(() -> row.minWidth(-1))).isEqualTo(320);
        assertThat(at(650)).as("and back").isEqualTo("100 300 200 20");
        Screens.onFx(() -> {
            first.setManaged(false);
            return null;
        });
        assertThat(at(400)).startsWith("100 260 ");
        assertThat(Screens.onFx(() -> row.minWidth(-1))).isEqualTo(260);
    }

    @Test
    void whatWantsLessThanBeforeTakesNothingFromTheOthers() {
        Screens.onFx(() -> new Scene(new StackPane(row)));
        assertThat(at(650)).isEqualTo("100 300 200 20");
        Screens.onFx(() -> {
            second.setPrefWidth(150);
            return null;
        });
        assertThat(at(450)).as("the one that is asked first gives it all").isEqualTo("100 150 150 20");
        assertThat(at(500)).isEqualTo("100 150 200 20");
        assertThat(Screens.onFx(() -> row.prefWidth(-1))).isEqualTo(500);
    }
}
