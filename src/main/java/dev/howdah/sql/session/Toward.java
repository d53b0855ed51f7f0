package dev.howdah.sql.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/// libpq's `hostaddr`, which the driver does not know: a socket that goes to an address, while the certificate is held against the name
/// of the host (PostgreSQL manual, 34.1.2).
final class Toward extends Socket {
    private final InetAddress address;

    Toward(InetAddress address) {
        this.address = address;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        super.connect(endpoint instanceof InetSocketAddress named ? new InetSocketAddress(address, named.getPort()) : endpoint, timeout);
    }
}
