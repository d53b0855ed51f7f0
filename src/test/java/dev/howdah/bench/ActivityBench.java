package dev.howdah.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.activity.ThousandSessions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The Activity screen with a thousand sessions: what the JavaFX thread computes for a look, beside a plain table of JavaFX with the same
/// columns that is filled anew; for looks one after the other and for one each second. Some virtual machines take away the memory that was
/// not touched for a moment, and each page of it is then found again at a price: the last line says what a second's pause costs here by
/// itself, with work that is always the same; a look each second is held to its milliseconds only where that is less than twice.
@ExtendWith(HeadlessScreen.class)
final class ActivityBench {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int KEYS = 20_000;
    private static final int PAUSES = 20;

    @Test
    void aThousandSessions() throws InterruptedException {
        try (var sessions = new ThousandSessions()) {
            sessions.looks(60, Duration.ZERO);
            ThousandSessions.Costs costs = sessions.looks(200, Duration.ZERO);
            report("one look after the other", costs);
            ThousandSessions.Costs paced = sessions.looks(100, SECOND);
            report("a look each second", paced);
            double pause = pause();
            assertThat(ThousandSessions.percentile(costs.screen(), 99)).as("99th percentile, in ms").isLessThan(16);
            assertThat(ThousandSessions.percentile(paced.blocked(), 100)).as("at most, in ms").isLessThan(50);
            if (pause < 2) {
                assertThat(ThousandSessions.percentile(paced.blocked(), 99)).as("99th percentile each second, in ms").isLessThan(16);
            }
        }
    }

    private static void report(String what, ThousandSessions.Costs costs) {
        System.out.printf(Locale.ROOT,
                "BENCH activity: 1,000 sessions, %s, computed on the JavaFX thread: p50 %.1f ms, p99 %.1f ms, at most %.1f ms, of"
                        + " that at a stretch: p50 %.1f ms, p99 %.1f ms, at most %.1f ms; a plain table filled anew: p50 %.1f ms, p99 %.1f ms, at most %.1f ms; ratio of medians %.2f (%d)%n",
                what, ThousandSessions.percentile(costs.screen(), 50), ThousandSessions.percentile(costs.screen(), 99),
                ThousandSessions.percentile(costs.screen(), 100), ThousandSessions.percentile(costs.blocked(), 50),
                ThousandSessions.percentile(costs.blocked(), 99), ThousandSessions.percentile(costs.blocked(), 100),
                ThousandSessions.percentile(costs.plain(), 50),
                ThousandSessions.percentile(costs.plain(), 99), ThousandSessions.percentile(costs.plain(), 100),
                ThousandSessions.percentile(costs.screen(), 50) / ThousandSessions.percentile(costs.plain(), 50), costs.screen().length);
    }

    /// How many times as long the same work takes after a second's pause.
    private static double pause() throws InterruptedException {
        var map = new HashMap<String, Integer>();
        var random = new Random(1);
        for (int i = 0; i < KEYS; i++) {
            map.put("key " + random.nextInt(), i);
        }
        List<String> keys = List.copyOf(map.keySet());
        var threads = ManagementFactory.getThreadMXBean();
        double[] at = new double[PAUSES];
        double[] after = new double[PAUSES];
        long sum = 0;
        for (int i = -PAUSES; i < PAUSES; i++) {
            if (i >= 0) {
                Thread.sleep(SECOND);
            }
            for (double[] each : new double[][]{after, at}) {
                long begun = threads.getCurrentThreadCpuTime();
                for (String key : keys) {
                    sum += map.get(key);
                }
                each[Math.floorMod(i, PAUSES)] = (threads.getCurrentThreadCpuTime() - begun) / 1e6;
            }
        }
        assertThat(sum).as("what was found").isPositive();
        Arrays.sort(at);
        Arrays.sort(after);
        System.out.printf(Locale.ROOT,
                "BENCH this machine: %,d keys found in a map: %.2f ms; after a second in which nothing was done: %.2f ms (%d)%n",
                keys.size(), ThousandSessions.percentile(at, 50), ThousandSessions.percentile(after, 50), PAUSES);
        return ThousandSessions.percentile(after, 50) / ThousandSessions.percentile(at, 50);
    }
}
