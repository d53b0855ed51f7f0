package dev.howdah.tunnel.wire;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the gateway says when a session is over, to both sides.
///
/// @param createdDate
///            text, in whatever form the gateway likes
/// @param output
///            why, for people; "" when somebody ended the session, null towards an agent
public record ChannelClosed(String messageId, String destinationId, String sessionId, int schemaVersion, String createdDate,
        @Nullable String output) {
    public ByteBuffer payload() {
        var text = new JsonText().raw("{\"MessageType\":\"channel_closed\",\"MessageId\":").string(messageId).raw(",\"DestinationId\":")
                .string(destinationId).raw(",\"SessionId\":").string(sessionId).raw(",\"SchemaVersion\":").number(schemaVersion)
                .raw(",\"CreatedDate\":").string(createdDate);
        if (output != null) {
            text.raw(",\"Output\":").string(output);
        }
        return text.raw("}").bytes();
    }

    /// The whole message; encode it with [AgentMessage#encodeAsGateway()].
    public AgentMessage message(long at, UUID id) {
        return AgentMessage.control(MessageType.CHANNEL_CLOSED, at, id, payload());
    }

    public static ChannelClosed parse(ByteBuffer payload) throws WireException {
        JsonFields fields = JsonFields.read(payload);
        return new ChannelClosed(fields.string("MessageId"), fields.string("DestinationId"), fields.string("SessionId"), (int) fields
                .number("SchemaVersion", 1), fields.string("CreatedDate"), fields.stringOrNull("Output"));
    }
}
