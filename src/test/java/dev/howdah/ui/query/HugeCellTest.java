package dev.howdah.ui.query;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.sql.session.Database.Result;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.Stalls;
import dev.howdah.ui.kit.Theme;
import java.time.Duration;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Cells of 50 MB in the grid and in full, without holding the window up. Bad inputs tried: one line without end, JSON that is too long to
/// be set out, nothing but control characters.
@Tag("alone")
@ExtendWith(HeadlessScreen.class)
final class HugeCellTest {
    private static final int SIZE = 50_000_000;

    @Test
    void fiftyMegabytesAreShownAPageAtATime() throws InterruptedException {
        var values = List.of("x".repeat(SIZE), "[" + "1,".repeat(SIZE / 2) + "1]", "\u001b\u202e".repeat(SIZE / 2));
        List<Stalls.Probe> probes;
        Stage stage = onFx(() -> {
            var box = new VBox();
            var made = new Stage();
            made.setScene(new Scene(box, 900, 600));
            new Theme(Theme.Choice.DARK);
            Theme.dress(made.getScene());
            made.show();
            return made;
        });
        var box = (VBox) stage.getScene().getRoot();
        try (var stalls = new Stalls()) {
            onFx(() -> box.getChildren()
                    .add(new Grid(new Result.Rows(List.of("x", "json", "control"), List.of(false, false, false), List.of(values), false),
                            (_, _) -> {
                            }).node()));
            Screens.until("the row", Duration.ofSeconds(20),
                    () -> Screens.words(box).contains("xxxx…") && Screens.words(box).contains("␛⟨U+202E⟩"));
            for (String value : values) {
                onFx(() -> box.getChildren().setAll(List.of(CellView.of(value, Runnable::run))));
                String words = onFx(() -> Screens.words(box));
                assertThat(words).contains(String.format("%,d characters", value.length()), "from 1 to 100,000",
                        "too long for the clipboard");
                Button after = (Button) onFx(
                        () -> box.lookupAll(".button").stream().filter(n -> ((Button) n).getText().equals("Page after"))
                                .findFirst().orElseThrow());
                onFx(() -> {
                    after.fire();
                    return null;
                });
                assertThat(onFx(() -> Screens.words(box))).contains("from 100,001 to 200,000");
            }
            assertThat(onFx(() -> ((TextArea) box.lookup(".text-area")).getText().substring(0, 20))).doesNotContain("\u001b")
                    .startsWith("␛");
            probes = stalls.probes();
        } finally {
            onFx(() -> {
                stage.hide();
                return null;
            });
        }
        var worst = probes.stream().map(Stalls.Probe::computing).max(Duration::compareTo).orElseThrow();
        System.out.println("three cells of 50 MB: the JavaFX thread computed at most " + worst.toMillis() + " ms at a time");
        // a page of text is laid out in some tens of milliseconds; fifty megabytes of it would take minutes
        assertThat(worst).isLessThan(Duration.ofSeconds(2));
    }
}
