package dev.howdah.tunnel;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A wire between a client and a gateway that reads the WebSocket frames (RFC 6455, section 5.2) that go over it and passes them on
/// unchanged: what really was written, below any library.
public final class Tap implements AutoCloseable {
    private static final int CLOSE = 8;
    /// Frames that the client wrote behind a close frame of its own, in words.
    public final List<String> behindClose = new CopyOnWriteArrayList<>();
    /// Close frames of the client.
    public final AtomicInteger closes = new AtomicInteger();
    /// Frames of the client that passed here after the gateway's close frame had: they crossed with it.
    public final AtomicInteger crossed = new AtomicInteger();
    public final AtomicInteger frames = new AtomicInteger();
    public final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket listener = new ServerSocket();
    private final int to;

    /// @param to port of this machine where the gateway listens
    public Tap(int to) throws IOException {
        this(0, to);
    }

    /// A process of its own, so that it can be killed: its port, and the gateway's.
    static void main(String[] ports) throws Exception {
        try (var tap = new Tap(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]))) {
            System.out.println(tap.port());
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }

    private Tap(int port, int to) throws IOException {
        listener.setReuseAddress(true);
        listener.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        this.to = to;
        Thread.ofVirtual().name("tap").start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var wire = new Wire(listener.accept(), new Socket(InetAddress.getLoopbackAddress(), to));
                connections.incrementAndGet();
                Thread.ofVirtual().name("tap/up").start(() -> wire.pass(true));
                Thread.ofVirtual().name("tap/down").start(() -> wire.pass(false));
            } catch (IOException e) {
                // The tap is closed, or the gateway is gone.
            }
        }
    }

    private final class Wire {
        private final Socket client;
        private final Socket gateway;
        private volatile boolean gatewayClosed;

        Wire(Socket client, Socket gateway) throws IOException {
            this.client = client;
            this.gateway = gateway;
            client.setTcpNoDelay(true);
            gateway.setTcpNoDelay(true);
        }

        void pass(boolean up) {
            Socket from = up ? client : gateway;
            Socket into = up ? gateway : client;
            try (from; into) {
                var in = new DataInputStream(new java.io.BufferedInputStream(from.getInputStream(), 1 << 16));
                OutputStream out = into.getOutputStream();
                head(in, out);
                boolean closed = false;
                while (true) {
                    int first = in.readUnsignedByte();
                    int opcode = first & 0x0f;
                    if (up) {
                        frames.incrementAndGet();
                        if (closed) {
                            behindClose.add("opcode " + opcode + " behind a close frame");
                        }
                        closed |= opcode == CLOSE;
                        closes.addAndGet(opcode == CLOSE ? 1 : 0);
                        crossed.addAndGet(gatewayClosed && opcode != CLOSE ? 1 : 0);
                    } else if (opcode == CLOSE) {
                        gatewayClosed = true;
                    }
                    frame(first, in, out);
                }
            } catch (IOException e) {
                // One side ended; so does the other, both sockets being closed now.
            }
        }

        private static void head(InputStream in, OutputStream out) throws IOException {
            for (int end = 0; end < 4;) {
                int c = in.read();
                if (c < 0) {
                    throw new EOFException();
                }
                out.write(c);
                end = c == "\r\n\r\n".charAt(end) ? end + 1 : c == '\r' ? 1 : 0;
            }
            out.flush();
        }

        private static void frame(int first, DataInputStream in, OutputStream out) throws IOException {
            int second = in.readUnsignedByte();
            byte[] extended = in.readNBytes((second & 0x7f) == 126 ? 2 : (second & 0x7f) == 127 ? 8 : 0);
            long size = extended.length == 0 ? second & 0x7f : 0;
            for (byte b : extended) {
                size = size << 8 | b & 0xff;
            }
            byte[] rest = in.readNBytes((int) size + ((second & 0x80) != 0 ? 4 : 0));
            byte[] whole = new byte[2 + extended.length + rest.length];
            whole[0] = (byte) first;
            whole[1] = (byte) second;
            System.arraycopy(extended, 0, whole, 2, extended.length);
            System.arraycopy(rest, 0, whole, 2 + extended.length, rest.length);
            out.write(whole);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
