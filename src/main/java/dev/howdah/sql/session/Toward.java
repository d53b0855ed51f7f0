package dev.howdah.sql.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// A socket as libpq would use it: it begins the session in libpq's words, where TLS does not begin first, and it knows `hostaddr`, an
/// address to go to while the certificate is held against the name of the host (PostgreSQL manual, 34.1.2).
final class Toward extends Socket {
    private final @Nullable InetAddress address;
    private final Startup startup;

    /// @param address null to go where the driver says
    Toward(@Nullable InetAddress address, Startup startup) {
        this.address = address;
        this.startup = startup;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        super.connect(address != null && endpoint instanceof InetSocketAddress named
                ? new InetSocketAddress(address, named.getPort())
                : endpoint, timeout);
    }

    @Override
    public InputStream getInputStream() throws IOException { return startup.heard(super.getInputStream()); }

    @Override
    public OutputStream getOutputStream() throws IOException { return startup.said(super.getOutputStream()); }
}
