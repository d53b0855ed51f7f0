package dev.howdah;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.nav.Place;
import dev.howdah.ui.shell.WindowHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// From an account without a database to one that is asked, in the window, by keyboard.
@ExtendWith(HeadlessScreen.class)
final class CreateInWindowStoryTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration BUILT = Duration.ofMinutes(4);

    @Test
    void anEmptyAccountGetsADatabaseWithAllThatStandsAroundIt(@TempDir Path state) throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard().withEmptyAccount(), _ -> {})) {
            drill.awaitReady();
            try (var window = new WindowHarness(drill, state, Map.of())) {
                window.resize(1280, 720);
                Screens.onFx(() -> {
                    window.window().open(List.of(WindowHarness.SCOPE), null);
                    window.window().go(new Place.Fleet());
                    return null;
                });
                window.until(SOON, "No database here yet: create one like the chapter");
                window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
                window.untilAt(SOON, "Name of the instance");
                Screens.asset(window.scene(), "create-dark");
                window.press(KeyCode.ENTER);
                window.until(SOON, "Create blog-db", "Looked at just before", "SELECT 1 on blog-db over the tunnel");
                window.untilAt(SOON, "Type blog-db to confirm");
                window.type("blog-db");
                window.press(KeyCode.ENTER);
                window.press(KeyCode.ENTER);
                window.until(BUILT, "✓ done", "SELECT 1 says 1, over the tunnel", "ended with exit code 0", "blog-api runs blog-api:2");
                Screens.asset(window.scene(), "create-done-dark");
                window.press(KeyCode.ESCAPE);
                window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
                window.until(SOON, " checks: ");
                Screens.picture(window.scene(), "create-posture");
                window.press(KeyCode.CONTROL, KeyCode.DIGIT2);
                window.until(SOON, "1 instance", "blog-db", "available");
                assertThat(drill.world().home().instance("blog-db")).isNotNull();
            }
            assertThat(drill.sessions().violations()).isEmpty();
        }
    }
}
