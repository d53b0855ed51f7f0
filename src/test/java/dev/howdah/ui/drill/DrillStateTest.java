package dev.howdah.ui.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.timeline.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Bad inputs tried: no drill, a trace that is part of a longer number, marks of before and after the run, a hidden scenario.
final class DrillStateTest {
    private static final Instant BEGUN = Instant.parse("2026-11-29T03:00:00Z");
    private static final Practice.Card CARD = new Practice.Card("runaway-query", "Runaway query", "Slow.", "A statement", 3,
            Duration.ofMinutes(10));

    @Test
    void withoutADrillThereIsNothing() {
        assertThat(DrillState.of(new Practice.State.Off(), List.of(), BEGUN).on()).isFalse();
        assertThat(DrillState.strip(new Practice.State.Off(), BEGUN)).isEmpty();
    }

    @Test
    void aSurpriseHasNoNameUntilItIsOver() {
        var run = new Practice.Run(CARD, true, BEGUN, null, List.of("Look."), List.of(new Practice.Named("Rain", false)), List.of(),
                List.of(), null, null);
        DrillState state = DrillState.of(on(Practice.Phase.RUNNING, run), List.of(), BEGUN.plusSeconds(5));
        assertThat(state.run()).isNotNull().satisfies(r -> {
            assertThat(r.title()).isEqualTo("Surprise");
            assertThat(r.hintsLeft()).isEqualTo(2);
            assertThat(r.named()).containsExactly("Rain: no");
            assertThat(r.entries()).isEmpty();
        });
        assertThat(DrillState.strip(on(Practice.Phase.RUNNING, run), BEGUN.plusSeconds(5)))
                .isEqualTo("Drill: surprise · 5 s of 10 min · Ctrl+Shift+D");
    }

    @Test
    void whatWasInjectedStandsBesideWhatWasRecordedAndDone() {
        var fact = new Practice.Fact(BEGUN.minusSeconds(1), "process 412 began", "412");
        var unseen = new Practice.Fact(BEGUN.minusSeconds(1), "process 77 began", "77");
        var act = new Practice.Act(BEGUN.plusSeconds(9), "process 412 was cancelled", "right");
        var score = new Practice.Score(true, 97, List.of(new Practice.Line("Detected", "after 4 s", 25, 25)));
        var run = new Practice.Run(CARD, true, BEGUN, BEGUN.plusSeconds(9), List.of(), List.of(), List.of(fact, unseen), List.of(act),
                Practice.Outcome.RESOLVED, score);
        List<Mark> marks = List.of(mark(-60, "412 long before"), mark(3, "process 4123 was seen"), mark(8, "cancel 412"),
                mark(60, "412 long after"));
        DrillState state = DrillState.of(on(Practice.Phase.OVER, run), marks, BEGUN.plusSeconds(20));
        assertThat(state.run()).isNotNull().satisfies(r -> {
            assertThat(r.title()).isEqualTo("Runaway query");
            assertThat(r.verdict()).isEqualTo("Passed: 97 of 100 points");
            assertThat(r.runbook()).isEqualTo("runbooks/runaway-query.md");
            assertThat(r.entries()).extracting(DrillState.Entry::words).containsExactly("process 412 began", "process 77 began",
                    "Change: process 4123 was seen", "Change: cancel 412", "process 412 was cancelled (right)");
            assertThat(r.entries().getFirst().evidence()).isEqualTo("in the record: Change, cancel 412");
            assertThat(r.entries().get(1).evidence()).isEqualTo("not in the record");
        });
    }

    private static Mark mark(int after, String title) {
        return new Mark(BEGUN.plusSeconds(after), null, false, Mark.Kind.CHANGE, Mark.Weight.ACT, Mark.Clock.HERE, title, "", "journal");
    }

    private static Practice.State on(Practice.Phase phase, Practice.Run run) {
        return new Practice.State.On(List.of(CARD), phase, run, Map.of(), null, null);
    }
}
