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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html>: how alarms went from state to state,
/// worked out from what was measured, minute by minute.
final class DescribeAlarmHistory implements Operation {
    private static final int MOST = 100;
    private final World world;

    DescribeAlarmHistory(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeAlarmHistory";
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
        Instant from = input.time("StartDate");
        Instant to = input.time("EndDate");
        String type = input.text("HistoryItemType", "StateUpdate");
        String name = input.text("AlarmName", "");
        List<Turn> turns = new ArrayList<>();
        if (type.equals("StateUpdate")) {
            region.alarms().stream().filter(a -> name.isEmpty() || a.name().equals(name))
                    .forEach(a -> turns.addAll(Standing.turns(region, a, now)));
        }
        boolean ascending = input.text("ScanBy", "TimestampDescending").equals("TimestampAscending");
        Comparator<Turn> order = Comparator.comparing(t -> key(t, ascending));
        List<Turn> rows = turns.stream().filter(t -> from == null || !t.at().isBefore(from)).filter(t -> to == null || !t.at().isAfter(to))
                .sorted(order).toList();
        Page<Turn> page = Page.of(rows, t -> key(t, ascending), "DescribeAlarmHistory/" + call.region(), input.text("NextToken"),
                asked == null ? MOST : asked, _ -> Tokens.invalid());
        return new Struct().list("AlarmHistoryItems", page.items().stream().map(DescribeAlarmHistory::shape).toList()).put("NextToken",
                page.next());
    }

    private static String key(Turn turn, boolean ascending) {
        long at = turn.at().toEpochMilli();
        return String.format("%019d/%s", ascending ? at : Long.MAX_VALUE - at, turn.rule().name());
    }

    private static Struct shape(Turn turn) {
        AlarmRule rule = turn.rule();
        return new Struct().put("AlarmName", rule.name()).put("AlarmType", "MetricAlarm").put("Timestamp", turn.at())
                .put("HistoryItemType", "StateUpdate").put("HistorySummary", "Alarm updated from " + turn.from() + " to " + turn.to())
                .put("HistoryData", turn.data());
    }
}
