package dev.howdah.drill.http;

/// Is told what comes over one WebSocket, one thing after the other. While a method runs, nothing more is read.
public interface SocketVisitor {
    void text(String message);

    void binary(byte[] message);

    /// The end, of whichever kind; comes once. 1006 stands for an end without a close frame.
    ///
    /// @param byPeer whether the peer's close frame was the end: it may send nothing behind it. When the end came from here, or the
    ///            connection broke, what the peer had sent before it heard of it may still be told
    void closed(int code, String reason, boolean byPeer);
}
