package dev.howdah.drill.http;

/// Is told what comes over one WebSocket, one thing after the other. While a method runs, nothing more is read.
public interface SocketVisitor {
    void text(String message);

    void binary(byte[] message);

    /// The end, of whichever kind; comes once. 1006 stands for an end without a close frame.
    void closed(int code, String reason);
}
