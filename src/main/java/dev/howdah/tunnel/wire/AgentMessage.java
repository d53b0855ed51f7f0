package dev.howdah.tunnel.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// One message of the data channel: it fills one binary WebSocket message, in either direction. Integers are big-endian.
///
/// | Offset | Size | Field |
/// |---:|---:|---|
/// | 0 | 4 | header length: 116, or 112 when the gateway leaves out the payload type; the payload begins 4 bytes behind it |
/// | 4 | 32 | type, ASCII, padded with spaces (the gateway: NUL) |
/// | 36 | 4 | schema version, 1 |
/// | 40 | 8 | created, epoch milliseconds |
/// | 48 | 8 | sequence number |
/// | 56 | 8 | flags |
/// | 64 | 16 | message id: the two halves of the UUID swapped |
/// | 80 | 32 | SHA-256 of the payload |
/// | 112 | 4 | payload type |
/// | 116 | 4 | payload length |
/// | 120 | n | payload |
///
/// @param type
///            one of [MessageType], or a name to be ignored
/// @param schemaVersion
///            1
/// @param createdDate
///            epoch milliseconds of the sender
/// @param sequence
///            counts the sequenced messages of one direction from 0; 0 in all others
/// @param flags
///            [#FLAG_SYN] and [#FLAG_FIN]
/// @param payloadType
///            one of [PayloadType]; [PayloadType#NONE] when the header has none
/// @param payload
///            the rest of the WebSocket message, whatever length the header states; shares the bytes it was made from
public record AgentMessage(String type, int schemaVersion, long createdDate, long sequence, long flags, UUID id, int payloadType,
        ByteBuffer payload) {
    /// Bytes in front of the payload, as everyone but the gateway writes it.
    public static final int HEADER = 120;
    /// Longest payload that is read. Agents send 1024 bytes at a time; 64 KiB is the most any peer was seen to accept.
    public static final int MAX_PAYLOAD = 1 << 20;
    /// Flags of ordinary data.
    public static final long FLAG_DATA = 0;
    /// The agent's first message.
    public static final long FLAG_SYN = 1;
    public static final long FLAG_FIN = 2;
    /// Flags of acknowledgements and control messages: both bits.
    public static final long FLAG_CONTROL = FLAG_SYN | FLAG_FIN;

    private static final int FULL = 116;
    private static final int SHORT = 112;
    private static final int MAX_HEADER = 1024;
    private static final int TYPE_AT = 4;
    private static final int TYPE_SIZE = 32;
    private static final int DIGEST_AT = 80;
    private static final int DIGEST_SIZE = 32;

    /// A sequenced message.
    public static AgentMessage data(String type, long createdDate, long sequence, UUID id, int payloadType, ByteBuffer payload) {
        return new AgentMessage(type, 1, createdDate, sequence, FLAG_DATA, id, payloadType, payload);
    }

    /// A message outside the sequence: acknowledgements, and what the gateway makes.
    public static AgentMessage control(String type, long createdDate, UUID id, ByteBuffer payload) {
        return new AgentMessage(type, 1, createdDate, 0, FLAG_CONTROL, id, PayloadType.NONE, payload);
    }

    public AgentMessage withFlags(long other) {
        return new AgentMessage(type, schemaVersion, createdDate, sequence, other, id, payloadType, payload);
    }

    /// The payload as a copy of its own.
    public byte[] payloadBytes() {
        byte[] copy = new byte[payload.remaining()];
        payload.get(payload.position(), copy);
        return copy;
    }

    /// The payload as UTF-8 text.
    public String payloadText() {
        return new String(payloadBytes(), StandardCharsets.UTF_8);
    }

    /// The bytes of one WebSocket message, as plugin and agent write them.
    public ByteBuffer encode() {
        ByteBuffer message = ByteBuffer.allocate(HEADER + payload.remaining());
        message.put(HEADER, payload, payload.position(), payload.remaining());
        writeHeader(message);
        return message;
    }

    /// Writes the header in front of a payload that is already in its place, so that it is copied by nobody.
    ///
    /// @param message
    ///            from its position [#HEADER] bytes of room, then the payload up to its limit; [#payload()] is not looked at
    public void writeHeader(ByteBuffer message) {
        ByteBuffer out = message.slice();
        writeStart(out, FULL, (byte) ' ');
        out.put(DIGEST_AT, sha256(out.slice(HEADER, out.limit() - HEADER)));
        out.putInt(SHORT, payloadType).putInt(FULL, out.limit() - HEADER);
    }

    /// The bytes as the real gateway writes its own messages: header length 112, no payload type, the type padded with NUL.
    public ByteBuffer encodeAsGateway() {
        ByteBuffer out = ByteBuffer.allocate(SHORT + 4 + payload.remaining());
        writeStart(out, SHORT, (byte) 0);
        out.put(DIGEST_AT, sha256(payload));
        out.putInt(SHORT, payload.remaining());
        return out.put(SHORT + 4, payload, payload.position(), payload.remaining());
    }

    private void writeStart(ByteBuffer out, int headerLength, byte padding) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        byte[] padded = Arrays.copyOf(name, TYPE_SIZE);
        Arrays.fill(padded, Math.min(name.length, TYPE_SIZE), TYPE_SIZE, padding);
        out.putInt(0, headerLength).put(TYPE_AT, padded).putInt(36, schemaVersion).putLong(40, createdDate);
        out.putLong(48, sequence).putLong(56, flags).putLong(64, id.getLeastSignificantBits()).putLong(72, id.getMostSignificantBits());
    }

    /// Reads one WebSocket message, from position to limit, and leaves the buffer as it was.
    ///
    /// @throws WireException
    ///             when it is no agent message, or its payload is not the one its digest was made for; the digest of
    ///             `start_publication` and `pause_publication` is not looked at, the gateway's is wrong
    public static AgentMessage decode(ByteBuffer message) throws WireException {
        ByteBuffer in = message.slice();
        int headerLength = headerLength(in);
        ByteBuffer payload = in.slice(headerLength + 4, in.limit() - headerLength - 4);
        var decoded = new AgentMessage(type(in), in.getInt(36), in.getLong(40), in.getLong(48), in.getLong(56), new UUID(in.getLong(72), in
                .getLong(64)), headerLength == SHORT ? PayloadType.NONE : in.getInt(SHORT), payload);
        if (MessageType.isVouchedFor(decoded.type) && !digestHolds(in, payload)) {
            throw new WireException("the digest of a message of type " + decoded.type + " does not fit its payload");
        }
        return decoded;
    }

    private static int headerLength(ByteBuffer in) throws WireException {
        if (in.limit() < SHORT + 4) {
            throw new WireException("a message of " + in.limit() + " bytes");
        }
        int length = in.getInt(0);
        boolean known = length == SHORT || length >= FULL && length <= MAX_HEADER;
        if (!known || length + 4 > in.limit()) {
            throw new WireException("a header of " + Integer.toUnsignedString(length) + " bytes in a message of " + in.limit());
        }
        if (in.limit() - length - 4 > MAX_PAYLOAD) {
            throw new WireException("a payload of " + (in.limit() - length - 4) + " bytes");
        }
        return length;
    }

    private static String type(ByteBuffer in) {
        byte[] name = new byte[TYPE_SIZE];
        in.get(TYPE_AT, name);
        int from = 0;
        int to = TYPE_SIZE;
        while (from < to && isPadding(name[from])) {
            from++;
        }
        while (to > from && isPadding(name[to - 1])) {
            to--;
        }
        return new String(name, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isPadding(byte b) {
        return b == 0 || b == ' ';
    }

    private static boolean digestHolds(ByteBuffer in, ByteBuffer payload) {
        return in.slice(DIGEST_AT, DIGEST_SIZE).equals(ByteBuffer.wrap(sha256(payload)));
    }

    /// What a strict reader finds wrong with a message of a client; empty when it is written as the plugin writes it. Sequence,
    /// sender's clock and content are not looked at.
    public static List<String> faults(ByteBuffer message) {
        ByteBuffer in = message.slice();
        if (in.limit() < HEADER) {
            return List.of("only " + in.limit() + " bytes");
        }
        var faults = new ArrayList<String>();
        if (in.getInt(0) != FULL) {
            faults.add("header length " + in.getInt(0));
        }
        String name = type(in);
        if (!in.slice(TYPE_AT, TYPE_SIZE).equals(StandardCharsets.ISO_8859_1.encode(String.format("%-32s", name)))) {
            faults.add("type not padded with spaces: " + name);
        }
        if (in.getInt(36) != 1) {
            faults.add("schema version " + in.getInt(36));
        }
        if (in.getLong(64) == 0 && in.getLong(72) == 0) {
            faults.add("message id is zero");
        }
        if (in.getInt(FULL) != in.limit() - HEADER) {
            faults.add("payload length " + in.getInt(FULL) + " of " + (in.limit() - HEADER));
        }
        if (!digestHolds(in, in.slice(HEADER, in.limit() - HEADER))) {
            faults.add("digest does not fit the payload");
        }
        return faults;
    }

    private static byte[] sha256(ByteBuffer payload) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(payload.duplicate());
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
