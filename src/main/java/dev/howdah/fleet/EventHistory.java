package dev.howdah.fleet;

import dev.howdah.json.Json;
import dev.howdah.model.RdsEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
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
    private static final String FOREIGN = "-at-";
    private final Path file;
    /// Guarded by `this`.
    private final Set<RdsEvent> known = new HashSet<>();
    /// Guarded by `this`.
    private boolean loaded;

    /// @param folder of the console's state
    /// @param endpoint the endpoint that stands in for AWS's own, null for AWS: behind another endpoint the same account
    /// number and region are another world, whose events are not this one's
    public EventHistory(Path folder, String account, String region, @Nullable String endpoint) {
        String place = endpoint == null ? "" : FOREIGN + endpoint.replaceAll("^[a-z]+://", "").replaceAll("[^A-Za-z0-9.-]", "_");
        file = folder.resolve("events").resolve(account + "-" + region + place + ".jsonl");
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
            var lines = new StringBuilder();
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
        forgetForeign();
        try (var lines = Files.lines(file)) {
            int[] number = {0};
            lines.forEach(line -> {
                number[0]++;
                try {
                    known.add(of(Json.readObject(line)));
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "{0}, line {1} is not an event and is skipped: {2}", file, number[0],
                            e.getMessage());
                }
            });
        } catch (NoSuchFileException e) {
            // nothing was kept yet
            return;
        }
    }

    /// Endpoints come and go; what nobody has added to for 14 days was of one that went.
    private void forgetForeign() throws IOException {
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        Instant old = Instant.now().minus(Duration.ofDays(14));
        try (var files = Files.newDirectoryStream(folder, "*" + FOREIGN + "*.jsonl")) {
            for (Path other : files) {
                if (!other.equals(file) && Files.getLastModifiedTime(other).toInstant().isBefore(old)) {
                    Files.delete(other);
                }
            }
        }
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
