package dev.howdah.tunnel;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.SignInGround;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.aws.signin.Keyring;
import dev.howdah.aws.ssm.SsmSessions.Started;
import dev.howdah.drill.Drill;
import dev.howdah.drill.ssm.gateway.Violation;
import dev.howdah.drill.world.InnerHost;
import dev.howdah.drill.world.MachineSeed;
import dev.howdah.drill.world.NetworkSeed;
import dev.howdah.drill.world.TunnelFault;
import dev.howdah.model.AwsScope;
import dev.howdah.task.Time;
import dev.howdah.model.Secret;
import dev.howdah.task.Time;
import dev.howdah.tunnel.channel.ChannelSettings;
import dev.howdah.tunnel.forward.Connection;
import dev.howdah.tunnel.forward.Gateway;
import dev.howdah.tunnel.forward.Opened;
import dev.howdah.tunnel.forward.SessionApi;
import dev.howdah.tunnel.forward.Tunnel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// The console's tunnel, real SDK included, against the gateway and agent of a drill, with a peer inside the VPC that answers in
/// ways that can be checked.
public final class TunnelHarness implements AutoCloseable {
    private static final String PEER = "peer.blog.internal";
    private static final int PORT = 5432;
    private final Drill drill;
    private final Peer peer;
    private final AwsAccount account;
    private volatile int gatewayPort;

    public TunnelHarness(Drill drill) throws IOException {
        this(drill, null, Map.of());
    }

    /// @param profile whose credentials are used; null for those of the drill's environment
    /// @param changes to the environment
    public TunnelHarness(Drill drill, @Nullable String profile, Map<String, String> changes) throws IOException {
        this.drill = drill;
        this.peer = new Peer();
        drill.world().home().put(new InnerHost(PEER, NetworkSeed.BLOCK + ".20.78", PORT, List.of(NetworkSeed.SG_RDS),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port())));
        var environment = new HashMap<>(drill.variables());
        environment.put("AWS_CONFIG_FILE", "/nonexistent/config");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        environment.putAll(changes);
        environment.values().removeIf(String::isEmpty);
        // whoever asks agrees to the program that a profile may name
        var agreeing = new Keyring(null, new SignInGround.Person(Optional::empty, true, _ -> {}), Time.SYSTEM);
        account = new AwsAccount(new AwsScope(profile, "ap-northeast-2"), new AwsSettings(environment).with(agreeing));
    }

    public Drill drill() {
        return drill;
    }

    /// The hop's target, for other clients.
    public String bastion() {
        return MachineSeed.BASTION;
    }

    /// The peer's name inside the VPC.
    public String host() {
        return PEER;
    }

    public void extraRoundTrip(Duration howMuch) {
        if (!howMuch.isZero()) {
            drill.tunnelFaults().inject(new TunnelFault.ExtraRoundTrip(howMuch));
        }
    }

    public List<Violation> violations() {
        return drill.sessions().violations();
    }

    /// From now on WebSockets go to another port of this machine, where something leads on to the gateway.
    public void gatewayAt(int port) {
        gatewayPort = port;
    }

    /// A tunnel to the peer through the bastion.
    public Tunnel tunnel(int sessions) {
        return tunnel(sessions, ChannelSettings.STANDARD);
    }

    public Tunnel tunnel(int sessions, ChannelSettings channel) {
        return new Tunnel(new Tunnel.Destination(PEER, PORT), List.of(api()), new Gateway(account.proxies(), account.trust()),
                new Tunnel.Settings(sessions, Duration.ofSeconds(30), channel), Time.SYSTEM);
    }

    private SessionApi api() {
        return new SessionApi() {
            @Override
            public String via() {
                return "bastion";
            }

            @Override
            public Opened start() throws InterruptedException {
                return opened(account.ssm().start(MachineSeed.BASTION, PEER, PORT));
            }

            @Override
            public Optional<Opened> resume(String sessionId) throws InterruptedException {
                return account.ssm().resume(sessionId).map(TunnelHarness.this::opened);
            }

            @Override
            public void terminate(String sessionId) throws InterruptedException {
                account.ssm().terminate(sessionId);
            }
        };
    }

    private Opened opened(Started started) {
        String url = started.streamUrl().reveal();
        int port = gatewayPort;
        return new Opened(started.sessionId(), port == 0
                ? started.streamUrl()
                : new Secret(url.replace(":" + drill.endpoint().getPort() + "/", ":" + port + "/")), started.token());
    }

    @Override
    public void close() throws IOException {
        account.close();
        drill.close();
        peer.close();
    }

    /// A server that is asked by five bytes: what to do, and with how many bytes.
    public static final class Peer implements AutoCloseable {
        /// Sends so many bytes, each a function of its place.
        public static final byte SEND = 's';
        /// Takes so many, then answers one byte: `k` when each was what its place demands, `x` when not.
        public static final byte SINK = 'r';
        /// Sends back so many.
        public static final byte ECHO = 'e';
        /// Reads nothing more.
        public static final byte STALL = 'w';
        private final CountDownLatch gone = new CountDownLatch(1);
        private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());

        public Peer() throws IOException {
            Thread.ofVirtual().name("peer").start(this::accept);
        }

        public int port() {
            return listener.getLocalPort();
        }

        /// The byte at a place of a stream: long period, no two neighbours alike for long.
        public static byte at(long place) {
            long mixed = (place + 1) * 0x9E3779B97F4A7C15L;
            return (byte) (mixed >>> 56 ^ mixed >>> 31);
        }

        public static byte[] question(byte what, int size) {
            return ByteBuffer.allocate(5).put(what).putInt(size).array();
        }

        public static void ask(Connection connection, byte what, int size) throws IOException {
            connection.out().write(question(what, size));
        }

        private void accept() {
            while (!listener.isClosed()) {
                try {
                    Socket socket = listener.accept();
                    socket.setTcpNoDelay(true);
                    Thread.ofVirtual().name("peer/serve").start(() -> serve(socket));
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void serve(Socket socket) {
            try (socket) {
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream();
                byte[] question = in.readNBytes(5);
                while (question.length == 5) {
                    int size = ByteBuffer.wrap(question, 1, 4).getInt();
                    switch (question[0]) {
                        case SEND -> send(out, size);
                        case SINK -> out.write(sink(in, size) ? 'k' : 'x');
                        case ECHO -> echo(in, out, size);
                        case STALL -> gone.await();
                        default -> throw new IOException("a question that there is not: " + question[0]);
                    }
                    question = in.readNBytes(5);
                }
            } catch (IOException e) {
                // the connection was broken off, as some tests do
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void send(OutputStream out, int size) throws IOException {
            byte[] piece = new byte[16 << 10];
            for (long sent = 0; sent < size;) {
                int n = (int) Math.min(piece.length, size - sent);
                for (int i = 0; i < n; i++) {
                    piece[i] = at(sent + i);
                }
                out.write(piece, 0, n);
                sent += n;
            }
        }

        private static boolean sink(InputStream in, int size) throws IOException {
            byte[] piece = new byte[64 << 10];
            boolean good = true;
            for (long got = 0; got < size;) {
                int n = in.read(piece, 0, (int) Math.min(piece.length, size - got));
                if (n < 0) {
                    throw new IOException("the end after " + got + " of " + size + " bytes");
                }
                for (int i = 0; good && i < n; i++) {
                    good = piece[i] == at(got + i) || piece[i] == 0;
                }
                got += n;
            }
            return good;
        }

        private static void echo(InputStream in, OutputStream out, int size) throws IOException {
            byte[] piece = new byte[16 << 10];
            for (int got = 0; got < size;) {
                int n = in.read(piece, 0, Math.min(piece.length, size - got));
                if (n < 0) {
                    throw new IOException("the end after " + got + " of " + size + " bytes");
                }
                out.write(piece, 0, n);
                got += n;
            }
        }

        /// Reads a connection's bytes and throws them away.
        public static void drain(Connection connection, int size) {
            byte[] piece = new byte[64 << 10];
            try {
                for (long got = 0; got < size;) {
                    int n = connection.in().read(piece);
                    if (n < 0) {
                        throw new IOException("the end after " + got + " of " + size + " bytes");
                    }
                    got += n;
                }
            } catch (IOException e) {
                if (!connection.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        /// Writes until the connection is closed here.
        public static void push(Connection connection) {
            byte[] piece = new byte[64 << 10];
            try {
                while (!connection.isClosed()) {
                    connection.out().write(piece);
                }
            } catch (IOException e) {
                if (!connection.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public void close() throws IOException {
            gone.countDown();
            listener.close();
        }
    }
}
