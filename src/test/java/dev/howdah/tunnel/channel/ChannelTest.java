package dev.howdah.tunnel.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.tunnel.channel.ChannelSettings.Pace;
import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.HandshakeComplete;
import dev.howdah.tunnel.wire.HandshakeRequest.KmsEncryption;
import dev.howdah.tunnel.wire.HandshakeRequest.SessionType;
import dev.howdah.tunnel.wire.HandshakeRequest.Unknown;
import dev.howdah.tunnel.wire.HandshakeRequest.Wanted;
import dev.howdah.tunnel.wire.HandshakeResponse;
import dev.howdah.tunnel.wire.MessageType;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.PortFlag;
import dev.howdah.tunnel.wire.Smux;
import dev.howdah.tunnel.wire.WireException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The data channel against a peer that does as it is told.
final class ChannelTest {
    // --- handshake ----------------------------------------------------------------------------------------------------

    @Test
    void theFirstFrameIsTheTokenAndNothingFollowsUnasked() {
        var peer = new Peer(ChannelSettings.STANDARD);
        peer.open();
        assertThat(peer.sent()).isEmpty();
        assertThat(peer.otherFrames).containsExactly("Text");
    }

    @Test
    void theHandshakeIsAcknowledgedAnsweredAndCompleted() throws WireException {
        var peer = new Peer(ChannelSettings.STANDARD);
        peer.open();
        peer.say(MessageType.START_PUBLICATION);
        peer.request("3.3.0.0", new SessionType("Port", Peer.MUX));
        List<AgentMessage> sent = peer.sent();
        assertThat(sent).extracting(AgentMessage::type).containsExactly("acknowledge", "input_stream_data");
        assertThat(sent.get(0).flags()).isEqualTo(3);
        AgentMessage response = sent.get(1);
        assertThat(response.sequence()).isZero();
        assertThat(response.flags()).isZero();
        assertThat(HandshakeResponse.parse(response.payload())).isEqualTo(new HandshakeResponse("1.2.677.0", List.of(
                new HandshakeResponse.Processed("SessionType", 1, "")), List.of()));
        assertThat(peer.actions).isEmpty();

        peer.data(PayloadType.HANDSHAKE_COMPLETE, new HandshakeComplete(1, "Mind the gap").payload());
        assertThat(peer.actions).hasSize(2);
        var ready = (Action.Ready) peer.actions.get(0);
        assertThat(ready.properties()).isEqualTo(Peer.MUX);
        assertThat(ready.agent()).hasToString("3.3.0.0");
        assertThat(ready.mode()).isEqualTo(Action.Mode.MUX);
        assertThat(peer.actions.get(1)).isEqualTo(new Action.Message("Mind the gap"));
        assertThat(peer.sentAcks()).containsExactly(1L);
    }

    static List<Arguments> refused() {
        return List.of(Arguments.of(new SessionType("Standard_Stream", Map.of()), "Standard_Stream"), Arguments.of(new SessionType(
                "InteractiveCommands", Map.of()), "InteractiveCommands"), Arguments.of(new SessionType("NonInteractiveCommands", Map.of()),
                        "NonInteractiveCommands"),
                Arguments.of(new KmsEncryption("key", "Y2g="), "KMS"), Arguments.of(new Unknown("Dance"),
                        "Dance"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatWeDoNotDoIsRefusedInASentence(Wanted wanted, String named) throws WireException {
        var peer = new Peer(ChannelSettings.STANDARD);
        peer.open();
        peer.request("3.3.0.0", wanted);
        AgentMessage response = peer.sentData().getFirst();
        var processed = HandshakeResponse.parse(response.payload()).processed().getFirst();
        assertThat(processed.type()).isEqualTo(wanted.type());
        assertThat(processed.status()).isEqualTo(HandshakeResponse.UNSUPPORTED);
        assertThat(processed.error()).contains(named).endsWith(".");
        assertThat(peer.actions).as("the agent must hear it first").isEmpty();
        peer.acknowledge(response);
        assertThat(peer.actions).containsExactly(new Action.Ended(new Ending.Refused(processed.error())));
    }

    @Test
    void aRefusalEndsTheSessionAlsoWhenTheAgentSaysNothing() {
        var peer = new Peer(ChannelSettings.STANDARD);
        peer.open();
        peer.request("3.3.0.0", new KmsEncryption("key", null), new SessionType("Port", Peer.MUX));
        peer.sent();
        peer.data(PayloadType.HANDSHAKE_COMPLETE, new HandshakeComplete(1, "").payload());
        assertThat(peer.actions).isEmpty();
        peer.passMillis(2000);
        assertThat(peer.actions).hasSize(1).first().matches(a -> a instanceof Action.Ended(Ending.Refused _));
        assertThat(peer.sent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3.3.0.0,LocalPortForwarding,MUX", "3.0.196.1,LocalPortForwarding,MUX", "3.0.196.0,LocalPortForwarding,BASIC",
            "2.3.1.0,LocalPortForwarding,BASIC", "3.3.0.0,,SINGLE", "3.3.0.0,Other,SINGLE"})
    void theModeFollowsFromVersionAndType(String version, String type, Action.Mode mode) {
        Peer peer = Peer.ready(ChannelSettings.STANDARD, version, type == null ? Map.of("portNumber", "22") : Map.of("type", type));
        assertThat(((Action.Ready) peer.actions.getFirst()).mode()).isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource({"3.0.196.0,3.0.196.0,0", "3.0.196.1,3.0.196.0,1", "3.1,3.0.196.0,1", "3,3.0.0.0,0", "10.0,9.9.9.9,1", "x.y,0.0,0",
            "3.1.1511.0,3.1.1512.0,-1", "99999999999999,1,-1"})
    void versionsAreComparedNumberByNumber(String one, String other, int sign) {
        assertThat(Integer.signum(AgentVersion.of(one).compareTo(AgentVersion.of(other)))).isEqualTo(sign);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.331.0", "1.2.677", "1.1.70.0", ""})
    void clientVersionsThatChangeTheAgentsWaysAreRefused(String version) {
        ChannelSettings s = ChannelSettings.STANDARD;
        assertThatThrownBy(() -> new ChannelSettings(version, s.payload(), s.window(), s.reorder(), s.handshakeWithin(), s.pace(), s
                .liveness(), s.streams())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHandshakeThatDoesNotComeEndsTheWaiting() {
        var peer = new Peer(ChannelSettings.STANDARD);
        peer.open();
        for (int i = 0; i < 59; i++) {
            peer.passMillis(1000);
            peer.channel.heard(peer.now);
        }
        assertThat(peer.actions).isEmpty();
        peer.passMillis(1000);
        assertThat(peer.actions).containsExactly(new Action.Ended(new Ending.NoHandshake(Duration.ofSeconds(60))));
    }

    @Test
    void aFirstConnectionThatNeverOpensEndsTheWaitingToo() {
        var peer = new Peer(ChannelSettings.STANDARD);
        for (int i = 0; i < 60; i++) {
            peer.act(peer.channel.notOpened(peer.now, "refused"));
            peer.passMillis(1000);
        }
        assertThat(peer.actions).hasSize(61).last().isEqualTo(new Action.Ended(new Ending.NoHandshake(Duration.ofSeconds(60))));
    }

    @Test
    void dataThatComesBeforeTheHandshakeIsAcknowledgedAndNothingElse() {
        var peer = new Peer(ChannelSettings.STANDARD);
        peer.open();
        peer.output(Smux.frame(Smux.FIN, 3).array());
        peer.flag(PortFlag.CONNECT_TO_PORT_ERROR);
        assertThat(peer.sentAcks()).containsExactly(0L, 1L);
        assertThat(peer.actions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[]", "{}"})
    void aHandshakeThatIsNoneEndsTheSession(String json) {
        var peer = new Peer(ChannelSettings.STANDARD);
        peer.open();
        peer.data(PayloadType.HANDSHAKE_REQUEST, Peer.text(json));
        peer.passMillis(2000);
        assertThat(peer.actions).hasSize(1).first().isInstanceOf(Action.Ended.class);
    }

    // --- receiving ----------------------------------------------------------------------------------------------------

    @Test
    void messagesAreAcknowledgedOnceEachAndHandedOnInOrder() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        Stream stream = peer.openStream();
        peer.sent();
        peer.data(4, PayloadType.OUTPUT, ByteBuffer.wrap(Peer.psh(stream, "c")));
        peer.data(3, PayloadType.OUTPUT, ByteBuffer.wrap(Peer.psh(stream, "b")));
        assertThat(peer.sentAcks()).as("at once, though early").containsExactly(4L, 3L);
        assertThat(Peer.taken(stream)).isEmpty();
        peer.data(2, PayloadType.OUTPUT, ByteBuffer.wrap(Peer.psh(stream, "a")));
        assertThat(Peer.taken(stream)).isEqualTo("abc");
        assertThat(peer.sentAcks()).containsExactly(2L);
    }

    @Test
    void repetitionsAreAcknowledgedAgainAndDropped() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        Stream stream = peer.openStream();
        peer.sent();
        for (int i = 0; i < 3; i++) {
            peer.data(2, PayloadType.OUTPUT, ByteBuffer.wrap(Peer.psh(stream, "a")));
            assertThat(peer.sentAcks()).containsExactly(2L);
        }
        peer.data(5, PayloadType.OUTPUT, Peer.text("x"));
        peer.data(5, PayloadType.OUTPUT, Peer.text("x"));
        assertThat(peer.sentAcks()).as("one receipt is enough until it is sent").containsExactly(5L);
        assertThat(Peer.taken(stream)).isEqualTo("a");
    }

    @Test
    void earlyMessagesAreKeptUpToABoundInBytesAndNotAcknowledgedBeyond() {
        Peer peer = Peer.ready(Peer.UNPACED.withReorder(10_000));
        for (int i = 3; i < 20; i++) {
            peer.data(i, PayloadType.OUTPUT, ByteBuffer.allocate(1024));
        }
        assertThat(peer.sentAcks()).containsExactlyElementsOf(LongStream.range(3, 10).boxed().toList());
        assertThat(peer.channel.early()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void aDigestThatDoesNotFitIsNoReceipt() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        ByteBuffer bytes = AgentMessage.data(MessageType.OUTPUT_STREAM_DATA, 0, 2, new java.util.UUID(1, 1), PayloadType.OUTPUT, Peer.text(
                "abc")).encode();
        bytes.put(122, (byte) 'x');
        peer.receive(bytes);
        assertThat(peer.sent()).isEmpty();
        assertThat(peer.actions).hasSize(1);
    }

    @Test
    void nonsenseAndUnknownTypesAreIgnored() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        peer.receive(ByteBuffer.allocate(3));
        peer.say("surprise");
        peer.receive(AgentMessage.control(MessageType.ACKNOWLEDGE, 0, new java.util.UUID(1, 1), Peer.text("{}")).encode());
        peer.data(-1, PayloadType.OUTPUT, Peer.text("x"));
        peer.data(PayloadType.SIZE, Peer.text("x"));
        assertThat(peer.sentAcks()).containsExactly(2L);
        assertThat(peer.actions).hasSize(1);
    }

    @Test
    void anAgentThatDoesNotSpeakSmuxEndsTheSession() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        Stream stream = peer.openStream();
        peer.output("SSH-2.0-OpenSSH".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        var ending = ((Action.Ended) peer.actions.getLast()).ending();
        assertThat(ending.sentence()).contains("smux version 83");
        assertThat(stream.ended()).isEqualTo(new Stream.End.Lost(ending));
    }

    // --- repeating ----------------------------------------------------------------------------------------------------

    @Test
    void whenNothingArrivesOneMessageIsRepeatedAndWhenItGotThroughAllThatAreOverdue() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD.withPayload(1024));
        peer.openStream().write(ByteBuffer.allocate(10_000));
        List<AgentMessage> first = peer.sentData();
        assertThat(first).hasSizeGreaterThan(9);
        peer.passMillis(60);
        assertThat(peer.sent()).isEmpty();
        peer.passMillis(400);
        assertThat(peer.sentData()).as("same id, same bytes").containsExactly(first.getFirst());
        peer.passMillis(100);
        peer.acknowledge(first.getFirst());
        peer.passMillis(400);
        assertThat(peer.sentData()).isEqualTo(first.subList(1, first.size()));
    }

    @Test
    void whateverIsOverdueIsRepeatedWhenLaterOnesArrive() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD.withPayload(1024));
        Stream stream = peer.openStream();
        stream.write(ByteBuffer.allocate(10_000));
        List<AgentMessage> lost = peer.sentData();
        for (int i = 0; i < 40; i++) {
            peer.passMillis(10);
            stream.write(Peer.text("x"));
            List<AgentMessage> later = peer.sentData();
            if (later.containsAll(lost)) {
                return;
            }
            peer.acknowledge(later);
        }
        throw new AssertionError("not repeated");
    }

    @Test
    void repeatingIsBoundToThePace() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD.withPayload(1024).withPace(new Pace(100, 10)));
        Stream stream = peer.openStream();
        stream.write(ByteBuffer.allocate(30_000));
        for (int i = 0; i < 10; i++) {
            peer.sent();
            peer.passMillis(100);
        }
        assertThat(peer.channel.unacknowledged()).isGreaterThan(30_000);
        peer.closed(1006);
        peer.open();
        assertThat(peer.sent()).hasSize(10);
        peer.passMillis(50);
        assertThat(peer.sent()).hasSize(5);
    }

    @Test
    void timeoutsFollowTheRoundTripButNotThatOfRepeatedMessages() {
        var roundTrip = new RoundTrip();
        assertThat(roundTrip.timeout()).isEqualTo(200_000_000L);
        roundTrip.sample(20_000_000L);
        assertThat(roundTrip.estimate()).isEqualTo(90_000_000L);
        assertThat(roundTrip.timeout()).isEqualTo(90_000_000L + 80_000_000L);
        for (int i = 0; i < 100; i++) {
            roundTrip.sample(20_000_000L);
        }
        assertThat(roundTrip.timeout()).isBetween(70_000_000L, 71_000_000L);
        roundTrip.timedOut();
        assertThat(roundTrip.timeout()).isBetween(140_000_000L, 142_000_000L);
        for (int i = 0; i < 100; i++) {
            roundTrip.timedOut();
        }
        assertThat(roundTrip.timeout()).isEqualTo(8_000_000_000L);
        for (int i = 0; i < 3; i++) {
            roundTrip.sample(5_000_000_000L);
        }
        assertThat(roundTrip.timeout()).as("a network that truly is that slow").isGreaterThan(1_000_000_000L);

        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        Duration before = peer.channel.roundTrip();
        peer.openStream();
        AgentMessage syn = peer.sentData().getFirst();
        peer.passMillis(900);
        assertThat(peer.sentData()).containsExactly(syn);
        peer.passMillis(900);
        peer.acknowledge(syn);
        assertThat(peer.channel.roundTrip()).as("which of the two was acknowledged?").isEqualTo(before);
    }

    @Test
    void aMessageLostAgainAndAgainWaitsLongerEachTimeUpToABound() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        peer.openStream();
        int times = peer.sentData().size();
        for (int i = 0; i < 600; i++) {
            peer.passMillis(100);
            peer.channel.heard(peer.now);
            times += peer.sentData().size();
        }
        assertThat(times).as("in a minute").isBetween(10, 20);
    }

    @Test
    void afterAReconnectionEverythingUnacknowledgedGoesAgainInOrderBeforeAnythingNew() {
        Peer peer = Peer.ready(Peer.UNPACED.withPayload(1024));
        Stream stream = peer.openStream();
        stream.write(ByteBuffer.allocate(5_000));
        List<AgentMessage> sent = peer.sentData();
        peer.acknowledge(sent.get(2));
        peer.closed(1006);
        assertThat(peer.sent()).isEmpty();
        stream.write(ByteBuffer.allocate(100));
        peer.passMillis(150);
        peer.open();
        List<AgentMessage> again = peer.sentData();
        assertThat(peer.otherFrames).containsExactly("Text");
        var expected = new java.util.ArrayList<>(sent);
        expected.remove(2);
        assertThat(again.subList(0, expected.size())).isEqualTo(expected);
        assertThat(again).hasSize(expected.size() + 1);
        assertThat(again.getLast().sequence()).as("the counter goes on").isEqualTo(sent.getLast().sequence() + 1);
    }

    // --- window and pace ----------------------------------------------------------------------------------------------

    @Test
    void theWindowHoldsProducersInsteadOfLosingBytes() {
        Peer peer = Peer.ready(Peer.UNPACED.withWindow(100_000));
        Stream stream = peer.openStream();
        peer.widen(stream);
        long written = 0;
        for (int i = 0; i < 100; i++) {
            written += stream.write(ByteBuffer.allocate(stream.room()));
            peer.sent();
        }
        assertThat(peer.channel.unacknowledged()).isLessThanOrEqualTo(100_000);
        assertThat(written).isLessThan(100_000 + 64 * 1024 + 1);
        assertThat(stream.room()).isZero();
    }

    @Test
    void smallMessagesAreBoundInNumber() {
        Peer peer = Peer.ready(Peer.UNPACED.withWindow(100 << 20));
        Stream stream = peer.openStream();
        for (int i = 0; i < 10_000; i++) {
            stream.write(ByteBuffer.allocate(1));
            peer.sent();
        }
        assertThat(peer.channel.unacknowledged()).isLessThan(4096 * 160);
    }

    @Test
    void moreThanThePaceIsNeverSentAcknowledgementsIncluded() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD.withPayload(1024));
        Stream stream = peer.openStream();
        peer.sent();
        peer.passMillis(10_000);
        int most = 0;
        for (int second = 0; second < 5; second++) {
            int messages = 0;
            for (int i = 0; i < 100; i++) {
                stream.write(ByteBuffer.allocate(stream.room()));
                peer.output(Peer.psh(stream, "x"));
                Peer.taken(stream);
                List<AgentMessage> sent = peer.sent();
                messages += sent.size();
                peer.acknowledge(sent);
                peer.passMillis(10);
            }
            most = Math.max(most, messages);
        }
        assertThat(most).isBetween(900, 1000);
    }

    @Test
    void acknowledgementsGoFirstButCannotSilenceUs() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD.withPayload(1024).withPace(new Pace(100, 1)));
        Stream stream = peer.openStream();
        stream.write(ByteBuffer.allocate(50_000));
        for (int i = 0; i < 2000; i++) {
            peer.output(Peer.psh(stream, "x"));
        }
        int acks = 0;
        int data = 0;
        for (int i = 0; i < 100; i++) {
            peer.passMillis(10);
            for (AgentMessage message : peer.sent()) {
                boolean ack = message.type().equals(MessageType.ACKNOWLEDGE);
                acks += ack ? 1 : 0;
                data += ack ? 0 : 1;
            }
        }
        assertThat(acks).isBetween(85, 95);
        assertThat(data).isBetween(9, 12);
    }

    @Test
    void receiptsThatCannotBeSentAreBoundAndTheirMessagesNotAccepted() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD.withPace(new Pace(1, 1)));
        Stream stream = peer.openStream();
        for (int i = 0; i < 20_000; i++) {
            peer.output(Peer.psh(stream, "x"));
        }
        assertThat(Peer.taken(stream).length()).isLessThan(9000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1006, 1009, 1011})
    void aCloseRightAfterALargeMessageMakesPayloadsSmallUntilOneArrivesAfterAll(int code) {
        Peer peer = Peer.ready(Peer.UNPACED);
        Stream stream = peer.openStream();
        peer.widen(stream);
        stream.write(ByteBuffer.allocate(40_000));
        List<AgentMessage> sent = peer.sentData();
        peer.passMillis(50);
        peer.closed(code);
        assertThat(peer.channel.payload()).isEqualTo(1024);
        peer.open();
        peer.sent();
        stream.write(ByteBuffer.allocate(5_000));
        assertThat(peer.sentData()).isNotEmpty().allMatch(m -> m.payload().remaining() <= 1024);
        peer.acknowledge(sent);
        assertThat(peer.channel.payload()).as("it was a coincidence").isEqualTo(16384);
    }

    @Test
    void closesThatHaveAReasonOrFollowSizesThatArrivedBeforeChangeNothing() {
        Peer peer = Peer.ready(Peer.UNPACED);
        Stream stream = peer.openStream();
        stream.write(ByteBuffer.allocate(40_000));
        List<AgentMessage> sent = peer.sentData();
        peer.closed(1000);
        assertThat(peer.channel.payload()).isEqualTo(16384);
        peer.open();
        peer.sent();
        peer.acknowledge(sent);
        stream.write(ByteBuffer.allocate(40_000));
        assertThat(peer.sentData()).isNotEmpty();
        peer.closed(1006);
        assertThat(peer.channel.payload()).isEqualTo(16384);
    }

    @Test
    void aMessageThatCutsTheConnectionEachTimeEndsTheSessionWithItsSize() {
        Peer peer = Peer.ready(Peer.UNPACED);
        peer.openStream().write(ByteBuffer.allocate(40_000));
        for (int i = 0; i < 5; i++) {
            assertThat(peer.sentData()).isNotEmpty();
            peer.closed(1009);
            peer.open();
        }
        assertThat(peer.actions.getLast()).isEqualTo(new Action.Ended(new Ending.TooLarge(16384)));
        assertThat(peer.actions).filteredOn(a -> a instanceof Action.Reconnect).hasSize(4);
    }

    // --- pause --------------------------------------------------------------------------------------------------------

    @Test
    void whilePausedOnlyAcknowledgementsAndOneProbeASecondAreSent() {
        Peer peer = Peer.ready(Peer.UNPACED.withPayload(1024));
        Stream stream = peer.openStream();
        stream.write(ByteBuffer.allocate(3_000));
        List<AgentMessage> sent = peer.sentData();
        peer.passMillis(1);
        peer.say(MessageType.PAUSE_PUBLICATION);
        peer.say(MessageType.PAUSE_PUBLICATION);
        assertThat(peer.actions.getLast()).isEqualTo(new Action.Paused());
        assertThat(peer.actions).hasSize(2);
        stream.write(ByteBuffer.allocate(20_000));
        int probes = 0;
        for (int i = 0; i < 100; i++) {
            peer.passMillis(100);
            List<AgentMessage> probe = peer.sentData();
            probes += probe.size();
            assertThat(probe).allMatch(m -> m.equals(sent.getFirst()));
        }
        assertThat(probes).isBetween(9, 11);
        peer.say(MessageType.START_PUBLICATION);
        assertThat(peer.actions.getLast()).isEqualTo(new Action.Resumed());
        assertThat(peer.sentData()).hasSizeGreaterThan(10);
    }

    @Test
    void aSequencedMessageOrTheReceiptOfAProbeEndsThePause() {
        Peer peer = Peer.ready(Peer.UNPACED);
        Stream stream = peer.openStream();
        List<AgentMessage> syn = peer.sentData();
        peer.passMillis(5);
        peer.say(MessageType.PAUSE_PUBLICATION);
        peer.output(Peer.psh(stream, "x"));
        assertThat(peer.channel.paused()).isFalse();
        assertThat(peer.sentAcks()).as("acknowledged all the time").hasSize(1);

        peer.say(MessageType.PAUSE_PUBLICATION);
        peer.passMillis(1100);
        assertThat(peer.sentData()).isEqualTo(syn);
        peer.acknowledge(syn);
        assertThat(peer.channel.paused()).isFalse();
    }

    @Test
    void aPauseWithNothingUnderWayIsProbedWithSomethingNew() {
        Peer peer = Peer.ready(Peer.UNPACED.withPayload(1024));
        peer.say(MessageType.PAUSE_PUBLICATION);
        peer.openStream().write(ByteBuffer.allocate(5000));
        assertThat(peer.sentData()).isEmpty();
        peer.passMillis(1000);
        assertThat(peer.sentData()).hasSize(1);
        peer.say(MessageType.PAUSE_PUBLICATION);
        peer.passMillis(900);
        assertThat(peer.sentData()).isEmpty();
    }

    @Test
    void aNewConnectionEndsThePause() {
        Peer peer = Peer.ready(Peer.UNPACED);
        peer.say(MessageType.PAUSE_PUBLICATION);
        peer.closed(1006);
        peer.open();
        assertThat(peer.channel.paused()).isFalse();
    }

    // --- liveness and reconnection ------------------------------------------------------------------------------------

    @Test
    void pingsGoEvery25SecondsAndAnyFrameCountsAsAnAnswer() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        for (int i = 0; i < 300; i++) {
            peer.passMillis(1000);
            peer.sent();
            if (i % 50 == 0) {
                peer.channel.heard(peer.now);
            }
        }
        assertThat(peer.otherFrames).hasSize(12).containsOnly("Ping");
        assertThat(peer.actions).hasSize(1);
    }

    @Test
    void silenceOf60SecondsIsADeadConnection() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        peer.passMillis(59_999);
        assertThat(peer.actions).hasSize(1);
        peer.passMillis(1);
        var reconnect = (Action.Reconnect) peer.actions.getLast();
        assertThat(reconnect.why()).contains("60 s");
        assertThat(reconnect.after()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        peer.closed(1006);
        assertThat(peer.actions).as("the end of the old one is no news").hasSize(2);
    }

    @Test
    void reconnectionsWaitLongerEachTimeUntilSomethingComes() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        peer.closed(1006);
        long longest = 0;
        for (int i = 0; i < 50; i++) {
            peer.act(peer.channel.notOpened(peer.now, "refused"));
            longest = Math.max(longest, ((Action.Reconnect) peer.actions.getLast()).after().toMillis());
        }
        assertThat(longest).isBetween(5_000L, 10_000L);
        assertThat(peer.actions).as("it never gives up").hasSize(52);
        peer.open();
        peer.data(0, PayloadType.OUTPUT, Peer.text("x"));
        peer.closed(1006);
        assertThat(((Action.Reconnect) peer.actions.getLast()).after().toMillis()).isBetween(100L, 200L);
    }

    @Test
    void whatTheOldConnectionStillDeliversIsIgnored() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        peer.closed(1006);
        peer.output(Smux.frame(Smux.NOP, 0).array());
        peer.open();
        assertThat(peer.sent()).isEmpty();
    }

    // --- ends ---------------------------------------------------------------------------------------------------------

    @Test
    void onlyChannelClosedEndsASession() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        Stream stream = peer.openStream();
        peer.output(Peer.psh(stream, "last words"));
        peer.channelClosed("Your session timed out due to inactivity and has been terminated.");
        var ended = (Action.Ended) peer.actions.getLast();
        assertThat(((Ending.Closed) ended.ending()).idle()).isTrue();
        assertThat(Peer.taken(stream)).as("what came before is still delivered").isEqualTo("last words");
        assertThat(stream.ended()).isEqualTo(new Stream.End.Lost(ended.ending()));
        assertThat(stream.write(ByteBuffer.allocate(1))).isZero();
        peer.closed(1000);
        peer.open();
        peer.pass(Duration.ofDays(1));
        assertThat(peer.sent()).isEmpty();
        assertThat(peer.actions.getLast()).isSameAs(ended);
        assertThat(peer.channel.quietFor(peer.now)).isEqualTo(Long.MAX_VALUE);
        assertThat(peer.streams().canOpen(peer.now)).isFalse();
    }

    @Test
    void aSessionThatIsGoneIsOver() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        peer.closed(1006);
        peer.act(peer.channel.gone());
        assertThat(peer.actions.getLast()).isEqualTo(new Action.Ended(new Ending.Gone()));
    }

    @Test
    void terminateTellsTheAgentAndWaitsForItsReceipt() throws WireException {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        peer.openStream().write(ByteBuffer.allocate(10));
        peer.act(peer.channel.terminate(peer.now));
        List<AgentMessage> sent = peer.sentData();
        assertThat(sent).hasSize(1);
        assertThat(PortFlag.parse(sent.getFirst().payload())).isEqualTo(PortFlag.TERMINATE_SESSION);
        peer.passMillis(1999);
        assertThat(peer.actions).hasSize(1);
        peer.acknowledge(sent);
        assertThat(peer.actions.getLast()).isEqualTo(new Action.Ended(new Ending.Terminated(true)));
    }

    @Test
    void terminateIsOverWithChannelClosedAfterTwoSecondsOrWithoutAConnection() {
        Peer closes = Peer.ready(ChannelSettings.STANDARD);
        closes.act(closes.channel.terminate(closes.now));
        closes.sent();
        closes.channelClosed("");
        assertThat(closes.actions.getLast()).isEqualTo(new Action.Ended(new Ending.Terminated(true)));

        Peer silent = Peer.ready(ChannelSettings.STANDARD);
        silent.act(silent.channel.terminate(silent.now));
        silent.sent();
        assertThat(silent.channel.quietFor(silent.now)).isLessThanOrEqualTo(2_000_000_000L);
        silent.passMillis(2000);
        assertThat(silent.actions.getLast()).isEqualTo(new Action.Ended(new Ending.Terminated(false)));

        Peer away = Peer.ready(ChannelSettings.STANDARD);
        away.closed(1006);
        away.act(away.channel.terminate(away.now));
        assertThat(away.actions.getLast()).isEqualTo(new Action.Ended(new Ending.Terminated(false)));

        Peer old = Peer.ready(ChannelSettings.STANDARD, "2.3.722.0", Peer.MUX);
        old.act(old.channel.terminate(old.now));
        assertThat(old.actions.getLast()).isEqualTo(new Action.Ended(new Ending.Terminated(false)));
    }

    @Test
    void aConnectionLostWhileLeavingIsNotMade() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        peer.act(peer.channel.terminate(peer.now));
        peer.closed(1006);
        assertThat(peer.actions.getLast()).isEqualTo(new Action.Ended(new Ending.Terminated(false)));
    }
}
