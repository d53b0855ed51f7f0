package dev.howdah.tunnel.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// What an `acknowledge` message says. Peers match it by sequence number alone.
///
/// @param messageType
///            of the message acknowledged: [MessageType#OUTPUT_STREAM_DATA] when a client writes it
/// @param messageId
///            of the message acknowledged, as text: lower case with hyphens
/// @param sequential
///            always true
public record Acknowledge(String messageType, String messageId, long sequence, boolean sequential) {
    private static final String TYPE = "{\"AcknowledgedMessageType\":\"";
    private static final String ID = "\",\"AcknowledgedMessageId\":\"";
    private static final String SEQUENCE = "\",\"AcknowledgedMessageSequenceNumber\":";
    private static final String SEQUENTIAL = ",\"IsSequentialMessage\":";
    private static final byte[] START = TYPE.getBytes(StandardCharsets.US_ASCII);

    /// The receipt for a message.
    public static Acknowledge of(AgentMessage message) {
        return new Acknowledge(message.type(), message.id().toString(), message.sequence(), true);
    }

    public ByteBuffer payload() {
        return ByteBuffer.wrap((TYPE + messageType + ID + messageId + SEQUENCE + sequence + SEQUENTIAL + sequential + "}").getBytes(
                StandardCharsets.US_ASCII));
    }

    /// The whole message.
    ///
    /// @param id
    ///            of the acknowledgement itself
    public AgentMessage message(long createdDate, UUID id) {
        return AgentMessage.control(MessageType.ACKNOWLEDGE, createdDate, id, payload());
    }

    public static Acknowledge parse(ByteBuffer payload) throws WireException {
        boolean usual = payload.remaining() > START.length && payload.remaining() < 1024 && payload.slice(payload.position(), START.length)
                .equals(ByteBuffer.wrap(START));
        return usual ? parseUsual(payload) : parseAny(payload);
    }

    /// The form that both real programs write, member by member in their order; whatever differs goes the slow way.
    private static Acknowledge parseUsual(ByteBuffer payload) throws WireException {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(payload.position(), bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int type = text.indexOf('"', TYPE.length());
        int id = type < 0 ? -1 : text.indexOf('"', type + ID.length());
        int sequence = id < 0 ? -1 : text.indexOf(',', id + SEQUENCE.length());
        if (sequence < 0 || !text.startsWith(ID, type) || !text.startsWith(SEQUENCE, id) || !text.startsWith(SEQUENTIAL, sequence)
                || sequence - id - SEQUENCE.length() > 18 || text.indexOf('\\') >= 0) {
            return parseAny(payload);
        }
        long number = 0;
        for (int i = id + SEQUENCE.length(); i < sequence; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return parseAny(payload);
            }
            number = number * 10 + digit;
        }
        return new Acknowledge(text.substring(TYPE.length(), type), text.substring(type + ID.length(), id), number, text.startsWith("true",
                sequence + SEQUENTIAL.length()));
    }

    private static Acknowledge parseAny(ByteBuffer payload) throws WireException {
        JsonFields fields = JsonFields.read(payload);
        long sequence = fields.number("AcknowledgedMessageSequenceNumber", -1);
        if (sequence < 0) {
            throw new WireException("an acknowledgement without a sequence number");
        }
        return new Acknowledge(fields.string("AcknowledgedMessageType"), fields.string("AcknowledgedMessageId"), sequence, fields.flag(
                "IsSequentialMessage"));
    }
}
