package dev.howdah.journal;

import dev.howdah.json.Json;
import dev.howdah.model.AwsScope;
import dev.howdah.model.InstanceRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a plan comes to, as the journal keeps it: enough to find out after a crash where it stands, and for a post-mortem.
///
/// @param plan id of the plan
/// @param operation the request's own word: `take-snapshot`, `failover`
/// @param scope profile and region
/// @param environment the band's word
/// @param command the `aws` line that does the same
/// @param details what the operation needs to be found again: text by name, listed by the operation, never a secret
public record Purpose(String plan, String operation, AwsScope scope, InstanceRef target, String environment, String command,
        Map<String, String> details) {
    Map<String, @Nullable Object> fields(Confirmation confirmation, String machine, long pid, java.time.Instant started) {
        return Json.object("operation", operation, "profile", scope.profile(), "account", target.account(), "region", scope.region(),
                "instance", target.id(), "environment", environment, "operator", confirmation.by(), "machine", machine, "plan", plan,
                "confirmed", confirmation.at(), "how", confirmation.how(), "command", command, "details", new LinkedHashMap<>(details),
                "pid", pid, "started", started);
    }

    static Purpose of(Entry entry) {
        var details = new LinkedHashMap<String, String>();
        if (entry.fields().get("details") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> details.put(String.valueOf(name), String.valueOf(value)));
        }
        return new Purpose(entry.field("plan"), entry.field("operation"),
                new AwsScope((String) entry.fields().get("profile"), entry.field("region")),
                new InstanceRef(entry.field("account"), entry.field("region"), entry.field("instance")), entry.field("environment"),
                entry.field("command"), details);
    }
}
