package dev.howdah.tunnel.channel;

import java.nio.ByteBuffer;

/// The bytes of one stream that wait to be sent: a ring of fixed size, allocated when first used.
final class SendQueue {
    private static final byte[] NONE = {};

    private final int capacity;
    private byte[] ring = NONE;
    private int from;
    private int size;

    SendQueue(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return size;
    }

    int room() {
        return capacity - size;
    }

    /// Takes `count` bytes from `bytes`; there must be room.
    void put(ByteBuffer bytes, int count) {
        if (ring.length == 0) {
            ring = new byte[capacity];
        }
        int at = (from + size) % capacity;
        int first = Math.min(count, capacity - at);
        bytes.get(ring, at, first).get(ring, 0, count - first);
        size += count;
    }

    /// Moves `count` bytes, which must be there, to `to`.
    void get(ByteBuffer to, int count) {
        int first = Math.min(count, capacity - from);
        to.put(ring, from, first).put(ring, 0, count - first);
        from = (from + count) % capacity;
        size -= count;
        if (size == 0) {
            from = 0;
        }
    }

    void clear() {
        from = 0;
        size = 0;
        ring = NONE;
    }
}
