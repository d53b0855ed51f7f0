package dev.howdah.drill.cloudwatch;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Measures;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html>: what has been measured at least once.
final class ListMetrics implements Operation {
    private static final int PAGE = 500;
    private final World world;

    ListMetrics(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ListMetrics";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        List<Row> rows = rows(world.region(call.region())).stream().filter(r -> wanted(r, input)).sorted(Comparator.comparing(Row::key))
                .toList();
        Page<Row> page = Page.of(rows, Row::key, "ListMetrics/" + call.region(), input.text("NextToken"), PAGE, _ -> Tokens.invalid());
        return new Struct().list("Metrics", page.items().stream().map(ListMetrics::shape).toList()).put("NextToken", page.next());
    }

    private static List<Row> rows(Region region) {
        List<Row> rows = new ArrayList<>();
        for (DbInstance db : region.instances()) {
            Measures servers = region.measures(db.id());
            if (servers != null) {
                servers.metrics().forEach(m -> rows.add(new Row(db.id(), m.name())));
            }
        }
        return rows;
    }

    private static boolean wanted(Row row, Input input) {
        return input.text("Namespace", Measured.NAMESPACE).equals(Measured.NAMESPACE)
                && input.text("MetricName", row.metric).equals(row.metric)
                && input.structs("Dimensions").stream().allMatch(d -> d.text("Name", "").equals(Measured.DIMENSION)
                        && d.text("Value", row.instance).equals(row.instance));
    }

    private static Struct shape(Row row) {
        var dimension = new Struct().put("Name", Measured.DIMENSION).put("Value", row.instance);
        return new Struct().put("Namespace", Measured.NAMESPACE).put("MetricName", row.metric).list("Dimensions", List.of(dimension));
    }

    private record Row(String instance, String metric) {
        String key() {
            return instance + "/" + metric;
        }
    }
}
