package dev.howdah.drill.logs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.LogGroups;
import dev.howdah.drill.world.World;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html>
final class DescribeLogGroups implements Operation {
    private static final int MOST = 50;
    private final World world;

    DescribeLogGroups(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeLogGroups";
    }

    @Override
    public Struct answer(Call call) {
        String prefix = call.input().text("logGroupNamePrefix", "");
        String pattern = call.input().text("logGroupNamePattern", "");
        List<LogGroups.Summary> found = Asking.logs(world, call).groups().stream()
                .filter(g -> g.name().startsWith(prefix) && g.name().contains(pattern)).toList();
        Page<LogGroups.Summary> page = Page.of(found, LogGroups.Summary::name, "DescribeLogGroups", call.input().text("nextToken"),
                Asking.limit(call.input(), MOST, MOST), _ -> LogsErrors.invalid("The specified nextToken is invalid."));
        return new Struct().list("logGroups", page.items().stream().map(g -> shape(call, g)).toList()).put("nextToken", page.next());
    }

    private Struct shape(Call call, LogGroups.Summary g) {
        String arn = Asking.arn(world, call, g.name());
        return new Struct().put("logGroupName", g.name()).put("creationTime", g.created().toEpochMilli()).put("metricFilterCount", 0)
                .put("arn", arn).put("storedBytes", g.bytes()).put("logGroupClass", "STANDARD")
                .put("logGroupArn", arn.substring(0, arn.length() - 2));
    }
}
