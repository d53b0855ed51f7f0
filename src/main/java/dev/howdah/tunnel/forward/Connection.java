package dev.howdah.tunnel.forward;

import dev.howdah.tunnel.channel.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One connection through the tunnel as blocking streams, for the thread that reads and the thread that writes it. Interrupting
/// a thread that waits in it ends the wait.
public final class Connection implements AutoCloseable {
    private final Session session;
    private final Stream stream;
    private final ReentrantLock lock;
    /// Bytes to take, room to write, or the end.
    private final Condition news;
    private final InputStream in = new In();
    private final OutputStream out = new Out();
    /// Guarded by `lock`.
    private @Nullable ByteBuffer current;
    private boolean closed;
    private volatile int readTimeout;

    Connection(Session session, Stream stream, ReentrantLock lock) {
        this.session = session;
        this.stream = stream;
        this.lock = lock;
        this.news = lock.newCondition();
    }

    public InputStream in() {
        return in;
    }

    public OutputStream out() {
        return out;
    }

    /// The session that carries it.
    public Session session() {
        return session;
    }

    /// @param millis most that a read waits, 0 for ever
    public void readTimeout(int millis) {
        readTimeout = millis;
    }

    public int readTimeout() {
        return readTimeout;
    }

    /// The local side sends no more; the answer still comes.
    public void endOutput() {
        lock.lock();
        try {
            stream.endInput(session.now());
            session.stirred();
        } finally {
            lock.unlock();
        }
    }

    /// Breaks it off: the other side is told at once, what was not sent is dropped.
    public void abort() {
        finish(true);
    }

    /// What was written is still sent.
    @Override
    public void close() {
        finish(false);
    }

    private void finish(boolean broken) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            current = null;
            if (broken) {
                stream.abort();
            } else {
                stream.close();
            }
            session.forget(stream);
            news.signalAll();
            session.stirred();
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// For the session, under the lock.
    void changed() {
        news.signalAll();
    }

    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            if (most == 0) {
                return 0;
            }
            lock.lock();
            try {
                ByteBuffer piece = piece();
                if (piece == null) {
                    return -1;
                }
                int size = Math.min(most, piece.remaining());
                piece.get(bytes, from, size);
                return size;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int available() throws IOException {
            lock.lock();
            try {
                ByteBuffer piece = current;
                if (piece == null || !piece.hasRemaining()) {
                    current = closed ? null : stream.take();
                    piece = current;
                }
                return piece == null ? 0 : piece.remaining();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            Connection.this.close();
        }
    }

    /// Bytes that were received and not read, waited for; null at the end.
    private @Nullable ByteBuffer piece() throws IOException {
        long left = readTimeout == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(readTimeout);
        while (true) {
            ByteBuffer piece = current;
            if (piece != null && piece.hasRemaining()) {
                return piece;
            }
            if (closed) {
                throw new IOException("the connection is closed here");
            }
            piece = stream.take();
            current = piece;
            if (piece != null) {
                continue;
            }
            Stream.End end = stream.ended();
            if (end != null) {
                return ended(end);
            }
            if (left <= 0) {
                throw new SocketTimeoutException("nothing came within " + readTimeout + " ms");
            }
            left = await(left);
        }
    }

    private long await(long nanos) throws IOException {
        try {
            return news.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("told to stop while waiting for the tunnel");
        }
    }

    /// @return null, for an end in order
    private @Nullable ByteBuffer ended(Stream.End end) throws IOException {
        return switch (end) {
            case Stream.End.Finished() -> null;
            case Stream.End.Refused() -> throw new ConnectException("the destination refused the connection from " + session.via());
            case Stream.End.Aborted() -> throw new IOException("the connection was broken off here");
            case Stream.End.Overflow(var bytes) -> throw new IOException("the connection was reset: " + bytes
                    + " bytes had come that nobody read");
            case Stream.End.Lost(var ending) -> throw new IOException("the session under the connection ended: " + ending.sentence());
        };
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int size) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes, from, size);
            lock.lock();
            try {
                while (rest.hasRemaining()) {
                    if (closed) {
                        throw new IOException("the connection is closed here");
                    }
                    if (stream.write(rest) > 0) {
                        session.stirred();
                        continue;
                    }
                    Stream.End end = stream.ended();
                    if (end != null) {
                        ended(end);
                        throw new IOException("the other side has closed the connection");
                    }
                    await(Long.MAX_VALUE);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            Connection.this.close();
        }
    }
}
