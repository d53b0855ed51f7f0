package dev.howdah.tunnel.forward;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// A port on 127.0.0.1 that leads into a tunnel, for programs that are not this one. It is bound before any session is asked
/// for, so that a busy port costs nothing at AWS.
public final class LocalPort implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LocalPort.class.getName());
    /// Ports given by name: 15432 to 17431, below the range from which systems give out ports.
    private static final int FIRST_USUAL = 15_432;
    private static final int USUAL = 2000;
    private static final int PIECE = 32 << 10;
    /// A database answers the first words of a connection at once.
    private static final Duration ANSWER = Duration.ofSeconds(4);
    private final ServerSocket listener;
    private final Tunnel tunnel;
    private final Thread acceptor;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private LocalPort(ServerSocket listener, Tunnel tunnel) {
        this.listener = listener;
        this.tunnel = tunnel;
        acceptor = Thread.ofPlatform().daemon().name("tunnel/port-" + listener.getLocalPort()).unstarted(this::accept);
    }

    /// Binds 127.0.0.1 alone; nothing on the network reaches it.
    ///
    /// @param port 0 takes a free one
    /// @throws IOException when the port is taken
    public static ServerSocket bind(int port) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress("localhost", new byte[]{127, 0, 0, 1}), port), 64);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException("port " + port + " of 127.0.0.1 cannot be used: " + e.getMessage(), e);
        }
    }

    /// The port that a name always gets while it is free, so that a saved connection of another program still fits tomorrow; a free
    /// one when it is taken.
    ///
    /// @param name whose port it is, such as account, region and instance
    public static ServerSocket bindFor(String name) throws IOException {
        int usual = FIRST_USUAL + Math.floorMod(name.hashCode(), USUAL);
        try {
            return bind(usual);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the usual port of " + name + " is taken", e);
            return bind(0);
        }
    }

    /// Accepts from now on.
    public static LocalPort open(ServerSocket bound, Tunnel tunnel) {
        var port = new LocalPort(bound, tunnel);
        port.acceptor.start();
        return port;
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket local = listener.accept();
                local.setTcpNoDelay(true);
                open.add(local);
                Thread.ofVirtual().name("tunnel/local").start(() -> carry(local));
            } catch (SocketException e) {
                LOG.log(Level.DEBUG, "the port is closed", e);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "a connection could not be accepted", e);
            }
        }
    }

    private void carry(Socket local) {
        var asked = new AtomicBoolean();
        try (local; Connection remote = tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30))) {
            Thread upward = Thread.ofVirtual().name("tunnel/up").start(() -> up(local, remote, asked));
            down(remote, local, asked);
            upward.join();
        } catch (ConnectException e) {
            LOG.log(Level.INFO, "{0}; the next connection is made through a new session", e.getMessage());
            tunnel.renew();
            reset(local);
        } catch (IOException e) {
            LOG.log(Level.INFO, "a local connection ended: {0}", e.getMessage());
            reset(local);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(local);
        }
    }

    /// What the program sends. Its half-close is kept; a break is passed on.
    private static void up(Socket local, Connection remote, AtomicBoolean asked) {
        try {
            InputStream from = local.getInputStream();
            OutputStream to = remote.out();
            byte[] piece = new byte[PIECE];
            for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
                to.write(piece, 0, n);
                asked.set(true);
            }
            remote.endOutput();
        } catch (IOException e) {
            if (!local.isClosed()) {
                remote.abort();
            }
        }
    }

    /// What the database sends; then the program is told the end.
    private void down(Connection remote, Socket local, AtomicBoolean asked) throws IOException {
        InputStream from = remote.in();
        OutputStream to = local.getOutputStream();
        byte[] piece = new byte[PIECE];
        for (int n = first(remote, from, piece, asked); n >= 0; n = from.read(piece)) {
            to.write(piece, 0, n);
        }
        local.shutdownOutput();
        local.shutdownInput();
    }

    /// Waits for the first bytes. Where a question is not answered for a while, the session may lead to where the primary was before
    /// a failover, and the agent's attempt to connect there may take two minutes to fail: the next connections go through a new
    /// session. This one is left as it is, for a server may also be slow.
    private int first(Connection remote, InputStream from, byte[] piece, AtomicBoolean asked) throws IOException {
        remote.readTimeout((int) ANSWER.toMillis());
        while (true) {
            try {
                int n = from.read(piece);
                remote.readTimeout(0);
                return n;
            } catch (SocketTimeoutException e) {
                if (asked.get()) {
                    remote.readTimeout(0);
                    if (tunnel.sessions().contains(remote.session())) {
                        LOG.log(Level.INFO, "{0} does not answer; the next connection is made through a new session", tunnel.destination());
                        tunnel.renew();
                    }
                }
            }
        }
    }

    /// A broken connection must look broken, not finished: the program would take half an answer for a whole one.
    private static void reset(Socket local) {
        try {
            local.setSoLinger(true, 0);
            local.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "already gone", e);
        }
    }

    /// No new connections; those that are open end. The port is free when this returns: a thread that waits for connections holds it
    /// until it has seen the end.
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the local port did not close", e);
        }
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(LocalPort::reset);
    }
}
