package dev.howdah.sql.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Which groups a session's TLS agrees on its keys with. PostgreSQL before 18 knows one, P-256, unless its `ssl_ecdh_curve` is another
/// (PostgreSQL manual, 20.3.3); to make a key for another that the server will not take costs a process that lives for one statement more
/// than its query. So the NIST curves are offered alone first, and all that Java knows where a server takes none of them.
public final class TlsGroups {
    private static final String PROPERTY = "howdah.groups";
    private static final String NIST = "nist";
    private static final String[] NIST_CURVES = {"secp256r1", "secp384r1", "secp521r1"};

    private TlsGroups() {}

    /// What connects with properties.
    interface Connecting {
        Connection connect(Properties properties) throws SQLException;
    }

    /// Connects, once more where TLS was refused for want of a common group. Only for modes in which nothing else but TLS is tried: with
    /// `prefer` the driver would go on without it.
    ///
    /// @param sslmode libpq's
    static Connection connect(String sslmode, Properties properties, Connecting to) throws SQLException {
        if (!sslmode.equals("require") && !sslmode.startsWith("verify-")) {
            return to.connect(properties);
        }
        var first = new Properties();
        first.putAll(properties);
        first.setProperty(PROPERTY, NIST);
        try {
            return to.connect(first);
        } catch (SQLException e) {
            if (!refused(e)) {
                throw e;
            }
            return to.connect(properties);
        }
    }

    /// Whether the other side ended TLS with an alert, as it does where nothing is common.
    private static boolean refused(SQLException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException && String.valueOf(cause.getMessage()).contains("fatal alert: handshake_failure")) {
                return true;
            }
        }
        return false;
    }

    static void offer(SSLSocket socket, Properties of) {
        if (NIST.equals(of.getProperty(PROPERTY))) {
            socket.setSSLParameters(offeredFirst(socket.getSSLParameters()));
        }
    }

    /// The parameters given, with the groups that a session offers at its first try.
    public static SSLParameters offeredFirst(SSLParameters parameters) {
        parameters.setNamedGroups(NIST_CURVES);
        return parameters;
    }
}
