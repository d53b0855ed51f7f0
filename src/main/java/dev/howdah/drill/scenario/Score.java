package dev.howdah.drill.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a run is worth, of a hundred points. Who was quick has all of a part; after that it shrinks until the deadline.
///
/// @param passed resolved before the deadline
/// @param points 0 to 100
/// @param lines what they are made of
public record Score(boolean passed, int points, List<Line> lines) {
    private static final int DETECTED = 25;
    private static final int ACTED = 20;
    private static final int RESOLVED = 35;
    private static final int HARM = 20;
    private static final int HINT = 3;
    private static final int WRONG = 5;
    /// The share of the deadline within which a part counts in full.
    private static final double QUICK = 0.25;

    /// One line of it.
    ///
    /// @param points may be negative
    /// @param most that could be had; 0 for what only costs
    public record Line(String what, String saw, int points, int most) {}

    /// How a run went.
    ///
    /// @param bearable failed requests that cost a point
    /// @param ended by being resolved, given up, or by the deadline
    /// @param resolved when it was; null when it was not
    public record Course(Duration deadline, int bearable, Instant begun, Instant ended, List<Guess> guesses, List<Act> acts, int hints,
            @Nullable Instant resolved, Harm harm) {}

    public static Score of(Course run) {
        boolean passed = run.resolved() != null;
        Optional<Act> first = run.acts().stream().filter(a -> a.kind() == Act.Kind.RIGHT).min(Comparator.comparing(Act::at));
        Optional<Instant> named = run.guesses().stream().filter(Guess::right).map(Guess::at).min(Comparator.naturalOrder());
        Optional<Instant> detected = Stream.concat(named.stream(), first.map(Act::at).stream()).min(Comparator.naturalOrder());
        long wrongNames = run.guesses().stream().filter(g -> !g.right()).count();
        List<Act> wrongActs = run.acts().stream().filter(a -> a.kind() == Act.Kind.WRONG).toList();
        var lines = List.of(
                timed("Detected", run, detected.orElse(null), DETECTED,
                        named.isPresent() && named.equals(detected) ? "named" : "shown by the first right action"),
                timed("First right action", run, first.map(Act::at).orElse(null), ACTED, first.map(Act::words).orElse("")),
                timed("Resolved", run, run.resolved(), RESOLVED, ""),
                new Line("Harm done", run.harm().words(), passed ? run.harm().pointsOf(HARM, run.bearable()) : 0, HARM),
                new Line("Hints asked for", String.valueOf(run.hints()), -HINT * run.hints(), 0),
                new Line("Causes named that were not it", String.valueOf(wrongNames), (int) (-WRONG * wrongNames), 0),
                new Line("Wrong actions", wrongActs.isEmpty() ? "none" : String.join("; ", wrongActs.stream().map(Act::words).toList()),
                        -WRONG * wrongActs.size(), 0));
        int sum = lines.stream().mapToInt(Line::points).sum();
        return new Score(passed, Math.clamp(sum, 0, 100), lines);
    }

    private static Line timed(String what, Course run, @Nullable Instant at, int most, String how) {
        if (at == null) {
            return new Line(what, "not within " + time(Duration.between(run.begun(), run.ended())), 0, most);
        }
        Duration after = Duration.between(run.begun(), at);
        return new Line(what, "after " + time(after) + (how.isEmpty() ? "" : ": " + how), worth(after, run.deadline(), most), most);
    }

    /// All within the quick share; from there straight down to a fifth at the deadline.
    static int worth(Duration after, Duration deadline, int most) {
        double share = (double) Math.max(0, after.toMillis()) / deadline.toMillis();
        double late = Math.clamp((share - QUICK) / (1 - QUICK), 0, 1);
        return (int) Math.round(most * (1 - 0.8 * late));
    }

    private static String time(Duration d) {
        long s = Math.max(0, d.toSeconds());
        return s < 60 ? s + " s" : s / 60 + " min " + s % 60 + " s";
    }
}
