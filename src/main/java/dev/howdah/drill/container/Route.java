package dev.howdah.drill.container;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;

/// Sockets for the driver in a container that lead where the task's network leads, and come from the task's address where this machine
/// has it. The driver makes the factory itself and can give it text only.
public final class Route extends SocketFactory {
    static final String TIMES_OUT = "timeout";
    static final String REFUSED = "refused";
    private static final int CONNECT_MILLIS = 3000;
    private final String way;

    /// The driver's own constructor.
    ///
    /// @param way `address:port source`, or why there is none
    public Route(String way) {
        this.way = way;
    }

    @Override
    public Socket createSocket() throws IOException {
        if (way.equals(TIMES_OUT)) {
            throw new SocketTimeoutException("connect timed out");
        }
        if (way.equals(REFUSED)) {
            throw new ConnectException("Connection refused");
        }
        String[] parts = way.split("[: ]");
        var socket = new Socket();
        try {
            if (parts[2].startsWith("127.")) {
                socket.bind(new InetSocketAddress(parts[2], 0));
            }
            socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), CONNECT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
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
