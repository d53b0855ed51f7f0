package dev.howdah.tunnel.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The agent's first sequenced message: what it wants the client to do before data flows.
public record HandshakeRequest(String agentVersion, List<Wanted> wanted) {
    /// One requested action.
    public sealed interface Wanted {
        /// `ActionType`, to be repeated in the response.
        String type();
    }

    /// Run a session of this type.
    ///
    /// @param sessionType
    ///            `Port`, or one of the types that are a shell
    /// @param properties
    ///            `portNumber`, `localPortNumber`, `type`, `host`, … as the session document made them; they win over what was asked for
    public record SessionType(String sessionType, Map<String, String> properties) implements Wanted {
        @Override
        public String type() {
            return "SessionType";
        }
    }

    /// Encrypt with a key made by this KMS key.
    ///
    /// @param challenge
    ///            base64; null from older agents
    public record KmsEncryption(String keyId, @Nullable String challenge) implements Wanted {
        @Override
        public String type() {
            return "KMSEncryption";
        }
    }

    /// Something newer than this program.
    public record Unknown(String type) implements Wanted {}

    public HandshakeRequest {
        wanted = List.copyOf(wanted);
    }

    public ByteBuffer payload() {
        var text = new JsonText().raw("{\"AgentVersion\":").string(agentVersion).raw(",\"RequestedClientActions\":[");
        String separator = "";
        for (Wanted action : wanted) {
            text.raw(separator).raw("{\"ActionType\":").string(action.type()).raw(",\"ActionParameters\":");
            switch (action) {
                case SessionType session -> text.raw("{\"SessionType\":").string(session.sessionType).raw(",\"Properties\":").object(
                        session.properties).raw("}");
                case KmsEncryption kms -> {
                    text.raw("{\"KMSKeyId\":").string(kms.keyId);
                    if (kms.challenge != null) {
                        text.raw(",\"Challenge\":").string(kms.challenge);
                    }
                    text.raw("}");
                }
                case Unknown _ -> text.raw("{}");
            }
            text.raw("}");
            separator = ",";
        }
        return text.raw("]}").bytes();
    }

    public static HandshakeRequest parse(ByteBuffer payload) throws WireException {
        JsonFields fields = JsonFields.read(payload);
        return new HandshakeRequest(fields.string("AgentVersion"), fields.objects("RequestedClientActions").stream().map(
                HandshakeRequest::wanted).toList());
    }

    private static Wanted wanted(JsonFields action) {
        JsonFields parameters = action.object("ActionParameters");
        String type = action.string("ActionType");
        return switch (type) {
            case "SessionType" -> new SessionType(parameters.string("SessionType"), parameters.object("Properties").strings());
            case "KMSEncryption" -> new KmsEncryption(parameters.string("KMSKeyId"), parameters.stringOrNull("Challenge"));
            default -> new Unknown(type);
        };
    }
}
