package dev.howdah.tunnel.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Finds the frames in a byte stream that comes in pieces of any size. The body of a data frame is handed on as it comes, not
/// when it is complete: an agent makes frames of 32 KiB, and waiting for one costs up to 67 ms on a slow session.
public final class SmuxReader {
    /// Where the frames go.
    public interface Sink {
        /// The peer opened a stream.
        default void syn(int streamId) {}

        /// The peer sends no more.
        void fin(int streamId);

        /// Bytes of a data frame.
        ///
        /// @param part
        ///            a view of what was given to [SmuxReader#read], never empty; good as long as those bytes are
        /// @param last
        ///            whether this ends the frame
        void psh(int streamId, ByteBuffer part, boolean last);

        default void nop() {}
    }

    private final ByteBuffer header = ByteBuffer.allocate(Smux.HEADER).order(ByteOrder.LITTLE_ENDIAN);
    private int streamId;
    /// Bytes of the current body that are still to come.
    private int missing;
    private @Nullable String broken;

    /// Reads all of `bytes`.
    ///
    /// @throws WireException
    ///             when the peer does not speak smux 1; the stream has no borders to find again, so every later call throws too
    public void read(ByteBuffer bytes, Sink sink) throws WireException {
        while (bytes.hasRemaining()) {
            if (broken != null) {
                throw new WireException(broken);
            }
            if (missing > 0) {
                readBody(bytes, sink);
            } else if (readHeader(bytes)) {
                dispatch(sink);
            }
        }
    }

    private void readBody(ByteBuffer bytes, Sink sink) {
        int size = Math.min(missing, bytes.remaining());
        ByteBuffer part = bytes.slice(bytes.position(), size);
        bytes.position(bytes.position() + size);
        missing -= size;
        sink.psh(streamId, part, missing == 0);
    }

    private boolean readHeader(ByteBuffer bytes) {
        int size = Math.min(header.remaining(), bytes.remaining());
        header.put(header.position(), bytes, bytes.position(), size).position(header.position() + size);
        bytes.position(bytes.position() + size);
        return !header.hasRemaining();
    }

    private void dispatch(Sink sink) throws WireException {
        int version = header.get(0);
        int command = header.get(1);
        int length = Short.toUnsignedInt(header.getShort(2));
        streamId = header.getInt(4);
        header.clear();
        if (version != Smux.VERSION) {
            throw breakWith("smux version " + (version & 0xff));
        }
        if (length != 0 && command != Smux.PSH) {
            throw breakWith("smux command " + command + " with a body of " + length + " bytes");
        }
        switch (command) {
            case Smux.SYN -> sink.syn(streamId);
            case Smux.FIN -> sink.fin(streamId);
            case Smux.PSH -> missing = length;
            case Smux.NOP -> sink.nop();
            default -> throw breakWith("smux command " + (command & 0xff));
        }
    }

    private WireException breakWith(String why) {
        broken = why;
        return new WireException(why);
    }
}
