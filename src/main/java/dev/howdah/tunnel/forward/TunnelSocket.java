package dev.howdah.tunnel.forward;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/// A [Connection] that passes for a socket, for libraries that want one, such as a JDBC driver or a TLS layer. No port is
/// opened and no name is resolved: whatever address it is told to connect to, it goes where its tunnel goes.
public final class TunnelSocket extends Socket {
    private final Tunnel tunnel;
    private final Tunnel.Use use;
    private volatile @Nullable Connection connection;
    private volatile boolean closed;
    private int timeout;

    public TunnelSocket(Tunnel tunnel, Tunnel.Use use) {
        this.tunnel = tunnel;
        this.use = use;
    }

    @Override
    public void connect(SocketAddress anywhere) throws IOException {
        connect(anywhere, 0);
    }

    @Override
    public void connect(SocketAddress anywhere, int millis) throws IOException {
        if (closed) {
            throw new SocketException("closed");
        }
        try {
            Connection made = tunnel.connect(use, java.time.Duration.ofMillis(millis == 0 ? 30_000 : millis));
            made.readTimeout(timeout);
            connection = made;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("told to stop while connecting");
        }
    }

    private Connection made() throws SocketException {
        Connection made = connection;
        if (made == null || closed) {
            throw new SocketException(closed ? "closed" : "not connected");
        }
        return made;
    }

    @Override
    public InputStream getInputStream() throws IOException { return made().in(); }

    @Override
    public OutputStream getOutputStream() throws IOException { return made().out(); }

    @Override
    public boolean isConnected() { return connection != null; }

    @Override
    public boolean isBound() { return connection != null; }

    @Override
    public boolean isClosed() { return closed; }

    @Override
    public boolean isInputShutdown() { return closed; }

    @Override
    public boolean isOutputShutdown() { return closed; }

    @Override
    public void shutdownOutput() throws IOException {
        made().endOutput();
    }

    @Override
    public void shutdownInput() {
        // the protocol has no such thing; what comes is dropped when the socket closes
    }

    @Override
    public void close() {
        closed = true;
        Connection made = connection;
        if (made != null) {
            made.close();
        }
    }

    @Override
    public void setSoTimeout(int millis) {
        timeout = millis;
        Connection made = connection;
        if (made != null) {
            made.readTimeout(millis);
        }
    }

    @Override
    public int getSoTimeout() { return timeout; }

    /// Messages go at once, and pings keep the channel alive, whatever is asked for here.
    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() { return true; }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() { return true; }

    @Override
    public void setSoLinger(boolean on, int seconds) {}

    @Override
    public int getSoLinger() { return -1; }

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public int getReceiveBufferSize() { return 64 << 10; }

    @Override
    public void setSendBufferSize(int size) {}

    @Override
    public int getSendBufferSize() { return 64 << 10; }

    @Override
    public InetAddress getInetAddress() { return InetAddress.getLoopbackAddress(); }

    @Override
    public InetAddress getLocalAddress() { return InetAddress.getLoopbackAddress(); }

    @Override
    public int getPort() { return tunnel.destination().port(); }

    @Override
    public int getLocalPort() { return 0; }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return InetSocketAddress.createUnresolved(tunnel.destination().host(), tunnel.destination().port());
    }

    @Override
    public String toString() {
        return "TunnelSocket[" + tunnel.destination() + "]";
    }
}
