package dev.howdah.sql.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// How the driver gets its sockets from us: it makes its own factories from a class name and one string, so the string is the
/// number under which the real one is kept.
public final class Sockets extends SocketFactory {
    private static final Map<String, Supplier<Socket>> KEPT = new ConcurrentHashMap<>();
    private static final AtomicLong NEXT = new AtomicLong();
    private final Supplier<Socket> sockets;

    /// For the driver.
    public Sockets(String number) {
        Supplier<Socket> kept = KEPT.get(number);
        if (kept == null) {
            throw new IllegalStateException("no sockets are kept as number " + number);
        }
        sockets = kept;
    }

    static String keep(Supplier<Socket> sockets) {
        String number = String.valueOf(NEXT.incrementAndGet());
        KEPT.put(number, sockets);
        return number;
    }

    static void forget(String number) {
        KEPT.remove(number);
    }

    @Override
    public Socket createSocket() {
        return sockets.get();
    }

    @Override
    public Socket createSocket(@Nullable String host, int port) throws IOException {
        throw new IOException("the driver connects its sockets itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw new IOException("the driver connects its sockets itself");
    }

    @Override
    public Socket createSocket(@Nullable InetAddress host, int port) throws IOException {
        throw new IOException("the driver connects its sockets itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw new IOException("the driver connects its sockets itself");
    }
}
