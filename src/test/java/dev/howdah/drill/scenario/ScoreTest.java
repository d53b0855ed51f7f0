package dev.howdah.drill.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Bad inputs tried: nothing done at all, a right action without a name, everything wrong at once, a resolution at the very deadline.
final class ScoreTest {
    private static final Instant BEGUN = Instant.parse("2026-11-29T03:00:00Z");
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    @Test
    void whoIsQuickAndDoesNoHarmHasAll() {
        Score score = Score.of(run(List.of(guess(20, true)), List.of(act(40, Act.Kind.RIGHT)), 0, 45, Harm.NONE));
        assertThat(score.passed()).isTrue();
        assertThat(score.points()).isEqualTo(100);
        assertThat(score.lines().getFirst()).isEqualTo(new Score.Line("Detected", "after 20 s: named", 25, 25));
    }

    @Test
    void whoDoesNothingHasNothing() {
        Score score = Score.of(run(List.of(), List.of(), 0, null, Harm.NONE));
        assertThat(score.passed()).isFalse();
        assertThat(score.points()).isZero();
        assertThat(score.lines()).extracting(Score.Line::saw).contains("not within 10 min 0 s");
    }

    @Test
    void aRightActionShowsThatItWasDetected() {
        Score score = Score.of(run(List.of(guess(300, true)), List.of(act(60, Act.Kind.RIGHT)), 0, 61, Harm.NONE));
        assertThat(score.lines().getFirst())
                .isEqualTo(new Score.Line("Detected", "after 1 min 0 s: shown by the first right action", 25, 25));
    }

    @Test
    void hintsWrongCausesAndWrongActionsCost() {
        Score score = Score.of(run(List.of(guess(5, false), guess(6, false), guess(7, true)),
                List.of(act(8, Act.Kind.WRONG), act(9, Act.Kind.OTHER), act(10, Act.Kind.RIGHT)), 2, 10, Harm.NONE));
        assertThat(score.points()).isEqualTo(100 - 2 * 3 - 2 * 5 - 5);
    }

    @Test
    void pointsShrinkTowardsTheDeadlineAndAFifthIsLeft() {
        assertThat(Score.worth(Duration.ofSeconds(150), DEADLINE, 25)).isEqualTo(25);
        assertThat(Score.worth(Duration.ofSeconds(375), DEADLINE, 25)).isEqualTo(15);
        assertThat(Score.worth(DEADLINE, DEADLINE, 25)).isEqualTo(5);
        assertThat(Score.worth(DEADLINE.multipliedBy(3), DEADLINE, 25)).isEqualTo(5);
        assertThat(Score.worth(Duration.ofSeconds(-3), DEADLINE, 25)).isEqualTo(25);
    }

    @Test
    void harmIsAFigureAndCosts() {
        assertThat(harm(new Harm(1, 0, 0))).isEqualTo(19);
        assertThat(harm(new Harm(30, 4, 0))).isEqualTo(13);
        assertThat(harm(new Harm(1000, 0, 0))).isZero();
        assertThat(harm(new Harm(0, 0, 1))).isZero();
        assertThat(new Harm(1, 2, 3).words()).isEqualTo("1 request of the blog failed, 2 sessions of the blog ended, 3 rows are lost");
        assertThat(Harm.NONE.words()).startsWith("none");
    }

    @Test
    void itIsNeverBelowNothing() {
        Score score = Score.of(run(List.of(guess(5, false), guess(6, false)), List.of(act(8, Act.Kind.WRONG)), 3, null,
                new Harm(9000, 15, 9)));
        assertThat(score.points()).isZero();
    }

    private static int harm(Harm harm) {
        return Score.of(run(List.of(), List.of(act(1, Act.Kind.RIGHT)), 0, 2, harm)).lines().get(3).points();
    }

    private static Score.Course run(List<Guess> guesses, List<Act> acts, int hints, @Nullable Integer resolved, Harm harm) {
        Instant at = resolved == null ? null : BEGUN.plusSeconds(resolved);
        return new Score.Course(DEADLINE, 10, BEGUN, at == null ? BEGUN.plus(DEADLINE) : at, guesses, acts, hints, at, harm);
    }

    private static Guess guess(int after, boolean right) {
        return new Guess(BEGUN.plusSeconds(after), "this", right);
    }

    private static Act act(int after, Act.Kind kind) {
        return new Act(BEGUN.plusSeconds(after), kind, "did it");
    }
}
