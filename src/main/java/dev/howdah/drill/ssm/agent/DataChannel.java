package dev.howdah.drill.ssm.agent;

import dev.howdah.tunnel.wire.Acknowledge;
import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.MessageType;
import dev.howdah.tunnel.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The agent's end of a data channel: numbers what it sends and keeps it until it is acknowledged, puts what it receives into
/// order and acknowledges it once it is delivered. Of what is overdue it resends the oldest message only, ten times a second
/// at most, as the real one does.
final class DataChannel {
    private static final long RESEND_MILLIS = 100;
    private static final int OUTGOING = 100_000;
    private static final int INCOMING = 100_000;
    private static final double FIRST_ROUND_TRIP = Duration.ofMillis(100).toNanos();
    private static final double LEAST_MARGIN = Duration.ofMillis(10).toNanos();
    private static final double MOST_TIMEOUT = Duration.ofSeconds(1).toNanos();

    private final Consumer<AgentMessage> wire;
    private final Receiver receiver;
    private final Object sending = new Object();
    /// Guarded by `sending`: what is not acknowledged yet, oldest first, and the estimates made from acknowledgements.
    private final TreeMap<Long, Sent> outgoing = new TreeMap<>();
    private long next;
    private double roundTrip = FIRST_ROUND_TRIP;
    private double variation;
    private double timeout = Duration.ofMillis(200).toNanos();
    /// Touched by the gateway's thread only.
    private final Map<Long, AgentMessage> incoming = new HashMap<>();
    private long expected;
    private volatile boolean paused;

    DataChannel(Consumer<AgentMessage> wire, Receiver receiver) {
        this.wire = wire;
        this.receiver = receiver;
    }

    /// Takes what arrives in order.
    @FunctionalInterface
    interface Receiver {
        /// False when nobody can take it yet: it is not acknowledged then, and will come again.
        boolean take(AgentMessage message) throws IOException, WireException;
    }

    /// Whether the agent may send: not while it was told to pause.
    boolean active() {
        return !paused;
    }

    void pause(boolean pause) {
        paused = pause;
    }

    /// Sends one sequenced message; empty ones are not sent.
    void send(int payloadType, ByteBuffer payload) {
        if (!payload.hasRemaining()) {
            return;
        }
        synchronized (sending) {
            AgentMessage message = AgentMessage
                    .data(MessageType.OUTPUT_STREAM_DATA, System.currentTimeMillis(), next, UUID.randomUUID(), payloadType, payload)
                    .withFlags(next == 0 ? AgentMessage.FLAG_SYN : AgentMessage.FLAG_DATA);
            if (!paused) {
                wire.accept(message);
            }
            if (outgoing.size() < OUTGOING) {
                outgoing.put(next, new Sent(message, System.nanoTime()));
            }
            next++;
        }
    }

    /// Looks after what is not acknowledged until it is interrupted.
    void resend() throws InterruptedException {
        while (true) {
            Thread.sleep(RESEND_MILLIS);
            AgentMessage again = paused ? null : overdue();
            if (again != null) {
                wire.accept(again);
            }
        }
    }

    private @Nullable AgentMessage overdue() {
        synchronized (sending) {
            var head = outgoing.firstEntry();
            long now = System.nanoTime();
            if (head == null || now - head.getValue().at < timeout) {
                return null;
            }
            outgoing.put(head.getKey(), new Sent(head.getValue().message, now));
            return head.getValue().message;
        }
    }

    /// Whether everything was acknowledged.
    boolean drained() {
        synchronized (sending) {
            return outgoing.isEmpty();
        }
    }

    /// Takes one message from the gateway; waits while its bytes cannot be delivered.
    void receive(AgentMessage message) throws IOException, WireException {
        switch (message.type()) {
            case MessageType.INPUT_STREAM_DATA -> {
                paused = false;
                input(message);
            }
            case MessageType.ACKNOWLEDGE -> {
                paused = false;
                acknowledged(Acknowledge.parse(message.payload()));
            }
            case MessageType.PAUSE_PUBLICATION -> paused = true;
            case MessageType.START_PUBLICATION -> paused = false;
            default -> {
                // The real one logs it and goes on.
            }
        }
    }

    private void input(AgentMessage message) throws IOException, WireException {
        long number = message.sequence();
        if (number == expected) {
            if (receiver.take(message)) {
                acknowledge(message);
                expected++;
                drain();
            }
        } else if (number > expected) {
            if (incoming.size() < INCOMING) {
                acknowledge(message);
                incoming.put(number, message);
            }
        } else {
            acknowledge(message);
        }
    }

    /// What waited for its turn.
    private void drain() throws IOException, WireException {
        for (AgentMessage waiting = incoming.get(expected); waiting != null; waiting = incoming.get(expected)) {
            if (!receiver.take(waiting)) {
                return;
            }
            incoming.remove(expected);
            expected++;
        }
    }

    private void acknowledge(AgentMessage message) {
        wire.accept(Acknowledge.of(message).message(System.currentTimeMillis(), UUID.randomUUID()));
    }

    private void acknowledged(Acknowledge content) {
        synchronized (sending) {
            Sent sent = outgoing.remove(content.sequence());
            if (sent != null) {
                estimate(System.nanoTime() - sent.at);
            }
        }
    }

    private void estimate(double sample) {
        variation = 0.75 * variation + 0.25 * Math.abs(roundTrip - sample);
        roundTrip = 0.875 * roundTrip + 0.125 * sample;
        timeout = Math.min(MOST_TIMEOUT, roundTrip + Math.max(LEAST_MARGIN, 4 * variation));
    }

    private record Sent(AgentMessage message, long at) {}
}
