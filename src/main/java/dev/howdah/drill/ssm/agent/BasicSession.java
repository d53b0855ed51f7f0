package dev.howdah.drill.ssm.agent;

import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.PortFlag;
import dev.howdah.tunnel.wire.WireException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The session of an old agent or an old client: the payloads are the bytes of one connection, which the agent dials at the
/// start. When it ends, the agent waits for the next data and dials again; without a type (SSH) the session ends with it.
final class BasicSession implements PortSession {
    private static final int CHUNK = 1024;
    private final DataChannel channel;
    private final Destination destination;
    private final boolean redials;
    private final Runnable terminate;
    private final Semaphore redialled = new Semaphore(0);
    private volatile @Nullable Socket connection;
    private volatile @Nullable IOException refusal;
    private volatile boolean waiting;
    private volatile boolean stopped;

    BasicSession(DataChannel channel, Destination destination, boolean redials, Runnable terminate) {
        this.channel = channel;
        this.destination = destination;
        this.redials = redials;
        this.terminate = terminate;
    }

    @Override
    public void open() throws IOException {
        try {
            connection = destination.dial();
        } catch (IOException e) {
            throw new IOException("Unable to connect to specified port: " + e.getMessage(), e);
        }
    }

    @Override
    public void run() throws IOException, InterruptedException {
        Socket current = connection;
        while (!stopped && current != null) {
            if (channel.active()) {
                byte[] chunk = read(current);
                if (chunk.length == 0) {
                    if (!redials || stopped) {
                        return;
                    }
                    current = reconnected(current);
                    continue;
                }
                channel.send(PayloadType.OUTPUT, ByteBuffer.wrap(chunk));
            }
            Thread.sleep(1);
        }
    }

    /// What there is to read, at most 1024 bytes; nothing at the end, of whatever kind.
    private static byte[] read(Socket from) {
        try {
            byte[] chunk = new byte[CHUNK];
            int size = from.getInputStream().read(chunk);
            return size <= 0 ? new byte[0] : Arrays.copyOf(chunk, size);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private Socket reconnected(Socket ended) throws IOException, InterruptedException {
        Mux.close(ended);
        waiting = true;
        redialled.acquire();
        IOException refused = refusal;
        Socket next = connection;
        if (refused != null || next == null) {
            throw refused == null ? new IOException("no connection") : refused;
        }
        return next;
    }

    @Override
    public boolean take(AgentMessage message) throws IOException, WireException {
        if (connection == null) {
            return false;
        }
        if (message.payloadType() == PayloadType.OUTPUT) {
            write(message);
        } else if (message.payloadType() == PayloadType.FLAG) {
            switch (PortFlag.parse(message.payload())) {
                case PortFlag.DISCONNECT_TO_PORT -> Mux.close(connection);
                case PortFlag.TERMINATE_SESSION -> terminate.run();
                default -> {
                    // Not for an agent.
                }
            }
        }
        return true;
    }

    private void write(AgentMessage message) throws IOException {
        if (waiting) {
            waiting = false;
            try {
                open();
            } catch (IOException e) {
                refusal = e;
                throw e;
            } finally {
                redialled.release();
            }
        }
        Socket to = connection;
        if (to != null) {
            to.getOutputStream().write(message.payloadBytes());
        }
    }

    @Override
    public void stop() {
        stopped = true;
        Mux.close(connection);
    }
}
