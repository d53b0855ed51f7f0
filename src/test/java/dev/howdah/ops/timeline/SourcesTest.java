package dev.howdah.ops.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.insights.OwnLooks;
import dev.howdah.insights.Span;
import dev.howdah.insights.Working;
import dev.howdah.model.Instance;
import dev.howdah.posture.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Load where Performance Insights is off. Bad inputs tried: no look at all, looks older than what is shown, seconds without a look.
final class SourcesTest {
    private static final Instant NOW = Instant.parse("2026-09-14T03:00:00Z");
    private static final Span HOUR = new Span(NOW.minus(Duration.ofHours(1)), NOW);
    private static final Working ONE = new Working("select ?", 7, "blog_app", "blogdb", "10.0.1.9", "blog-api", "IO", "DataFileRead",
            "select 1");

    private static Instance off() {
        return Made.with(m -> {
            m.insights = false;
            return m;
        }).instance();
    }

    /// A look each second of the last ten minutes but for one; for two of them five sessions were at work.
    private static OwnLooks looks() {
        var looks = new OwnLooks();
        for (int second = 600; second > 0; second--) {
            Instant at = NOW.minusSeconds(second);
            boolean busy = second <= 420 && second > 300;
            if (second > 180 || second <= 120) {
                looks.add(at, Collections.nCopies(busy ? 5 : 1, ONE));
            }
        }
        return looks;
    }

    @Test
    void whatWasCountedHereIsTheLoadAndSaysSo() {
        Sources.Load load = Sources.own(looks(), off(), HOUR);
        assertThat(load.vcpus()).isEqualTo(2);
        assertThat(load.marks()).singleElement().satisfies(m -> {
            assertThat(m.title()).isEqualTo("Load up to 5 sessions at work, above 2 vCPU for 2 min");
            assertThat(m.at()).isEqualTo(NOW.minusSeconds(420));
            assertThat(m.source()).isEqualTo("this console: pg_stat_activity");
            assertThat(m.detail()).contains("IO:DataFileRead 5");
        });
        var chart = Objects.requireNonNull(load.chart());
        assertThat(chart.from()).isEqualTo(NOW.minusSeconds(600));
        assertThat(chart.total()).as("a minute in which nobody looked is a gap").hasSize(10).containsExactly(1, 1, 1, 5, 5, 1, 1,
                Double.NaN,
                1, 1);
        assertThat(Sources.withoutInsights(off().ref(), looks().count())).isEqualTo(
                "Performance Insights is off on blog-db: the load is counted from 540 looks of this console's own, taken while Activity or "
                        + "the timeline is open.");
    }

    @Test
    void whereNobodyLookedNothingIsKnown() {
        assertThat(Sources.own(new OwnLooks(), off(), HOUR)).isEqualTo(new Sources.Load(null, 2, java.util.List.of()));
        assertThat(Sources.own(looks(), off(), new Span(HOUR.from().minus(Duration.ofHours(2)), HOUR.from())).marks()).isEmpty();
        assertThat(Sources.withoutInsights(off().ref(), 0)).endsWith("no load is known.");
    }
}
