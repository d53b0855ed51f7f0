package dev.howdah.drill.cloudwatch;

import dev.howdah.drill.protocol.JsonText;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.AlarmRule;
import java.time.Instant;

/// An alarm that went from one state to another.
///
/// @param at when it was evaluated so
record Turn(AlarmRule rule, Instant at, String from, String to, String reason) {
    /// `HistoryData` of a state update, as CloudWatch writes it.
    String data() {
        return JsonText.of(new Struct().put("version", "1.0").put("type", "Update").put("oldState", new Struct().put("stateValue", from))
                .put("newState", new Struct().put("stateValue", to).put("stateReason", reason)));
    }
}
