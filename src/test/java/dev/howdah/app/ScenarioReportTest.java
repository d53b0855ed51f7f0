package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.scenario.Act;
import dev.howdah.drill.scenario.Card;
import dev.howdah.drill.scenario.Fact;
import dev.howdah.drill.scenario.Score;
import dev.howdah.drill.scenario.State;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Bad inputs tried: a scenario that is not there, a scenario without servers, the same state told twice.
final class ScenarioReportTest {
    private static final Instant BEGUN = Instant.parse("2026-11-29T03:00:00Z");
    private static final Card CARD = new Card("runaway-query", "Runaway query", "It is slow.", "A statement", List.of("Look."),
            Duration.ofMinutes(10), 10);

    @Test
    void briefAndOutcomeArePrintedOnce() {
        var text = new StringWriter();
        var report = new ScenarioReport(new PrintWriter(text));
        var going = new State.Run(CARD, false, BEGUN, null, List.of(), List.of(), List.of(), List.of(), null, null);
        var over = new State.Run(CARD, false, BEGUN, BEGUN.plusSeconds(9), List.of(), List.of(),
                List.of(new Fact(BEGUN, "process 7 began", "7")),
                List.of(new Act(BEGUN.plusSeconds(9), Act.Kind.RIGHT, "process 7 was cancelled")),
                State.Outcome.RESOLVED, new Score(true, 97, List.of(new Score.Line("Detected", "after 9 s", 25, 25))));
        report.see(state(State.Phase.RUNNING, going));
        report.see(state(State.Phase.RUNNING, going));
        report.see(state(State.Phase.OVER, over));
        assertThat(text.toString()).isEqualToNormalizingNewlines("""
                # It is slow.
                # You have 10 minutes from now.
                # Runaway query: passed, 97 of 100 points
                #   Detected: after 9 s  25 of 25
                # 2026-11-29T03:00:00Z  drill   process 7 began
                # 2026-11-29T03:00:09Z  judged  process 7 was cancelled
                # The runbook: runbooks/runaway-query.md
                """);
    }

    @Test
    void whatCannotBeStartedIsSaidBeforeAnythingStarts() {
        assertThat(refused("--scenario", "rain")).contains("there is no scenario 'rain'", "runaway-query, idle-in-transaction");
        assertThat(refused("--scenario", "az-loss", "--no-servers")).contains("--scenario needs servers");
        assertThat(refused("--empty", "--scenario", "az-loss")).contains("--empty is an account without any database");
    }

    private static String refused(String... arguments) {
        var err = new StringWriter();
        int code = new CommandLine(new DrillCommand()).setErr(new PrintWriter(err)).execute(arguments);
        assertThat(code).isEqualTo(2);
        return err.toString();
    }

    private static State state(State.Phase phase, State.Run run) {
        return new State(phase, run, Map.of(), null, null);
    }
}
