package dev.howdah.drill.cloudwatch;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.AlarmRule;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html>: each alarm's state is worked out from
/// the last periods that were measured.
final class DescribeAlarms implements Operation {
    private static final int MOST = 100;
    private final World world;

    DescribeAlarms(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeAlarms";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        Integer asked = input.integer("MaxRecords");
        if (asked != null && (asked < 1 || asked > MOST)) {
            throw ApiError.of(400, "ValidationError", "Value '" + asked + "' at 'maxRecords' failed to satisfy constraint: 1 to " + MOST);
        }
        Instant now = world.clock().now();
        List<String> names = input.texts("AlarmNames");
        String prefix = input.text("AlarmNamePrefix", "");
        List<Standing> rows = region.alarms().stream().filter(a -> names.isEmpty() || names.contains(a.name()))
                .filter(a -> a.name().startsWith(prefix)).sorted(Comparator.comparing(AlarmRule::name))
                .map(a -> Standing.of(region, a, now)).filter(s -> input.text("StateValue", s.state()).equals(s.state())).toList();
        Page<Standing> page = Page.of(rows, s -> s.rule().name(), "DescribeAlarms/" + call.region(), input.text("NextToken"),
                asked == null ? 50 : asked, _ -> Tokens.invalid());
        return new Struct().list("CompositeAlarms", List.of())
                .list("MetricAlarms", page.items().stream().map(s -> shape(region, s, now)).toList()).put("NextToken", page.next());
    }

    private static Struct shape(Region region, Standing standing, Instant now) {
        AlarmRule a = standing.rule();
        var dimension = new Struct().put("Name", Measured.DIMENSION).put("Value", a.instanceId());
        return new Struct().put("AlarmName", a.name())
                .put("AlarmArn", "arn:aws:cloudwatch:" + region.name() + ":" + region.account() + ":alarm:" + a.name())
                .put("AlarmDescription", a.description()).put("AlarmConfigurationUpdatedTimestamp", standing.since())
                .put("ActionsEnabled", true).list("OKActions", List.of()).list("AlarmActions", List.of())
                .list("InsufficientDataActions", List.of()).put("StateValue", standing.state()).put("StateReason", standing.reason())
                .put("StateUpdatedTimestamp", now).put("MetricName", a.metric()).put("Namespace", Measured.NAMESPACE)
                .put("Statistic", a.statistic()).list("Dimensions", List.of(dimension)).put("Period", a.period())
                .put("EvaluationPeriods", a.periods()).put("DatapointsToAlarm", a.periods()).put("Threshold", a.threshold())
                .put("ComparisonOperator", a.above() ? "GreaterThanThreshold" : "LessThanThreshold").put("TreatMissingData", "missing")
                .put("StateTransitionedTimestamp", standing.since());
    }
}
