package dev.howdah.tunnel.wire;

import java.nio.ByteBuffer;

/// The value of a [PayloadType#FLAG] payload: four bytes, big-endian.
public final class PortFlag {
    /// Client, basic mode: the local connection ended; the agent closes its own and dials again when data comes.
    public static final int DISCONNECT_TO_PORT = 1;
    /// Client: end the session.
    public static final int TERMINATE_SESSION = 2;
    /// Agent, mux mode: the destination could not be reached. The end of stream that follows without any data says which stream.
    public static final int CONNECT_TO_PORT_ERROR = 3;

    private PortFlag() {}

    public static ByteBuffer payload(int flag) {
        return ByteBuffer.allocate(4).putInt(0, flag);
    }

    public static int parse(ByteBuffer payload) throws WireException {
        if (payload.remaining() != 4) {
            throw new WireException("a flag of " + payload.remaining() + " bytes");
        }
        return payload.slice().getInt(0);
    }
}
