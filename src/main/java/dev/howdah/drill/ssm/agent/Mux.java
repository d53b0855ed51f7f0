package dev.howdah.drill.ssm.agent;

import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.PortFlag;
import dev.howdah.tunnel.wire.Smux;
import dev.howdah.tunnel.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The multiplexed session: a smux server between the data channel and any number of connections to the destination. Frames
/// are up to 32768 bytes and leave as a byte stream in chunks of 1024 with a pause of a millisecond after each; connections
/// are dialled one after the other.
final class Mux implements PortSession {
    private static final System.Logger LOG = System.getLogger(Mux.class.getName());
    private static final int CHUNK = 1024;
    private static final int FRAME = 32_768;
    /// What a local socket holds on Linux, more or less.
    private static final int SOCKET_BUFFER = 212_992;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final DataChannel channel;
    private final Destination destination;
    private final Runnable terminate;
    private final boolean keepAlive;
    private final String name;
    private final Pipe fromClient = new Pipe(SOCKET_BUFFER);
    private final Pipe toClient = new Pipe(SOCKET_BUFFER);
    /// Fair, so that streams take turns, frame by frame.
    private final ReentrantLock writing = new ReentrantLock(true);
    private final LinkedBlockingQueue<MuxStream> accepted = new LinkedBlockingQueue<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final MuxReader reader;
    private volatile boolean stopped;

    /// @param versions tells whether this side keeps the mux alive with frames of its own, and the client too
    Mux(DataChannel channel, Destination destination, Runnable terminate, Versions versions, Checks checks, String name) {
        this.channel = channel;
        this.destination = destination;
        this.terminate = terminate;
        this.keepAlive = versions.agentKeepsAlive();
        this.name = name;
        this.reader = new MuxReader(this, checks, versions.clientKeepsAlive());
    }

    @Override
    public void open() {
        start("reader", () -> reader.read(fromClient));
        start("pump", this::pump);
        if (keepAlive) {
            start("keep-alive", this::keepAlive);
        }
    }

    private void start(String what, Work work) {
        Thread thread = Thread.ofVirtual().name(name + "/" + what).unstarted(() -> {
            try {
                work.run();
            } catch (IOException | WireException e) {
                LOG.log(Level.DEBUG, "a mux ended", e);
                stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        threads.add(thread);
        thread.start();
    }

    /// Accepts streams and dials for them, one at a time: a destination that does not answer holds up all later ones.
    @Override
    public void run() throws IOException, InterruptedException {
        while (!stopped) {
            MuxStream stream = accepted.take();
            if (stream.isNone()) {
                break;
            }
            Socket socket = dial();
            if (socket != null) {
                connect(stream, socket);
            } else if (!stopped) {
                channel.send(PayloadType.FLAG, PortFlag.payload(PortFlag.CONNECT_TO_PORT_ERROR));
                end(stream);
            }
        }
        throw new IOException("the mux ended");
    }

    private @Nullable Socket dial() {
        try {
            return destination.dial();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Unable to dial connection to server", e);
            return null;
        }
    }

    /// Whatever ends first, the destination's end of file or the client's FIN, then ends both ways.
    private void connect(MuxStream stream, Socket socket) {
        start("down", () -> {
            try {
                down(stream, socket.getInputStream());
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a connection to the destination broke", e);
            } finally {
                end(stream);
            }
        });
        start("up", () -> {
            try {
                stream.deliver(socket.getOutputStream());
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a connection to the destination broke", e);
            } finally {
                close(socket);
            }
        });
    }

    private void down(MuxStream stream, InputStream from) throws IOException {
        byte[] buffer = new byte[FRAME];
        for (int size = from.read(buffer); size >= 0; size = from.read(buffer)) {
            if (stream.isClosed()) {
                return;
            }
            byte[] body = Arrays.copyOf(buffer, size);
            frame(Smux.frame(Smux.PSH, stream.id(), body));
        }
    }

    /// Our side of a stream is over; it is forgotten, and the client is told.
    private void end(MuxStream stream) {
        if (reader.forget(stream)) {
            try {
                frame(Smux.frame(Smux.FIN, stream.id()));
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "the mux was gone already", e);
            }
        }
    }

    private void frame(ByteBuffer frame) throws IOException {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        writing.lock();
        try {
            toClient.write(bytes);
        } finally {
            writing.unlock();
        }
    }

    void accept(MuxStream stream) {
        accepted.add(stream);
    }

    private void pump() throws IOException, InterruptedException {
        while (!stopped) {
            if (channel.active()) {
                byte[] chunk = toClient.read(CHUNK);
                if (chunk.length == 0) {
                    return;
                }
                channel.send(PayloadType.OUTPUT, ByteBuffer.wrap(chunk));
            }
            Thread.sleep(1);
        }
    }

    private void keepAlive() throws IOException, InterruptedException {
        while (!stopped) {
            Thread.sleep(KEEP_ALIVE);
            frame(Smux.frame(Smux.NOP, 0));
            if (reader.silence().compareTo(SILENCE) > 0) {
                throw new IOException("nothing came for " + SILENCE);
            }
        }
    }

    @Override
    public boolean take(AgentMessage message) throws IOException, WireException {
        if (message.payloadType() == PayloadType.OUTPUT) {
            fromClient.write(message.payloadBytes());
        } else if (message.payloadType() == PayloadType.FLAG && PortFlag.parse(message.payload()) == PortFlag.TERMINATE_SESSION) {
            terminate.run();
        }
        return true;
    }

    @Override
    public void stop() {
        stopped = true;
        fromClient.close();
        toClient.close();
        reader.closeAll();
        accepted.add(MuxStream.NONE);
        threads.stream().filter(t -> t != Thread.currentThread()).forEach(Thread::interrupt);
    }

    static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a socket was closed already", e);
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, WireException, InterruptedException;
    }
}
