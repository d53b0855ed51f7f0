package dev.howdah.drill.ssm.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// One stream of a mux: what came from the client and is not yet written to the destination, whole frames only.
final class MuxStream {
    /// Tells the acceptor that there will be no more.
    static final MuxStream NONE = new MuxStream(0, _ -> {
    });
    private final int id;
    private final IntConsumer delivered;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
    private boolean finished;
    private boolean closed;

    /// @param delivered is told how many bytes have left the mux
    MuxStream(int id, IntConsumer delivered) {
        this.id = id;
        this.delivered = delivered;
    }

    int id() {
        return id;
    }

    boolean isNone() { return this == NONE; }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void push(byte[] frame) {
        lock.lock();
        frames.add(frame);
        changed.signalAll();
        lock.unlock();
    }

    /// The client sends no more.
    void finish() {
        lock.lock();
        finished = true;
        changed.signalAll();
        lock.unlock();
    }

    /// Over on our side; what was not delivered is lost. Says how much that was.
    int close() {
        lock.lock();
        try {
            int lost = frames.stream().mapToInt(f -> f.length).sum();
            frames.clear();
            closed = true;
            changed.signalAll();
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /// Writes what comes to the destination until the client's FIN or our own end.
    void deliver(OutputStream to) throws IOException, InterruptedException {
        for (byte[] frame = next(); frame != null; frame = next()) {
            try {
                to.write(frame);
            } finally {
                delivered.accept(frame.length);
            }
        }
    }

    private byte @Nullable [] next() throws InterruptedException {
        lock.lock();
        try {
            while (frames.isEmpty() && !finished && !closed) {
                changed.await();
            }
            return frames.poll();
        } finally {
            lock.unlock();
        }
    }
}
