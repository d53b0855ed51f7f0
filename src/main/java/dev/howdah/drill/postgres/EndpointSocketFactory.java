package dev.howdah.drill.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.postgresql.ssl.WrappedFactory;

/// TLS to a loopback address that is verified against the endpoint's name, as libpq does for `host=… hostaddr=127.0.0.1`; the
/// driver has no `hostaddr`. It is named in a connection property, so it takes its argument as text: the name, a space, and the
/// file with the authority's certificate.
public final class EndpointSocketFactory extends WrappedFactory {
    private final String name;

    public EndpointSocketFactory(String nameAndFile) throws IOException, GeneralSecurityException {
        int space = nameAndFile.indexOf(' ');
        name = nameAndFile.substring(0, space);
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(Path.of(nameAndFile.substring(space + 1)))) {
            trusted.setCertificateEntry("root", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        factory = context.getSocketFactory();
    }

    /// Connection properties for a user of `endpoint`: require TLS, and let this class verify chain and name.
    public static Properties properties(String endpoint, Path ca, String user, Password password) {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.value());
        properties.setProperty("sslmode", "require");
        properties.setProperty("sslfactory", EndpointSocketFactory.class.getName());
        properties.setProperty("sslfactoryarg", endpoint + " " + ca);
        properties.setProperty("connectTimeout", "3");
        return properties;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        SSLSocket tls = (SSLSocket) factory.createSocket(socket, name, port, autoClose);
        var parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        return tls;
    }
}
