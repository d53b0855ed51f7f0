package dev.howdah.sql.session;

import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Who is at the other end of a session, as psql's `\conninfo` and `\connect` tell it.
///
/// @param socket what the session's bytes go through
/// @param named the host that was asked for as libpq would, empty where only an address was; null where the way is another's, such as a
///            tunnel's, and there is no address to tell
record Peer(Socket socket, @Nullable String named) {
    /// `host "a" (address "10.0.0.1")`.
    ///
    /// @param host what the server is called
    String server(String host) {
        InetAddress address = socket.getInetAddress();
        if (named == null || address == null) {
            return "host \"" + host + "\"";
        }
        String told = "address \"" + address.getHostAddress() + "\"";
        return named.isEmpty() ? told : "host \"" + host + "\"" + (is(address, host) ? "" : " (" + told + ")");
    }

    /// Whether a host is this address, however it is written.
    private static boolean is(InetAddress address, String host) {
        try {
            return InetAddress.ofLiteral(host).equals(address);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// `SSL connection (protocol: TLSv1.3, …)`; empty when the session is not encrypted.
    Optional<String> encryption() {
        return socket instanceof SSLSocket tls
                ? Optional.of("SSL connection (protocol: " + tls.getSession().getProtocol() + ", cipher: "
                        + cipher(tls.getSession().getCipherSuite()) + ", compression: off)")
                : Optional.empty();
    }

    /// A cipher suite as OpenSSL names it: those of TLS 1.3 have one name everywhere.
    static String cipher(String suite) {
        return suite.contains("_WITH_")
                ? suite.substring("TLS_".length()).replace("_WITH_", "-").replaceAll("AES_(\\d+)_GCM", "AES$1-GCM")
                        .replaceAll("AES_(\\d+)_CBC_SHA$", "AES$1-SHA").replaceAll("AES_(\\d+)_CBC", "AES$1")
                        .replace("CHACHA20_POLY1305_SHA256", "CHACHA20-POLY1305").replace('_', '-')
                : suite;
    }
}
