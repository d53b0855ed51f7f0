package dev.howdah.app;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/// What a session needs whatever is asked of it, made ready on a thread of its own while the command line is read: the tables behind
/// TLS (its curves, its suites, its algorithms) are most of the time that a first handshake takes.
final class Ahead {
    private Ahead() {}

    /// Begins, and waits for nothing: whoever needs what is not ready yet waits in the JVM for that class, as without this.
    static void begin() {
        Thread.ofPlatform().daemon().name("ahead").start(Ahead::hello);
    }

    /// The first message of a handshake, which goes to nobody.
    private static void hello() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
        } catch (GeneralSecurityException | SSLException e) {
            // the session's own handshake meets the same, and tells it
            System.getLogger(Ahead.class.getName()).log(System.Logger.Level.DEBUG, "TLS could not be made ready ahead", e);
        }
    }
}
