package dev.howdah.drill.ssm.gateway;

import dev.howdah.drill.http.SocketPeer;
import dev.howdah.drill.http.SocketVisitor;
import dev.howdah.drill.world.TunnelFault;
import dev.howdah.drill.world.TunnelFaults;
import dev.howdah.tunnel.wire.OpenDataChannel;
import dev.howdah.tunnel.wire.WireException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/// One WebSocket of a client: a text frame with the token first, binary messages from then on.
final class ClientSocket implements SocketVisitor {
    private static final int REFUSED = 1008;
    private static final int TOO_BIG = 1009;
    private final Session session;
    private final SocketPeer peer;
    private final TunnelFaults faults;
    private final BiConsumer<String, String> violation;
    private final Rate rate = new Rate(System::nanoTime);
    private volatile boolean open;
    /// Whether the end has come: what was still on its way then counts no more.
    private volatile boolean over;
    private boolean tooFast;

    ClientSocket(Session session, SocketPeer peer, TunnelFaults faults, BiConsumer<String, String> violation) {
        this.session = session;
        this.peer = peer;
        this.faults = faults;
        this.violation = violation;
    }

    @Override
    public void text(String message) {
        if (over) {
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
        if (over) {
            session.detach(this);
        }
    }

    @Override
    public void binary(byte[] message) {
        var limit = faults.now(TunnelFault.MessageLimit.class);
        if (over) {
            return;
        }
        if (!open) {
            violation.accept("frame", "a binary frame before OpenDataChannel");
            close(REFUSED, "OpenDataChannel is missing");
        } else if (limit != null && message.length > limit.bytes()) {
            close(TOO_BIG, "Message too large");
        } else if (!rate.allows()) {
            if (!tooFast) {
                tooFast = true;
                violation.accept("rate", "more than 1000 messages a second over two seconds");
                close(REFUSED, "Rate exceeded");
            }
        } else {
            session.fromClient(message);
        }
    }

    @Override
    public void closed(int code, String reason) {
        over = true;
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
