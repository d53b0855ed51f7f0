package dev.howdah.drill.ssm.gateway;

import dev.howdah.drill.http.SocketPeer;
import dev.howdah.drill.http.SocketVisitor;
import dev.howdah.drill.world.TunnelFault;
import dev.howdah.drill.world.TunnelFaults;
import dev.howdah.tunnel.wire.MessageType;
import dev.howdah.tunnel.wire.OpenDataChannel;
import dev.howdah.tunnel.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

/// One WebSocket of a client: a text frame with the token first, binary messages from then on.
final class ClientSocket implements SocketVisitor {
    private static final int REFUSED = 1008;
    private static final int TOO_BIG = 1009;
    private static final byte[] DATA = MessageType.INPUT_STREAM_DATA.getBytes(StandardCharsets.US_ASCII);
    private final Session session;
    private final SocketPeer peer;
    private final TunnelFaults faults;
    private final BiConsumer<String, String> violation;
    private final Rate rate = new Rate(System::nanoTime);
    private volatile boolean open;
    private volatile End end = End.NOT_YET;
    private boolean tooFast;

    /// How it ended.
    private enum End {
        NOT_YET,
        /// By the client's close frame: anything behind it is the client's fault.
        BY_CLIENT,
        /// From this side, or the connection broke. What the client had sent before it could know crosses with that, or lay in this
        /// server's hands when a fault reset the connection from another thread. It counts no more.
        OTHERWISE
    }

    ClientSocket(Session session, SocketPeer peer, TunnelFaults faults, BiConsumer<String, String> violation) {
        this.session = session;
        this.peer = peer;
        this.faults = faults;
        this.violation = violation;
    }

    @Override
    public void text(String message) {
        if (late("a text frame")) {
            return;
        }
        if (open) {
            violation.accept("frame", "a text frame after the first");
            return;
        }
        OpenDataChannel asked;
        try {
            asked = OpenDataChannel.parse(message);
        } catch (WireException e) {
            violation.accept("open data channel", String.valueOf(e.getMessage()));
            close(REFUSED, "Invalid OpenDataChannel request");
            return;
        }
        Optional<String> refusal = session.redeem(asked.token());
        if (refusal.isPresent()) {
            violation.accept("token", refusal.get());
            close(REFUSED, "Token is invalid or expired");
            return;
        }
        if (!session.sameClient(asked.clientId())) {
            violation.accept("client id", "another ClientId than on the connection before");
        }
        open = true;
        session.attach(this, asked.clientId());
        if (end != End.NOT_YET) {
            session.detach(this);
        }
    }

    @Override
    public void binary(byte[] message) {
        var limit = faults.now(TunnelFault.MessageLimit.class);
        if (late("a binary frame")) {
            return;
        }
        if (!open) {
            violation.accept("frame", "a binary frame before OpenDataChannel");
            close(REFUSED, "OpenDataChannel is missing");
        } else if (limit != null && message.length > limit.bytes()) {
            close(TOO_BIG, "Message too large");
        } else if (carriesData(message) && !rate.allows()) {
            if (!tooFast) {
                tooFast = true;
                violation.accept("rate", "more than 1000 messages a second over two seconds");
                close(REFUSED, "Rate exceeded");
            }
        } else {
            session.fromClient(message);
        }
    }

    /// Acknowledgements are not counted: whether AWS counts them is not known (ssm-protocol.md, 5.1), and its own plugin would be cut off
    /// whenever bytes go both ways, for it sends about 600 messages a second and acknowledges 700.
    private static boolean carriesData(byte[] message) {
        int type = Integer.BYTES;
        int end = type + MessageType.INPUT_STREAM_DATA.length();
        return message.length >= end && Arrays.equals(message, type, end, DATA, 0, DATA.length);
    }

    private boolean late(String what) {
        if (end == End.BY_CLIENT) {
            violation.accept("frame", what + " after the client's own close");
        }
        return end != End.NOT_YET;
    }

    @Override
    public void closed(int code, String reason, boolean byPeer) {
        end = byPeer ? End.BY_CLIENT : End.OTHERWISE;
        session.detach(this);
    }

    /// False when it has ended.
    boolean send(byte[] message) {
        return peer.send(message);
    }

    void close(int code, String reason) {
        peer.close(code, reason);
    }

    void reset() {
        peer.reset();
    }

    void stall(Duration howLong) {
        peer.stall(howLong);
    }
}
