package dev.howdah.tunnel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.PortFlag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One connection at a time, without smux.
final class BasicTest {
    private final Peer peer = Peer.ready(Peer.UNPACED, "3.0.196.0", Peer.MUX);

    @Test
    void bytesAreBareAndTheAgentIsToldOfTheEndByAFlag() throws Exception {
        Stream stream = peer.openStream();
        assertThat(peer.sentData()).as("the agent needs no word to connect").isEmpty();
        stream.write(Peer.text("hello"));
        stream.close();
        List<AgentMessage> sent = peer.sentData();
        assertThat(sent).hasSize(2);
        assertThat(sent.getFirst().payloadText()).isEqualTo("hello");
        assertThat(sent.getLast().payloadType()).isEqualTo(PayloadType.FLAG);
        assertThat(PortFlag.parse(sent.getLast().payload())).isEqualTo(PortFlag.DISCONNECT_TO_PORT);
    }

    @Test
    void theNextConnectionWaitsUntilTheLastOneIsCertainlyOver() {
        Stream first = peer.openStream();
        assertThat(peer.streams().canOpen(peer.now)).isFalse();
        first.write(Peer.text("a"));
        first.abort();
        List<AgentMessage> sent = peer.sentData();
        assertThat(sent).as("what was not sent is not").hasSize(1);
        peer.passMillis(500);
        assertThat(peer.streams().canOpen(peer.now)).as("the flag has not arrived").isFalse();
        peer.acknowledge(sent);
        assertThat(peer.streams().canOpen(peer.now)).isFalse();
        peer.passMillis(150);
        peer.data(PayloadType.OUTPUT, Peer.text("late"));
        peer.passMillis(150);
        assertThat(peer.streams().canOpen(peer.now)).as("it was not quiet").isFalse();
        peer.passMillis(50);
        Stream second = peer.openStream();
        assertThat(Peer.taken(second)).isEmpty();
        peer.data(PayloadType.OUTPUT, Peer.text("new"));
        assertThat(Peer.taken(second)).isEqualTo("new");
    }

    @Test
    void aLocalEndWaitsForTheAnswerToFallSilent() {
        Stream stream = peer.openStream();
        stream.write(Peer.text("?"));
        stream.endInput(peer.now);
        assertThat(peer.sentData()).hasSize(1);
        for (int i = 0; i < 5; i++) {
            peer.passMillis(1500);
            peer.data(PayloadType.OUTPUT, Peer.text("x"));
        }
        peer.acknowledge(peer.sent());
        peer.passMillis(1999);
        assertThat(stream.ended()).isNull();
        peer.passMillis(1);
        assertThat(stream.ended()).isEqualTo(new Stream.End.Finished());
        assertThat(Peer.taken(stream)).isEqualTo("xxxxx");
        assertThat(peer.sentData().getLast().payloadType()).isEqualTo(PayloadType.FLAG);
    }

    @Test
    void aConnectionThatNobodyReadsIsReset() {
        Stream stream = peer.openStream();
        for (int i = 0; i < 10_000; i++) {
            peer.data(PayloadType.OUTPUT, ByteBuffer.allocate(1024));
        }
        assertThat(stream.ended()).isInstanceOf(Stream.End.Overflow.class);
        assertThat(peer.sentData()).hasSize(1);
    }

    @Test
    void aServerThatSpeaksFirstIsHeardByTheFirstConnection() {
        peer.data(PayloadType.OUTPUT, Peer.text("SSH-2.0-"));
        peer.data(PayloadType.OUTPUT, Peer.text("banner"));
        assertThat(peer.streams().changed()).as("nobody knows it yet").isNull();
        assertThat(peer.streams().all()).isEmpty();
        Stream stream = peer.openStream();
        assertThat(peer.streams().changed()).isSameAs(stream);
        assertThat(Peer.taken(stream)).isEqualTo("SSH-2.0-banner");
    }

    @Test
    void aServerThatSpeaksWithoutEndBeforeAnybodyListensIsCutOff() {
        for (int i = 0; i < 10_000; i++) {
            peer.data(PayloadType.OUTPUT, ByteBuffer.allocate(1024));
        }
        assertThat(peer.streams().held).isZero();
        List<AgentMessage> sent = peer.sentData();
        assertThat(sent).hasSize(1);
        peer.acknowledge(sent);
        peer.passMillis(300);
        assertThat(peer.openStream().ended()).isNull();
    }

    @Test
    void aSessionThatIsOneStreamIsNotUsedTwice() {
        Peer single = Peer.ready(Peer.UNPACED, "3.3.0.0", Map.of("portNumber", "22"));
        Stream stream = single.openStream();
        stream.write(Peer.text("SSH-2.0-x"));
        stream.close();
        List<AgentMessage> sent = single.sentData();
        assertThat(sent).hasSize(1);
        single.acknowledge(sent);
        single.passMillis(10_000);
        assertThat(single.streams().canOpen(single.now)).isFalse();
    }

    @Test
    void noByteIsEverAltered() {
        Stream stream = peer.openStream();
        for (String text : List.of("\n", "\r", "\r\n", "\0", "\003")) {
            stream.write(Peer.text(text));
            List<AgentMessage> sent = peer.sentData();
            peer.acknowledge(sent);
            assertThat(new String(sent.getFirst().payloadBytes(), StandardCharsets.ISO_8859_1)).isEqualTo(text);
            peer.data(PayloadType.OUTPUT, Peer.text(text));
            assertThat(Peer.taken(stream)).isEqualTo(text);
        }
    }
}
