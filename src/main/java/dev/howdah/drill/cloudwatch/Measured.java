package dev.howdah.drill.cloudwatch;

import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DataPlane.Sample;
import dev.howdah.drill.world.Measures;
import dev.howdah.drill.world.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was measured of an instance, looked up as CloudWatch names it and cut into periods.
final class Measured {
    static final String NAMESPACE = "AWS/RDS";
    static final String DIMENSION = "DBInstanceIdentifier";

    private final Measures servers;
    private final DataPlane.Metric metric;

    private Measured(Measures servers, DataPlane.Metric metric) {
        this.servers = servers;
        this.metric = metric;
    }

    /// The metric that Namespace, MetricName and Dimensions name exactly; null when there is none, which is not an error.
    static @Nullable Measured of(Region region, Input named) {
        List<Input> dimensions = named.structs("Dimensions");
        if (!named.need("Namespace").equals(NAMESPACE) || dimensions.size() != 1 || !DIMENSION.equals(dimensions.getFirst().text("Name"))) {
            return null;
        }
        return of(region, dimensions.getFirst().text("Value", ""), named.need("MetricName"));
    }

    static @Nullable Measured of(Region region, String instanceId, String name) {
        Measures servers = region.measures(instanceId);
        return servers == null
                ? null
                : servers.metrics().stream().filter(m -> m.name().equals(name)).findFirst().map(m -> new Measured(servers, m)).orElse(null);
    }

    String unit() {
        return metric.unit();
    }

    List<Sample> samples(Instant start, Instant end) {
        return servers.samples(metric.name(), start, end);
    }

    /// The samples from `start` (rounded down to a whole period) until before `end`, by the beginning of their period; none for
    /// a metric that is not there.
    static SortedMap<Instant, List<Double>> periods(@Nullable Measured measured, Instant start, Instant end, int period) {
        SortedMap<Instant, List<Double>> periods = new TreeMap<>();
        if (measured != null) {
            for (Sample sample : measured.servers.samples(measured.metric.name(), floor(start, period), end)) {
                periods.computeIfAbsent(floor(sample.at(), period), _ -> new ArrayList<>()).add(sample.value());
            }
        }
        return periods;
    }

    private static Instant floor(Instant at, int period) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), period) * period);
    }
}
