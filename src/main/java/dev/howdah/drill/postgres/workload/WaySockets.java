package dev.howdah.drill.postgres.workload;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/// Sockets for the driver that lead where a task's network leads: by the pretend DNS and past the pretend security groups, asked
/// anew for each connection. The driver makes the factory itself and can give it text only, so ways are known here by a key.
public final class WaySockets extends SocketFactory {
    private static final Map<String, Way> WAYS = new ConcurrentHashMap<>();
    private final String key;

    /// How one connection is made; the errors are those that an application would see.
    @FunctionalInterface
    public interface Way {
        Socket connect() throws IOException;
    }

    /// The driver's own constructor.
    ///
    /// @param key what [#register] returned
    public WaySockets(String key) {
        this.key = key;
    }

    static String register(Way way) {
        String key = UUID.randomUUID().toString();
        WAYS.put(key, way);
        return key;
    }

    static void forget(String key) {
        WAYS.remove(key);
    }

    @Override
    public Socket createSocket() throws IOException {
        Way way = WAYS.get(key);
        if (way == null) {
            throw new ConnectException("the task has ended");
        }
        return way.connect();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) throws IOException {
        return createSocket();
    }
}
