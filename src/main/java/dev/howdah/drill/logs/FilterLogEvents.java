package dev.howdah.drill.logs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.LogGroups;
import dev.howdah.drill.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html>
///
/// Of filter patterns it knows words, all of which a line must have, and phrases in quotation marks.
final class FilterLogEvents implements Operation {
    private static final int MOST = 10_000;
    private final World world;

    FilterLogEvents(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "FilterLogEvents";
    }

    private record Row(String stream, LogGroups.Event event) {
        String key() {
            return String.format("%020d", event.at().toEpochMilli()) + stream + String.format("%012d", event.number());
        }
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        String group = Asking.group(input);
        List<LogGroups.Stream> all = Asking.logs(world, call).streams(group, world.clock().now());
        if (all == null) {
            throw LogsErrors.noGroup();
        }
        List<String> named = input.texts("logStreamNames");
        String prefix = input.text("logStreamNamePrefix", "");
        if (!named.isEmpty() && !prefix.isEmpty()) {
            throw LogsErrors.invalid("Cannot specify both logStreamNames and logStreamNamePrefix.");
        }
        List<String> words = words(input.text("filterPattern", ""));
        Long from = Asking.millis(input, "startTime");
        Long to = Asking.millis(input, "endTime");
        List<Row> rows = all.stream().filter(s -> (named.isEmpty() || named.contains(s.name())) && s.name().startsWith(prefix))
                .flatMap(s -> s.events().stream().map(e -> new Row(s.name(), e)))
                .filter(r -> GetLogEvents.within(r.event.at(), from, to) && words.stream().allMatch(r.event.message()::contains))
                .sorted(java.util.Comparator.comparing(Row::key)).toList();
        Page<Row> page = Page.of(rows, Row::key, "FilterLogEvents/" + group, input.text("nextToken"), Asking.limit(input, MOST, MOST),
                _ -> LogsErrors.invalid("The specified nextToken is invalid."));
        return new Struct().list("events", page.items().stream().map(FilterLogEvents::shape).toList())
                .list("searchedLogStreams", List.of()).put("nextToken", page.next());
    }

    private static Struct shape(Row row) {
        return new Struct().put("logStreamName", row.stream).put("timestamp", row.event.at().toEpochMilli())
                .put("message", row.event.message()).put("ingestionTime", row.event.ingested().toEpochMilli())
                .put("eventId", UUID.nameUUIDFromBytes(row.key().getBytes(StandardCharsets.UTF_8)).toString());
    }

    private static List<String> words(String pattern) {
        if (pattern.matches("\\s*[{\\[%?-].*")) {
            throw LogsErrors.invalid("The drill's filter patterns are words and phrases in quotation marks.");
        }
        return pattern.startsWith("\"")
                ? List.of(pattern.replaceAll("^\"|\"$", ""))
                : Arrays.stream(pattern.strip().split("\\s+")).filter(w -> !w.isEmpty()).toList();
    }
}
