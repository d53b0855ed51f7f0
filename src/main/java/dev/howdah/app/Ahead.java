package dev.howdah.app;

import dev.howdah.sql.session.TlsGroups;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/// What a session needs whatever is asked of it, made ready on a thread of its own while the command line is read: the tables behind
/// TLS (its curves, its suites, its algorithms) are most of the time that a first handshake takes. Then the digest of a login by
/// password, which is repeated some eight thousand times there and would be interpreted for most of them.
final class Ahead {
    private Ahead() {}

    /// Begins, and waits for nothing: whoever needs what is not ready yet waits in the JVM for that class, as without this.
    static void begin() {
        Thread.ofPlatform().daemon().name("ahead").start(() -> {
            hello();
            derive();
        });
    }

    /// The first message of a handshake, which goes to nobody.
    private static void hello() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            engine.setSSLParameters(TlsGroups.offeredFirst(engine.getSSLParameters()));
            engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
        } catch (GeneralSecurityException | SSLException e) {
            // the session's own handshake meets the same, and tells it
            System.getLogger(Ahead.class.getName()).log(System.Logger.Level.DEBUG, "TLS could not be made ready ahead", e);
        }
    }

    /// SCRAM's key derivation (RFC 5802, section 2.2), of nothing, in a quarter of the rounds that PostgreSQL asks for.
    private static void derive() {
        try {
            SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(new PBEKeySpec(new char[]{'-'}, new byte[16], 1024, 256));
        } catch (GeneralSecurityException e) {
            // the login meets the same, and tells it
            System.getLogger(Ahead.class.getName()).log(System.Logger.Level.DEBUG, "SCRAM could not be made ready ahead", e);
        }
    }
}
