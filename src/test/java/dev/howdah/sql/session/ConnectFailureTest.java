package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.howdah.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers that are not what they should be, each refused at its own rung and before a password leaves. Bad inputs tried: another
/// authority, another name, a certificate that has ended, one that has not begun, a server without TLS, one that refuses, one
/// that hangs up, one that answers something else.
final class ConnectFailureTest {
    private static final String NAME = "blog-db.cx0drill2hdh.ap-northeast-2.rds.amazonaws.com";
    private static final Secret PASSWORD = new Secret("canary-password");
    @TempDir
    private static Path folder;
    private static Authority authority;
    private static Path roots;

    private record Authority(KeyPair keys, X509Certificate certificate) {}

    @BeforeAll
    static void authority() throws Exception {
        authority = newAuthority();
        roots = pem(authority.certificate(), "roots.pem");
    }

    @Test
    void anotherAuthority() throws Exception {
        Authority other = newAuthority();
        assertThat(refused(server(other, NAME, -1, 300)).rung()).isEqualTo(ConnectFailure.Rung.TLS_AUTHORITY);
    }

    @Test
    void anotherName() throws Exception {
        ConnectFailure failure = refused(server(authority, "other-db.cx0drill2hdh.ap-northeast-2.rds.amazonaws.com", -1, 300));
        assertThat(failure.rung()).isEqualTo(ConnectFailure.Rung.TLS_NAME);
    }

    @Test
    void aCertificateThatHasEnded() throws Exception {
        assertThat(refused(server(authority, NAME, -400, -35)).rung()).isEqualTo(ConnectFailure.Rung.TLS_EXPIRED);
    }

    @Test
    void aCertificateThatHasNotBegun() throws Exception {
        assertThat(refused(server(authority, NAME, 5, 300)).rung()).isEqualTo(ConnectFailure.Rung.TLS_EXPIRED);
    }

    @Test
    void aServerWithoutTls() throws Exception {
        assertThat(refused((in, out) -> {
            in.readNBytes(8);
            out.write('N');
        }).rung()).isEqualTo(ConnectFailure.Rung.TLS);
    }

    @Test
    void aServerThatHangsUp() throws Exception {
        assertThat(refused((in, out) -> in.readNBytes(8)).rung()).isIn(ConnectFailure.Rung.TCP, ConnectFailure.Rung.TLS);
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(open(port).rung()).isEqualTo(ConnectFailure.Rung.TCP);
    }

    // --- servers ------------------------------------------------------------------------------------------------------

    private interface Behaviour {
        void serve(InputStream in, OutputStream out) throws IOException;
    }

    private static ConnectFailure refused(Behaviour behaviour) throws Exception {
        try (var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = listener.accept()) {
                    behaviour.serve(socket.getInputStream(), socket.getOutputStream());
                } catch (IOException e) {
                    // the client hung up, as it should
                }
            });
            return open(listener.getLocalPort());
        }
    }

    /// A server that begins TLS with a certificate and then must see no byte of a login.
    private static ConnectFailure refused(SSLContext tls) throws Exception {
        try (var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = listener.accept()) {
                    socket.getInputStream().readNBytes(8);
                    socket.getOutputStream().write('S');
                    try (SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), false)) {
                        secure.setUseClientMode(false);
                        secure.getInputStream().read();
                    }
                } catch (IOException e) {
                    // the client refused the certificate
                }
            });
            return open(listener.getLocalPort());
        }
    }

    private static ConnectFailure open(int port) {
        ConnectFailure failure = catchThrowableOfType(ConnectFailure.class,
                () -> Database.open(new Server(NAME, 5432, "postgres"), "blog_admin", PASSWORD, roots, () -> new Socket() {
                    @Override
                    public void connect(SocketAddress anywhere, int millis) throws IOException {
                        super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
                    }
                }, Duration.ofSeconds(5)));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).doesNotContain(PASSWORD.reveal());
        return failure;
    }

    // --- certificates -------------------------------------------------------------------------------------------------

    private static Authority newAuthority() throws Exception {
        KeyPair keys = keys();
        return new Authority(keys, certificate("CN=Test authority", keys, "CN=Test authority", keys, null, -10, 300));
    }

    private static SSLContext server(Authority by, String name, int fromDays, int toDays) throws Exception {
        KeyPair keys = keys();
        X509Certificate own = certificate("CN=server", keys, "CN=Test authority", by.keys(), name, fromDays, toDays);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", keys.getPrivate(), new char[0], new Certificate[]{own, by.certificate()});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static X509Certificate certificate(String subject, KeyPair keys, String issuer, KeyPair by, String name, int fromDays,
            int toDays) throws Exception {
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(new X500Name(issuer), BigInteger.valueOf(System.nanoTime()),
                Date.from(now.plus(Duration.ofDays(fromDays))), Date.from(now.plus(Duration.ofDays(toDays))), new X500Name(subject),
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(name == null));
        if (name != null) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static Path pem(X509Certificate certificate, String name) throws Exception {
        return Files.writeString(folder.resolve(name), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n");
    }
}
