package dev.howdah.aws.metrics;

import dev.howdah.json.Json;
import dev.howdah.model.AlarmChange;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One item of an alarm's history. Its `HistoryData` is JSON with the old and the new state; where that is missing or something else, its
/// summary ("Alarm updated from OK to ALARM") tells the states, and nothing the reason.
final class AlarmHistory {
    private static final Pattern SUMMARY = Pattern.compile("from (\\w+) to (\\w+)");

    private AlarmHistory() {}

    static Optional<AlarmChange> of(String name, Instant at, @Nullable String data, @Nullable String summary) {
        if (data != null && !data.isBlank()) {
            try {
                Map<String, @Nullable Object> json = Json.readObject(data);
                String to = text(json.get("newState"), "stateValue");
                if (to != null) {
                    return Optional.of(new AlarmChange(name, at, text(json.get("oldState"), "stateValue"), to,
                            text(json.get("newState"), "stateReason")));
                }
            } catch (Json.Malformed e) {
                System.getLogger(AlarmHistory.class.getName()).log(System.Logger.Level.DEBUG, "history data of " + name + " is no JSON", e);
            }
        }
        Matcher states = SUMMARY.matcher(summary == null ? "" : summary);
        return states.find() ? Optional.of(new AlarmChange(name, at, states.group(1), states.group(2), null)) : Optional.empty();
    }

    private static @Nullable String text(@Nullable Object of, String name) {
        return of instanceof Map<?, ?> map && map.get(name) instanceof String text ? text : null;
    }
}
