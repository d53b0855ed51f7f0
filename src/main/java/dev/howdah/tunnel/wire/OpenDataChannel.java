package dev.howdah.tunnel.wire;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The first frame of every WebSocket, a text frame; everything behind it is binary. It has no answer.
///
/// @param requestId
///            text of a new random UUID
/// @param token
///            from StartSession, ResumeSession or CreateDataChannel; good for one use, and secret
/// @param clientId
///            text of a UUID, the same for every connection of one process
/// @param clientVersion
///            null from agents and older clients
/// @param clientInstanceId
///            set by agents only, which is how the gateway tells the two apart
public record OpenDataChannel(String requestId, String token, String clientId, @Nullable String clientVersion,
        @Nullable String clientInstanceId) {
    public static OpenDataChannel ofClient(UUID requestId, String token, UUID clientId, String clientVersion) {
        return new OpenDataChannel(requestId.toString(), token, clientId.toString(), clientVersion, null);
    }

    public static OpenDataChannel ofAgent(UUID requestId, String token, UUID clientId, String instanceId) {
        return new OpenDataChannel(requestId.toString(), token, clientId.toString(), null, instanceId);
    }

    public String json() {
        var text = new JsonText().raw("{\"MessageSchemaVersion\":\"1.0\",\"RequestId\":").string(requestId).raw(",\"TokenValue\":").string(
                token).raw(",\"ClientId\":").string(clientId);
        if (clientInstanceId != null) {
            text.raw(",\"ClientInstanceId\":").string(clientInstanceId);
        }
        if (clientVersion != null) {
            text.raw(",\"ClientVersion\":").string(clientVersion);
        }
        return text.raw("}").toString();
    }

    /// @throws WireException
    ///             also when the schema version is not 1.0, the request id has less than 16 characters or the token is missing
    public static OpenDataChannel parse(String json) throws WireException {
        JsonFields fields = JsonFields.read(json);
        var open = new OpenDataChannel(fields.string("RequestId"), fields.string("TokenValue"), fields.string("ClientId"), fields
                .stringOrNull("ClientVersion"), fields.stringOrNull("ClientInstanceId"));
        if (!fields.string("MessageSchemaVersion").equals("1.0") || open.requestId.length() < 16 || open.token.isEmpty()) {
            throw new WireException("not an OpenDataChannel request");
        }
        return open;
    }

    /// Without the token.
    @Override
    public String toString() {
        return "OpenDataChannel[requestId=" + requestId + ", clientId=" + clientId + ", clientVersion=" + clientVersion
                + ", clientInstanceId=" + clientInstanceId + "]";
    }
}
