package dev.howdah.drill.cloudwatch;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html>
final class GetMetricStatistics implements Operation {
    private static final int MOST = 1440;
    private final World world;

    GetMetricStatistics(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "GetMetricStatistics";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Span span = Span.of(input);
        int period = Span.period(input);
        List<String> plain = input.texts("Statistics").stream().map(Statistic::known).toList();
        List<String> extended = input.texts("ExtendedStatistics").stream().map(Statistic::known).toList();
        if (plain.isEmpty() && extended.isEmpty()) {
            throw ApiError.missing("Statistics or ExtendedStatistics");
        }
        long points = Duration.between(span.start(), span.end()).toSeconds() / period;
        if (points > MOST) {
            throw ApiError.invalidCombination("You have requested up to " + points + " datapoints, which exceeds the limit of " + MOST
                    + ". You may reduce the datapoints requested by increasing Period, or decreasing the time range.");
        }
        Measured metric = Measured.of(world.region(call.region()), input);
        List<Struct> shapes = new ArrayList<>();
        if (metric != null) {
            Measured.periods(metric, span.start(), span.end(), period)
                    .forEach((at, values) -> shapes.add(shape(at, values, plain, extended, metric.unit())));
        }
        return new Struct().put("Label", input.need("MetricName")).list("Datapoints", shapes);
    }

    private static Struct shape(Instant at, List<Double> values, List<String> plain, List<String> extended, String unit) {
        var shape = new Struct().put("Timestamp", at);
        plain.forEach(s -> shape.put(s, Statistic.of(s, values)));
        if (!extended.isEmpty()) {
            Map<String, Double> more = new LinkedHashMap<>();
            extended.forEach(s -> more.put(s, Statistic.of(s, values)));
            shape.entries("ExtendedStatistics", more);
        }
        return shape.put("Unit", unit);
    }
}
