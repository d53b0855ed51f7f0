package dev.howdah.drill.world;

/// A CloudWatch alarm on one metric of one instance. Its state is worked out from what was measured when somebody asks.
///
/// @param periods how many periods in a row must breach
/// @param above whether breaching is above the threshold, or below it
public record AlarmRule(String name, String description, String instanceId, String metric, String statistic, int period, int periods,
        double threshold, boolean above) {}
