package dev.howdah.drill.world;

import java.time.Duration;

/// What can go wrong with sessions on purpose. A [Blow] falls once, on all sessions that are open at that moment; a [Condition]
/// holds from then on, for new sessions and open ones, until it is lifted. Of each kind of condition the last one set holds.
public sealed interface TunnelFault {

    /// Something that happens.
    sealed interface Blow extends TunnelFault {}

    /// Something that holds.
    sealed interface Condition extends TunnelFault {}

    /// Which way messages go.
    enum Way {
        /// From the client to the agent.
        UP,
        /// From the agent to the client.
        DOWN,
        /// Both.
        BOTH;

        public boolean covers(Way one) {
            return this == BOTH || this == one;
        }
    }

    /// The gateway closes the client's WebSocket; the session lives on. AWS does so about every hour, with 1000 and "Bye".
    record DropWebSocket(int code, String reason) implements Blow {
        public static DropWebSocket bye() {
            return new DropWebSocket(1000, "Bye");
        }
    }

    /// The client's TCP connection is reset.
    record ResetWebSocket() implements Blow {}

    /// The client's WebSocket stays open, but for so long nothing goes either way, pongs neither.
    record StallWebSocket(Duration howLong) implements Blow {}

    /// The agent dies, sessions with it; from then on the target is not connected.
    ///
    /// @param target as in StartSession, or `*` for every one
    record KillAgent(String target) implements Blow {}

    /// The agent's own WebSocket breaks and is back after so long. What the client sends meanwhile is answered with
    /// pause_publication, once per message.
    record LoseAgent(Duration howLong) implements Blow {}

    /// Tokens that were handed out and not used yet are good no longer.
    record ExpireToken() implements Blow {}

    /// One start_publication or pause_publication to the client, with a wrong digest and length as AWS makes them.
    record Publication(boolean paused) implements Blow {}

    /// Some messages vanish.
    ///
    /// @param rate 0 to 1
    /// @param seed the same seed hits the same messages
    record Lose(double rate, long seed, Way way) implements Condition {}

    /// Some messages come twice.
    record Duplicate(double rate, long seed, Way way) implements Condition {}

    /// Some messages come after the one that was sent after them.
    record Reorder(double rate, long seed, Way way) implements Condition {}

    /// So much is added to the round trip, half of it each way.
    record ExtraRoundTrip(Duration howMuch) implements Condition {}

    /// ResumeSession is refused with AccessDeniedException, so often.
    record RefuseResume(int times) implements Condition {}

    /// WebSockets are refused with this HTTP status, so often.
    record RefuseUpgrade(int status, int times) implements Condition {}

    /// Agents of new sessions say that they are of this version. Up to 3.0.196.0 they know no multiplexing, and below
    /// 3.1.1188.0 they do not know the parameter `host` and dial their own localhost.
    record AgentVersion(String version) implements Condition {
        /// The newest agent without multiplexing.
        public static AgentVersion noMux() {
            return new AgentVersion("3.0.196.0");
        }
    }

    /// Every address of an instance leads to its primary, also the one where the primary was before a failover. So it is not at
    /// AWS, nor in a drill without this condition: there nothing answers at the old address, and as the agent resolves the
    /// destination once, when the session starts, a session from before a failover cannot reach the new primary; only a new one can.
    record OldAddressAnswers() implements Condition {}

    /// The hops' network does not resolve the name of any instance.
    record NoSuchHost() implements Condition {}

    /// Every destination refuses connections.
    record DestinationRefuses() implements Condition {}

    /// The gateway closes the WebSocket of a client that sends a larger message, with 1009.
    record MessageLimit(int bytes) implements Condition {}
}
