package dev.howdah.sql.session;

import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Why no session came about, sorted by the rung of the ladder that broke. The sorting is by SQLSTATE and exception type; the
/// driver has no code of its own for a wrong host name and for a server without TLS: there, and only there, its message is looked at.
public final class ConnectFailure extends Exception {
    /// What failed.
    public enum Rung {
        /// No TCP connection: refused, or the way there broke.
        TCP,
        /// The server's certificate is not from an authority that we trust.
        TLS_AUTHORITY,
        /// The certificate is for another name: this is not the instance that was picked.
        TLS_NAME,
        /// The certificate has ended, or not begun.
        TLS_EXPIRED,
        /// TLS failed in another way, or the server has none.
        TLS,
        /// User or password were not accepted (SQLSTATE 28xxx).
        LOGIN,
        /// All connection slots are taken (SQLSTATE 53300).
        SLOTS,
        /// No such database (SQLSTATE 3D000).
        DATABASE,
        /// The server is starting, stopping or recovering (SQLSTATE 57P03, 57P01).
        NOT_READY,
        /// Anything else.
        OTHER
    }

    private final Rung rung;
    private final String state;

    private ConnectFailure(Rung rung, String state, String message, Throwable cause) {
        super(message, cause);
        this.rung = rung;
        this.state = state;
    }

    public Rung rung() {
        return rung;
    }

    /// SQLSTATE; empty when the failure came before the server could give one.
    public String state() {
        return state;
    }

    /// The same with other words.
    static ConnectFailure of(SQLException e, String words) {
        ConnectFailure sorted = of(e);
        return new ConnectFailure(sorted.rung, sorted.state, words, e);
    }

    static ConnectFailure of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        var message = new StringBuilder(String.valueOf(e.getMessage()));
        Rung rung = state.startsWith("28") ? Rung.LOGIN : switch (state) {
            case "53300" -> Rung.SLOTS;
            case "3D000" -> Rung.DATABASE;
            case "57P03", "57P01", "57P02" -> Rung.NOT_READY;
            default -> null;
        };
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String text = cause.getMessage();
            if (text != null && message.indexOf(text) < 0) {
                message.append(" ← ").append(text);
            }
            if (rung == null || rung == Rung.TLS || rung == Rung.TCP || rung == Rung.TLS_AUTHORITY) {
                rung = better(rung, cause);
            }
        }
        if (rung == null && message.indexOf("hostnameverifier") >= 0) {
            rung = Rung.TLS_NAME;
        }
        if (rung == null && message.indexOf("does not support SSL") >= 0) {
            rung = Rung.TLS;
        }
        return new ConnectFailure(rung == null ? Rung.OTHER : rung, state, message.toString(), e);
    }

    private static @Nullable Rung better(@Nullable Rung before, Throwable cause) {
        return switch (cause) {
            case CertificateExpiredException _ -> Rung.TLS_EXPIRED;
            case CertificateNotYetValidException _ -> Rung.TLS_EXPIRED;
            case java.security.cert.CertPathValidatorException _ -> Rung.TLS_AUTHORITY;
            case java.security.cert.CertPathBuilderException _ -> Rung.TLS_AUTHORITY;
            case SSLException _ -> Rung.TLS;
            case ConnectException _ -> Rung.TCP;
            case IOException _ -> before == null ? Rung.TCP : before;
            default -> before;
        };
    }
}
