package dev.howdah.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.ui.kit.Fx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When a window rests.
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
}
