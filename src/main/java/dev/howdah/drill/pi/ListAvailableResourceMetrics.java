package dev.howdah.drill.pi;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.World;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// <https://docs.aws.amazon.com/performance-insights/latest/APIReference/API_ListAvailableResourceMetrics.html>
final class ListAvailableResourceMetrics implements Operation {
    private static final Set<String> TYPES = Set.of("os", "db", "db.sql.stats", "db.sql_tokenized.stats");
    private final World world;

    ListAvailableResourceMetrics(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ListAvailableResourceMetrics";
    }

    @Override
    public String resource(Call call) {
        return Source.arn(world, call);
    }

    @Override
    public Struct answer(Call call) {
        Source.of(world, call);
        List<String> types = call.input().texts("MetricTypes");
        for (String type : types) {
            if (!TYPES.contains(type)) {
                throw PiErrors.invalid("Invalid value in MetricTypes: " + type);
            }
        }
        List<Counters> wanted = Arrays.stream(Counters.values()).filter(c -> types.contains(c.title().substring(0, 2)))
                .sorted(Comparator.comparing(Counters::title)).toList();
        Page<Counters> page = Page.of(wanted, Counters::title, name(), call.input().text("NextToken"),
                GetResourceMetrics.most(call.input()), token -> PiErrors.invalid("Invalid NextToken"));
        return new Struct().list("Metrics",
                page.items().stream()
                        .map(c -> new Struct().put("Metric", c.title()).put("Description", c.description()).put("Unit", c.unit()))
                        .toList())
                .put("NextToken", page.next());
    }
}
