package dev.howdah.drill.cloudwatch;

import dev.howdah.drill.world.AlarmRule;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How an alarm stands now (<https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html>).
///
/// @param since when its instance was created: the drill keeps no history of alarms
record Standing(AlarmRule rule, String state, String reason, Instant since) {
    static Standing of(Region region, AlarmRule rule, Instant now) {
        Instant start = now.minusSeconds((long) rule.period() * rule.periods());
        List<Double> values = new ArrayList<>();
        Measured.periods(Measured.of(region, rule.instanceId(), rule.metric()), start, now, rule.period())
                .forEach((_, samples) -> values.add(Statistic.of(rule.statistic(), samples)));
        DbInstance db = region.instance(rule.instanceId());
        Instant since = db == null ? now : db.created();
        if (values.isEmpty()) {
            return new Standing(rule, "INSUFFICIENT_DATA", "Insufficient Data: " + rule.periods() + " datapoints were unknown.", since);
        }
        long breaching = values.stream().filter(v -> rule.above() ? v > rule.threshold() : v < rule.threshold()).count();
        boolean alarm = breaching >= rule.periods();
        String reason = "Threshold Crossed: " + breaching + " of " + values.size() + " datapoints " + values + " "
                + (rule.above() ? "greater than" : "less than") + " the threshold (" + rule.threshold() + ").";
        return new Standing(rule, alarm ? "ALARM" : "OK", reason, since);
    }
}
