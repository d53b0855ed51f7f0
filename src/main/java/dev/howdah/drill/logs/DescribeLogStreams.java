package dev.howdah.drill.logs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.LogGroups;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html>
final class DescribeLogStreams implements Operation {
    private static final int MOST = 50;
    private final World world;

    DescribeLogStreams(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeLogStreams";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        String group = Asking.group(input);
        List<LogGroups.Stream> all = Asking.logs(world, call).streams(group, world.clock().now());
        if (all == null) {
            throw LogsErrors.noGroup();
        }
        String prefix = input.text("logStreamNamePrefix", "");
        boolean byTime = input.text("orderBy", "LogStreamName").equals("LastEventTime");
        if (byTime && !prefix.isEmpty()) {
            throw LogsErrors.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        List<LogGroups.Stream> rows = all.stream().filter(s -> s.name().startsWith(prefix))
                .sorted(Comparator.comparing(s -> key(s, byTime)))
                .toList();
        rows = input.flag("descending") ? rows.reversed() : rows;
        // the page's keys must ascend, whatever the order of the rows
        List<LogGroups.Stream> ordered = rows;
        Page<Integer> page = Page.of(java.util.stream.IntStream.range(0, ordered.size()).boxed().toList(), i -> String.format("%08d", i),
                "DescribeLogStreams/" + group, input.text("nextToken"), Asking.limit(input, MOST, MOST),
                _ -> LogsErrors.invalid("The specified nextToken is invalid."));
        return new Struct().list("logStreams", page.items().stream().map(i -> shape(call, ordered.get(i))).toList()).put("nextToken",
                page.next());
    }

    private static String key(LogGroups.Stream s, boolean byTime) {
        Instant last = s.events().isEmpty() ? s.created() : s.events().getLast().at();
        return byTime ? String.format("%020d", last.toEpochMilli()) + s.name() : s.name();
    }

    private Struct shape(Call call, LogGroups.Stream s) {
        String group = Asking.arn(world, call, s.group());
        boolean any = !s.events().isEmpty();
        return new Struct().put("logStreamName", s.name()).put("creationTime", s.created().toEpochMilli())
                .put("firstEventTimestamp", any ? Long.valueOf(s.events().getFirst().at().toEpochMilli()) : null)
                .put("lastEventTimestamp", any ? Long.valueOf(s.events().getLast().at().toEpochMilli()) : null)
                .put("lastIngestionTime", any ? Long.valueOf(s.events().getLast().ingested().toEpochMilli()) : null)
                .put("uploadSequenceToken", "49039859642109842")
                .put("arn", group.substring(0, group.length() - 1) + "log-stream:" + s.name())
                .put("storedBytes", 0L);
    }
}
