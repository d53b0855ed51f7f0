package dev.howdah.drill;

import dev.howdah.drill.world.InnerHost;
import dev.howdah.drill.world.NetworkSeed;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An echo server that a test puts inside the VPC of a drill, in the database's security group.
final class EchoServer implements AutoCloseable {
    static final String ECHO = "echo.blog.internal";
    static final int PORT = 5432;
    final List<Socket> accepted = new CopyOnWriteArrayList<>();
    /// Whether connections are read at all.
    volatile boolean reads = true;
    private final ServerSocket listener;

    private EchoServer(ServerSocket listener) {
        this.listener = listener;
    }

    static EchoServer start() throws IOException {
        var echo = new EchoServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(echo::serve);
        return echo;
    }

    static EchoServer echo(Drill drill) throws IOException {
        EchoServer echo = start();
        echo.listen(drill, ECHO, NetworkSeed.BLOCK + ".20.77");
        return echo;
    }

    /// Where it really listens.
    int local() {
        return listener.getLocalPort();
    }

    /// Makes the echo server answer at another name or address too.
    void listen(Drill drill, String name, String address) {
        drill.world().home().put(new InnerHost(name, address, PORT, List.of(NetworkSeed.SG_RDS),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort())));
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                accepted.add(socket);
                if (reads) {
                    Thread.ofVirtual().start(() -> copy(socket));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    /// Reads a connection that was left alone, and throws away what comes.
    void drain(int connection) {
        Socket socket = accepted.get(connection);
        Thread.ofVirtual().start(() -> {
            try {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The other end went away.
            }
        });
    }

    private static void copy(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The other end went away.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
