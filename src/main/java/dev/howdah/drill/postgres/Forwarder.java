package dev.howdah.drill.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The endpoint: one local port that leads to whoever is primary, as RDS's DNS name does. A client is connected onwards from
/// the loopback address it came from, so `client_addr` tells clients apart when they bind addresses of their own.
final class Forwarder implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Forwarder.class.getName());
    private static final int CONNECT_MILLIS = 3000;
    private final ServerSocket listener;
    private final Thread acceptor;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final LongAdder received = new LongAdder();
    private final LongAdder transmitted = new LongAdder();
    private volatile @Nullable InetSocketAddress target;
    private volatile boolean closed;

    /// Listens on `preferred` if it is free, else on any free port.
    Forwarder(int preferred) throws IOException {
        listener = bind(preferred);
        acceptor = Thread.ofPlatform().daemon().name("drill-endpoint/" + port()).start(this::accept);
    }

    private static ServerSocket bind(int preferred) throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        var socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(loopback, preferred), 100);
            return socket;
        } catch (BindException e) {
            LOG.log(Level.DEBUG, "port {0} is taken, taking a free one", preferred);
            socket.close();
        }
        var other = new ServerSocket();
        other.bind(new InetSocketAddress(loopback, 0), 100);
        return other;
    }

    int port() {
        return listener.getLocalPort();
    }

    /// Bytes from clients to the server so far.
    long received() {
        return received.sum();
    }

    /// Bytes from the server to clients so far.
    long transmitted() {
        return transmitted.sum();
    }

    /// New connections go to `node`.
    void follow(Node node) {
        target = new InetSocketAddress(node.address(), node.port());
    }

    /// Open connections die, new ones are reset until [#follow] names a server.
    void cut() {
        target = null;
        open.forEach(Forwarder::reset);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().name("drill-endpoint/client").start(() -> serve(client));
            } catch (IOException e) {
                if (!closed) {
                    LOG.log(Level.WARNING, "the endpoint could not accept a connection", e);
                }
            }
        }
    }

    private void serve(Socket client) {
        InetSocketAddress to = target;
        var server = new Socket();
        open.add(client);
        open.add(server);
        try {
            if (to == null || closed) {
                return;
            }
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.bind(new InetSocketAddress(client.getInetAddress(), 0));
            server.connect(to, CONNECT_MILLIS);
            if (to != target) {
                return;
            }
            Thread back = Thread.ofVirtual().name("drill-endpoint/server").start(() -> pump(server, client, transmitted));
            pump(client, server, received);
            back.join();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a connection did not reach the primary", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
            open.remove(server);
            reset(client);
            reset(server);
        }
    }

    /// Copies until one side ends; then tells the other side so, or resets both when it ended badly.
    private static void pump(Socket from, Socket to, LongAdder count) {
        byte[] buffer = new byte[16384];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                count.add(n);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a connection through the endpoint ended", e);
            reset(from);
            reset(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a socket was closed already", e);
        }
    }

    /// The port is free when this returns: a thread that waits for clients holds it until it has seen the end.
    @Override
    public void close() throws IOException {
        closed = true;
        listener.close();
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cut();
    }
}
