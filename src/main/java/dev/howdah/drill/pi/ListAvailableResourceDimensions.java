package dev.howdah.drill.pi;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.World;
import java.util.List;

/// <https://docs.aws.amazon.com/performance-insights/latest/APIReference/API_ListAvailableResourceDimensions.html>
final class ListAvailableResourceDimensions implements Operation {
    private static final int MOST_METRICS = 5;
    private final World world;

    ListAvailableResourceDimensions(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ListAvailableResourceDimensions";
    }

    @Override
    public String resource(Call call) {
        return Source.arn(world, call);
    }

    @Override
    public Struct answer(Call call) {
        Source.of(world, call);
        List<String> metrics = call.input().texts("Metrics").stream().distinct().sorted().toList();
        if (metrics.isEmpty() || metrics.size() > MOST_METRICS) {
            throw PiErrors.invalid("Metrics must have between 1 and " + MOST_METRICS + " members");
        }
        for (String metric : metrics) {
            if (!GetResourceMetrics.LOADS.contains(metric) && !GetResourceMetrics.LOADS.contains(metric + ".avg")) {
                throw PiErrors.invalid("Invalid metric: " + metric);
            }
        }
        Page<String> page = Page.of(metrics, m -> m, name(), call.input().text("NextToken"), GetResourceMetrics.most(call.input()),
                token -> PiErrors.invalid("Invalid NextToken"));
        return new Struct().list("MetricDimensions", page.items().stream().map(ListAvailableResourceDimensions::shape).toList())
                .put("NextToken", page.next());
    }

    private static Struct shape(String metric) {
        return new Struct().put("Metric", metric).list("Groups", Grouping.all().entrySet().stream()
                .map(g -> new Struct().put("Group", g.getKey()).list("Dimensions",
                        g.getValue().stream().map(d -> new Struct().put("Identifier", d)).toList()))
                .toList());
    }
}
