package dev.howdah.tunnel.channel;

import dev.howdah.tunnel.channel.ChannelSettings.StreamSettings;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.PortFlag;
import dev.howdah.tunnel.wire.Smux;
import dev.howdah.tunnel.wire.SmuxReader;
import dev.howdah.tunnel.wire.WireException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Many connections in one session, by smux version 1.
///
/// Sending is fair: streams that have something take turns, a small frame each, and a frame is made only when its message is about
/// to go. So a keystroke waits for one frame of each other stream, not for the uploads queued in them.
///
/// Receiving never stops: the protocol has no window for a stream, and an agent cannot be made to pause one. A stream whose
/// owner does not take its bytes is reset alone when they become too many; the others do not notice.
public final class Mux extends Streams implements SmuxReader.Sink {
    private static final int FIRST_ID = 3;
    private static final int SMALLEST_FRAME = 1 << 10;
    /// A data frame is not begun for less than this in the rest of a payload, unless it is all there is.
    private static final int SMALLEST_PIECE = 256;
    private static final long KEEP_ALIVE = 10_000_000_000L;
    private static final int MOST_FORGOTTEN = 1024;

    private final StreamSettings settings;
    private final long keepAlive;
    private final SmuxReader reader = new SmuxReader();
    private final LinkedHashMap<Integer, Stream> streams = new LinkedHashMap<>();
    /// Streams with something to send, in the order of their turns.
    private final LinkedHashMap<Integer, Turn> turns = new LinkedHashMap<>();
    /// Streams whose other side was told the end first, and that never got data: their end may yet explain a refusal.
    private final LinkedHashMap<Integer, Boolean> forgotten = new LinkedHashMap<>();
    /// Refusals that no stream was named for yet: each as the highest id that was open when it came.
    private final ArrayDeque<Integer> refusals = new ArrayDeque<>();
    /// Streams waiting for the end of an answer.
    private final LinkedHashMap<Integer, Stream> halfClosed = new LinkedHashMap<>();
    private int nextId = FIRST_ID;
    private long quietSince;
    private boolean started;
    private boolean over;
    private long receivedAt;

    /// What a stream has to send besides its data.
    private static final class Turn {
        final Stream stream;
        boolean syn;
        boolean fin;

        Turn(Stream stream) {
            this.stream = stream;
        }
    }

    Mux(StreamSettings settings, boolean agentNeedsKeepAlive) {
        this.settings = settings;
        this.keepAlive = agentNeedsKeepAlive
                ? KEEP_ALIVE
                : settings.idleKeepAlive().map(Duration::toNanos).orElse(
                        Long.MAX_VALUE);
    }

    @Override
    public boolean canOpen(long now) {
        return !over && nextId != 1;
    }

    @Override
    public Stream open(long now) {
        if (!canOpen(now)) {
            throw new IllegalStateException("the session has ended");
        }
        var stream = new Stream(this, nextId, settings.send());
        nextId += 2;
        streams.put(stream.id(), stream);
        turn(stream).syn = true;
        return stream;
    }

    @Override
    public Collection<Stream> all() {
        return Collections.unmodifiableCollection(streams.values());
    }

    private Turn turn(Stream stream) {
        return turns.computeIfAbsent(stream.id(), _ -> new Turn(stream));
    }

    // --- sending ------------------------------------------------------------------------------------------------------

    @Override
    int pending(long now) {
        if (turns.isEmpty()) {
            return keepAliveDue(now) ? Smux.HEADER : 0;
        }
        return queued + turns.size() * 3 * Smux.HEADER + queued / SMALLEST_PIECE * Smux.HEADER;
    }

    @Override
    int fill(long now, ByteBuffer payload) {
        if (turns.isEmpty() && keepAliveDue(now)) {
            Smux.header(payload, Smux.NOP, 0, 0);
        }
        int frame = Math.min(settings.frame(), Math.max(SMALLEST_FRAME, settings.frame() / Math.max(1, turns.size())));
        Turn turn = firstTurn();
        while (turn != null && fill(now, turn, frame, payload)) {
            turn = firstTurn();
        }
        quietSince = now;
        started = true;
        return PayloadType.OUTPUT;
    }

    private @Nullable Turn firstTurn() {
        var entry = turns.firstEntry();
        return entry == null ? null : entry.getValue();
    }

    /// One turn of one stream; false when the payload has no room for it.
    private boolean fill(long now, Turn turn, int frame, ByteBuffer payload) {
        Stream stream = turn.stream;
        if (turn.syn) {
            if (payload.remaining() < Smux.HEADER) {
                return false;
            }
            Smux.header(payload, Smux.SYN, stream.id(), 0);
            turn.syn = false;
        }
        int wanted = Math.min(stream.out.size(), frame - Smux.HEADER);
        int size = Math.min(wanted, payload.remaining() - Smux.HEADER);
        if (size < wanted && size < SMALLEST_PIECE) {
            return false;
        }
        if (size > 0) {
            Smux.header(payload, Smux.PSH, stream.id(), size);
            stream.send(now, payload, size);
        }
        return endTurn(turn, payload);
    }

    private boolean endTurn(Turn turn, ByteBuffer payload) {
        Stream stream = turn.stream;
        if (stream.out.size() > 0) {
            turns.remove(stream.id());
            turns.put(stream.id(), turn);
            return true;
        }
        if (turn.fin) {
            if (payload.remaining() < Smux.HEADER) {
                return false;
            }
            Smux.header(payload, Smux.FIN, stream.id(), 0);
            forget(stream);
        }
        turns.remove(stream.id());
        return true;
    }

    /// Our end is said: nothing of this stream matters any more, but its other end may be on its way.
    private void forget(Stream stream) {
        streams.remove(stream.id());
        halfClosed.remove(stream.id());
        if (!stream.remoteEnded && !stream.answered) {
            forgotten.put(stream.id(), true);
            if (forgotten.size() > MOST_FORGOTTEN) {
                forgotten.pollFirstEntry();
            }
        }
    }

    private boolean keepAliveDue(long now) {
        if (keepAlive == Long.MAX_VALUE || over) {
            return false;
        }
        if (!started) {
            started = true;
            quietSince = now;
        }
        return now - quietSince >= keepAlive;
    }

    @Override
    void written(Stream stream) {
        turn(stream);
    }

    // --- ends ---------------------------------------------------------------------------------------------------------

    @Override
    void inputEnded(long now, Stream stream) {
        if (stream.remoteEnded) {
            sayEnd(stream);
        } else {
            halfClosed.put(stream.id(), stream);
        }
    }

    @Override
    void closed(Stream stream) {
        sayEnd(stream);
    }

    @Override
    void aborted(Stream stream) {
        sayEnd(stream);
    }

    /// Queues FIN behind what the stream has queued; a stream that the agent never heard of just vanishes.
    private void sayEnd(Stream stream) {
        if (!streams.containsKey(stream.id())) {
            return;
        }
        halfClosed.remove(stream.id());
        Turn turn = turn(stream);
        if (turn.syn && stream.out.size() == 0) {
            turns.remove(stream.id());
            streams.remove(stream.id());
        } else {
            turn.fin = true;
        }
    }

    private void reset(Stream stream, Stream.End how) {
        stream.reset(how);
        sayEnd(stream);
    }

    @Override
    void lost(Ending ending) {
        super.lost(ending);
        over = true;
        streams.clear();
        turns.clear();
        halfClosed.clear();
    }

    // --- receiving ----------------------------------------------------------------------------------------------------

    @Override
    void received(long now, ByteBuffer payload) throws WireException {
        receivedAt = now;
        reader.read(payload, this);
    }

    /// For the reader.
    @Override
    public void psh(int streamId, ByteBuffer part, boolean last) {
        Stream stream = streams.get(streamId);
        if (stream == null || stream.dropped || stream.closed || stream.remoteEnded || stream.ended() != null) {
            return;
        }
        stream.receive(receivedAt, part);
        if (stream.held() > settings.receive()) {
            reset(stream, new Stream.End.Overflow(stream.held()));
        } else if (held > settings.receiveTotal()) {
            Stream fullest = Collections.max(streams.values(), Comparator.comparingInt(Stream::held));
            reset(fullest, new Stream.End.Overflow(fullest.held()));
        }
    }

    /// For the reader.
    @Override
    public void fin(int streamId) {
        Stream stream = streams.get(streamId);
        if (stream == null) {
            if (forgotten.remove(streamId) != null && streams.values().stream().noneMatch(Mux::mayBeRefused)) {
                explain(streamId);
            }
            return;
        }
        boolean refused = mayBeRefused(stream) && explain(streamId);
        stream.remoteEnded = true;
        stream.drop();
        Turn turn = turns.get(streamId);
        if (turn != null && !turn.syn && !turn.fin) {
            turns.remove(streamId);
        }
        stream.end(refused ? new Stream.End.Refused() : new Stream.End.Finished());
        if (stream.inputEnded || stream.dropped || stream.closed) {
            sayEnd(stream);
        }
    }

    @Override
    void flagged(long now, int flag) {
        if (flag == PortFlag.CONNECT_TO_PORT_ERROR && refusals.size() < MOST_FORGOTTEN) {
            refusals.add(nextId - 2);
        }
    }

    /// Whether an end of this stream could mean that its destination refused it.
    private static boolean mayBeRefused(Stream stream) {
        return !stream.answered && !stream.remoteEnded && stream.ended() == null;
    }

    /// Whether a refusal came that can have been for this stream, which ended without data; uses it up.
    private boolean explain(int streamId) {
        var each = refusals.iterator();
        while (each.hasNext()) {
            if (Integer.compareUnsigned(each.next(), streamId) >= 0) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    // --- time ---------------------------------------------------------------------------------------------------------

    @Override
    void tick(long now) {
        for (Stream stream : List.copyOf(halfClosed.values())) {
            if (now - stream.stirred >= settings.halfCloseGrace().toNanos()) {
                sayEnd(stream);
                stream.end(new Stream.End.Finished());
            }
        }
    }

    @Override
    long quietFor(long now) {
        long least = Long.MAX_VALUE;
        for (Stream stream : halfClosed.values()) {
            least = Math.min(least, Math.max(0, settings.halfCloseGrace().toNanos() - (now - stream.stirred)));
        }
        return least;
    }

    @Override
    long untilPending(long now) {
        if (pending(now) > 0) {
            return 0;
        }
        return keepAlive == Long.MAX_VALUE || over ? Long.MAX_VALUE : keepAlive - (now - quietSince);
    }
}
