package dev.howdah.posture;

import java.util.List;
import java.util.function.Function;

/// The services of Amazon ECS that use an instance.
///
/// @param using those that surely do
/// @param undecided names of those of which it cannot be told, because what they are given could not be read
public record Services(List<Service> using, List<String> undecided) {
    /// What a check makes of those that use it; nothing is good while there may be others.
    public Verdict judged(Function<List<Service>, Verdict> judge) {
        Verdict verdict = judge.apply(using);
        return verdict instanceof Verdict.Good && !undecided.isEmpty()
                ? new Verdict.Unknown("whether " + String.join(", ", undecided) + " use it is not known: their secrets could not be read")
                : verdict;
    }
}
