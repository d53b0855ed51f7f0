package dev.howdah.tunnel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.ChannelClosed;
import dev.howdah.tunnel.wire.MessageType;
import dev.howdah.tunnel.wire.OpenDataChannel;
import dev.howdah.tunnel.wire.WireException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// A whole session in virtual time: the channel with an owner that drives it as its documentation says, a gateway that relays,
/// loses, doubles, delays and reorders, breaks either side's connection and says what gateways say, and an [AgentDouble].
final class Simulation {
    /// How bad the network is. Probabilities are per message; breaks are the mean time between two, 0 for none.
    ///
    /// @param bytesPerSecond
    ///            of the client's uplink, 0 for any
    /// @param socketBuffer
    ///            bytes that wait in front of the uplink before its writer has to
    record Weather(double loss, double doubling, boolean reordering, long delay, long jitter, long clientBreaks, long agentBreaks,
            double dialFails, long bytesPerSecond, int socketBuffer) {
        static final Weather FAIR = new Weather(0, 0, false, 5 * VirtualTime.MILLI, 0, 0, 0, 0, 0, 0);

        Weather losing(double share) {
            return new Weather(share, doubling, reordering, delay, jitter, clientBreaks, agentBreaks, dialFails, bytesPerSecond,
                    socketBuffer);
        }

        Weather breaking(long clientEvery, long agentEvery) {
            return new Weather(loss, doubling, reordering, delay, jitter, clientEvery, agentEvery, dialFails, bytesPerSecond, socketBuffer);
        }

        Weather uplink(long perSecond, int buffer) {
            return new Weather(loss, doubling, reordering, delay, jitter, clientBreaks, agentBreaks, dialFails, perSecond, buffer);
        }
    }

    /// One WebSocket of a side: what is under way on it dies with it.
    private static final class Line {
        boolean up;
        int generation;
        long lastArrival;
    }

    final VirtualTime time;
    final Random random;
    final Weather weather;
    final Channel channel;
    final AgentDouble agent;
    final Map<Integer, Errand> errands = new HashMap<>();
    final LinkedHashMap<Stream, Errand> running = new LinkedHashMap<>();
    final List<Action> actions = new ArrayList<>();
    final ChannelSettings settings;
    private final Line client = new Line();
    private final Line far = new Line();
    private final List<Errand> waiting;
    private final List<Integer> early = new ArrayList<>();
    private boolean writing;
    private long lineFree;
    private long wakeGeneration;
    private boolean closedSaid;
    Ending ended;
    int reconnects;

    Simulation(long seed, Weather weather, ChannelSettings settings, List<Errand> waiting) {
        this.random = new Random(seed);
        this.time = new VirtualTime(random.nextLong() >> 2);
        lineFree = time.now();
        this.weather = weather;
        this.settings = settings;
        this.waiting = new ArrayList<>(waiting);
        channel = new Channel(settings, new UUID(1, 2), random, InstantSource.fixed(Instant.EPOCH));
        agent = new AgentDouble(time, random, bytes -> relay(bytes, 0, far, client, this::toClient), errands);
        time.in(random.nextInt(300) * VirtualTime.MILLI, this::agentUp);
        time.in(random.nextInt(300) * VirtualTime.MILLI, this::dial);
    }

    // --- the gateway --------------------------------------------------------------------------------------------------

    private void relay(ByteBuffer bytes, long queueing, Line from, Line to, java.util.function.Consumer<ByteBuffer> receiver) {
        if (!from.up) {
            return;
        }
        int copies = random.nextDouble() < weather.loss ? 0 : random.nextDouble() < weather.doubling ? 2 : 1;
        int fromGeneration = from.generation;
        for (int i = 0; i < copies; i++) {
            long delay = queueing + weather.delay + (weather.jitter == 0 ? 0 : random.nextLong(weather.jitter));
            if (!weather.reordering) {
                to.lastArrival = Math.max(to.lastArrival, time.now() + delay);
                delay = to.lastArrival - time.now();
            }
            int toGeneration = to.generation;
            time.in(delay, () -> {
                boolean senderGone = from.generation != fromGeneration && random.nextBoolean();
                if (senderGone || to.generation != toGeneration && to.up) {
                    return;
                }
                if (to.up) {
                    receiver.accept(bytes);
                } else {
                    announce(from, MessageType.PAUSE_PUBLICATION);
                }
            });
        }
    }

    /// A message of the gateway's own, with the wrong digest and length that it is known for.
    private void announce(Line to, String type) {
        if (!to.up) {
            return;
        }
        ByteBuffer bytes = AgentMessage.control(type, 0, new UUID(0, 5), ByteBuffer.wrap(new byte[]{'{', '}'})).encode();
        bytes.putInt(116, 77).put(85, (byte) 1);
        int generation = to.generation;
        time.in(weather.delay, () -> {
            if (to.up && to.generation == generation) {
                if (to == client) {
                    toClient(bytes);
                } else {
                    agent.receive(bytes);
                }
            }
        });
    }

    private void up(Line line, Line other, long breaks, Runnable broken) {
        line.up = true;
        line.generation++;
        line.lastArrival = time.now();
        if (other.up) {
            announce(line, MessageType.START_PUBLICATION);
            announce(other, MessageType.START_PUBLICATION);
        }
        if (breaks > 0) {
            int generation = line.generation;
            time.in(1 + random.nextLong(2 * breaks), () -> {
                if (line.up && line.generation == generation) {
                    line.up = false;
                    line.generation++;
                    broken.run();
                }
            });
        }
    }

    private void agentUp() {
        up(far, client, weather.agentBreaks, () -> {
            agent.disconnected();
            time.in((100 + random.nextInt(400)) * VirtualTime.MILLI, this::agentUp);
        });
        agent.connected();
    }

    // --- the owner of the channel ---------------------------------------------------------------------------------------

    private void dial() {
        if (ended != null) {
            return;
        }
        if (random.nextDouble() < weather.dialFails) {
            act(channel.notOpened(time.now(), "refused"));
        } else {
            up(client, far, weather.clientBreaks, () -> act(channel.closed(time.now(), random.nextBoolean() ? 1000 : 1006, "Bye")));
            act(channel.opened(time.now(), "token"));
        }
        pump();
    }

    private void toClient(ByteBuffer bytes) {
        act(channel.binary(time.now(), bytes.duplicate()));
        assertThat(channel.early()).isLessThanOrEqualTo(settings.reorder());
        pump();
    }

    void act(List<Action> list) {
        actions.addAll(list);
        for (Action action : list) {
            switch (action) {
                case Action.Ready ready -> {
                    assertThat(ready.mode()).isEqualTo(Action.Mode.MUX);
                    time.in(0, this::pump);
                }
                case Action.Reconnect reconnect -> {
                    reconnects++;
                    if (client.up) {
                        client.up = false;
                        client.generation++;
                    }
                    time.in(reconnect.after().toNanos() + 20 * VirtualTime.MILLI, this::dial);
                }
                case Action.Ended end -> {
                    assertThat(ended).isNull();
                    ended = end.ending();
                }
                case Action.Paused _,Action.Resumed _,Action.Message _ -> {
                }
            }
        }
    }

    /// What an owner does after every call.
    private void pump() {
        Streams streams = channel.streams();
        if (streams != null && ended == null) {
            while (!waiting.isEmpty() && (running.isEmpty() || random.nextInt(3) > 0)) {
                start(streams, waiting.removeFirst());
            }
            for (Stream stream : List.copyOf(running.keySet())) {
                serve(stream, running.get(stream));
            }
        }
        write();
        act(channel.tick(time.now()));
        write();
        long quiet = channel.quietFor(time.now());
        assertThat(writing || quiet > 0).as("nothing left undone").isTrue();
        assertThat(channel.unacknowledged()).isLessThanOrEqualTo(settings.window() + 256);
        long generation = ++wakeGeneration;
        if (quiet != Long.MAX_VALUE && !writing) {
            time.in(quiet, () -> {
                if (generation == wakeGeneration) {
                    pump();
                }
            });
        }
    }

    /// Opens one more connection now.
    void begin(Errand errand) {
        start(java.util.Objects.requireNonNull(channel.streams()), errand);
        pump();
    }

    private void start(Streams streams, Errand errand) {
        Stream stream = streams.open(time.now());
        errands.put(stream.id(), errand);
        running.put(stream, errand);
    }

    private void write() {
        while (!writing) {
            switch (channel.next(time.now())) {
                case null -> {
                    return;
                }
                case Frame.Text text -> {
                    try {
                        assertThat(OpenDataChannel.parse(text.text()).token()).isEqualTo("token");
                    } catch (WireException e) {
                        throw new AssertionError(e);
                    }
                }
                case Frame.Ping _ -> {
                    if (client.up) {
                        time.in(2 * weather.delay, () -> channel.heard(time.now()));
                    }
                }
                case Frame.Binary binary -> {
                    ByteBuffer bytes = ByteBuffer.allocate(binary.message().remaining()).put(binary.message()).flip();
                    relay(bytes, transmission(bytes.remaining()), client, far, this::toAgent);
                }
            }
        }
    }

    /// How long these bytes take until the last is on the uplink; the writer is held while the buffer in front of it is full.
    private long transmission(int bytes) {
        if (weather.bytesPerSecond == 0) {
            return 0;
        }
        lineFree = Math.max(lineFree, time.now()) + bytes * VirtualTime.SECOND / weather.bytesPerSecond;
        long full = lineFree - time.now() - weather.socketBuffer * VirtualTime.SECOND / weather.bytesPerSecond;
        if (full > 0) {
            writing = true;
            time.in(full, () -> {
                writing = false;
                pump();
            });
        }
        return lineFree - time.now();
    }

    private void toAgent(ByteBuffer bytes) {
        agent.receive(bytes.duplicate());
        if (agent.terminated && !closedSaid && client.up) {
            closedSaid = true;
            ByteBuffer closed = new ChannelClosed("", "", "s", 1, "", "").message(0, new UUID(0, 1)).encodeAsGateway().clear();
            relay(closed, 0, far, client, this::toClient);
        }
    }

    /// Both pumps of one local connection.
    private void serve(Stream stream, Errand errand) {
        ByteBuffer bytes = stream.take();
        while (bytes != null) {
            errand.arrivedDown(bytes);
            bytes = stream.take();
        }
        while (stream.room() > 0 && errand.upWritten < errand.up) {
            ByteBuffer piece = errand.nextUp(Math.min(stream.room(), 1 + random.nextInt(5000)));
            int taken = stream.write(piece);
            assertThat(taken).isEqualTo(piece.limit());
            errand.upWritten += taken;
        }
        boolean allUp = errand.upWritten == errand.up;
        switch (errand.kind) {
            case UPLOAD -> {
                if (allUp) {
                    finish(stream);
                }
            }
            case ECHO -> {
                if (errand.downArrived == errand.up) {
                    finish(stream);
                }
            }
            case ABORT -> {
                if (errand.downArrived > errand.down / 2) {
                    stream.abort();
                    running.remove(stream);
                }
            }
            case HALF_CLOSE -> {
                if (allUp) {
                    stream.endInput(time.now());
                }
                finishAtEnd(stream, new Stream.End.Finished());
            }
            case ANSWER -> finishAtEnd(stream, new Stream.End.Finished());
            case REFUSED -> finishAtEnd(stream, new Stream.End.Refused());
        }
    }

    private void finishAtEnd(Stream stream, Stream.End how) {
        if (stream.ended() != null) {
            assertThat(stream.ended()).isEqualTo(how);
            finish(stream);
        }
    }

    private void finish(Stream stream) {
        stream.close();
        running.remove(stream);
    }

    // --- the whole --------------------------------------------------------------------------------------------------------

    boolean done() {
        return waiting.isEmpty() && running.isEmpty() && !errands.isEmpty() && agent.finReceived.containsAll(agent.everOpened)
                && channel.streams() != null && channel.streams().all().isEmpty() && channel.unacknowledged() == 0;
    }

    /// Runs until every errand is done and every stream has ended on both sides.
    void runToEnd(long within) {
        boolean done = time.run(within, () -> done() || ended != null);
        assertThat(done && ended == null).as(() -> "all done; still running " + running.values() + ", errands " + errands.values()
                + ", ended " + ended + ", unacknowledged " + channel.unacknowledged() + ", reconnects " + reconnects + ", opened "
                + agent.everOpened + ", fin " + agent.finReceived).isTrue();
        for (Errand errand : errands.values()) {
            boolean all = switch (errand.kind) {
                case UPLOAD -> errand.upArrived == errand.up;
                case ANSWER, HALF_CLOSE, ECHO -> errand.upArrived == errand.up && errand.downArrived == errand.down;
                case ABORT -> errand.downArrived > errand.down / 2;
                case REFUSED -> errand.upArrived == 0 && errand.downArrived == 0;
            };
            assertThat(all).as("%s is whole", errand).isTrue();
        }
    }
}
