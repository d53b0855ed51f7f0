package dev.howdah.tunnel.wire;

import java.nio.ByteBuffer;

/// The end of the handshake, by the agent: from here on data may flow.
///
/// @param nanosToComplete
///            how long the agent found it took, nanoseconds
/// @param customerMessage
///            to be shown when not empty
public record HandshakeComplete(long nanosToComplete, String customerMessage) {
    public ByteBuffer payload() {
        return new JsonText().raw("{\"HandshakeTimeToComplete\":").number(nanosToComplete).raw(",\"CustomerMessage\":").string(
                customerMessage).raw("}").bytes();
    }

    public static HandshakeComplete parse(ByteBuffer payload) throws WireException {
        JsonFields fields = JsonFields.read(payload);
        return new HandshakeComplete(fields.number("HandshakeTimeToComplete", 0), fields.string("CustomerMessage"));
    }
}
