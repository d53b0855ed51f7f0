package dev.howdah.tunnel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.tunnel.wire.HandshakeRequest.KmsEncryption;
import dev.howdah.tunnel.wire.HandshakeRequest.SessionType;
import dev.howdah.tunnel.wire.HandshakeRequest.Unknown;
import dev.howdah.tunnel.wire.HandshakeResponse.Processed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The JSON inside the messages, against the recorded session where it has them.
final class ContentsTest {
    @Test
    void recordedAcknowledgementsAreReadAndWrittenByteForByte() throws WireException {
        for (Recorded recorded : Recorded.session()) {
            if (recorded.type().equals(MessageType.ACKNOWLEDGE)) {
                AgentMessage message = recorded.message();
                Acknowledge read = Acknowledge.parse(message.payload());
                assertThat(read.payload()).isEqualTo(message.payload());
                assertThat(read.message(message.createdDate(), message.id()).encode().array()).isEqualTo(recorded.bytes());
            }
        }
    }

    @Test
    void theReceiptForARecordedMessageIsTheRecordedOne() throws WireException {
        AgentMessage data = Recorded.find("agent", PayloadType.OUTPUT, 0).message();
        assertThat(Acknowledge.of(data).payload()).isEqualTo(Recorded.session().get(13).message().payload());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"AcknowledgedMessageSequenceNumber":7}                                                      | 7
            { "acknowledgedmessagesequencenumber" : 8, "extra": [1, {"a": null}] }                        | 8
            {"AcknowledgedMessageType":"x","AcknowledgedMessageSequenceNumber":9}                         | 9
            {"AcknowledgedMessageType":"a\\"b","AcknowledgedMessageId":"c","AcknowledgedMessageSequenceNumber":10,"IsSequentialMessage":true} | 10
            {"AcknowledgedMessageType":"x","AcknowledgedMessageId":"y","AcknowledgedMessageSequenceNumber":9223372036854775807,"IsSequentialMessage":true} | 9223372036854775807
            """)
    void acknowledgementsOfAnyShapeAreUnderstood(String json, long sequence) throws WireException {
        assertThat(Acknowledge.parse(bytes(json)).sequence()).isEqualTo(sequence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "{\"AcknowledgedMessageSequenceNumber\":-1}", "{\"AcknowledgedMessageType\":\"",
            "{\"AcknowledgedMessageType\":\"x\",\"AcknowledgedMessageId\":\"y\",\"AcknowledgedMessageSequenceNumber\":"
                    + "99999999999999999999,\"IsSequentialMessage\":true}"})
    void acknowledgementsOfNothingAreRefused(String json) {
        assertThatThrownBy(() -> Acknowledge.parse(bytes(json))).isInstanceOf(WireException.class);
    }

    @Test
    void theRecordedHandshakeIsReadAndWrittenByteForByte() throws WireException {
        ByteBuffer asked = Recorded.find("agent", PayloadType.HANDSHAKE_REQUEST, 0).message().payload();
        HandshakeRequest request = HandshakeRequest.parse(asked);
        assertThat(request.agentVersion()).isEqualTo("3.3.0.0");
        assertThat(request.wanted()).containsExactly(new SessionType("Port", Map.of("localPortNumber", "9100", "portNumber", "9000", "type",
                "LocalPortForwarding")));
        assertThat(request.payload()).isEqualTo(asked);

        ByteBuffer answered = Recorded.find("client", PayloadType.HANDSHAKE_RESPONSE, 0).message().payload();
        var response = new HandshakeResponse("1.2.677.0", List.of(new Processed("SessionType", HandshakeResponse.SUCCESS, "")), List.of());
        assertThat(response.payload()).isEqualTo(answered);
        assertThat(HandshakeResponse.parse(answered)).isEqualTo(response);

        ByteBuffer completed = Recorded.find("agent", PayloadType.HANDSHAKE_COMPLETE, 0).message().payload();
        assertThat(HandshakeComplete.parse(completed)).isEqualTo(new HandshakeComplete(305465183, ""));
        assertThat(HandshakeComplete.parse(completed).payload()).isEqualTo(completed);
    }

    @Test
    void otherActionsSurviveARoundTrip() throws WireException {
        var request = new HandshakeRequest("3.3.0.0", List.of(new KmsEncryption("key", "Y2g="), new KmsEncryption("key", null), new Unknown(
                "Dance")));
        assertThat(HandshakeRequest.parse(request.payload())).isEqualTo(request);
    }

    @Test
    void awkwardTextSurvivesARoundTrip() throws WireException {
        String awkward = "\"\\\n\r\t\u0001é€🐘 </script>";
        var response = new HandshakeResponse("1.2.677.0", List.of(new Processed(awkward, 3, awkward)), List.of(awkward, ""));
        assertThat(HandshakeResponse.parse(response.payload())).isEqualTo(response);
        var closed = new ChannelClosed("m", "d", "s", 1, "c", awkward);
        assertThat(ChannelClosed.parse(closed.payload())).isEqualTo(closed);
        var towardsAgent = new ChannelClosed("m", "d", "s", 1, "c", null);
        assertThat(ChannelClosed.parse(towardsAgent.payload())).isEqualTo(towardsAgent);
    }

    @Test
    void theFirstFrameSaysWhoIsThereAndHidesItsTokenFromLogs() throws WireException {
        UUID one = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        var client = OpenDataChannel.ofClient(one, "t0ken", one, "1.2.677.0");
        assertThat(client.json()).isEqualTo("{\"MessageSchemaVersion\":\"1.0\",\"RequestId\":\"" + one + "\",\"TokenValue\":\"t0ken\","
                + "\"ClientId\":\"" + one + "\",\"ClientVersion\":\"1.2.677.0\"}");
        assertThat(OpenDataChannel.parse(client.json())).isEqualTo(client);
        var agent = OpenDataChannel.ofAgent(one, "t0ken", one, "i-0");
        assertThat(OpenDataChannel.parse(agent.json())).isEqualTo(agent);
        assertThat(client.toString()).doesNotContain("t0ken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "hello", "{\"MessageSchemaVersion\":\"1.0\",\"RequestId\":\"short\",\"TokenValue\":\"t\"}",
            "{\"MessageSchemaVersion\":\"2.0\",\"RequestId\":\"0123456789abcdef\",\"TokenValue\":\"t\"}",
            "{\"MessageSchemaVersion\":\"1.0\",\"RequestId\":\"0123456789abcdef\"}"})
    void firstFramesThatAreNoneAreRefused(String json) {
        assertThatThrownBy(() -> OpenDataChannel.parse(json)).isInstanceOf(WireException.class);
    }

    @Test
    void flagsAreFourBytes() throws WireException {
        ByteBuffer recorded = Recorded.find("client", PayloadType.FLAG, 0).message().payload();
        assertThat(PortFlag.parse(recorded)).isEqualTo(PortFlag.TERMINATE_SESSION);
        assertThat(PortFlag.payload(PortFlag.TERMINATE_SESSION)).isEqualTo(recorded);
        assertThatThrownBy(() -> PortFlag.parse(bytes("12345"))).isInstanceOf(WireException.class);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
