package dev.howdah.tunnel.channel;

import dev.howdah.task.Backoff;
import dev.howdah.tunnel.channel.Unacknowledged.Sent;
import dev.howdah.tunnel.wire.Acknowledge;
import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.ChannelClosed;
import dev.howdah.tunnel.wire.HandshakeComplete;
import dev.howdah.tunnel.wire.HandshakeRequest;
import dev.howdah.tunnel.wire.MessageType;
import dev.howdah.tunnel.wire.OpenDataChannel;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.PortFlag;
import dev.howdah.tunnel.wire.WireException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The client's end of one session, over as many WebSockets as it takes.
///
/// How it is driven. All calls are made under one lock of the owner, with the time in nanoseconds ([System#nanoTime]). A reader
/// calls [#binary] for each whole message and [#heard] for every other frame; it never waits for a writer. A writer calls
/// [#next] until null, writing each frame *outside* the lock, in order, and one at a time: so a slow network holds up the
/// making of messages instead of filling a queue, and numbering and remembering a message is one step under the lock. When
/// there is no frame the writer waits for [#quietFor], or until another call was made. [#tick] is called when that time has
/// passed. Whatever actions a call returns are carried out in their order; [Streams#changed] is asked after every call.
///
/// What it guarantees to the streams: every byte once and in order, over lost, repeated and reordered messages and
/// connections, or a clear end.
public final class Channel {
    /// Of so many messages in a row one is data, however many acknowledgements wait: a peer that repeats itself must not silence us.
    private static final int ACKS_IN_A_ROW = 9;
    private static final long LEAVE_WITHIN = 2_000_000_000L;
    private static final int NORMAL_CLOSE = 1000;
    private static final Backoff RECONNECT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

    private enum Phase {
        /// Nothing of a handshake yet.
        NEW,
        /// Answered; its completion is to come.
        ANSWERED,
        /// Carrying connections.
        READY,
        /// Saying good-bye; `leaving` is what it will have been.
        LEAVING, ENDED
    }

    private final ChannelSettings settings;
    private final UUID clientId;
    private final RandomGenerator random;
    private final InstantSource wall;
    private final Pacer pacer;
    private final Outbox outbox;
    private final Pulse pulse;
    private final Receipts receipts = new Receipts();
    private final Incoming incoming;
    private final List<Action> actions = new ArrayList<>();
    /// Messages of our own, not bound by window or pause: handshake and flags.
    private final ArrayDeque<Own> own = new ArrayDeque<>();

    private record Own(int payloadType, ByteBuffer payload) {}

    private Phase phase = Phase.NEW;
    private boolean connected;
    private @Nullable String opening;
    private @Nullable Handshake handshake;
    private @Nullable Streams streams;
    private int acksInARow;
    private boolean begun;
    private long handshakeBy;
    private int failures;
    private @Nullable Ending leaving;
    private long leaveBy;
    private long leavingSequence = -1;

    /// @param clientId
    ///            one per process, the same for all its sessions
    /// @param wall
    ///            stamps the messages; nothing is decided by it
    public Channel(ChannelSettings settings, UUID clientId, RandomGenerator random, InstantSource wall) {
        this.settings = settings;
        this.clientId = clientId;
        this.random = random;
        this.wall = wall;
        pacer = new Pacer(settings.pace());
        incoming = new Incoming(settings.reorder());
        outbox = new Outbox(settings);
        pulse = new Pulse(settings.liveness());
    }

    // --- the WebSocket ------------------------------------------------------------------------------------------------

    /// A WebSocket is open; what [#next] gives from now on is for it.
    ///
    /// @param token
    ///            of StartSession for the first, of ResumeSession for every other
    public List<Action> opened(long now, String token) {
        if (phase != Phase.ENDED) {
            connected = true;
            opening = OpenDataChannel.ofClient(newId(), token, clientId, settings.clientVersion()).json();
            begin(now);
            pulse.connected(now);
            outbox.reconnected(now);
            resume(now);
        }
        return actions();
    }

    private void begin(long now) {
        if (!begun) {
            begun = true;
            handshakeBy = now + settings.handshakeWithin().toNanos();
        }
    }

    /// A frame came that is no binary message: text, ping or pong. (Pongs are answered by the WebSocket itself, at once.)
    public void heard(long now) {
        pulse.heard(now);
    }

    /// A whole binary message came.
    ///
    /// @param bytes
    ///            given away: it may be kept, so nobody may write to it any more
    public List<Action> binary(long now, ByteBuffer bytes) {
        pulse.heard(now);
        if (connected && phase != Phase.ENDED) {
            try {
                dispatch(now, AgentMessage.decode(bytes));
            } catch (WireException e) {
                // What cannot be read was not received: it is not acknowledged, and will come again if it matters.
            }
        }
        return actions();
    }

    /// The current WebSocket closed or broke, whatever the code: 1000 "Bye" comes every hour and is no end of the session.
    public List<Action> closed(long now, int code, String reason) {
        if (connected && phase != Phase.ENDED) {
            Ending tooLarge = code == NORMAL_CLOSE ? null : outbox.closed(now, code);
            if (tooLarge != null) {
                end(tooLarge);
            } else {
                disconnected("closed with " + code + (reason.isEmpty() ? "" : " " + reason));
            }
        }
        return actions();
    }

    /// What [Action.Reconnect] asked for failed for now: no network, no credentials, throttled, refused.
    public List<Action> notOpened(long now, String why) {
        if (!connected && phase != Phase.ENDED) {
            begin(now);
            disconnected(why);
        }
        return actions();
    }

    /// ResumeSession gave no token, or knows no such session.
    public List<Action> gone() {
        end(new Ending.Gone());
        return actions();
    }

    private void disconnected(String why) {
        connected = false;
        opening = null;
        Ending left = leaving;
        if (left != null) {
            end(left);
            return;
        }
        failures++;
        actions.add(new Action.Reconnect(RECONNECT.before(failures, random), why));
    }

    // --- the session --------------------------------------------------------------------------------------------------

    /// Ends the session: the agent is told, and has two seconds to say that it heard. After [Action.Ended] the owner also calls
    /// TerminateSession, since not every agent understands.
    public List<Action> terminate(long now) {
        if (phase == Phase.READY && connected && understandsTerminate()) {
            leave(now, new Ending.Terminated(false), outbox.nextSequence() + own.size());
            own.add(new Own(PayloadType.FLAG, PortFlag.payload(PortFlag.TERMINATE_SESSION)));
        } else if (phase != Phase.LEAVING) {
            end(new Ending.Terminated(false));
        }
        return actions();
    }

    private boolean understandsTerminate() {
        return handshake != null && handshake.agent().isAfter(AgentVersion.LAST_WITHOUT_TERMINATE);
    }

    private void leave(long now, Ending ending, long sequence) {
        phase = Phase.LEAVING;
        leaving = ending;
        leaveBy = now + LEAVE_WITHIN;
        leavingSequence = sequence;
    }

    private void end(Ending ending) {
        if (phase != Phase.ENDED) {
            phase = Phase.ENDED;
            connected = false;
            if (streams != null) {
                streams.lost(ending);
            }
            actions.add(new Action.Ended(ending));
        }
    }

    /// The connections; null before [Action.Ready].
    public @Nullable Streams streams() {
        return streams;
    }

    // --- receiving ----------------------------------------------------------------------------------------------------

    private void dispatch(long now, AgentMessage message) throws WireException {
        switch (message.type()) {
            case MessageType.OUTPUT_STREAM_DATA -> sequenced(now, message);
            case MessageType.ACKNOWLEDGE -> acknowledged(now, Acknowledge.parse(message.payload()).sequence());
            case MessageType.CHANNEL_CLOSED -> channelClosed(message);
            case MessageType.START_PUBLICATION -> resume(now);
            case MessageType.PAUSE_PUBLICATION -> pause(now);
            default -> {
                // Newer than this program.
            }
        }
    }

    private void sequenced(long now, AgentMessage message) {
        failures = 0;
        if (outbox.paused()) {
            resume(now);
        }
        long sequence = message.sequence();
        if (sequence < 0 || receipts.isFull()) {
            return;
        }
        if (sequence > incoming.expected()) {
            if (incoming.keep(message)) {
                receipts.add(message);
            }
            return;
        }
        // A repetition is acknowledged again: its sender repeats nothing else until this one is.
        receipts.add(message);
        AgentMessage next = sequence == incoming.expected() ? message : null;
        while (next != null && phase != Phase.ENDED) {
            incoming.advance();
            handOn(now, next);
            next = incoming.poll();
        }
    }

    private void handOn(long now, AgentMessage message) {
        try {
            switch (message.payloadType()) {
                case PayloadType.HANDSHAKE_REQUEST -> asked(now, HandshakeRequest.parse(message.payload()));
                case PayloadType.HANDSHAKE_COMPLETE -> completed(HandshakeComplete.parse(message.payload()));
                case PayloadType.OUTPUT -> {
                    if (streams != null) {
                        streams.received(now, message.payload());
                    }
                }
                case PayloadType.FLAG -> {
                    if (streams != null) {
                        streams.flagged(now, PortFlag.parse(message.payload()));
                    }
                }
                default -> {
                    // Nothing that a port session uses.
                }
            }
        } catch (WireException e) {
            end(new Ending.Broken(String.valueOf(e.getMessage())));
        }
    }

    private void asked(long now, HandshakeRequest request) {
        if (phase != Phase.NEW) {
            return;
        }
        Handshake answer = Handshake.answer(request, settings.clientVersion());
        handshake = answer;
        phase = Phase.ANSWERED;
        String refusal = answer.refusal();
        if (refusal != null) {
            leave(now, new Ending.Refused(refusal), outbox.nextSequence());
        }
        own.add(new Own(PayloadType.HANDSHAKE_RESPONSE, answer.response().payload()));
    }

    private void completed(HandshakeComplete complete) {
        if (phase != Phase.ANSWERED || handshake == null) {
            return;
        }
        Streams ready = handshake.streams(settings.streams());
        streams = ready;
        phase = Phase.READY;
        actions.add(new Action.Ready(handshake.properties(), handshake.agent(), handshake.mode(), ready));
        if (!complete.customerMessage().isBlank()) {
            actions.add(new Action.Message(complete.customerMessage()));
        }
    }

    private void acknowledged(long now, long sequence) {
        failures = 0;
        Sent sent = outbox.acknowledged(now, sequence);
        if (sent == null) {
            return;
        }
        if (outbox.showsPresence(sent)) {
            resume(now);
        }
        if (sent.payloadType == PayloadType.FLAG && streams != null) {
            streams.flagAcknowledged(now);
        }
        if (sequence == leavingSequence && leaving != null) {
            end(heard(leaving));
        }
    }

    private void channelClosed(AgentMessage message) {
        String output;
        try {
            output = Objects.requireNonNullElse(ChannelClosed.parse(message.payload()).output(), "");
        } catch (WireException e) {
            output = message.payloadText();
        }
        boolean ours = leaving != null && output.isBlank();
        end(ours && leaving != null ? heard(leaving) : new Ending.Closed(output));
    }

    /// The same ending, now that the other side is known to have heard of it.
    private static Ending heard(Ending ending) {
        return ending instanceof Ending.Terminated ? new Ending.Terminated(true) : ending;
    }

    private void pause(long now) {
        if (!outbox.paused()) {
            outbox.pause(now);
            actions.add(new Action.Paused());
        }
    }

    /// The other side is there (again).
    private void resume(long now) {
        if (streams != null) {
            streams.interrupted(now);
        }
        if (outbox.paused()) {
            outbox.resume();
            actions.add(new Action.Resumed());
        }
    }

    // --- sending ------------------------------------------------------------------------------------------------------

    /// The next frame to write, or null when there is none now. A message that is handed out counts as sent.
    public @Nullable Frame next(long now) {
        if (!connected) {
            return null;
        }
        String first = opening;
        if (first != null) {
            opening = null;
            return new Frame.Text(first);
        }
        if (pulse.untilPing(now) == 0) {
            pulse.pinged(now);
            return new Frame.Ping();
        }
        if (pacer.until(now) > 0) {
            return null;
        }
        ByteBuffer message = message(now);
        if (message == null) {
            return null;
        }
        pacer.take(now);
        return new Frame.Binary(message);
    }

    private @Nullable ByteBuffer message(long now) {
        boolean enough = acksInARow >= ACKS_IN_A_ROW;
        if (!receipts.isEmpty() && !(enough && untilData(now) == 0)) {
            acksInARow++;
            return receipt();
        }
        acksInARow = 0;
        ByteBuffer repeat = outbox.repeat(now);
        if (repeat != null) {
            return repeat;
        }
        Own next = own.poll();
        if (next != null) {
            return first(now, next.payloadType, payload(next.payload));
        }
        return mayCarry(now) ? carried(now) : null;
    }

    private @Nullable ByteBuffer receipt() {
        Acknowledge due = receipts.poll();
        return due == null ? null : due.message(wall.millis(), newId()).encode();
    }

    /// Whether a message of the streams may go now.
    private boolean mayCarry(long now) {
        if (phase != Phase.READY || streams == null) {
            return false;
        }
        int pending = streams.pending(now);
        return pending > 0 && outbox.accepts(now, Math.min(pending, outbox.payload()));
    }

    private @Nullable ByteBuffer carried(long now) {
        Streams source = streams;
        if (source == null) {
            return null;
        }
        ByteBuffer message = payload(Math.min(source.pending(now), outbox.payload()));
        int type = source.fill(now, message);
        return first(now, type, message.flip());
    }

    /// A buffer with room for a header and a payload; its position is where the payload goes.
    private static ByteBuffer payload(int size) {
        return ByteBuffer.allocate(AgentMessage.HEADER + size).position(AgentMessage.HEADER);
    }

    private static ByteBuffer payload(ByteBuffer bytes) {
        return payload(bytes.remaining()).put(bytes.duplicate()).flip();
    }

    /// Numbers a new message, remembers it and gives it out.
    private ByteBuffer first(long now, int payloadType, ByteBuffer message) {
        AgentMessage.data(MessageType.INPUT_STREAM_DATA, wall.millis(), outbox.nextSequence(), newId(), payloadType, message)
                .writeHeader(message);
        return outbox.add(now, payloadType, message);
    }

    /// A random UUID, version 4.
    private UUID newId() {
        long high = random.nextLong() & ~0xf000L | 0x4000L;
        return new UUID(high, random.nextLong() & ~(3L << 62) | 1L << 63);
    }

    // --- time ---------------------------------------------------------------------------------------------------------

    /// Does what is due though nothing came.
    public List<Action> tick(long now) {
        if (phase == Phase.ENDED) {
            return actions();
        }
        Ending left = leaving;
        if (left != null && now - leaveBy >= 0) {
            end(left);
            return actions();
        }
        if (beforeReady() && begun && now - handshakeBy >= 0) {
            end(new Ending.NoHandshake(settings.handshakeWithin()));
            return actions();
        }
        if (connected && pulse.untilDead(now) == 0) {
            disconnected("nothing was heard for " + settings.liveness().deadAfter().toSeconds() + " s");
        }
        if (streams != null && canHear()) {
            streams.tick(now);
        }
        return actions();
    }

    /// Whether silence of the other side means something: nothing of it is missing on the way.
    private boolean canHear() {
        return connected && !outbox.paused() && incoming.bytes() == 0;
    }

    private boolean beforeReady() {
        return phase == Phase.NEW || phase == Phase.ANSWERED;
    }

    /// Nanoseconds in which neither [#next] nor [#tick] will have anything to do unless something else happens;
    /// [Long#MAX_VALUE] for ever.
    public long quietFor(long now) {
        if (phase == Phase.ENDED) {
            return Long.MAX_VALUE;
        }
        long least = streams == null || !canHear() ? Long.MAX_VALUE : streams.quietFor(now);
        if (leaving != null) {
            least = Math.min(least, Math.max(0, leaveBy - now));
        }
        if (beforeReady() && begun) {
            least = Math.min(least, Math.max(0, handshakeBy - now));
        }
        if (connected) {
            least = Math.min(least, Math.min(pulse.untilPing(now), pulse.untilDead(now)));
            long message = receipts.isEmpty() ? untilData(now) : 0;
            if (message != Long.MAX_VALUE) {
                least = Math.min(least, Math.max(message, pacer.until(now)));
            }
            if (opening != null) {
                least = 0;
            }
        }
        return least;
    }

    /// Until a message other than an acknowledgement could go, were it not for the pace.
    private long untilData(long now) {
        return own.isEmpty() ? Math.min(outbox.untilRepeat(now), untilCarrying(now)) : 0;
    }

    private long untilCarrying(long now) {
        if (mayCarry(now)) {
            return 0;
        }
        if (phase != Phase.READY || streams == null) {
            return Long.MAX_VALUE;
        }
        long pending = streams.untilPending(now);
        return pending == 0 ? outbox.untilAccepts(now) : pending;
    }

    // --- figures ------------------------------------------------------------------------------------------------------

    /// Bytes of messages that may still be sent before some are acknowledged.
    public int room() {
        return outbox.room();
    }

    /// Bytes of messages sent and not acknowledged.
    public int unacknowledged() {
        return outbox.bytes();
    }

    /// Bytes of messages that wait for one missing in front of them.
    public int early() {
        return incoming.bytes();
    }

    /// Most bytes of the next payload: smaller than set when the gateway did not like larger ones.
    public int payload() {
        return outbox.payload();
    }

    /// The smoothed time until an acknowledgement comes.
    public Duration roundTrip() {
        return Duration.ofNanos(outbox.roundTrip());
    }

    public boolean paused() {
        return outbox.paused();
    }

    private List<Action> actions() {
        if (actions.isEmpty()) {
            return List.of();
        }
        List<Action> result = List.copyOf(actions);
        actions.clear();
        return result;
    }
}
