package dev.howdah.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LiveTest {
    @Test
    void aBusyFollowerSkipsToTheNewestValue() throws Exception {
        var live = new Live<>(0);
        List<Runnable> queue = new ArrayList<>();
        List<Integer> seen = new ArrayList<>();
        try (var following = live.follow(queue::add, seen::add)) {
            for (int i = 1; i <= 1000; i++) {
                live.set(i);
            }
            assertThat(queue).hasSize(1);
            queue.removeFirst().run();
            assertThat(seen).containsExactly(1000);
            assertThat(live.followers()).isEqualTo(1);
        }
        live.set(7);
        assertThat(queue).isEmpty();
        assertThat(live.followers()).isZero();
    }

    @Test
    void whatWasAnnouncedBeforeClosingIsNotShownAfter() throws Exception {
        var live = new Live<>("a");
        List<Runnable> queue = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        live.follow(queue::add, seen::add).close();
        queue.forEach(Runnable::run);
        assertThat(seen).isEmpty();
    }

    @Test
    void backoffDoublesWithJitterAndStaysUnderItsCeiling() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
        var random = new Random(1);
        for (int attempt = 1; attempt < 60; attempt++) {
            long ceiling = Math.min(30_000, 1000L << Math.min(attempt - 1, 20));
            assertThat(backoff.before(attempt, random).toMillis()).isBetween(ceiling / 2, ceiling);
        }
    }

    @Test
    void whoAwaitsAValueHasItOnceItIsThere() throws Exception {
        var live = new Live<>(1);
        Thread.ofVirtual().start(() -> {
            for (int i = 2; i <= 100; i++) {
                live.set(i);
            }
        });
        assertThat(live.await(n -> n == 100, Duration.ofSeconds(20))).isEqualTo(100);
        assertThat(live.await(n -> n == 100, Duration.ZERO)).isEqualTo(100);
        assertThat(live.followers()).isZero();
    }

    @Test
    void whoAwaitsInVainHasTheNewestWhenTheTimeIsOver() throws Exception {
        var live = new Live<>("a");
        assertThat(live.await("b"::equals, Duration.ofMillis(20))).isEqualTo("a");
        assertThat(live.await("b"::equals, Duration.ofMillis(-1))).isEqualTo("a");
        assertThat(live.followers()).isZero();
    }
}
