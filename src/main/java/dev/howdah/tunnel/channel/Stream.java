package dev.howdah.tunnel.channel;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One connection through the tunnel. Its owner reads the local socket and [#write]s, [#take]s and writes the local socket, and in the
/// end calls [#close] or [#abort]. Guarded by the lock of the channel's owner.
public final class Stream {
    /// How a stream ended. Bytes that came before may still be there to [#take].
    public sealed interface End {
        /// The other side closed it, or we did.
        record Finished() implements End {}

        /// The agent could not connect to the destination.
        record Refused() implements End {}

        /// Our side broke it off.
        record Aborted() implements End {}

        /// Nobody took what it received until it was too much; the other streams go on.
        record Overflow(int bytes) implements End {}

        /// The session ended under it.
        record Lost(Ending ending) implements End {}
    }

    /// What a piece of received bytes costs besides themselves.
    private static final int OVERHEAD = 256;

    private final Streams streams;
    private final int id;
    private final ArrayDeque<ByteBuffer> in = new ArrayDeque<>();
    private int held;
    private @Nullable End end;

    final SendQueue out;
    /// Queued in [Streams#changed].
    boolean reported;
    /// The local side sends no more.
    boolean inputEnded;
    /// The local side is done altogether.
    boolean closed;
    /// The local side broke off: nothing more is sent but the end.
    boolean dropped;
    /// The other side sends no more.
    boolean remoteEnded;
    /// Anything came at all.
    boolean answered;
    /// When it last gave a sign of life, for [#inputEnded]; nanoseconds.
    long stirred;

    Stream(Streams streams, int id, int capacity) {
        this.streams = streams;
        this.id = id;
        this.out = new SendQueue(capacity);
    }

    /// Unsigned; 0 where there is but one.
    public int id() {
        return id;
    }

    /// How many bytes [#write] takes now. At 0 the local socket is not to be read; [Streams#changed] names the stream when there is room.
    public int room() {
        return end != null || inputEnded || closed ? 0 : out.room();
    }

    /// Queues bytes to be sent.
    ///
    /// @return how many were taken from `bytes`: 0 when there is no room, or when the stream has ended
    public int write(ByteBuffer bytes) {
        int size = Math.min(bytes.remaining(), room());
        if (size > 0) {
            out.put(bytes, size);
            streams.queued += size;
            streams.written(this);
        }
        return size;
    }

    /// The local side sends no more, but may wait for an answer. The protocol has no such thing: an agent that is told would
    /// close both ways and the answer be lost. So it is told when the answer has ended, or nothing came for a while.
    public void endInput(long now) {
        if (end == null && !inputEnded) {
            inputEnded = true;
            stirred = now;
            streams.inputEnded(now, this);
        }
    }

    /// The local connection is closed, all received bytes are delivered or not wanted. What was written is still sent.
    public void close() {
        if (!closed) {
            closed = true;
            discard();
            streams.closed(this);
            end(new End.Finished());
        }
    }

    /// The local connection broke: the other side is told at once.
    public void abort() {
        if (!dropped) {
            dropInput();
            drop();
            streams.aborted(this);
            end(new End.Aborted());
        }
    }

    /// The next received bytes; null when there are none now. When null comes back and [#ended] says how it ended, none will come.
    public @Nullable ByteBuffer take() {
        ByteBuffer next = in.poll();
        if (next != null) {
            hold(-next.remaining() - OVERHEAD);
        }
        return next;
    }

    /// How it ended; null while it lives.
    public @Nullable End ended() {
        return end;
    }

    /// Memory that its received bytes take up.
    public int held() {
        return held;
    }

    private void hold(int more) {
        held += more;
        streams.held += more;
    }

    /// Queues received bytes.
    void receive(long now, ByteBuffer bytes) {
        in.add(bytes);
        hold(bytes.remaining() + OVERHEAD);
        answered = true;
        stirred = now;
        streams.report(this);
    }

    /// Moves `size` bytes to a payload.
    void send(long now, ByteBuffer payload, int size) {
        out.get(payload, size);
        streams.queued -= size;
        stirred = now;
        streams.report(this);
    }

    /// Marks the end; the first one counts.
    void end(End how) {
        if (end == null) {
            end = how;
            streams.report(this);
        }
    }

    /// Marks an end that loses bytes, whatever was said before.
    void reset(End how) {
        end = how;
        dropInput();
        drop();
        streams.report(this);
    }

    /// Forgets what waits to be sent.
    void drop() {
        streams.queued -= out.size();
        out.clear();
    }

    private void dropInput() {
        dropped = true;
        discard();
    }

    private void discard() {
        in.clear();
        hold(-held);
    }

    @Override
    public String toString() {
        return "stream " + Integer.toUnsignedString(id);
    }
}
