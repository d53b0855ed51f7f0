package dev.howdah.ui.kit;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.task.Scope;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Ages of a window that rests grow in steps of three.
@ExtendWith(HeadlessScreen.class)
final class RestTest {
    private static final Duration STEP = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(60);

    @AfterEach
    void wake() {
        Fx.rest(false);
    }

    private static long threeSteps(long tick) {
        return Math.floorDiv(tick, STEP.toNanos() * 3);
    }

    private static List<Long> ticks(Scope scope, int many) {
        var ticks = new CopyOnWriteArrayList<Long>();
        onFx(() -> {
            Fx.ages(STEP, scope, () -> ticks.add(System.nanoTime()));
            return null;
        });
        assertThat(ticks).as("told at once").isNotEmpty();
        Screens.until("ticks", SOON, () -> ticks.size() > many);
        return ticks;
    }

    @Test
    void agesOfAWindowThatRestsGrowInLargerSteps() {
        try (var scope = new Scope()) {
            Fx.rest(true);
            List<Long> ticks = ticks(scope, 5);
            // the first two were told at once, where it is a step or not
            assertThat(ticks.stream().skip(2).map(RestTest::threeSteps)).as("one in three steps").doesNotHaveDuplicates();
            Fx.rest(false);
            int before = ticks.size();
            Screens.until("more than one in three steps", SOON, () -> {
                List<Long> since = ticks.stream().skip(before).map(RestTest::threeSteps).toList();
                return since.size() > since.stream().distinct().count();
            });
        }
    }

    @Test
    void theClockAtRestShowsNoSeconds() {
        Instant at = Instant.parse("2026-11-30T08:52:45Z");
        assertThat(Words.minute(at, ZoneOffset.UTC)).isEqualTo("08:52 UTC");
        assertThat(Words.minute(at, ZoneId.of("Asia/Seoul"))).isEqualTo("08:52 UTC · 17:52 KST");
    }
}
