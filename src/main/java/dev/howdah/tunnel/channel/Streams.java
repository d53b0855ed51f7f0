package dev.howdah.tunnel.channel;

import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.WireException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The connections that a session carries. The public half is for the owner, under the lock that guards the [Channel]; the rest
/// is for the channel.
public abstract sealed class Streams permits Mux, Basic {
    private final ArrayDeque<Stream> changed = new ArrayDeque<>();
    /// Bytes that wait to be sent, of all streams.
    int queued;
    /// Memory taken up by received bytes that nobody took, of all streams.
    int held;

    /// Whether [#open] may be called now. [Mux] always can while its session lives.
    public abstract boolean canOpen(long now);

    /// A new stream; the agent connects it to the destination.
    ///
    /// @throws IllegalStateException
    ///             unless [#canOpen]
    public abstract Stream open(long now);

    /// The streams that have not ended on both sides.
    public abstract Collection<Stream> all();

    /// A stream about which something is new since the last call: bytes to take, room to write, or its end. Null when there is
    /// none. To be asked after each call to the channel, its streams or [Channel#next].
    public final @Nullable Stream changed() {
        Stream next = changed.poll();
        if (next != null) {
            next.reported = false;
        }
        return next;
    }

    final void report(Stream stream) {
        if (!stream.reported) {
            stream.reported = true;
            changed.add(stream);
        }
    }

    /// Upper bound of the bytes that [#fill] would write into a payload without end; 0 when there is nothing to send now.
    abstract int pending(long now);

    /// Writes the payload of one message, as much as fits and is wanted.
    ///
    /// @return [PayloadType#OUTPUT] or [PayloadType#FLAG]
    abstract int fill(long now, ByteBuffer payload);

    /// Output of the agent, in order.
    ///
    /// @param payload
    ///            given away: it may be kept
    abstract void received(long now, ByteBuffer payload) throws WireException;

    /// A flag of the agent, in order.
    void flagged(long now, int flag) {}

    /// A flag that [#fill] wrote has arrived.
    void flagAcknowledged(long now) {}

    abstract void tick(long now);

    /// Until now nothing could come: that a stream was silent says nothing about it.
    final void interrupted(long now) {
        all().forEach(stream -> stream.stirred = now);
    }

    /// Nanoseconds until [#tick] has something to do though nothing happens; [Long#MAX_VALUE] for never.
    abstract long quietFor(long now);

    /// Nanoseconds until something is [#pending] though nothing happens; [Long#MAX_VALUE] for never.
    long untilPending(long now) {
        return pending(now) > 0 ? 0 : Long.MAX_VALUE;
    }

    /// The session is over.
    void lost(Ending ending) {
        for (Stream stream : List.copyOf(all())) {
            stream.end(new Stream.End.Lost(ending));
        }
    }

    // What a stream's owner does to it.

    abstract void written(Stream stream);

    abstract void inputEnded(long now, Stream stream);

    abstract void closed(Stream stream);

    abstract void aborted(Stream stream);
}
