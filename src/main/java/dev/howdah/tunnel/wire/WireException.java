package dev.howdah.tunnel.wire;

/// Bytes that are not what the protocol says. Checked, because every reader has to decide: drop the message, or end the session.
public final class WireException extends Exception {
    public WireException(String message) {
        super(message);
    }

    public WireException(String message, Throwable cause) {
        super(message, cause);
    }
}
