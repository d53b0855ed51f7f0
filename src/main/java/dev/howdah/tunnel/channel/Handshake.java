package dev.howdah.tunnel.channel;

import dev.howdah.tunnel.channel.Action.Mode;
import dev.howdah.tunnel.wire.HandshakeRequest.KmsEncryption;
import dev.howdah.tunnel.wire.HandshakeRequest.SessionType;
import dev.howdah.tunnel.wire.HandshakeRequest.Unknown;
import dev.howdah.tunnel.wire.HandshakeRequest;
import dev.howdah.tunnel.wire.HandshakeResponse.Processed;
import dev.howdah.tunnel.wire.HandshakeResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What we answer to what an agent asks for, and what follows from it.
///
/// @param refusal
///            why there will be no session, for people; null when there will
record Handshake(HandshakeResponse response, @Nullable String refusal, AgentVersion agent, Map<String, String> properties) {
    static Handshake answer(HandshakeRequest request, String clientVersion) {
        var processed = new ArrayList<Processed>();
        Map<String, String> properties = null;
        String refusal = null;
        for (var wanted : request.wanted()) {
            String error = refusal(wanted);
            processed.add(new Processed(wanted.type(), error == null ? HandshakeResponse.SUCCESS : HandshakeResponse.UNSUPPORTED,
                    error == null ? "" : error));
            if (error != null) {
                refusal = refusal == null ? error : refusal;
            } else if (wanted instanceof SessionType session) {
                properties = session.properties();
            }
        }
        if (properties == null && refusal == null) {
            refusal = "The agent did not say what type of session this is.";
        }
        return new Handshake(new HandshakeResponse(clientVersion, processed, List.of()), refusal, AgentVersion.of(request
                .agentVersion()), properties == null ? Map.of() : properties);
    }

    private static @Nullable String refusal(HandshakeRequest.Wanted wanted) {
        return switch (wanted) {
            case SessionType session when session.sessionType().equals("Port") -> null;
            case SessionType session -> "This is a session of type " + session.sessionType() + "; only type Port can carry connections. "
                    + "The session document decides the type.";
            case KmsEncryption _ -> "This account encrypts its sessions with a KMS key, which is not supported for port sessions.";
            case Unknown unknown -> "The agent asks for \"" + unknown.type() + "\", which is not supported.";
        };
    }

    Mode mode() {
        if (!"LocalPortForwarding".equals(properties.get("type"))) {
            return Mode.SINGLE;
        }
        return agent.isAfter(AgentVersion.LAST_WITHOUT_MUX) ? Mode.MUX : Mode.BASIC;
    }

    /// Builds what carries the connections.
    Streams streams(ChannelSettings.StreamSettings settings) {
        return switch (mode()) {
            case MUX -> new Mux(settings, !agent.isAfter(AgentVersion.LAST_WITH_KEEP_ALIVE));
            case BASIC -> new Basic(settings, true);
            case SINGLE -> new Basic(settings, false);
        };
    }
}
