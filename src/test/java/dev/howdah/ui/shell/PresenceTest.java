package dev.howdah.ui.shell;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.kit.Fx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// When a window rests.
@ExtendWith(HeadlessScreen.class)
final class PresenceTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T03:00:00Z"));
    private final AtomicInteger back = new AtomicInteger();

    @AfterEach
    void wake() {
        Fx.rest(false);
    }

    private void pass(Duration time) {
        now.updateAndGet(t -> t.plus(time));
    }

    @Test
    void aWindowRestsAMinuteAfterItWasTouchedAndWakesAtTheNextTouch() {
        Fx.rest(true);
        var presence = new Presence(now::get, back::incrementAndGet);
        assertThat(Fx.resting()).as("a new window").isFalse();
        pass(Duration.ofSeconds(50));
        presence.touch();
        pass(Presence.PATIENCE);
        presence.tick();
        assertThat(Fx.resting()).isFalse();
        assertThat(back).hasValue(0);
        pass(Duration.ofSeconds(1));
        presence.tick();
        assertThat(Fx.resting()).isTrue();
        presence.touch();
        assertThat(Fx.resting()).isFalse();
        assertThat(back).hasValue(1);
        presence.tick();
        assertThat(Fx.resting()).isFalse();
    }

    /// JavaFX says that the mouse entered a node also when the node came under a mouse that lies still.
    @Test
    void aPointerThatLiesOverAWindowInWhichThingsChangeDoesNotKeepItAwake() {
        var entered = new AtomicInteger();
        var presence = onFx(() -> new Presence(now::get, back::incrementAndGet));
        Pane under = onFx(Pane::new);
        Stage stage = onFx(() -> {
            under.setOnMouseEntered(_ -> entered.incrementAndGet());
            under.resizeRelocate(250, 250, 40, 40);
            under.setManaged(false);
            var made = new Stage();
            made.setScene(new Scene(new Pane(under), 300, 300));
            presence.watch(made.getScene());
            made.setX(0);
            made.setY(0);
            made.show();
            return made;
        });
        mouse(stage, 100, 100);
        pass(Presence.PATIENCE.plusSeconds(1));
        presence.tick();
        assertThat(Fx.resting()).isTrue();
        onFx(() -> {
            under.relocate(90, 90);
            return null;
        });
        Screens.until("the node is under the mouse", Duration.ofSeconds(20), () -> entered.get() == 1);
        assertThat(Fx.resting()).as("nobody was there").isTrue();
        mouse(stage, 101, 101);
        Screens.until("somebody was", Duration.ofSeconds(20), () -> !Fx.resting());
        onFx(() -> {
            stage.close();
            return null;
        });
    }

    private static void mouse(Stage stage, double x, double y) {
        onFx(() -> {
            new Robot().mouseMove(stage.getX() + stage.getScene().getX() + x, stage.getY() + stage.getScene().getY() + y);
            return null;
        });
    }
}
