package dev.howdah.tunnel.channel;

import java.time.Duration;
import java.util.Optional;

/// How a [Channel] behaves. [#STANDARD] is right unless a gateway or a network says otherwise.
///
/// @param clientVersion
///            reported in the handshake. Four parts and above 1.2.331.0, or agents close an idle mux after a minute
/// @param payload
///            most bytes of one message's payload. The largest size the service accepts is not documented; 32 KiB was seen to
/// @param window
///            bytes of messages that may be unacknowledged: what bounds memory, and how long a small message queues behind a large upload
/// @param reorder
///            bytes of messages that may wait for one that is missing in front of them
/// @param handshakeWithin
///            from the first opening to the end of the handshake; an agent that was asleep may take its time
public record ChannelSettings(String clientVersion, int payload, int window, int reorder, Duration handshakeWithin, Pace pace,
        Liveness liveness, StreamSettings streams) {
    public static final ChannelSettings STANDARD = new ChannelSettings("1.2.677.0", 16 << 10, 1 << 20, 4 << 20, Duration.ofSeconds(60),
            new Pace(900, 100), new Liveness(Duration.ofSeconds(25), Duration.ofSeconds(60)), new StreamSettings(8 << 10, 64 << 10, 8 << 20,
                    64 << 20, Duration.ofSeconds(30), Optional.empty()));

    /// Messages per second, acknowledgements included. The gateway is reported to cut clients that send more than 1000 a second
    /// for two seconds.
    ///
    /// @param burst
    ///            messages that may go at once after a pause
    public record Pace(double perSecond, int burst) {
        public static final Pace UNLIMITED = new Pace(Double.POSITIVE_INFINITY, 1);
    }

    /// @param pingEvery
    ///            below the 60 s after which VPN and NAT tables forget a connection
    /// @param deadAfter
    ///            time without any frame from the other side, pongs included, after which the connection counts as dead
    public record Liveness(Duration pingEvery, Duration deadAfter) {}

    /// @param frame
    ///            most bytes of one smux frame, header included. Agents deliver whole frames only, so small ones mean little delay; it is
    ///            divided among the streams that have something to send, down to 1 KiB
    /// @param send
    ///            bytes of one stream that may wait to be sent before its writer has to
    /// @param receive
    ///            memory that what one stream received may take up before that stream is reset; nothing in the protocol could make
    ///            the agent pause it
    /// @param receiveTotal
    ///            the same for all streams together: the fullest is reset
    /// @param halfCloseGrace
    ///            how long the answer to a stream that was closed on our side may stay silent before the other side is closed
    /// @param idleKeepAlive
    ///            send something that counts as input this often, which defeats the idle limit of an account: only when asked to
    public record StreamSettings(int frame, int send, int receive, int receiveTotal, Duration halfCloseGrace,
            Optional<Duration> idleKeepAlive) {}

    public ChannelSettings {
        if (payload < SMALL_PAYLOAD || payload > 64 << 10) {
            throw new IllegalArgumentException("payload of " + payload + " bytes");
        }
        if (window < payload + 120) {
            throw new IllegalArgumentException("a window of " + window + " bytes does not hold one message");
        }
        if (AgentVersion.of(clientVersion).parts() != 4 || AgentVersion.of(clientVersion).compareTo(AgentVersion.of("1.2.331.0")) <= 0) {
            throw new IllegalArgumentException("client version " + clientVersion);
        }
    }

    /// The payload size that everything in use accepts.
    static final int SMALL_PAYLOAD = 1 << 10;

    public ChannelSettings withPayload(int bytes) {
        return new ChannelSettings(clientVersion, bytes, window, reorder, handshakeWithin, pace, liveness, streams);
    }

    public ChannelSettings withWindow(int bytes) {
        return new ChannelSettings(clientVersion, payload, bytes, reorder, handshakeWithin, pace, liveness, streams);
    }

    public ChannelSettings withReorder(int bytes) {
        return new ChannelSettings(clientVersion, payload, window, bytes, handshakeWithin, pace, liveness, streams);
    }

    public ChannelSettings withPace(Pace other) {
        return new ChannelSettings(clientVersion, payload, window, reorder, handshakeWithin, other, liveness, streams);
    }

    public ChannelSettings withStreams(StreamSettings other) {
        return new ChannelSettings(clientVersion, payload, window, reorder, handshakeWithin, pace, liveness, other);
    }
}
