package dev.howdah.tunnel.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Frames of the smux protocol, version 1 (github.com/xtaci/smux): how several connections share the byte stream that the
/// Output payloads of one direction make together. Frame and message borders have nothing to do with each other.
///
/// | Byte | Field |
/// |---|---|
/// | 0 | version, 1 |
/// | 1 | command |
/// | 2..3 | length of the body, little-endian; 0 but for PSH |
/// | 4..7 | stream id, little-endian; 0 for NOP |
/// | 8.. | body |
///
/// Stream ids are unsigned 32-bit numbers, held in an `int`. A client opens the odd ones from 3 on and never uses one twice.
public final class Smux {
    public static final int VERSION = 1;
    /// Bytes in front of a body.
    public static final int HEADER = 8;
    /// The longest body.
    public static final int MAX_BODY = 0xffff;
    /// Open a stream: the agent dials its destination.
    public static final int SYN = 0;
    /// No more from this side; the real programs then close the connection both ways.
    public static final int FIN = 1;
    /// Data.
    public static final int PSH = 2;
    /// Nothing; keeps a mux alive.
    public static final int NOP = 3;

    private Smux() {}

    /// Writes the header of a frame at the position of `to`; the body, if any, is the caller's to put behind it.
    public static void header(ByteBuffer to, int command, int streamId, int length) {
        ByteOrder before = to.order();
        to.order(ByteOrder.LITTLE_ENDIAN).put((byte) VERSION).put((byte) command).putShort((short) length).putInt(streamId).order(before);
    }

    /// A frame of its own.
    public static ByteBuffer frame(int command, int streamId, byte... body) {
        if (body.length > MAX_BODY) {
            throw new IllegalArgumentException("a body of " + body.length + " bytes");
        }
        ByteBuffer frame = ByteBuffer.allocate(HEADER + body.length);
        header(frame, command, streamId, body.length);
        return frame.put(body).flip();
    }
}
