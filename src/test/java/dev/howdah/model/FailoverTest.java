package dev.howdah.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Bad inputs tried: no events, a start without an end, an end without a start, two in a row, a cause of another failover,
/// events out of order, another text case.
final class FailoverTest {
    private static final Instant T = Instant.parse("2026-11-22T10:42:00Z");

    @Test
    void pairsStartEndAndCause() {
        var found = Failover.of(List.of(event(2, "The user requested a failover of the DB instance."),
                event(3, "Multi-AZ instance failover started."), event(44, "Multi-AZ instance failover completed"),
                event(0, "DB instance restarted.")));
        assertThat(found).singleElement().satisfies(f -> {
            assertThat(f.startedAt()).isEqualTo(T.plusSeconds(3));
            assertThat(f.took()).contains(Duration.ofSeconds(41));
            assertThat(f.cause()).isEqualTo("The user requested a failover of the DB instance.");
        });
    }

    @Test
    void aFailoverWithoutAnEndIsRunning() {
        assertThat(Failover.of(List.of(event(3, "Multi-AZ instance failover started.")))).singleElement()
                .satisfies(f -> assertThat(f.took()).isEmpty());
    }

    @Test
    void anEndAloneIsNoFailover() {
        assertThat(Failover.of(List.of(event(3, "Multi-AZ instance failover completed")))).isEmpty();
        assertThat(Failover.of(List.of())).isEmpty();
    }

    @Test
    void aSecondStartClosesTheFirstSearch() {
        var found = Failover.of(List.of(event(0, "Multi-AZ instance failover started."), event(100, "Multi-AZ instance failover started."),
                event(140, "Multi-AZ instance failover completed")));
        assertThat(found).hasSize(2);
        assertThat(found.get(0).took()).contains(Duration.ofSeconds(40));
        assertThat(found.get(1).completedAt()).isNull();
    }

    @Test
    void twentyInARowKeepTheirOwnCauses() {
        var events = new ArrayList<RdsEvent>();
        for (int i = 0; i < 20; i++) {
            events.add(event(i * 60, "MULTI-AZ instance failover started."));
            events.add(event(i * 60 + 1, i % 2 == 0
                    ? "The user requested a failover of the DB instance."
                    : "The primary host of the RDS Multi-AZ instance is unhealthy."));
            events.add(event(i * 60 + 5 + i, "Multi-AZ instance failover completed"));
        }
        var found = Failover.of(events.reversed());
        assertThat(found).hasSize(20);
        for (int i = 0; i < 20; i++) {
            Failover f = found.get(19 - i);
            assertThat(f.took()).contains(Duration.ofSeconds(5L + i));
            assertThat(f.cause()).contains(i % 2 == 0 ? "user requested" : "unhealthy");
        }
    }

    private static RdsEvent event(int seconds, String message) {
        return new RdsEvent(T.plusSeconds(seconds), "db-instance", "blog-db", null, List.of("failover"), message);
    }
}
