package dev.howdah.ui.kit;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Work that is spread over frames.
@ExtendWith(HeadlessScreen.class)
final class FramesTest {
    private static final List<Integer> ALL = IntStream.range(0, 17).boxed().toList();

    @Test
    void aFrameIsLaidOutBetweenTheParts() {
        var seen = new CopyOnWriteArrayList<String>();
        Stage stage = onFx(() -> {
            var made = new Stage();
            made.setScene(new Scene(new Region(), 100, 100));
            made.show();
            return made;
        });
        onFx(() -> {
            stage.getScene().addPostLayoutPulseListener(() -> seen.add("frame"));
            Fx.inFrames(stage.getScene(), ALL, 7, each -> seen.add(String.valueOf(each)));
            return null;
        });
        assertThat(onFx(() -> List.copyOf(seen)).subList(0, 7)).as("the first at once").containsExactly("0", "1", "2", "3", "4", "5", "6");
        Screens.until("all are done", Duration.ofSeconds(20), () -> seen.contains("16"));
        List<String> order = onFx(() -> List.copyOf(seen));
        assertThat(order.stream().filter(s -> !s.equals("frame"))).containsExactlyElementsOf(ALL.stream().map(String::valueOf).toList());
        assertThat(order.subList(order.indexOf("6"), order.indexOf("7"))).contains("frame");
        assertThat(order.subList(order.indexOf("13"), order.indexOf("14"))).contains("frame");
        onFx(() -> {
            stage.close();
            return null;
        });
    }

    @Test
    void withoutAWindowAllIsDoneAtOnce() {
        var seen = new ArrayList<Integer>();
        onFx(() -> {
            Fx.inFrames(null, ALL, 7, seen::add);
            return null;
        });
        assertThat(seen).isEqualTo(ALL);
    }
}
