package dev.howdah.tunnel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

/// What one connection is for, and a witness on both of its ends: every byte has its value by its place, so a byte that is
/// lost, doubled, moved or altered is noticed where it happens.
final class Errand {
    enum Kind {
        /// The client sends all and closes.
        UPLOAD,
        /// The client asks; the server answers and closes.
        ANSWER,
        /// The same, and the client says that it will send no more before the answer comes (`nc -N`).
        HALF_CLOSE,
        /// The server sends back what it gets; the client closes when all is back.
        ECHO,
        /// The client breaks off in the middle of an answer.
        ABORT,
        /// The destination cannot be reached.
        REFUSED
    }

    final Kind kind;
    final int up;
    final int down;
    final int seed;

    /// Bytes that arrived, at each end.
    int upArrived;
    int downArrived;
    /// Bytes written, at each end.
    int upWritten;
    int downWritten;

    Errand(Kind kind, int up, int down, int seed) {
        this.kind = kind;
        this.up = up;
        this.down = kind == Kind.ECHO ? up : down;
        this.seed = seed;
    }

    /// The next bytes that the client sends.
    ByteBuffer nextUp(int most) {
        return bytes(seed, upWritten, Math.min(most, up - upWritten));
    }

    ByteBuffer nextDown(int most) {
        return bytes(kind == Kind.ECHO ? seed : seed + 1, downWritten, Math.min(most, down - downWritten));
    }

    void arrivedUp(ByteBuffer bytes) {
        check("up", seed, upArrived, bytes);
        upArrived += bytes.remaining();
        assertThat(upArrived).as("bytes up of %s", this).isLessThanOrEqualTo(up);
    }

    void arrivedDown(ByteBuffer bytes) {
        check("down", kind == Kind.ECHO ? seed : seed + 1, downArrived, bytes);
        downArrived += bytes.remaining();
        assertThat(downArrived).as("bytes down of %s", this).isLessThanOrEqualTo(down);
    }

    private void check(String direction, int seedOf, int from, ByteBuffer bytes) {
        for (int i = 0; i < bytes.remaining(); i++) {
            if (bytes.get(bytes.position() + i) != value(seedOf, from + i)) {
                throw new AssertionError(this + ": byte " + (from + i) + " " + direction + " is another");
            }
        }
    }

    private static ByteBuffer bytes(int seed, int from, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = value(seed, from + i);
        }
        return ByteBuffer.wrap(bytes);
    }

    /// Has no period that a message or frame size could hide in.
    private static byte value(int seed, int place) {
        int x = (place + seed * 7919) * 0x9e3779b1;
        return (byte) (x >>> 24 ^ x >>> 11);
    }

    @Override
    public String toString() {
        return kind + " up " + upArrived + "/" + up + " down " + downArrived + "/" + down;
    }
}
