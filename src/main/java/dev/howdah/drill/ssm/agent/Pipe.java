package dev.howdah.drill.ssm.agent;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Bytes from one thread to another, as through a local socket: a writer waits while it is full, a reader while it is empty.
final class Pipe {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] ring;
    /// Guarded by `lock`, as all below.
    private int start;
    private int size;
    private boolean closed;

    Pipe(int capacity) {
        ring = new byte[capacity];
    }

    /// Puts in all bytes.
    void write(byte[] bytes) throws IOException {
        lock.lock();
        try {
            int done = 0;
            while (done < bytes.length) {
                while (size == ring.length && !closed) {
                    changed.await();
                }
                if (closed) {
                    throw new IOException("write on a closed pipe");
                }
                int end = (start + size) % ring.length;
                int part = Math.min(Math.min(bytes.length - done, ring.length - size), ring.length - end);
                System.arraycopy(bytes, done, ring, end, part);
                size += part;
                done += part;
                changed.signalAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /// Takes what is there, at least one byte and at most `most`; nothing at the end.
    byte[] read(int most) throws IOException {
        lock.lock();
        try {
            while (size == 0 && !closed) {
                changed.await();
            }
            byte[] part = new byte[Math.min(most, size)];
            for (int done = 0; done < part.length;) {
                int run = Math.min(part.length - done, ring.length - start);
                System.arraycopy(ring, start, part, done, run);
                start = (start + run) % ring.length;
                done += run;
            }
            size -= part.length;
            changed.signalAll();
            return part;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more goes in; what is in still comes out.
    void close() {
        lock.lock();
        closed = true;
        changed.signalAll();
        lock.unlock();
    }
}
