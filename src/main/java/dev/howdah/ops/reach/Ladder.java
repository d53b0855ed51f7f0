package dev.howdah.ops.reach;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rungs from here to the database, in order; climbing stops at the first that does not hold.
public record Ladder(List<Step> steps) {
    /// What must hold, from the bottom up.
    public enum Rung {
        CREDENTIALS("Credentials"), HOP("A hop with an agent"), PATH("Security groups let it through"), SECRET(
                "A login for the database"), SESSION("Session Manager session"), DNS(
                        "DNS in the VPC"), TCP("The agent reaches the port"), TLS(
                                "The server's certificate"), LOGIN(
                                        "The login is accepted"), SLOTS("A connection slot"), IDENTITY("It is the instance you picked");

        private final String words;

        Rung(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public enum Outcome {
        HOLDS, UNKNOWN, BREAKS, CLIMBING, NOT_REACHED
    }

    /// @param saw what was found
    /// @param means what it means; empty for a rung that holds
    /// @param fix what to do, with an `aws` command where one does it; empty for a rung that holds
    public record Step(Rung rung, Outcome outcome, String saw, String means, String fix) {}

    /// Nothing climbed yet.
    static Ladder bottom() {
        var steps = new ArrayList<Step>();
        for (Rung rung : Rung.values()) {
            steps.add(new Step(rung, Outcome.NOT_REACHED, "", "", ""));
        }
        return new Ladder(List.copyOf(steps));
    }

    /// This ladder with `rung` and all above it not climbed.
    Ladder downTo(Rung rung) {
        return new Ladder(steps.stream()
                .map(s -> s.rung().compareTo(rung) < 0 ? s : new Step(s.rung(), Outcome.NOT_REACHED, "", "", "")).toList());
    }

    Ladder with(Step step) {
        var next = new ArrayList<>(steps);
        next.set(step.rung().ordinal(), step);
        return new Ladder(List.copyOf(next));
    }

    public Step step(Rung rung) {
        return steps.get(rung.ordinal());
    }

    /// The rung that broke.
    public Optional<Step> broken() {
        return steps.stream().filter(s -> s.outcome() == Outcome.BREAKS).findFirst();
    }
}
