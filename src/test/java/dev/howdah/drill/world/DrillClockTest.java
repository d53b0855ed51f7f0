package dev.howdah.drill.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DrillClockTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void whatFallsDueHappensInOrderEachAtItsOwnTime() {
        DrillClock clock = DrillClock.stoppedAt(NOON);
        List<String> told = new ArrayList<>();
        clock.after(Duration.ofSeconds(20), at -> told.add("b" + at));
        clock.after(Duration.ofSeconds(10), at -> {
            told.add("a" + at);
            clock.after(Duration.ofSeconds(5), later -> told.add("c" + later));
        });
        clock.advance(Duration.ofSeconds(9));
        assertThat(told).isEmpty();
        clock.advance(Duration.ofSeconds(30));
        assertThat(told).containsExactly("a" + NOON.plusSeconds(10), "c" + NOON.plusSeconds(15), "b" + NOON.plusSeconds(20));
        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(39));
    }

    @Test
    void aRunningClockDoesThingsByItselfAndCanBeTurned() throws Exception {
        try (DrillClock clock = DrillClock.real()) {
            var soon = new CompletableFuture<Instant>();
            clock.after(Duration.ofMillis(20), soon::complete);
            soon.get(5, TimeUnit.SECONDS);
            var tomorrow = new CompletableFuture<Instant>();
            clock.after(Duration.ofDays(1), tomorrow::complete);
            clock.advance(Duration.ofDays(1).plusSeconds(1));
            assertThat(tomorrow).isCompleted();
            assertThat(clock.now()).isAfter(Instant.now().plus(Duration.ofHours(23)));
        }
    }
}
