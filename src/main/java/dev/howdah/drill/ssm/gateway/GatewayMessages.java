package dev.howdah.drill.ssm.gateway;

import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.ChannelClosed;
import dev.howdah.tunnel.wire.MessageType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// The messages that the gateway makes itself, in its own manner: a shorter header, a type padded with NUL.
final class GatewayMessages {
    private static final int DIGEST_AT = 80;
    private static final int LENGTH_AT = 112;

    private GatewayMessages() {}

    /// start_publication or pause_publication, with the wrong digest and length that AWS sends.
    static byte[] publication(boolean paused, String sessionId) {
        UUID id = UUID.randomUUID();
        String text = "{\"SchemaVersion\":1,\"MessageId\":\"" + id + "\",\"SessionId\":\"" + sessionId + "\"}";
        ByteBuffer message = AgentMessage.control(paused ? MessageType.PAUSE_PUBLICATION : MessageType.START_PUBLICATION,
                System.currentTimeMillis(), id, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))).encodeAsGateway();
        message.put(DIGEST_AT, (byte) ~message.get(DIGEST_AT)).putInt(LENGTH_AT, message.getInt(LENGTH_AT) + 17);
        return message.array();
    }

    static byte[] closed(String sessionId, String output, Instant at) {
        UUID id = UUID.randomUUID();
        return new ChannelClosed(id.toString(), sessionId, sessionId, 1, at.toString(), output).message(System.currentTimeMillis(), id)
                .encodeAsGateway().array();
    }
}
