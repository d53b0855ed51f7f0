package dev.howdah.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.howdah.tunnel.wire.Acknowledge;
import dev.howdah.tunnel.wire.AgentMessage;
import dev.howdah.tunnel.wire.ChannelClosed;
import dev.howdah.tunnel.wire.HandshakeRequest;
import dev.howdah.tunnel.wire.HandshakeResponse;
import dev.howdah.tunnel.wire.MessageType;
import dev.howdah.tunnel.wire.OpenDataChannel;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.PortFlag;
import dev.howdah.tunnel.wire.Smux;
import dev.howdah.tunnel.wire.SmuxReader;
import dev.howdah.tunnel.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A plain, honest client of one session, for looking at the gateway: it acknowledges everything each time, keeps order, and
/// resends the oldest of what is not acknowledged.
final class PlainClient implements AutoCloseable {
    static final String DOCUMENT = "AWS-StartPortForwardingSessionToRemoteHost";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final JsonWire wire;
    final String sessionId;
    final UUID clientId = UUID.randomUUID();
    String clientVersion = "1.2.677.0";
    volatile boolean acknowledges = true;
    private final int handshakeStatus;
    /// What came, by kind.
    final List<String> publications = new CopyOnWriteArrayList<>();
    final List<String> flags = new CopyOnWriteArrayList<>();
    volatile @Nullable HandshakeRequest request;
    volatile boolean ready;
    volatile @Nullable ChannelClosed ended;
    volatile int closeCode;
    /// Whether the server has spoken on the WebSocket that there is now: it has let go of the one before.
    volatile boolean heard;
    /// The connection broke without a close frame (RFC 6455, 7.1.5).
    static final int LOST = 1006;
    /// The largest payload that came, and how often a message came that had come before.
    volatile int largest;
    volatile int repeats;
    volatile int pongs;
    final ByteArrayOutputStream basic = new ByteArrayOutputStream();
    private final Map<Integer, OutputStream> streams = new ConcurrentHashMap<>();
    private final Set<Integer> fins = ConcurrentHashMap.newKeySet();
    private final Set<Integer> finished = ConcurrentHashMap.newKeySet();
    private final SmuxReader smux = new SmuxReader();
    /// Guarded by `this`.
    private final TreeMap<Long, ByteBuffer> unacknowledged = new TreeMap<>();
    private final TreeMap<Long, AgentMessage> early = new TreeMap<>();
    private long next;
    private long expected;
    private final Thread resender;
    private volatile @Nullable WebSocket socket;
    private volatile @Nullable Listener listener;
    private volatile boolean closed;

    private PlainClient(JsonWire wire, JsonNode started, int handshakeStatus) {
        this.wire = wire;
        this.handshakeStatus = handshakeStatus;
        this.sessionId = started.path("SessionId").asText();
        connect(started);
        resender = Thread.ofVirtual().start(this::resend);
    }

    static Map<String, Object> request(String target, String host, int port) {
        return Map.of("Target", target, "DocumentName", DOCUMENT, "Parameters",
                Map.of("host", List.of(host), "portNumber", List.of(Integer.toString(port)), "localPortNumber", List.of("0")));
    }

    /// Starts a session and opens its WebSocket.
    static PlainClient open(JsonWire wire, String target, String host, int port) {
        return open(wire, request(target, host, port));
    }

    static PlainClient open(JsonWire wire, Map<String, Object> request) {
        JsonNode started = wire.ask("ssm", "StartSession", request);
        if (!started.has("TokenValue")) {
            throw new IllegalStateException(started.toString());
        }
        return new PlainClient(wire, started, HandshakeResponse.SUCCESS);
    }

    /// A client that cannot do what the agent wants of it.
    static PlainClient refusing(JsonWire wire, JsonNode started) {
        return new PlainClient(wire, started, HandshakeResponse.FAILED);
    }

    PlainClient awaitReady() {
        Waiting.until(() -> ready);
        return this;
    }

    /// Opens a WebSocket with what StartSession or ResumeSession said.
    void connect(JsonNode opening) {
        var listening = new Listener();
        listener = listening;
        closeCode = 0;
        heard = false;
        WebSocket opened = HTTP.newWebSocketBuilder().buildAsync(URI.create(opening.path("StreamUrl").asText()), listening).join();
        opened.sendText(OpenDataChannel.ofClient(UUID.randomUUID(), opening.path("TokenValue").asText(), clientId, clientVersion).json(),
                true)
                .join();
        socket = opened;
    }

    /// Comes back after a lost WebSocket, and sends again what was not acknowledged.
    void reconnect() {
        connect(wire.ask("ssm", "ResumeSession", Map.of("SessionId", sessionId)));
        resendAll();
    }

    private synchronized void resendAll() {
        unacknowledged.values().forEach(m -> write(m.duplicate()));
    }

    private synchronized void resendOldest() {
        unacknowledged.values().stream().limit(4).forEach(m -> write(m.duplicate()));
    }

    private void resend() {
        try {
            while (!closed) {
                Thread.sleep(300);
                if (closeCode == 0) {
                    resendOldest();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void write(ByteBuffer message) {
        WebSocket open = socket;
        if (open != null && !open.isOutputClosed()) {
            open.sendBinary(message, true).exceptionally(_ -> open).join();
        }
    }

    WebSocket socket() {
        WebSocket open = socket;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        return open;
    }

    synchronized void send(int payloadType, ByteBuffer payload) {
        ByteBuffer message = AgentMessage
                .data(MessageType.INPUT_STREAM_DATA, System.currentTimeMillis(), next, UUID.randomUUID(), payloadType, payload).encode();
        unacknowledged.put(next++, message);
        write(message.duplicate());
    }

    void flag(int flag) {
        send(PayloadType.FLAG, PortFlag.payload(flag));
    }

    void syn(int stream) {
        streams.put(stream, new ByteArrayOutputStream());
        send(PayloadType.OUTPUT, Smux.frame(Smux.SYN, stream));
    }

    /// Connects a stream to a local socket, both ways, until the socket ends.
    void forward(int stream, Socket socket) throws IOException {
        streams.put(stream, socket.getOutputStream());
        send(PayloadType.OUTPUT, Smux.frame(Smux.SYN, stream));
        byte[] buffer = new byte[8000];
        for (int size = socket.getInputStream().read(buffer); size >= 0; size = socket.getInputStream().read(buffer)) {
            push(stream, Arrays.copyOf(buffer, size));
        }
        fin(stream);
    }

    /// Listens on a local port and forwards what connects, one stream each.
    int listen() throws IOException {
        var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (listener) {
                for (int stream = 3; !closed; stream += 2) {
                    Socket socket = listener.accept();
                    int id = stream;
                    Thread.ofVirtual().start(() -> {
                        try (socket) {
                            forward(id, socket);
                        } catch (IOException e) {
                            fin(id);
                        }
                    });
                }
            } catch (IOException e) {
                closed = true;
            }
        });
        return listener.getLocalPort();
    }

    void push(int stream, byte[] data) {
        push(stream, data, 8000);
    }

    void push(int stream, byte[] data, int size) {
        for (int from = 0; from < data.length && !fins.contains(stream); from += size) {
            send(PayloadType.OUTPUT, Smux.frame(Smux.PSH, stream, Arrays.copyOfRange(data, from, Math.min(data.length, from + size))));
        }
    }

    /// Says once that no more comes on a stream.
    void fin(int stream) {
        if (fins.add(stream)) {
            send(PayloadType.OUTPUT, Smux.frame(Smux.FIN, stream));
        }
    }

    byte[] received(int stream) {
        synchronized (this) {
            return streams.get(stream) instanceof ByteArrayOutputStream bytes ? bytes.toByteArray() : new byte[0];
        }
    }

    String text(int stream) {
        return new String(received(stream), StandardCharsets.UTF_8);
    }

    boolean finished(int stream) {
        return finished.contains(stream);
    }

    boolean allAcknowledged() {
        return pending() == 0;
    }

    /// How many messages are not acknowledged yet.
    synchronized int pending() {
        return unacknowledged.size();
    }

    private synchronized void take(ByteBuffer raw) {
        try {
            AgentMessage message = AgentMessage.decode(raw);
            switch (message.type()) {
                case MessageType.ACKNOWLEDGE -> unacknowledged.remove(Acknowledge.parse(message.payload()).sequence());
                case MessageType.CHANNEL_CLOSED -> ended = ChannelClosed.parse(message.payload());
                case MessageType.START_PUBLICATION, MessageType.PAUSE_PUBLICATION -> publications.add(message.type());
                case MessageType.OUTPUT_STREAM_DATA -> output(message);
                default -> throw new WireException("unexpected " + message.type());
            }
        } catch (WireException e) {
            throw new IllegalStateException(e);
        }
    }

    private void output(AgentMessage message) throws WireException {
        if (acknowledges) {
            write(Acknowledge.of(message).message(System.currentTimeMillis(), UUID.randomUUID()).encode());
        }
        largest = Math.max(largest, message.payload().remaining());
        if (message.sequence() < expected) {
            repeats++;
        }
        if (message.sequence() >= expected) {
            early.put(message.sequence(), message);
        }
        for (AgentMessage due = early.remove(expected); due != null; due = early.remove(expected)) {
            expected++;
            deliver(due);
        }
    }

    private void deliver(AgentMessage message) throws WireException {
        switch (message.payloadType()) {
            case PayloadType.HANDSHAKE_REQUEST -> {
                request = HandshakeRequest.parse(message.payload());
                var processed = new HandshakeResponse.Processed("SessionType", handshakeStatus, "");
                send(PayloadType.HANDSHAKE_RESPONSE, new HandshakeResponse(clientVersion, List.of(processed), List.of()).payload());
            }
            case PayloadType.HANDSHAKE_COMPLETE -> ready = true;
            case PayloadType.FLAG -> flags.add(Integer.toString(PortFlag.parse(message.payload())));
            default -> {
                basic.writeBytes(message.payloadBytes());
                if (!streams.isEmpty()) {
                    smux.read(message.payload(), new Streams());
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        resender.interrupt();
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }

    private final class Streams implements SmuxReader.Sink {
        @Override
        public void fin(int streamId) {
            finished.add(streamId);
        }

        @Override
        public void psh(int streamId, ByteBuffer part, boolean last) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            try {
                streams.get(streamId).write(bytes);
            } catch (IOException e) {
                PlainClient.this.fin(streamId);
            }
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            parts.writeBytes(bytes);
            if (last) {
                byte[] whole = parts.toByteArray();
                parts.reset();
                if (this == listener) {
                    heard = true;
                }
                // Not on this thread: an acknowledgement waits until it is sent.
                Thread.ofVirtual().start(() -> take(ByteBuffer.wrap(whole)));
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            pongs++;
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            if (this == listener) {
                closeCode = code;
            }
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            // what broke after a close was heard is that close
            if (this == listener && closeCode == 0) {
                closeCode = LOST;
            }
        }
    }
}
