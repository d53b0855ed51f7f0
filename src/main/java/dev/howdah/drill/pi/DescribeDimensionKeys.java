package dev.howdah.drill.pi;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/performance-insights/latest/APIReference/API_DescribeDimensionKeys.html>
final class DescribeDimensionKeys implements Operation {
    private static final int MOST_METRICS = 30;
    private final World world;

    DescribeDimensionKeys(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeDimensionKeys";
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
        String metric = Source.need(input, "Metric");
        if (!GetResourceMetrics.LOADS.contains(metric)) {
            throw PiErrors.invalid("Invalid metric: " + metric);
        }
        if (!input.has("GroupBy")) {
            throw PiErrors.invalid("The parameter GroupBy is required");
        }
        additional(input);
        Grouping by = Grouping.of(input.struct("GroupBy"));
        Grouping partition = Grouping.optional(input, "PartitionBy");
        Set<String> groups = new LinkedHashSet<>(Set.of(by.group()));
        if (partition != null) {
            groups.add(partition.group());
        }
        Map<String, String> filter = Grouping.filter(input, groups);
        var load = new Load(source, span);
        List<Load.Series> keys = load.series(by, filter);
        List<Map<String, String>> parts = partition == null ? List.of() : keys(load.series(partition, filter));
        List<Row> rows = new ArrayList<>();
        for (Load.Series series : keys.subList(1, keys.size())) {
            rows.add(new Row(String.format("%06d", rows.size()), series));
        }
        Page<Row> page = Page.of(rows, Row::place, "DescribeDimensionKeys", input.text("NextToken"), GetResourceMetrics.most(input),
                token -> PiErrors.invalid("Invalid NextToken"));
        var answer = new Struct().put("AlignedStartTime", span.start()).put("AlignedEndTime", span.end());
        if (partition != null) {
            answer.list("PartitionKeys", parts.stream().map(p -> new Struct().put("Dimensions", GetResourceMetrics.map(p))).toList());
        }
        return answer.list("Keys", page.items().stream().map(r -> shape(r.series, load, by, partition, filter, parts)).toList())
                .put("NextToken", page.next());
    }

    private static void additional(Input input) {
        List<String> asked = input.texts("AdditionalMetrics");
        if (asked.size() > MOST_METRICS) {
            throw PiErrors.invalid("AdditionalMetrics must have at most " + MOST_METRICS + " members");
        }
        if (!asked.isEmpty()) {
            throw PiErrors.invalid("Invalid metric in AdditionalMetrics: " + asked.getFirst());
        }
    }

    private static List<Map<String, String>> keys(List<Load.Series> series) {
        return series.stream().map(Load.Series::key).filter(Objects::nonNull).map(k -> Map.copyOf(k)).toList();
    }

    private static Struct shape(Load.Series series, Load load, Grouping by, @Nullable Grouping partition, Map<String, String> filter,
            List<Map<String, String>> parts) {
        Map<String, String> key = Objects.requireNonNull(series.key());
        var shape = new Struct().put("Dimensions", GetResourceMetrics.map(key)).put("Total", series.average());
        return partition == null ? shape : shape.list("Partitions", load.partitions(key, by, partition, filter, parts));
    }

    private record Row(String place, Load.Series series) {}
}
