package dev.howdah.drill;

import dev.howdah.drill.postgres.metrics.History;
import dev.howdah.drill.postgres.metrics.LoadHistory;
import dev.howdah.drill.postgres.metrics.Metric;
import dev.howdah.drill.world.DataPlane;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The servers' samples under AWS's names.
final class Measurements {
    private final History history;
    private final LoadHistory load;

    Measurements(History history, LoadHistory load) {
        this.history = history;
        this.load = load;
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

    /// Each distinct session is turned into its account's form once, for most seconds hold those of the second before.
    List<DataPlane.Look> load(Instant from, Instant to) {
        Map<LoadHistory.Session, DataPlane.Active> known = new HashMap<>();
        return load.rows(from, to).stream()
                .map(r -> new DataPlane.Look(r.time(),
                        r.sessions().stream().map(s -> known.computeIfAbsent(s, Measurements::active)).toList()))
                .toList();
    }

    private static DataPlane.Active active(LoadHistory.Session s) {
        return new DataPlane.Active(s.sql(), s.queryId(), s.user(), s.database(), s.host(), s.application(), s.kind(), s.waitType(),
                s.waitEvent());
    }
}
