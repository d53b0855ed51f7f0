package dev.howdah.drill;

import dev.howdah.drill.postgres.metrics.History;
import dev.howdah.drill.postgres.metrics.Metric;
import dev.howdah.drill.world.DataPlane;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// The servers' samples under CloudWatch's names.
final class Measurements {
    private final History history;

    Measurements(History history) {
        this.history = history;
    }

    /// CloudWatch's metrics, as soon as something was measured.
    List<DataPlane.Metric> metrics() {
        if (history.newest().isEmpty()) {
            return List.of();
        }
        return Arrays.stream(Metric.values()).filter(Metric::inCloudWatch).map(m -> new DataPlane.Metric(m.title(), m.unit().text()))
                .toList();
    }

    List<DataPlane.Sample> samples(String metric, Instant from, Instant to) {
        return Metric.named(metric).map(m -> history.points(m, from, to)).orElse(List.of()).stream()
                .map(p -> new DataPlane.Sample(p.time(), p.value())).toList();
    }
}
