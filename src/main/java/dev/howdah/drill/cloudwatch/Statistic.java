package dev.howdah.drill.cloudwatch;

import dev.howdah.drill.protocol.ApiError;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// CloudWatch's statistics over the samples of one period
/// (<https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html>).
final class Statistic {
    private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,10})?|100)");

    private Statistic() {}

    /// Refuses a name that is no statistic.
    static String known(String name) {
        if (!List.of("Average", "Sum", "Minimum", "Maximum", "SampleCount").contains(name) && !PERCENTILE.matcher(name).matches()) {
            throw ApiError.invalidValue("The value " + name + " for parameter Stat is not supported.");
        }
        return name;
    }

    /// @param values never empty
    static double of(String name, List<Double> values) {
        return switch (name) {
            case "Average" -> sum(values) / values.size();
            case "Sum" -> sum(values);
            case "Minimum" -> values.stream().mapToDouble(v -> v).min().orElseThrow();
            case "Maximum" -> values.stream().mapToDouble(v -> v).max().orElseThrow();
            case "SampleCount" -> values.size();
            default -> percentile(name, values);
        };
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(v -> v).sum();
    }

    private static double percentile(String name, List<Double> values) {
        Matcher m = PERCENTILE.matcher(name);
        if (!m.matches()) {
            throw ApiError.invalidValue("The value " + name + " for parameter Stat is not supported.");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(Double.parseDouble(m.group(1)) / 100 * sorted.size());
        return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
    }
}
