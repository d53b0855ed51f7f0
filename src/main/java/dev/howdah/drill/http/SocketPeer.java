package dev.howdah.drill.http;

import java.time.Duration;

/// The client at the other end of one WebSocket. Every method may be called from any thread, also after the end.
public interface SocketPeer {
    /// Sends a binary message and waits until it is on its way. False when the WebSocket has ended.
    boolean send(byte[] message);

    /// Ends the WebSocket with a close frame.
    void close(int code, String reason);

    /// Ends it by resetting the TCP connection: no close frame, no FIN.
    void reset();

    /// For so long nothing is read, sent or answered, pings neither, and the connection stays: a network that went silent.
    void stall(Duration howLong);
}
