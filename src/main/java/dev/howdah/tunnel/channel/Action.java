package dev.howdah.tunnel.channel;

import java.time.Duration;
import java.util.Map;

/// What the owner of a [Channel] is told or asked to do. Frames to send are not among them: see [Channel#next].
public sealed interface Action {
    /// How connections are carried.
    enum Mode {
        /// Any number at a time.
        MUX,
        /// One at a time, one after the other.
        BASIC,
        /// One for the whole session (AWS-StartSSHSession); when it ends, the owner terminates.
        SINGLE
    }

    /// The handshake is done: bind the port, connections may be opened. The channel can already carry them.
    ///
    /// @param properties
    ///            what the session document made of the request; `portNumber`, `host` and `localPortNumber` here win over what was asked for
    record Ready(Map<String, String> properties, AgentVersion agent, Mode mode, Streams streams) implements Action {}

    /// The other side is not there, or wants less; streams fill up and wait.
    record Paused() implements Action {}

    record Resumed() implements Action {}

    /// Drop the WebSocket if there still is one; after the wait, ResumeSession (but for a first opening that failed: the same
    /// token again), open the stream URL it gives and call [Channel#opened], or [Channel#notOpened].
    record Reconnect(Duration after, String why) implements Action {}

    /// Nothing comes behind this. Every stream has ended.
    record Ended(Ending ending) implements Action {}

    /// A text of the account's owner, to be shown.
    record Message(String text) implements Action {}
}
