package dev.howdah.drill.scenario;

import java.time.Duration;
import java.util.List;

/// What is told of a scenario.
///
/// @param id also the name of its runbook
/// @param title what it is; a learner who wants to be surprised does not see it
/// @param brief what the learner is told at the start: symptoms only
/// @param cause what a learner names who knows what it is
/// @param hints given one after the other, each vaguer than the next
/// @param deadline by the drill's clock; who has not resolved it by then has failed
/// @param bearable failed requests of the blog that cost one point: more where the scenario itself makes many fail
public record Card(String id, String title, String brief, String cause, List<String> hints, Duration deadline,
        int bearable) {
    public Card {
        hints = List.copyOf(hints);
    }
}
