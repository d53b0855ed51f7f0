package dev.howdah.tunnel.wire;

import dev.howdah.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// One message of a session between the real plugin and the real agent code, recorded on loopback: handshake, one stream
/// with "ECHO\n" and "hello", its end, terminate.
record Recorded(String from, String type, String id, long sequence, long flags, int headerLength, int payloadType, int payloadLength,
        byte[] bytes) {
    static List<Recorded> session() {
        try (var in = Recorded.class.getResourceAsStream("ssm-sample-session.jsonl")) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).lines().map(Recorded::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The nth message that fits, counted from 0.
    static Recorded find(String from, int payloadType, int nth) {
        return session().stream().filter(r -> r.from.equals(from) && r.payloadType == payloadType && !r.type.equals(
                MessageType.AGENT_SESSION_STATE)).skip(nth).findFirst().orElseThrow();
    }

    AgentMessage message() throws WireException {
        return AgentMessage.decode(ByteBuffer.wrap(bytes));
    }

    private static Recorded parse(String line) {
        var map = Json.readObject(line);
        return new Recorded(text(map.get("from")), text(map.get("type")), text(map.get("id")), number(map.get("seq")), number(map.get(
                "flags")), (int) number(map.get("hl")), (int) number(map.get("pt")), (int) number(map.get("pl")), HexFormat.of().parseHex(
                        text(map.get("raw"))));
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }

    private static long number(Object value) {
        return value instanceof Number n ? n.longValue() : -1;
    }

    @Override
    public String toString() {
        return from + " " + type + " " + sequence + " (" + payloadType + ")";
    }
}
