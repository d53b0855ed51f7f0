package dev.howdah.sql.session;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PSQLException;

/// TLS as libpq's keywords want it, which is the driver's own, with a session that begins in libpq's words. The driver makes it from its
/// name.
public final class Seal extends LibPQFactory {
    private final Properties of;

    public Seal(Properties of) throws PSQLException {
        super(of);
        this.of = of;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean close) throws IOException {
        return SealedSocket.of((SSLSocket) super.createSocket(socket, host, port, close), of);
    }
}
