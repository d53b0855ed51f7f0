package dev.howdah.sql.session;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/// As [Seal], with the authorities that Java trusts: libpq's `sslrootcert=system`.
public final class SealOfSystem extends DefaultJavaSSLFactory {
    private final Properties of;

    public SealOfSystem(Properties of) {
        super(of);
        this.of = of;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean close) throws IOException {
        return SealedSocket.of((SSLSocket) super.createSocket(socket, host, port, close), of);
    }
}
