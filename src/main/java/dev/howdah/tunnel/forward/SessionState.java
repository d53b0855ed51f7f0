package dev.howdah.tunnel.forward;

import dev.howdah.tunnel.channel.Action;
import dev.howdah.tunnel.channel.Ending;
import java.time.Instant;
import java.util.Map;

/// Where a session is.
public sealed interface SessionState {
    /// Asking for a session, opening its data channel, shaking hands.
    record Starting(Instant since) implements SessionState {}

    /// Carrying connections.
    ///
    /// @param properties what the session's document made of the request
    record Ready(Map<String, String> properties, String agentVersion, Action.Mode mode, Instant since) implements SessionState {}

    /// Cut off; its connections wait. It is opened again by itself.
    record CutOff(Instant since, int attempts, String why) implements SessionState {}

    /// Over for good.
    record Ended(Ending ending, Instant at) implements SessionState {}

    default boolean alive() {
        return !(this instanceof Ended);
    }
}
