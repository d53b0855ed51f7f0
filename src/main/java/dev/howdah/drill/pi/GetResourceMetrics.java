package dev.howdah.drill.pi;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/performance-insights/latest/APIReference/API_GetResourceMetrics.html>
///
/// A period in which nothing was sampled has no data point: the model demands a value of every point, and there is none.
final class GetResourceMetrics implements Operation {
    static final Set<String> LOADS = Set.of("db.load.avg", "db.sampledload.avg");
    private static final int MOST_QUERIES = 15;
    private static final int MOST_RESULTS = 25;
    private final World world;

    GetResourceMetrics(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "GetResourceMetrics";
    }

    @Override
    public String resource(Call call) {
        return Source.arn(world, call);
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Source source = Source.of(world, call);
        Span span = Span.of(input, world.clock().now(), source.instance().insight().days());
        List<Input> queries = input.structs("MetricQueries");
        if (queries.isEmpty() || queries.size() > MOST_QUERIES) {
            throw PiErrors.invalid("MetricQueries must have between 1 and " + MOST_QUERIES + " members");
        }
        boolean atStart = switch (input.text("PeriodAlignment", "END_TIME")) {
            case "START_TIME" -> true;
            case "END_TIME" -> false;
            default -> throw PiErrors.invalid("Invalid value for PeriodAlignment: " + input.text("PeriodAlignment"));
        };
        var load = new Load(source, span);
        List<Row> rows = new ArrayList<>();
        for (Input query : queries) {
            for (Load.Series series : series(query, load, source.servers(), span)) {
                rows.add(new Row(String.format("%06d", rows.size()), Source.need(query, "Metric"), series));
            }
        }
        Page<Row> page = Page.of(rows, Row::place, "GetResourceMetrics", input.text("NextToken"), most(input),
                token -> PiErrors.invalid("Invalid NextToken"));
        return new Struct().put("AlignedStartTime", span.start()).put("AlignedEndTime", span.end())
                .put("Identifier", source.instance().resourceId())
                .list("MetricList", page.items().stream().map(r -> shape(r, span, atStart)).toList()).put("NextToken", page.next());
    }

    private static List<Load.Series> series(Input query, Load load, @Nullable DataPlane servers, Span span) {
        String metric = Source.need(query, "Metric");
        Grouping by = Grouping.optional(query, "GroupBy");
        if (LOADS.contains(metric)) {
            return load.series(by, Grouping.filter(query, by == null ? Set.of() : Set.of(by.group())));
        }
        Counters counter = Counters.named(metric).orElseThrow(() -> PiErrors.invalid("Invalid metric: " + metric));
        if (by != null || query.has("Filter")) {
            throw PiErrors.invalid("The metric " + metric + " has no dimensions");
        }
        double[] none = new double[span.periods()];
        Arrays.fill(none, Double.NaN);
        return List.of(new Load.Series(null,
                servers == null ? none : counter.values(servers, span, metric.substring(metric.lastIndexOf('.') + 1)), 0));
    }

    static int most(Input input) {
        Integer asked = input.integer("MaxResults");
        if (asked != null && (asked < 0 || asked > MOST_RESULTS)) {
            throw PiErrors.invalid("MaxResults must be at most " + MOST_RESULTS + ": " + asked);
        }
        return asked == null || asked == 0 ? MOST_RESULTS : asked;
    }

    private static Struct shape(Row row, Span span, boolean atStart) {
        List<Struct> points = new ArrayList<>();
        double[] values = row.series.values();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                Instant at = span.start().plusSeconds((long) (atStart ? i : i + 1) * span.period());
                points.add(new Struct().put("Timestamp", at).put("Value", values[i]));
            }
        }
        Map<String, String> dimensions = row.series.key();
        return new Struct()
                .put("Key", new Struct().put("Metric", row.metric).put("Dimensions", dimensions == null ? null : map(dimensions)))
                .list("DataPoints", points);
    }

    static Struct map(Map<String, String> values) {
        var map = new Struct();
        values.forEach(map::put);
        return map;
    }

    private record Row(String place, String metric, Load.Series series) {}
}
