package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Bad places tried: one that is a pixel too narrow for both, one that is narrower than either.
@ExtendWith(HeadlessScreen.class)
final class TwoEndsTest {
    private final Region first = box(200);
    private final HBox second = new HBox(box(60), Cards.spacer(), box(40));
    private final TwoEnds ends = new TwoEnds(10, first, second);

    private static Region box(double width) {
        var box = new Region();
        box.setPrefSize(width, 20);
        box.setMinWidth(width);
        return box;
    }

    private String at(double width) {
        return Screens.onFx(() -> {
            ends.resize(width, ends.prefHeight(width));
            ends.layout();
            second.layout();
            Bounds end = second.getChildren().getLast().getBoundsInParent();
            return Math.round(ends.getHeight()) + " high, " + Math.round(second.getLayoutX()) + ":" + Math.round(second.getLayoutY())
                    + " to "
                    + Math.round(second.getLayoutX() + end.getMaxX());
        });
    }

    @Test
    void theSecondEndsWhereTheRowDoesAndGoesBelowWhereThereIsNoRoom() {
        Screens.onFx(() -> new Scene(new StackPane(ends)));
        assertThat(at(500)).isEqualTo("20 high, 210:0 to 500");
        assertThat(at(310)).isEqualTo("20 high, 210:0 to 310");
        assertThat(at(309)).isEqualTo("50 high, 0:30 to 309");
        assertThat(at(200)).isEqualTo("50 high, 0:30 to 200");
        assertThat(at(500)).as("and back").isEqualTo("20 high, 210:0 to 500");
        assertThat(Screens.onFx(() -> ends.minWidth(-1))).isEqualTo(200);
        assertThat(Screens.onFx(() -> ends.prefWidth(-1))).isEqualTo(310);
    }
}
