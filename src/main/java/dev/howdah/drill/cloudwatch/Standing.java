package dev.howdah.drill.cloudwatch;

import dev.howdah.drill.world.AlarmRule;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.DataPlane.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// How an alarm stands, and how it came to (<https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html>). It is
/// evaluated each ten seconds, from what was measured: nobody keeps a history, so that it is the same whoever asks and when.
///
/// @param since when it came into this state; when its instance was created for one that never was in another
record Standing(AlarmRule rule, String state, String reason, Instant since) {
    private static final int EVERY = 10;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final String UNKNOWN = "INSUFFICIENT_DATA";

    static Standing of(Region region, AlarmRule rule, Instant now) {
        DbInstance db = region.instance(rule.instanceId());
        Instant since = db == null ? now : db.created();
        NavigableMap<Instant, List<Double>> measured = measured(region, rule, now);
        List<Turn> turns = turns(rule, measured, now);
        Evaluated last = evaluate(rule, measured, floor(now, EVERY));
        return new Standing(rule, last.state, last.reason, turns.isEmpty() ? since : turns.getLast().at());
    }

    /// How it went from state to state until now, oldest first; it began without data.
    static List<Turn> turns(Region region, AlarmRule rule, Instant now) {
        return turns(rule, measured(region, rule, now), now);
    }

    private static List<Turn> turns(AlarmRule rule, NavigableMap<Instant, List<Double>> measured, Instant now) {
        var turns = new ArrayList<Turn>();
        if (measured.isEmpty()) {
            return turns;
        }
        String state = UNKNOWN;
        for (Instant at = measured.firstKey().plusSeconds(EVERY); !at.isAfter(now); at = at.plusSeconds(EVERY)) {
            Evaluated next = evaluate(rule, measured, at);
            if (!next.state.equals(state)) {
                turns.add(new Turn(rule, at, state, next.state, next.reason));
                state = next.state;
            }
        }
        return turns;
    }

    private record Evaluated(String state, String reason) {}

    private static Evaluated evaluate(AlarmRule rule, NavigableMap<Instant, List<Double>> measured, Instant at) {
        var periods = new TreeMap<Instant, List<Double>>();
        measured.subMap(floor(at.minusSeconds((long) rule.period() * rule.periods()), rule.period()), true, at, false)
                .forEach((when, values) -> periods.computeIfAbsent(floor(when, rule.period()), _ -> new ArrayList<>()).addAll(values));
        List<Double> values = periods.values().stream().map(v -> Statistic.of(rule.statistic(), v)).toList();
        if (values.isEmpty()) {
            return new Evaluated(UNKNOWN, "Insufficient Data: " + rule.periods() + " datapoints were unknown.");
        }
        long breaching = values.stream().filter(v -> rule.above() ? v > rule.threshold() : v < rule.threshold()).count();
        String reason = "Threshold Crossed: " + breaching + " of " + values.size() + " datapoints " + values + " "
                + (rule.above() ? "greater than" : "less than") + " the threshold (" + rule.threshold() + ").";
        return new Evaluated(breaching >= rule.periods() ? "ALARM" : "OK", reason);
    }

    /// What was measured, in pieces of ten seconds.
    private static NavigableMap<Instant, List<Double>> measured(Region region, AlarmRule rule, Instant now) {
        var pieces = new TreeMap<Instant, List<Double>>();
        Measured metric = Measured.of(region, rule.instanceId(), rule.metric());
        if (metric != null) {
            for (Sample sample : metric.samples(now.minus(KEPT), now)) {
                pieces.computeIfAbsent(floor(sample.at(), EVERY), _ -> new ArrayList<>()).add(sample.value());
            }
        }
        return pieces;
    }

    private static Instant floor(Instant at, int seconds) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }
}
