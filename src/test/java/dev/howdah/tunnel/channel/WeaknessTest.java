package dev.howdah.tunnel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.tunnel.channel.ChannelSettings.StreamSettings;
import dev.howdah.tunnel.channel.Simulation.Weather;
import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.HandshakeComplete;
import dev.howdah.tunnel.wire.HandshakeRequest.SessionType;
import dev.howdah.tunnel.wire.MessageType;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.PortFlag;
import dev.howdah.tunnel.wire.Smux;
import dev.howdah.tunnel.wire.SmuxReader;
import dev.howdah.tunnel.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The weaknesses measured in the existing client that a channel can have (ssm-protocol.md, section 14; the number is that of its
/// table). 3, 15, 17 and 20 are about sessions, credentials and sockets, and not decided here.
final class WeaknessTest {
    private static final long SECOND = VirtualTime.SECOND;
    private static final long MILLI = VirtualTime.MILLI;

    @Test
    void weakness01ALineFeedArrivesAsALineFeedWhateverTheSizes() throws WireException {
        for (int payload : new int[]{1024, 1025, 16384}) {
            Peer peer = Peer.ready(Peer.UNPACED.withPayload(payload));
            Stream stream = peer.openStream();
            var expected = new ByteArrayOutputStream();
            var arrived = new ByteArrayOutputStream();
            var reader = new SmuxReader();
            var sink = new SmuxReader.Sink() {
                @Override
                public void fin(int streamId) {}

                @Override
                public void psh(int streamId, ByteBuffer part, boolean last) {
                    byte[] bytes = new byte[part.remaining()];
                    part.get(bytes);
                    arrived.writeBytes(bytes);
                }
            };
            for (int size : new int[]{1, 2, 1016, 1017, 1018, 1024, 1025, 2041, 3065, 4089, 16377}) {
                byte[] write = new byte[size];
                write[size - 1] = '\n';
                expected.writeBytes(write);
                stream.write(ByteBuffer.wrap(write));
                List<AgentMessage> sent = peer.sentData();
                peer.acknowledge(sent);
                for (AgentMessage message : sent) {
                    reader.read(message.payload().duplicate(), sink);
                }
            }
            assertThat(arrived.toByteArray()).isEqualTo(expected.toByteArray());
        }
    }

    @Test
    void weakness02UploadsUseAllThatThePaceAllows() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        Stream stream = peer.openStream();
        peer.passMillis(1000);
        long bytes = 0;
        int messages = 0;
        for (int i = 0; i < 10_000; i++) {
            bytes += stream.write(ByteBuffer.allocate(stream.room()));
            List<AgentMessage> sent = peer.sent();
            messages += sent.size();
            peer.acknowledge(sent);
            peer.passMillis(1);
            peer.channel.heard(peer.now);
        }
        assertThat(messages).isLessThanOrEqualTo(9_100);
        assertThat(bytes / 10).as("bytes a second").isGreaterThan(14_000_000);
    }

    @Test
    void weakness04ConnectionsSurviveCutsOfEveryKindUnderTrafficInBothDirections() {
        for (int seed = 0; seed < 20; seed++) {
            var errands = List.of(new Errand(Errand.Kind.UPLOAD, 3_000_000, 0, 1), new Errand(Errand.Kind.ANSWER, 100, 700_000, 2),
                    new Errand(Errand.Kind.ECHO, 200_000, 0, 3));
            var simulation = new Simulation(seed, Weather.FAIR.breaking(700 * MILLI, seed % 2 == 0 ? 0 : 1500 * MILLI).uplink(2_000_000,
                    300_000), ChannelSettings.STANDARD, errands);
            simulation.runToEnd(300 * SECOND);
            assertThat(simulation.reconnects).isPositive();
        }
    }

    @Test
    void weakness05ReconnectingGoesOnForHoursAndNothingIsLost() {
        Peer peer = Peer.ready(Peer.UNPACED);
        Stream stream = peer.openStream();
        stream.write(ByteBuffer.allocate(50_000));
        List<AgentMessage> sent = peer.sentData();
        peer.closed(1006);
        Duration away = Duration.ZERO;
        while (away.toHours() < 10) {
            Duration after = ((Action.Reconnect) peer.actions.getLast()).after();
            assertThat(after).isLessThanOrEqualTo(Duration.ofSeconds(10));
            away = away.plus(after);
            peer.pass(after);
            peer.act(peer.channel.notOpened(peer.now, "no network"));
        }
        peer.open();
        assertThat(peer.sentData()).isEqualTo(sent);
        assertThat(stream.ended()).isNull();
    }

    @Test
    void weakness06ASilentDeathIsNoticedWithinAMinuteAlsoDuringAnUpload() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        Stream stream = peer.openStream();
        int seconds = 0;
        while (!(peer.actions.getLast() instanceof Action.Reconnect)) {
            stream.write(ByteBuffer.allocate(stream.room()));
            peer.sent();
            peer.passMillis(1000);
            seconds++;
        }
        assertThat(seconds).isEqualTo(60);
        assertThat(peer.otherFrames).containsExactly("Ping", "Ping");
    }

    @Test
    void weakness07WhatComesRightBehindTheHandshakeFindsEverythingReady() {
        for (String type : List.of("LocalPortForwarding", "")) {
            var peer = new Peer(ChannelSettings.STANDARD);
            peer.open();
            peer.request("3.3.0.0", new SessionType("Port", Map.of("type", type)));
            peer.sent();
            // In one go, before the owner has seen a single action.
            peer.data(2, PayloadType.OUTPUT, ByteBuffer.wrap(Smux.frame(Smux.NOP, 0).array()));
            peer.data(1, PayloadType.HANDSHAKE_COMPLETE, new HandshakeComplete(1, "").payload());
            var ready = (Action.Ready) peer.actions.getFirst();
            Stream stream = ready.streams().open(peer.now);
            assertThat(Peer.taken(stream).length()).as("type '%s'", type).isEqualTo(type.isEmpty() ? 8 : 0);
            assertThat(peer.sentAcks()).containsExactly(2L, 1L);
        }
    }

    @Test
    void weakness08AStalledReaderStallsNobodyElse() {
        var settings = Peer.UNPACED.withStreams(new StreamSettings(8 << 10, 64 << 10, 1 << 20, 8 << 20, Duration.ofSeconds(30), Optional
                .empty()));
        Peer peer = Peer.ready(settings);
        Stream stalled = peer.openStream();
        Stream alive = peer.openStream();
        peer.sent();
        for (int i = 0; i < 5_000; i++) {
            peer.output(Peer.psh(stalled, new byte[1000]));
            peer.output(Peer.psh(alive, "pong"));
            assertThat(Peer.taken(alive)).isEqualTo("pong");
            assertThat(peer.sentAcks()).hasSize(2);
        }
        assertThat(stalled.ended()).isInstanceOf(Stream.End.Overflow.class);
        assertThat(alive.ended()).isNull();
    }

    @Test
    void weakness09SmallRoundTripsStayShortDuringAnUpload() {
        // 10 Mbit/s, 20 ms away, behind a socket buffer that would hold the upload for three seconds.
        var upload = new Errand(Errand.Kind.UPLOAD, 12_000_000, 0, 1);
        var simulation = new Simulation(1, new Weather(0, 0, false, 10 * MILLI, 0, 0, 0, 0, 1_250_000, 4_000_000), ChannelSettings.STANDARD,
                List.of(upload));
        assertThat(simulation.time.run(10 * SECOND, () -> upload.upArrived > 4_000_000)).isTrue();
        Streams streams = simulation.channel.streams();
        assertThat(streams).isNotNull();
        var trips = new ArrayList<Long>();
        for (int i = 0; i < 20; i++) {
            var keystroke = new Errand(Errand.Kind.ECHO, 20, 0, 100 + i);
            long start = simulation.time.now();
            simulation.begin(keystroke);
            assertThat(simulation.time.run(10 * SECOND, () -> keystroke.downArrived == 20)).isTrue();
            trips.add((simulation.time.now() - start) / MILLI);
        }
        trips.sort(null);
        assertThat(trips.get(10)).as("median in ms, of %s", trips).isLessThan(200);
        long begun = simulation.time.now();
        int before = upload.upArrived;
        simulation.runToEnd(20 * SECOND);
        long perSecond = (upload.up - before) * SECOND / (simulation.time.now() - begun);
        assertThat(perSecond).as("and the upload goes on at the speed of the line").isGreaterThan(1_100_000);
        assertThat(simulation.agent.duplicates).as("messages sent twice for nothing").isLessThan(20);
    }

    @Test
    void weakness09And12AVerySlowLineIsNotWastedOnRepetitions() {
        // 400 kbit/s with a bottomless buffer: the smallest window alone takes 2.6 s, far longer than plugins wait.
        var upload = new Errand(Errand.Kind.UPLOAD, 2_000_000, 0, 1);
        var simulation = new Simulation(1, new Weather(0, 0, false, 10 * MILLI, 0, 0, 0, 0, 50_000, 4_000_000), ChannelSettings.STANDARD,
                List.of(upload));
        simulation.runToEnd(60 * SECOND);
        assertThat(simulation.agent.duplicates * 10).isLessThan(simulation.agent.received);
    }

    @Test
    void weakness10TheFirstBytesOfALargeFrameDoNotWaitForItsLast() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        Stream stream = peer.openStream();
        byte[] frame = Peer.psh(stream, new byte[32768]);
        for (int at = 0; at < frame.length; at += 1024) {
            int size = Math.min(1024, frame.length - at);
            peer.data(PayloadType.OUTPUT, ByteBuffer.wrap(frame, at, size));
            assertThat(Peer.taken(stream)).hasSize(at == 0 ? size - Smux.HEADER : size);
        }
    }

    @Test
    void weakness11AHalfCloseKeepsTheAnswer() {
        var errand = new Errand(Errand.Kind.HALF_CLOSE, 500, 20_000, 1);
        var simulation = new Simulation(1, Weather.FAIR, ChannelSettings.STANDARD, List.of(errand));
        simulation.runToEnd(60 * SECOND);
        assertThat(errand.downArrived).isEqualTo(20_000);
    }

    @Test
    void weakness12OnePercentLossHardlySlowsAnUploadAndDoesNotHangADownload() {
        var upload = new Errand(Errand.Kind.UPLOAD, 8_000_000, 0, 1);
        var up = new Simulation(1, Weather.FAIR.losing(0.01), ChannelSettings.STANDARD, List.of(upload));
        long begun = up.time.now();
        up.runToEnd(60 * SECOND);
        assertThat(upload.up * SECOND / (up.time.now() - begun)).as("bytes a second").isGreaterThan(3_000_000);

        var download = new Errand(Errand.Kind.ANSWER, 10, 1_000_000, 1);
        var down = new Simulation(1, Weather.FAIR.losing(0.01), ChannelSettings.STANDARD, List.of(download));
        down.runToEnd(60 * SECOND);
    }

    @Test
    void weakness13AnAgentThatAcknowledgesNothingHoldsTheProducerAndLosesNothing() {
        Peer peer = Peer.ready(Peer.UNPACED.withPayload(1024).withWindow(64 << 20));
        Stream stream = peer.openStream();
        peer.widen(stream);
        long written = 0;
        var sent = new ArrayList<AgentMessage>();
        for (int i = 0; i < 20_000; i++) {
            written += stream.write(ByteBuffer.allocate(Math.min(1000, stream.room())));
            sent.addAll(peer.sentData());
        }
        assertThat(stream.room()).isZero();
        assertThat(sent.size()).as("messages kept").isLessThanOrEqualTo(4096);
        for (int round = 0; round < 10_000; round++) {
            List<AgentMessage> now = List.copyOf(sent);
            sent.clear();
            peer.acknowledge(now);
            sent.addAll(peer.sentData());
        }
        assertThat(peer.channel.unacknowledged()).isZero();
        assertThat(written).isPositive();
        assertThat(stream.room()).isEqualTo(64 << 10);
    }

    @Test
    void weakness14AQuietTunnelSendsSomethingBeforeAnyNetworkForgetsIt() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        long longest = 0;
        long last = peer.now;
        for (int i = 0; i < 6_000; i++) {
            peer.passMillis(100);
            int before = peer.otherFrames.size();
            peer.sent();
            if (peer.otherFrames.size() > before) {
                longest = Math.max(longest, peer.now - last);
                last = peer.now;
                peer.channel.heard(peer.now);
            }
        }
        assertThat(longest).isBetween(20 * SECOND, 30 * SECOND);
    }

    @Test
    void weakness16ARefusedDestinationResetsThatConnectionAndSaysSo() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        Stream refused = peer.openStream();
        Stream other = peer.openStream();
        peer.sent();
        peer.flag(PortFlag.CONNECT_TO_PORT_ERROR);
        peer.output(Peer.fin(refused));
        assertThat(refused.ended()).isEqualTo(new Stream.End.Refused());
        assertThat(other.ended()).isNull();
    }

    @Test
    void weakness18TheEndHasAReasonOfItsOwnKind() {
        Peer peer = Peer.ready(ChannelSettings.STANDARD);
        peer.channelClosed("Forwarding to IP address 169.254.169.254 is forbidden.");
        assertThat(peer.actions.getLast()).isEqualTo(new Action.Ended(new Ending.Closed(
                "Forwarding to IP address 169.254.169.254 is forbidden.")));
    }

    @Test
    void weakness19EachMessageIsAcknowledgedOnceInTheAgentsOwnForm() {
        Peer peer = Peer.ready(Peer.UNPACED);
        Stream stream = peer.openStream();
        peer.sent();
        for (int i = 0; i < 1000; i++) {
            peer.output(Peer.psh(stream, new byte[1016]));
            List<AgentMessage> sent = peer.sent();
            assertThat(sent).hasSize(1);
            AgentMessage ack = sent.getFirst();
            assertThat(ack.type()).isEqualTo(MessageType.ACKNOWLEDGE);
            assertThat(ack.payloadText()).isEqualTo("{\"AcknowledgedMessageType\":\"output_stream_data\",\"AcknowledgedMessageId\":\""
                    + new java.util.UUID(9, i + 2) + "\",\"AcknowledgedMessageSequenceNumber\":" + (i + 2)
                    + ",\"IsSequentialMessage\":true}");
            Peer.taken(stream);
        }
    }
}
