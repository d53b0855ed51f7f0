package dev.howdah.fleet;

import dev.howdah.json.Json;
import dev.howdah.model.RdsEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// RDS events of one account and region, kept on disk because `rds:DescribeEvents` forgets after 14 days. One JSON line
/// an event, appended; a line cut short by a crash is skipped and said.
public final class EventHistory {
    private static final System.Logger LOG = System.getLogger(EventHistory.class.getName());
    /// Kept in memory at most, newest first to stay; the file keeps all.
    private static final int MOST = 20_000;
    private final Path file;
    /// Guarded by `this`.
    private final Set<RdsEvent> known = new HashSet<>();
    /// Guarded by `this`.
    private boolean loaded;
    /// Whether the file ends within a line. Guarded by `this`.
    private boolean cut;

    /// @param folder of the console's state
    /// @param endpoint the endpoint that stands in for AWS's own, null for AWS
    public EventHistory(Path folder, String account, String region, @Nullable String endpoint) {
        file = WorldFile.of(folder.resolve("events"), account + "-" + region, endpoint);
    }

    /// Adds what is new to the file.
    ///
    /// @return all events known, newest first
    /// @throws IOException when the disk refuses; what was passed in is still in the next answer
    public synchronized List<RdsEvent> add(Collection<RdsEvent> events) throws IOException {
        load();
        var fresh = events.stream().filter(e -> !known.contains(e)).sorted(Comparator.comparing(RdsEvent::at)).toList();
        known.addAll(fresh);
        if (!fresh.isEmpty()) {
            // what follows a line that was cut short begins a line of its own
            var lines = new StringBuilder(cut ? "\n" : "");
            cut = false;
            fresh.forEach(e -> lines.append(Json.line(toJson(e))).append('\n'));
            Files.createDirectories(file.getParent());
            Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return all();
    }

    /// All events known, newest first.
    public synchronized List<RdsEvent> all() {
        return known.stream().sorted(Comparator.comparing(RdsEvent::at).reversed()).limit(MOST).toList();
    }

    private void load() throws IOException {
        if (loaded) {
            return;
        }
        loaded = true;
        WorldFile.forgetForeign(file);
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            // nothing was kept yet
            return;
        }
        cut = !text.isEmpty() && !text.endsWith("\n");
        int[] number = {0};
        text.lines().forEach(line -> {
            number[0]++;
            try {
                known.add(of(Json.readObject(line)));
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "{0}, line {1} is not an event and is skipped: {2}", file, number[0],
                        e.getMessage());
            }
        });
    }

    private static Map<String, @Nullable Object> toJson(RdsEvent e) {
        return Json.object("at", e.at(), "type", e.sourceType(), "id", e.sourceId(), "arn", e.sourceArn(), "categories", e.categories(),
                "message", e.message());
    }

    private static RdsEvent of(Map<String, @Nullable Object> json) {
        var categories = new ArrayList<String>();
        if (json.get("categories") instanceof List<?> list) {
            list.forEach(c -> categories.add(String.valueOf(c)));
        }
        return new RdsEvent(Instant.parse(String.valueOf(json.get("at"))), String.valueOf(json.get("type")), (String) json.get("id"),
                (String) json.get("arn"), List.copyOf(categories), String.valueOf(json.get("message")));
    }
}
