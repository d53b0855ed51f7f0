package dev.howdah.drill.http;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/// Our end of one WebSocket: hands messages to the visitor in order and sends the peer's. Public because Jetty looks its methods
/// up by reflection.
public final class SocketEnd implements Session.Listener, SocketPeer {
    private static final System.Logger LOG = System.getLogger(SocketEnd.class.getName());
    private static final int SEND_SECONDS = 120;
    private final Function<SocketPeer, SocketVisitor> visitors;
    private final EndPoint wire;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flowing = lock.newCondition();
    private volatile @Nullable Session session;
    private volatile @Nullable SocketVisitor visitor;
    /// Guarded by `lock`: nothing flows before this `System.nanoTime()`.
    private long stalledUntil = System.nanoTime();
    private boolean ended;
    /// Whether the end was begun on this side.
    private volatile boolean ending;

    SocketEnd(Function<SocketPeer, SocketVisitor> visitors, EndPoint wire) {
        this.visitors = visitors;
        this.wire = wire;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        visitor = visitors.apply(this);
        opened.demand();
    }

    @Override
    public void onWebSocketText(String message) {
        tell(v -> v.text(message));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        byte[] message = new byte[payload.remaining()];
        payload.get(message);
        callback.succeed();
        tell(v -> v.binary(message));
    }

    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        awaitFlow();
        Session open = session;
        if (open != null) {
            open.sendPong(payload, Callback.NOOP);
            open.demand();
        }
    }

    private void tell(Consumer<SocketVisitor> what) {
        awaitFlow();
        SocketVisitor told = visitor;
        Session open = session;
        if (told != null && open != null) {
            what.accept(told);
            open.demand();
        }
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        end(code, reason == null ? "" : reason, !ending && code != StatusCode.NO_CLOSE && code != StatusCode.SHUTDOWN);
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.log(Level.DEBUG, "a WebSocket ended", cause);
        end(StatusCode.NO_CLOSE, "", false);
    }

    private void end(int code, String reason, boolean byPeer) {
        lock.lock();
        boolean first = !ended;
        ended = true;
        flowing.signalAll();
        lock.unlock();
        SocketVisitor told = visitor;
        if (first && told != null) {
            told.closed(code, reason, byPeer);
        }
    }

    /// Waits out a stall. False when the WebSocket has ended.
    private boolean awaitFlow() {
        lock.lock();
        try {
            for (long left = stalledUntil - System.nanoTime(); left > 0 && !ended; left = stalledUntil - System.nanoTime()) {
                flowing.awaitNanos(left);
            }
            return !ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean send(byte[] message) {
        Session open = session;
        if (!awaitFlow() || open == null) {
            return false;
        }
        var written = new Callback.Completable();
        open.sendBinary(ByteBuffer.wrap(message), written);
        try {
            written.get(SEND_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, "a message was not sent", e);
        }
        return false;
    }

    @Override
    public void close(int code, String reason) {
        ending = true;
        Session open = session;
        if (open != null) {
            open.close(code, reason, Callback.NOOP);
        }
    }

    @Override
    public void reset() {
        ending = true;
        try {
            if (wire instanceof SocketChannelEndPoint tcp) {
                tcp.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a connection was closed already", e);
        }
        wire.close();
        end(StatusCode.NO_CLOSE, "reset", false);
    }

    @Override
    public void stall(Duration howLong) {
        lock.lock();
        stalledUntil = System.nanoTime() + howLong.toNanos();
        flowing.signalAll();
        lock.unlock();
    }
}
