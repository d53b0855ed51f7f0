package dev.howdah.tunnel.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.tunnel.channel.ChannelSettings.StreamSettings;
import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.PortFlag;
import dev.howdah.tunnel.wire.Smux;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Streams in mux mode, seen from both ends.
final class MuxTest {
    private static final StreamSettings SMALL = new StreamSettings(8 << 10, 64 << 10, 100_000, 150_000, Duration.ofSeconds(30), Optional
            .empty());

    private final Peer peer = Peer.ready(Peer.UNPACED);

    /// Everything that the channel sends until nothing is left, each message acknowledged.
    private List<String> frames() {
        return Peer.frames(peer.sentAndAcknowledged());
    }

    // --- opening and sending ------------------------------------------------------------------------------------------

    @Test
    void idsAreOddFromThreeAndNeverUsedAgain() {
        Stream first = peer.openStream();
        Stream second = peer.openStream();
        first.abort();
        Stream third = peer.openStream();
        assertThat(List.of(first.id(), second.id(), third.id())).containsExactly(3, 5, 7);
        assertThat(frames()).as("the agent need not hear of the first").containsExactly("SYN 5", "SYN 7");
        second.close();
        assertThat(frames()).containsExactly("FIN 5");
        assertThat(peer.openStream().id()).isEqualTo(9);
    }

    @Test
    void openingWritingAndClosingAtOnceIsOneMessage() {
        Stream stream = peer.openStream();
        stream.write(Peer.text("hello"));
        stream.close();
        assertThat(frames()).containsExactly("SYN 3", "PSH 3 5", "FIN 3");
        assertThat(peer.streams().all()).isEmpty();
    }

    @Test
    void aFrameIsSmallAndSmallerAmongMany() {
        Stream alone = peer.openStream();
        alone.write(ByteBuffer.allocate(40_000));
        assertThat(frames()).contains("PSH 3 8184").noneMatch(f -> size(f) > 8184);
        var streams = new ArrayList<>(List.of(alone, peer.openStream(), peer.openStream(), peer.openStream()));
        streams.forEach(s -> s.write(ByteBuffer.allocate(10_000)));
        assertThat(frames().subList(0, 8)).as("a quarter each").contains("PSH 3 2040", "PSH 5 2040", "PSH 7 2040", "PSH 9 2040");
        for (int i = 0; i < 30; i++) {
            streams.add(peer.openStream());
        }
        streams.forEach(s -> s.write(ByteBuffer.allocate(2_000)));
        assertThat(frames()).contains("PSH 3 1016").noneMatch(f -> size(f) > 1016);
    }

    private static int size(String frame) {
        return frame.startsWith("PSH") ? Integer.parseInt(frame.substring(frame.lastIndexOf(' ') + 1)) : 0;
    }

    @Test
    void streamsTakeTurnsHoweverMuchOneHasQueued() {
        var paced = Peer.ready(ChannelSettings.STANDARD.withPace(new ChannelSettings.Pace(100, 1)).withPayload(1024));
        for (int i = 0; i < 5; i++) {
            paced.passMillis(10);
            paced.acknowledge(paced.sent());
        }
        Stream bulk = paced.openStream();
        bulk.write(ByteBuffer.allocate(60_000));
        paced.passMillis(10);
        paced.sent();
        Stream small = paced.openStream();
        small.write(Peer.text("x"));
        var frames = new ArrayList<AgentMessage>();
        for (int i = 0; i < 3; i++) {
            paced.passMillis(10);
            frames.addAll(paced.sentData());
        }
        assertThat(Peer.frames(frames)).contains("SYN 5", "PSH 5 1");
    }

    @Test
    void manyStreamsGetTheSameShare() {
        var streams = new ArrayList<Stream>();
        for (int i = 0; i < 7; i++) {
            streams.add(peer.openStream());
        }
        long[] bytes = new long[7];
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < 7; i++) {
                int room = streams.get(i).room();
                streams.get(i).write(ByteBuffer.allocate(i == 0 ? room : Math.min(room, 9000)));
            }
            ByteBuffer payload = ByteBuffer.allocate(16384);
            peer.streams().fill(peer.now, payload);
            for (String frame : frames(payload.flip())) {
                if (frame.startsWith("PSH")) {
                    bytes[(Integer.parseInt(frame.split(" ")[1]) - 3) / 2] += size(frame);
                }
            }
        }
        for (long each : bytes) {
            assertThat(each).isBetween(bytes[0] * 9 / 10, bytes[0] * 11 / 10);
        }
    }

    private static List<String> frames(ByteBuffer payload) {
        return Peer.frames(List.of(AgentMessage.data("input_stream_data", 0, 0, new java.util.UUID(1, 1), 1, payload)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 1500, 1536, 4096, 16384, 65536})
    void whateverThePayloadSizeEveryByteIsSentOnce(int payload) {
        var sized = Peer.ready(Peer.UNPACED.withPayload(payload));
        Stream stream = sized.openStream();
        var sent = new ArrayList<AgentMessage>();
        for (int size = 1; size < 3000; size += 7) {
            stream.write(ByteBuffer.allocate(size));
            sent.addAll(sized.sentAndAcknowledged());
        }
        int expected = 0;
        for (int size = 1; size < 3000; size += 7) {
            expected += size;
        }
        assertThat(Peer.frames(sent).stream().mapToInt(MuxTest::size).sum()).isEqualTo(expected);
        assertThat(sent).allMatch(m -> m.payload().remaining() <= payload && m.payload().remaining() > 0);
    }

    @Test
    void aWriterIsToldWhenThereIsRoomAgain() {
        Stream stream = peer.openStream();
        stream.write(ByteBuffer.allocate(64 << 10));
        assertThat(stream.room()).isZero();
        assertThat(stream.write(Peer.text("x"))).isZero();
        while (peer.streams().changed() != null) {
            // Whatever was reported before.
        }
        frames();
        assertThat(peer.streams().changed()).isSameAs(stream);
        assertThat(peer.streams().changed()).isNull();
        assertThat(stream.room()).isEqualTo(64 << 10);
    }

    // --- ends ---------------------------------------------------------------------------------------------------------

    @Test
    void theEndOfTheOtherSideIsAnsweredWhenOursIsDone() {
        Stream stream = peer.openStream();
        frames();
        peer.output(Peer.psh(stream, "bye"), Peer.fin(stream));
        assertThat(stream.ended()).isEqualTo(new Stream.End.Finished());
        assertThat(stream.room()).isZero();
        assertThat(frames()).as("not before the local side is done").isEmpty();
        assertThat(Peer.taken(stream)).isEqualTo("bye");
        stream.close();
        assertThat(frames()).containsExactly("FIN 3");
        stream.close();
        stream.abort();
        assertThat(frames()).isEmpty();
    }

    @Test
    void aLocalEndWaitsForTheAnswerAndGoesOutWithItsEnd() {
        Stream stream = peer.openStream();
        stream.write(Peer.text("GET / HTTP/1.0\r\n\r\n"));
        stream.endInput(peer.now);
        assertThat(frames()).containsExactly("SYN 3", "PSH 3 18");
        for (int i = 0; i < 10; i++) {
            peer.passMillis(20_000);
            peer.channel.heard(peer.now);
            peer.output(Peer.psh(stream, "x"));
        }
        assertThat(frames()).isEmpty();
        peer.output(Peer.fin(stream));
        assertThat(frames()).containsExactly("FIN 3");
        assertThat(Peer.taken(stream)).isEqualTo("xxxxxxxxxx");
        assertThat(stream.ended()).isEqualTo(new Stream.End.Finished());
    }

    @Test
    void aLocalEndWithoutAnAnswerGoesOutAfterAWhile() {
        Stream stream = peer.openStream();
        stream.endInput(peer.now);
        frames();
        assertThat(peer.channel.quietFor(peer.now)).isLessThanOrEqualTo(30_000_000_000L);
        peer.passMillis(29_999);
        assertThat(frames()).isEmpty();
        peer.passMillis(1);
        assertThat(frames()).containsExactly("FIN 3");
        assertThat(stream.ended()).isEqualTo(new Stream.End.Finished());
    }

    @Test
    void silenceWhileCutOffOrPausedDoesNotCount() {
        Stream stream = peer.openStream();
        stream.endInput(peer.now);
        frames();
        peer.passMillis(20_000);
        peer.closed(1006);
        peer.passMillis(60_000);
        peer.open();
        peer.passMillis(20_000);
        peer.say("pause_publication");
        peer.passMillis(20_000);
        peer.channel.heard(peer.now);
        peer.passMillis(20_000);
        peer.say("start_publication");
        peer.passMillis(29_000);
        assertThat(stream.ended()).isNull();
        peer.passMillis(1_000);
        assertThat(stream.ended()).isNotNull();
    }

    @Test
    void anAbortOvertakesWhatWasQueued() {
        Stream stream = peer.openStream();
        stream.write(Peer.text("a"));
        frames();
        stream.write(ByteBuffer.allocate(50_000));
        stream.abort();
        assertThat(frames()).containsExactly("FIN 3");
        assertThat(stream.ended()).isEqualTo(new Stream.End.Aborted());
        peer.output(Peer.psh(stream, "late"), Peer.fin(stream));
        assertThat(Peer.taken(stream)).isEmpty();
        assertThat(frames()).isEmpty();
    }

    @Test
    void whatIsWrittenBeforeCloseIsSentAlsoWhenTheWindowIsFull() {
        Stream stream = peer.openStream();
        stream.write(ByteBuffer.allocate(64 << 10));
        var all = new ArrayList<>(peer.sentData());
        stream.write(ByteBuffer.allocate(20_000));
        stream.close();
        assertThat(stream.room()).isZero();
        peer.acknowledge(all);
        all.addAll(peer.sentAndAcknowledged());
        List<String> frames = Peer.frames(all);
        assertThat(frames.stream().mapToInt(MuxTest::size).sum()).isEqualTo((64 << 10) + 20_000);
        assertThat(frames.getLast()).isEqualTo("FIN 3");
    }

    // --- refusals -----------------------------------------------------------------------------------------------------

    @Test
    void aRefusedDestinationIsNamedByTheEndThatFollowsWithoutData() {
        Stream good = peer.openStream();
        Stream bad = peer.openStream();
        Stream quiet = peer.openStream();
        frames();
        peer.output(Peer.psh(good, "x"));
        peer.flag(PortFlag.CONNECT_TO_PORT_ERROR);
        peer.output(Peer.fin(good));
        peer.output(Peer.fin(bad));
        peer.output(Peer.fin(quiet));
        assertThat(good.ended()).isEqualTo(new Stream.End.Finished());
        assertThat(bad.ended()).isEqualTo(new Stream.End.Refused());
        assertThat(quiet.ended()).isEqualTo(new Stream.End.Finished());
        bad.close();
        assertThat(frames()).containsExactly("FIN 5");
    }

    @Test
    void aRefusalIsNotForStreamsOpenedLaterNorLeftOverFromStreamsGivenUp() {
        Stream given = peer.openStream();
        frames();
        given.abort();
        frames();
        peer.flag(PortFlag.CONNECT_TO_PORT_ERROR);
        peer.output(Peer.fin(given));
        Stream later = peer.openStream();
        frames();
        peer.output(Peer.fin(later));
        assertThat(later.ended()).isEqualTo(new Stream.End.Finished());
        peer.flag(PortFlag.CONNECT_TO_PORT_ERROR);
        Stream last = peer.openStream();
        peer.output(Peer.fin(last));
        assertThat(last.ended()).isEqualTo(new Stream.End.Finished());
    }

    // --- receiving ----------------------------------------------------------------------------------------------------

    @Test
    void aStreamThatNobodyReadsIsResetAloneAndWithAReason() {
        var bounded = Peer.ready(Peer.UNPACED.withStreams(SMALL));
        Stream stalled = bounded.openStream();
        Stream other = bounded.openStream();
        bounded.sent();
        int other_ = 0;
        for (int i = 0; i < 200; i++) {
            bounded.output(Peer.psh(stalled, new byte[1000]), Peer.psh(other, "x"));
            other_ += Peer.taken(other).length();
            assertThat(bounded.streams().held).isLessThanOrEqualTo(100_000 + 2_000);
        }
        assertThat(other_).isEqualTo(200);
        assertThat(other.ended()).isNull();
        assertThat(stalled.ended()).isInstanceOf(Stream.End.Overflow.class);
        assertThat(Peer.taken(stalled)).isEmpty();
        assertThat(Peer.frames(bounded.sentData())).containsExactly("FIN 3");
        assertThat(bounded.streams().held).isZero();
    }

    @Test
    void manyStreamsTogetherAreBoundTooAndTheFullestPays() {
        var bounded = Peer.ready(Peer.UNPACED.withStreams(SMALL));
        var streams = new ArrayList<Stream>();
        for (int i = 0; i < 5; i++) {
            streams.add(bounded.openStream());
        }
        bounded.sent();
        for (int i = 0; i < 30; i++) {
            for (int s = 0; s < 5; s++) {
                bounded.output(Peer.psh(streams.get(s), new byte[s == 3 ? 1500 : 700]));
            }
            assertThat(bounded.streams().held).isLessThanOrEqualTo(150_000 + 2_000);
        }
        assertThat(streams.get(3).ended()).isInstanceOf(Stream.End.Overflow.class);
        assertThat(streams.stream().filter(s -> s.ended() != null)).hasSize(1);
    }

    @Test
    void anEndedStreamThatLosesItsBytesSaysSo() {
        var bounded = Peer.ready(Peer.UNPACED.withStreams(SMALL));
        Stream ended = bounded.openStream();
        Stream other = bounded.openStream();
        bounded.sent();
        bounded.output(Peer.psh(ended, new byte[60_000]), Peer.psh(ended, new byte[30_000]), Peer.fin(ended));
        assertThat(ended.ended()).isEqualTo(new Stream.End.Finished());
        bounded.output(Peer.psh(other, new byte[65_000]));
        assertThat(ended.ended()).isInstanceOf(Stream.End.Overflow.class);
        assertThat(other.ended()).isNull();
    }

    @Test
    void framesOfUnknownStreamsAndStreamsOpenedByTheAgentAreIgnored() {
        Stream stream = peer.openStream();
        frames();
        peer.output(Smux.frame(Smux.SYN, 4).array(), Smux.frame(Smux.PSH, 4, (byte) 1).array(), Smux.frame(Smux.FIN, 99).array(), Smux
                .frame(Smux.NOP, 0).array(), Peer.psh(stream, "x"));
        assertThat(Peer.taken(stream)).isEqualTo("x");
        assertThat(frames()).isEmpty();
    }

    @Test
    void aReaderIsToldWhenBytesCome() {
        Stream stream = peer.openStream();
        frames();
        assertThat(peer.streams().changed()).isNull();
        peer.output(Peer.psh(stream, "x"));
        peer.output(Peer.psh(stream, "y"));
        assertThat(peer.streams().changed()).isSameAs(stream);
        assertThat(peer.streams().changed()).isNull();
    }

    // --- keep-alive and the end of the session ------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"3.1.1511.0,6", "3.1.1188.0,6", "3.1.1512.0,0", "3.3.0.0,0"})
    void keepAliveIsForOldAgentsOnly(String version, int inAMinute) {
        Peer old = Peer.ready(Peer.UNPACED, version, Peer.MUX);
        var frames = new ArrayList<String>();
        for (int i = 0; i < 610; i++) {
            List<AgentMessage> sent = old.sentData();
            old.acknowledge(sent);
            frames.addAll(Peer.frames(sent));
            old.passMillis(100);
        }
        assertThat(frames).hasSize(inAMinute).allMatch("NOP"::equals);
    }

    @Test
    void keepAliveAgainstTheIdleLimitIsSentWhenAskedFor() {
        StreamSettings s = ChannelSettings.STANDARD.streams();
        var asked = Peer.ready(Peer.UNPACED.withStreams(new StreamSettings(s.frame(), s.send(), s.receive(), s.receiveTotal(), s
                .halfCloseGrace(), Optional.of(Duration.ofMinutes(4)))));
        asked.passMillis(239_000);
        asked.channel.heard(asked.now);
        assertThat(asked.sentData()).isEmpty();
        asked.open();
        asked.passMillis(2_000);
        assertThat(Peer.frames(asked.sentData())).containsExactly("NOP");
    }

    @Test
    void streamsCannotBeOpenedWhenTheSessionIsOver() {
        Streams streams = peer.streams();
        peer.channelClosed("");
        assertThat(streams.canOpen(peer.now)).isFalse();
        assertThatThrownBy(() -> streams.open(peer.now)).isInstanceOf(IllegalStateException.class);
    }
}
