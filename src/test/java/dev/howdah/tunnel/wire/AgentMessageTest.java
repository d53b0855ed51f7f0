package dev.howdah.tunnel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AgentMessageTest {
    private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    @ParameterizedTest
    @MethodSource("dev.howdah.tunnel.wire.Recorded#session")
    void recordedMessagesAreReadFieldByField(Recorded recorded) throws WireException {
        AgentMessage message = recorded.message();
        assertThat(message.type()).isEqualTo(recorded.type());
        assertThat(message.id()).hasToString(recorded.id());
        assertThat(message.sequence()).isEqualTo(recorded.sequence());
        assertThat(message.flags()).isEqualTo(recorded.flags());
        assertThat(message.payloadType()).isEqualTo(recorded.payloadType());
        assertThat(message.payload().remaining()).isEqualTo(recorded.payloadLength());
        assertThat(message.schemaVersion()).isEqualTo(1);
        assertThat(message.createdDate()).isBetween(1_795_335_000_000L, 1_795_336_000_000L);
    }

    @ParameterizedTest
    @MethodSource("dev.howdah.tunnel.wire.Recorded#session")
    void recordedMessagesAreWrittenByteForByte(Recorded recorded) throws WireException {
        assertThat(recorded.message().encode().array()).isEqualTo(recorded.bytes());
        assertThat(AgentMessage.faults(ByteBuffer.wrap(recorded.bytes()))).isEmpty();
    }

    @Test
    void theHeaderIsWrittenInFrontOfAPayloadThatIsAlreadyThere() throws WireException {
        ByteBuffer whole = ByteBuffer.allocate(200).position(7);
        whole.put(7 + AgentMessage.HEADER, "hello".getBytes(StandardCharsets.US_ASCII)).limit(7 + AgentMessage.HEADER + 5);
        var message = AgentMessage.data(MessageType.INPUT_STREAM_DATA, 5, 6, ID, PayloadType.OUTPUT, ByteBuffer.allocate(0));
        message.writeHeader(whole);
        AgentMessage read = AgentMessage.decode(whole);
        assertThat(read.payloadText()).isEqualTo("hello");
        assertThat(read.id()).isEqualTo(ID);
        assertThat(whole.position()).isEqualTo(7);
    }

    @Test
    void theTwoHalvesOfTheIdAreSwapped() {
        byte[] bytes = sample().encode().array();
        assertThat(bytes[64] & 0xff).isEqualTo(0x88);
        assertThat(bytes[72] & 0xff).isEqualTo(0x00);
        assertThat(bytes[79] & 0xff).isEqualTo(0x77);
    }

    @Test
    void theGatewaysShortHeaderIsRead() throws WireException {
        var closed = new ChannelClosed(ID.toString(), "d", "s", 1, "2026-11-24", "over").message(9, ID);
        ByteBuffer bytes = closed.encodeAsGateway();
        bytes.clear();
        assertThat(bytes.getInt(0)).isEqualTo(112);
        assertThat(bytes.get(4 + 31)).isZero();
        assertThat(bytes.getInt(112)).isEqualTo(bytes.limit() - 116);
        AgentMessage read = AgentMessage.decode(bytes);
        assertThat(read.type()).isEqualTo("channel_closed");
        assertThat(read.payloadType()).isEqualTo(PayloadType.NONE);
        assertThat(ChannelClosed.parse(read.payload()).output()).isEqualTo("over");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start_publication", "pause_publication"})
    void publicationMessagesMayHaveAnyDigestAndLength(String type) throws WireException {
        ByteBuffer bytes = AgentMessage.control(type, 0, ID, text("{}")).encode();
        bytes.put(80, (byte) ~bytes.get(80)).putInt(116, 4711);
        assertThat(AgentMessage.decode(bytes).payloadText()).isEqualTo("{}");
    }

    @Test
    void othersMayHaveAnyLengthButNotAnyDigest() throws WireException {
        ByteBuffer bytes = sample().encode().putInt(116, 0xffffffff);
        assertThat(AgentMessage.decode(bytes).payloadText()).isEqualTo("payload");
        bytes.put(80, (byte) ~bytes.get(80));
        assertThatThrownBy(() -> AgentMessage.decode(bytes)).isInstanceOf(WireException.class).hasMessageContaining("digest");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "111,300", "113,300", "115,300", "117,120", "116,119", "-1,300", "2147483647,300", "1025,2000", "112,115"})
    void headerLengthsThatCannotBeAreRefused(int headerLength, int size) {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        if (size >= 4) {
            bytes.putInt(0, headerLength);
        }
        assertThatThrownBy(() -> AgentMessage.decode(bytes)).isInstanceOf(WireException.class);
    }

    @Test
    void aPayloadBeyondTheBoundIsRefused() {
        ByteBuffer bytes = ByteBuffer.allocate(AgentMessage.HEADER + AgentMessage.MAX_PAYLOAD + 1).putInt(0, 116);
        assertThatThrownBy(() -> AgentMessage.decode(bytes)).isInstanceOf(WireException.class).hasMessageContaining("payload of");
    }

    @Test
    void faultsAreNamed() {
        ByteBuffer bytes = sample().encode();
        bytes.put(35, (byte) 0).putInt(36, 2).putLong(64, 0).putLong(72, 0).putInt(116, 1).put(119 + 1, (byte) 'x');
        assertThat(AgentMessage.faults(bytes)).hasSize(5);
        assertThat(AgentMessage.faults(ByteBuffer.allocate(3))).isEqualTo(List.of("only 3 bytes"));
        assertThat(AgentMessage.faults(sample().encodeAsGateway().clear())).anyMatch(f -> f.contains("header length 112"));
    }

    private static AgentMessage sample() {
        return AgentMessage.data(MessageType.INPUT_STREAM_DATA, 1, 2, ID, PayloadType.OUTPUT, text("payload"));
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
