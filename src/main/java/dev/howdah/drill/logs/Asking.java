package dev.howdah.drill.logs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.world.LogGroups;
import dev.howdah.drill.world.World;
import org.jspecify.annotations.Nullable;

/// What the actions share: the group that a request means, limits, times in milliseconds.
final class Asking {
    private Asking() {}

    static LogGroups logs(World world, Call call) {
        return world.region(call.region()).logs();
    }

    static String arn(World world, Call call, String group) {
        return "arn:aws:logs:" + call.region() + ":" + world.region(call.region()).account() + ":log-group:" + group + ":*";
    }

    /// By name, or by ARN as `logGroupIdentifier`.
    static String group(Input input) {
        String given = input.text("logGroupName", input.text("logGroupIdentifier", ""));
        if (given.isEmpty()) {
            throw LogsErrors
                    .invalid("1 validation error detected: Value at 'logGroupName' failed to satisfy constraint: Member must not be null");
        }
        return given.startsWith("arn:")
                ? given.replaceFirst("^arn:[^:]*:logs:[^:]*:[^:]*:log-group:", "").replaceFirst(":\\*$", "")
                : given;
    }

    static int limit(Input input, int usual, int most) {
        Integer asked = input.integer("limit");
        if (asked != null && (asked < 1 || asked > most)) {
            throw LogsErrors.invalid("1 validation error detected: Value '" + asked
                    + "' at 'limit' failed to satisfy constraint: Member must have value less than or equal to " + most);
        }
        return asked == null ? usual : asked;
    }

    /// A time in milliseconds since 1970.
    static @Nullable Long millis(Input input, String name) {
        String text = input.text(name);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw LogsErrors.invalid("Invalid value for " + name + ": " + text);
        }
    }
}
