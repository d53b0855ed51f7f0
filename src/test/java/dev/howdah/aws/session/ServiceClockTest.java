package dev.howdah.aws.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

/// Bad inputs tried: no answer yet, a date that is none, an answer that took long, a clock that was set back while a call was running, one
/// answer that lies.
final class ServiceClockTest {
    private static final Instant NOW = Instant.parse("2026-11-29T03:00:00.500Z");
    private final ServiceClock clock = new ServiceClock();

    private void told(Duration ahead, Duration way) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(NOW.plus(way.dividedBy(2)).plus(ahead).atOffset(ZoneOffset.UTC));
        clock.told(date, NOW, NOW.plus(way));
    }

    @Test
    void theMiddleOfWhatWasHeardIsTaken() {
        assertThat(clock.behind()).isEmpty();
        told(Duration.ofSeconds(42), Duration.ofMillis(80));
        assertThat(clock.behind().orElseThrow()).isBetween(Duration.ofMillis(41_400), Duration.ofMillis(42_600));
        told(Duration.ofHours(3), Duration.ofMillis(80));
        for (int i = 0; i < 4; i++) {
            told(Duration.ofSeconds(42), Duration.ofMillis(80));
        }
        assertThat(clock.behind().orElseThrow()).as("one that lies is outvoted").isBetween(Duration.ofMillis(41_400),
                Duration.ofMillis(42_600));
        for (int i = 0; i < 9; i++) {
            told(Duration.ofSeconds(-7), Duration.ofMillis(80));
        }
        assertThat(clock.behind().orElseThrow()).as("the newest count").isBetween(Duration.ofMillis(-7_600), Duration.ofMillis(-6_400));
    }

    @Test
    void whatTellsNothingIsNotHeard() {
        told(Duration.ofSeconds(42), Duration.ofSeconds(9));
        told(Duration.ofSeconds(42), Duration.ofSeconds(-1));
        clock.told("yesterday", NOW, NOW.plusMillis(50));
        assertThat(clock.behind()).isEmpty();
    }
}
