package dev.howdah.drill.logs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.LogGroups;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html>
///
/// The end of a stream is told by the token that was sent coming back. A page has at most 10 000 events and 1 MiB.
final class GetLogEvents implements Operation {
    private static final int MOST = 10_000;
    private static final int MOST_BYTES = 1 << 20;
    private final World world;

    GetLogEvents(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "GetLogEvents";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        String group = Asking.group(input);
        LogGroups logs = Asking.logs(world, call);
        String name = input.text("logStreamName", "");
        LogGroups.Stream stream = logs.stream(group, name, world.clock().now());
        if (stream == null) {
            throw logs.has(group) ? LogsErrors.noStream() : LogsErrors.noGroup();
        }
        Long from = Asking.millis(input, "startTime");
        Long to = Asking.millis(input, "endTime");
        List<LogGroups.Event> events = stream.events().stream().filter(e -> within(e.at(), from, to)).toList();
        String token = input.text("nextToken");
        boolean forward = token == null ? input.flag("startFromHead") : token.startsWith("f/");
        long place = token == null ? forward ? 0 : Long.MAX_VALUE : place(token);
        int most = Asking.limit(input, MOST, MOST);
        List<LogGroups.Event> page = forward
                ? cut(events.stream().filter(e -> e.number() >= place).toList(), most)
                : cut(events.reversed().stream().filter(e -> e.number() < place).toList(), most).reversed();
        long before = page.isEmpty() ? place == Long.MAX_VALUE ? 0 : place : page.getFirst().number();
        long after = page.isEmpty() ? place == Long.MAX_VALUE ? 0 : place : page.getLast().number() + 1;
        return new Struct().list("events", page.stream().map(GetLogEvents::shape).toList())
                .put("nextForwardToken", "f/" + String.format("%056d", after) + "/s")
                .put("nextBackwardToken", "b/" + String.format("%056d", before) + "/s");
    }

    static Struct shape(LogGroups.Event e) {
        return new Struct().put("timestamp", e.at().toEpochMilli()).put("message", e.message())
                .put("ingestionTime", e.ingested().toEpochMilli());
    }

    /// From `from`, before `to`.
    static boolean within(Instant at, @Nullable Long from, @Nullable Long to) {
        return (from == null || at.toEpochMilli() >= from) && (to == null || at.toEpochMilli() < to);
    }

    private static List<LogGroups.Event> cut(List<LogGroups.Event> events, int most) {
        var page = new ArrayList<LogGroups.Event>();
        long bytes = 0;
        for (LogGroups.Event event : events) {
            bytes += LogGroups.bytes(event);
            if (page.size() == most || bytes > MOST_BYTES) {
                break;
            }
            page.add(event);
        }
        return page;
    }

    private static long place(String token) {
        if (!token.matches("[fb]/\\d{56}/s")) {
            throw LogsErrors.invalid("The specified nextToken is invalid.");
        }
        return Long.parseLong(token.substring(2, 58));
    }
}
