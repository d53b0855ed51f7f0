package dev.howdah.drill.cloudwatch;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html>
///
/// Newest first unless ScanBy says otherwise. Metric math is not offered: such a query is refused rather than guessed.
final class GetMetricData implements Operation {
    private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]*");
    private static final int MOST_QUERIES = 500;
    private static final int MOST_POINTS = 100_800;
    private final World world;

    GetMetricData(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "GetMetricData";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Span span = Span.of(input);
        List<Input> queries = checked(input.structs("MetricDataQueries"));
        boolean ascending = switch (input.text("ScanBy", "TimestampDescending")) {
            case "TimestampAscending" -> true;
            case "TimestampDescending" -> false;
            default -> throw invalid("Invalid value for ScanBy: " + input.text("ScanBy"));
        };
        Region region = world.region(call.region());
        List<Row> rows = new ArrayList<>();
        for (Input query : queries) {
            if (query.text("ReturnData") == null || query.flag("ReturnData")) {
                rows.add(row(region, query, span, ascending));
            }
        }
        return page(rows, input);
    }

    private static List<Input> checked(List<Input> queries) {
        if (queries.isEmpty()) {
            throw ApiError.missing("MetricDataQueries");
        }
        if (queries.size() > MOST_QUERIES) {
            throw invalid("The collection MetricDataQueries must not have a size greater than " + MOST_QUERIES + ".");
        }
        Set<String> ids = new HashSet<>();
        for (Input query : queries) {
            String id = query.need("Id");
            if (!ID.matcher(id).matches()) {
                throw invalid("The value " + id + " for parameter MetricDataQueries.Id does not match the pattern " + ID.pattern());
            }
            if (!ids.add(id)) {
                throw invalid("The values for parameter id in MetricDataQueries are not unique.");
            }
            if (query.has("Expression") || !query.has("MetricStat")) {
                throw invalid("Error in expression '" + id + "': metric math is not supported here");
            }
        }
        return queries;
    }

    private static Row row(Region region, Input query, Span span, boolean ascending) {
        Input stat = query.struct("MetricStat");
        Input metric = stat.struct("Metric");
        String statistic = Statistic.known(stat.need("Stat"));
        List<Point> points = new ArrayList<>();
        Measured.periods(Measured.of(region, metric), span.start(), span.end(), Span.period(stat))
                .forEach((at, values) -> points.add(new Point(at, Statistic.of(statistic, values))));
        if (!ascending) {
            Collections.reverse(points);
        }
        return new Row(query.need("Id"), query.text("Label", metric.need("MetricName")), points);
    }

    /// The points from the token's place on, over all rows, as many as MaxDatapoints allows.
    private static Struct page(List<Row> rows, Input input) {
        Integer asked = input.integer("MaxDatapoints");
        int most = asked == null ? MOST_POINTS : Math.clamp(asked, 1, MOST_POINTS);
        int skip = Tokens.open(input.text("NextToken"));
        int end = skip + most;
        int passed = 0;
        List<Struct> results = new ArrayList<>();
        for (Row row : rows) {
            int size = row.points.size();
            int from = Math.clamp(skip - passed, 0, size);
            int to = Math.clamp(end - passed, 0, size);
            boolean here = size == 0 ? skip == 0 : from < to;
            if (here) {
                results.add(shape(row, row.points.subList(from, to), to == size));
            }
            passed += size;
        }
        return new Struct().list("MetricDataResults", results).put("NextToken", end < passed ? Tokens.seal(end) : null);
    }

    private static Struct shape(Row row, List<Point> points, boolean complete) {
        return new Struct().put("Id", row.id).put("Label", row.label).list("Timestamps", points.stream().map(Point::at).toList())
                .list("Values", points.stream().map(Point::value).toList()).put("StatusCode", complete ? "Complete" : "PartialData");
    }

    private static ApiError invalid(String message) {
        return ApiError.of(400, "ValidationError", message);
    }

    private record Row(String id, String label, List<Point> points) {}

    private record Point(Instant at, double value) {}
}
