package dev.howdah.ui;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the pictures are held to finds what it is there for.
@ExtendWith(HeadlessScreen.class)
final class LegibleTest {
    @Test
    void contrastIsThatOfTheStandard() {
        assertThat(Legible.contrast(Color.BLACK, Color.WHITE)).isCloseTo(21, within(0.001));
        assertThat(Legible.contrast(Color.web("#767676"), Color.WHITE)).as("the grey that just passes").isBetween(4.5, 4.6);
        assertThat(Legible.contrast(Color.web("#777777"), Color.WHITE)).as("the one that just does not").isBetween(4.4, 4.5);
    }

    @Test
    void paleWordsAreFoundAndDisabledOnesAreLeftOut() {
        assertThat(faults("-fx-text-fill: #777777", false)).singleElement().asString()
                .startsWith("4.48 : 1, #777777 on #ffffff: \"words\"");
        assertThat(faults("-fx-text-fill: #767676", false)).isEmpty();
        assertThat(faults("-fx-text-fill: #777777", true)).isEmpty();
        assertThat(faults("-fx-text-fill: #555555; -fx-opacity: 0.5", false)).as("what shines through counts").hasSize(1);
        assertThat(faults("-fx-text-fill: white; -fx-background-color: linear-gradient(to right, black, #999999)", false))
                .as("the pale end of a gradient").singleElement().asString().contains("on #999999");
    }

    @Test
    void whatTheKeyboardReachesWithoutWordsIsFound() {
        assertThat(onFx(() -> shown(new VBox(new TextField())))).singleElement().asString().startsWith("nothing to read out for TextField");
        assertThat(onFx(() -> {
            var field = new TextField();
            field.setAccessibleText("port");
            return shown(new VBox(field));
        })).isEmpty();
    }

    private static List<String> faults(String style, boolean disabled) {
        return onFx(() -> {
            var label = new Label("words");
            label.setStyle(style);
            label.setDisable(disabled);
            var box = new VBox(label);
            box.setStyle("-fx-background-color: white");
            return shown(box);
        });
    }

    private static List<String> shown(Parent root) {
        var scene = new Scene(root, 200, 100);
        root.applyCss();
        root.layout();
        return Legible.faults(scene);
    }
}
