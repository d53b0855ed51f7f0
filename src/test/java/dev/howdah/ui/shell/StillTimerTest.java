package dev.howdah.ui.shell;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Waiting;
import dev.howdah.ui.HeadlessScreen;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/// JavaFX's timer of frames: still while nothing is to be painted, there for whatever asks for a frame. In a process of its own: what
/// another test leaves turning asks for frames too.
@Tag("alone")
@EnabledOnOs(OS.LINUX)
@ExtendWith(HeadlessScreen.class)
final class StillTimerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private final Label label = onFx(Label::new);
    private final AtomicInteger frames = new AtomicInteger();
    private Stage stage;
    private StillTimer timer;

    @BeforeEach
    void show() {
        stage = onFx(() -> {
            StillTimer.install();
            var made = new Stage();
            made.setScene(new Scene(label, 100, 100));
            made.getScene().addPostLayoutPulseListener(frames::incrementAndGet);
            made.show();
            return made;
        });
        StillTimer there = StillTimer.installed();
        assertThat(there).as("JavaFX of this version has the field").isNotNull();
        timer = there;
    }

    @AfterEach
    void close() {
        onFx(() -> {
            stage.close();
            return null;
        });
    }

    private void rest() {
        Waiting.until("it stands still", PATIENCE, timer::still);
    }

    @Test
    void whatIsShownAnewIsPaintedAndThenItIsStillAgain() {
        for (int i = 0; i < 3; i++) {
            rest();
            int before = frames.get();
            String text = "text " + i;
            onFx(() -> {
                label.setText(text);
                return null;
            });
            Waiting.until("a frame with the new text", PATIENCE, () -> frames.get() > before);
        }
        rest();
    }

    @Test
    void anAnimationHasItsFramesUntilItStops() {
        rest();
        var steps = new AtomicInteger();
        var stoodStill = new AtomicBoolean();
        AnimationTimer animation = onFx(() -> new AnimationTimer() {
            @Override
            public void handle(long now) {
                stoodStill.compareAndSet(false, timer.still());
                steps.incrementAndGet();
            }
        });
        onFx(() -> {
            animation.start();
            return null;
        });
        Waiting.until("ten steps", PATIENCE, () -> steps.get() >= 10);
        onFx(() -> {
            animation.stop();
            return null;
        });
        assertThat(stoodStill).isFalse();
        rest();
    }

    @Test
    void itIsPutInPlaceOnce() {
        onFx(() -> {
            StillTimer.install();
            return null;
        });
        assertThat(StillTimer.installed()).isSameAs(timer);
    }
}
