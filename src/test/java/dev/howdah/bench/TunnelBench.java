package dev.howdah.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.tunnel.TunnelHarness;
import dev.howdah.tunnel.TunnelHarness.Peer;
import dev.howdah.tunnel.forward.Connection;
import dev.howdah.tunnel.forward.Tunnel;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The tunnel against the drill's agent, which is as slow as the real one on purpose (1,024 bytes, then 1 ms). Beside it: the
/// official plugin, driven by the `aws` client, where both are on PATH; and direct loopback.
final class TunnelBench {
    private static final int MIB = 1 << 20;

    @Test
    void bulkAndRoundTrips() throws Exception {
        for (int rtt : new int[]{0, 20}) {
            try (var harness = new TunnelHarness(Drill.start(DrillOptions.standard().withoutServers(), _ -> {}))) {
                harness.extraRoundTrip(Duration.ofMillis(rtt));
                System.out.printf(Locale.ROOT, "BENCH tunnel with %d ms of added round trip%n", rtt);
                for (int sessions : new int[]{1, 2, 4, 8}) {
                    try (Tunnel tunnel = harness.tunnel(sessions)) {
                        download(harness, tunnel, sessions);
                    }
                }
                for (int sessions : new int[]{2, 4}) {
                    try (Tunnel tunnel = harness.tunnel(sessions)) {
                        upload(harness, tunnel, sessions);
                    }
                }
                try (Tunnel tunnel = harness.tunnel(1)) {
                    upload(harness, tunnel, 1);
                    roundTrips(tunnel, "idle");
                    firstByte(tunnel);
                }
                try (Tunnel tunnel = harness.tunnel(4)) {
                    duringUpload(tunnel);
                    echoes(tunnel);
                }
            }
        }
    }

    /// The same gateway, agent and peer, reached by the official plugin; one local port, whatever the number of connections.
    @Test
    void officialPlugin() throws Exception {
        boolean present = Timing.onPath("session-manager-plugin").isPresent() && Timing.onPath("aws").isPresent();
        assumeTrue(present, "the official plugin and the aws client are not both on PATH: nothing of them is measured");
        try (var harness = new TunnelHarness(Drill.start(DrillOptions.standard().withoutServers(), _ -> {}))) {
            int port;
            try (var free = new java.net.ServerSocket(0)) {
                port = free.getLocalPort();
            }
            var builder = new ProcessBuilder("aws", "ssm", "start-session", "--target", harness.bastion(), "--document-name",
                    "AWS-StartPortForwardingSessionToRemoteHost", "--parameters",
                    "host=" + harness.host() + ",portNumber=5432,localPortNumber=" + port).redirectErrorStream(true);
            builder.environment().keySet().removeIf(k -> k.startsWith("AWS_"));
            builder.environment().putAll(harness.drill().variables());
            Process plugin = builder.start();
            try (var lines = plugin.inputReader()) {
                for (String line = lines.readLine(); line != null && !line.contains("Waiting for connections"); line = lines.readLine()) {
                    System.out.println("      " + line);
                }
                System.out.println("BENCH the official plugin on the same gateway and agent");
                plainBulk(port, Peer.SEND, MIB, "download");
                plainBulk(port, Peer.SINK, MIB, "upload");
                plainRoundTrips(port, "idle");
                plainFirstByte(port);
                try (Socket bulk = new Socket("127.0.0.1", port)) {
                    bulk.getOutputStream().write(Peer.question(Peer.SEND, Integer.MAX_VALUE));
                    Thread drain = Thread.ofVirtual().start(() -> drain(bulk));
                    plainRoundTrips(port, "during a download");
                    bulk.close();
                    drain.join();
                }
            } finally {
                plugin.descendants().forEach(ProcessHandle::destroy);
                plugin.destroy();
                plugin.waitFor();
            }
        }
    }

    private static void drain(Socket bulk) {
        try {
            bulk.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (java.io.IOException e) {
            assertThat(bulk.isClosed()).isTrue();
        }
    }

    private static void plainBulk(int port, byte what, int size, String name) throws Exception {
        try (Socket c = new Socket("127.0.0.1", port)) {
            c.setSoTimeout(60_000);
            long begun = System.nanoTime();
            c.getOutputStream().write(Peer.question(what, size));
            if (what == Peer.SEND) {
                assertThat(c.getInputStream().readNBytes(size)).hasSize(size);
            } else {
                c.getOutputStream().write(new byte[size]);
                assertThat(c.getInputStream().read()).isEqualTo('k');
            }
            System.out.printf(Locale.ROOT, "BENCH   %s: %.2f MB/s%n", name, size / 1e6 / ((System.nanoTime() - begun) / 1e9));
        }
    }

    private static void plainRoundTrips(int port, String when) throws Exception {
        double[] times = new double[100];
        try (Socket c = new Socket("127.0.0.1", port)) {
            c.setTcpNoDelay(true);
            c.setSoTimeout(60_000);
            c.getOutputStream().write(Peer.question(Peer.ECHO, times.length * 64));
            byte[] piece = new byte[64];
            for (int i = 0; i < times.length; i++) {
                long begun = System.nanoTime();
                c.getOutputStream().write(piece);
                c.getInputStream().readNBytes(piece, 0, 64);
                times[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "BENCH   round trip of 64 bytes, %s: p50 %.2f ms, p99 %.2f ms%n", when, times[times.length / 2],
                times[times.length * 99 / 100]);
    }

    private static void plainFirstByte(int port) throws Exception {
        double[] times = new double[11];
        for (int i = 0; i < times.length; i++) {
            try (Socket c = new Socket("127.0.0.1", port)) {
                c.setSoTimeout(60_000);
                c.getOutputStream().write(Peer.question(Peer.ECHO, 1));
                c.getOutputStream().write(1);
                c.getInputStream().read();
                long begun = System.nanoTime();
                c.getOutputStream().write(Peer.question(Peer.SEND, 64 << 10));
                c.getInputStream().read();
                times[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        System.out.printf(Locale.ROOT, "BENCH   first byte of a 64 KiB answer: %.1f ms%n", Timing.median(times));
    }

    private static void download(TunnelHarness harness, Tunnel tunnel, int sessions) throws Exception {
        int streams = Math.max(1, sessions);
        int each = 3 * MIB / streams;
        long cpu = processor();
        var connections = new ArrayList<Connection>();
        for (int i = 0; i < streams; i++) {
            connections.add(tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30)));
        }
        long begun = System.nanoTime();
        var readers = new ArrayList<Thread>();
        for (Connection c : connections) {
            Peer.ask(c, Peer.SEND, each);
            readers.add(Thread.ofVirtual().start(() -> Peer.drain(c, each)));
        }
        for (Thread reader : readers) {
            reader.join();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        connections.forEach(Connection::close);
        System.out.printf(Locale.ROOT, "BENCH   download, %d session(s): %.2f MB/s; processor %.0f s a GB (agent and gateway included)%n",
                sessions, streams * (double) each / 1e6 / seconds, (processor() - cpu) / 1e9 / (streams * (double) each / 1e9));
        assertThat(harness.violations()).isEmpty();
    }

    private static void upload(TunnelHarness harness, Tunnel tunnel, int sessions) throws Exception {
        int each = 64 * MIB / sessions;
        long cpu = processor();
        var connections = new ArrayList<Connection>();
        for (int i = 0; i < sessions; i++) {
            connections.add(tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30)));
        }
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        var writers = new ArrayList<Thread>();
        long begun = System.nanoTime();
        for (Connection c : connections) {
            writers.add(Thread.ofVirtual().start(() -> {
                try {
                    Peer.ask(c, Peer.SINK, each);
                    byte[] piece = new byte[64 << 10];
                    OutputStream out = c.out();
                    for (int sent = 0; sent < each; sent += piece.length) {
                        out.write(piece);
                    }
                    assertThat(c.in().read()).isEqualTo('k');
                } catch (Exception | AssertionError e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        connections.forEach(Connection::close);
        assertThat(failures).isEmpty();
        System.out.printf(Locale.ROOT, "BENCH   upload, %d session(s): %.1f MB/s; processor %.0f s a GB (agent and gateway included)%n",
                sessions, sessions * (double) each / 1e6 / seconds, (processor() - cpu) / 1e9 / (sessions * (double) each / 1e9));
        assertThat(harness.violations()).isEmpty();
    }

    private static void firstByte(Tunnel tunnel) throws Exception {
        double[] times = new double[21];
        for (int i = 0; i < times.length; i++) {
            try (Connection c = tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30))) {
                Peer.ask(c, Peer.ECHO, 1);
                c.out().write(1);
                c.in().read();
                long begun = System.nanoTime();
                Peer.ask(c, Peer.SEND, 64 << 10);
                c.in().read();
                times[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        System.out.printf(Locale.ROOT, "BENCH   first byte of a 64 KiB answer: %.1f ms%n", Timing.median(times));
    }

    private static double[] roundTrips(Tunnel tunnel, String when) throws Exception {
        double[] times = new double[200];
        try (Connection c = tunnel.connect(Tunnel.Use.INTERACTIVE, Duration.ofSeconds(30))) {
            Peer.ask(c, Peer.ECHO, times.length * 64);
            byte[] piece = new byte[64];
            InputStream in = c.in();
            for (int i = 0; i < times.length; i++) {
                long begun = System.nanoTime();
                c.out().write(piece);
                in.readNBytes(piece, 0, piece.length);
                times[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "BENCH   round trip of 64 bytes, %s: p50 %.2f ms, p99 %.2f ms%n", when, times[times.length / 2],
                times[times.length * 99 / 100]);
        return times;
    }

    private static void duringUpload(Tunnel tunnel) throws Exception {
        Connection bulk = tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30));
        Peer.ask(bulk, Peer.SINK, Integer.MAX_VALUE);
        Thread pusher = Thread.ofVirtual().start(() -> Peer.push(bulk));
        roundTrips(tunnel, "during an upload");
        bulk.abort();
        pusher.join();
        Connection download = tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30));
        Peer.ask(download, Peer.SEND, Integer.MAX_VALUE);
        Thread drain = Thread.ofVirtual().start(() -> Peer.drain(download, Integer.MAX_VALUE));
        roundTrips(tunnel, "during a download");
        download.abort();
        drain.join();
    }

    private static void echoes(Tunnel tunnel) throws Exception {
        var threads = new ArrayList<Thread>();
        long begun = System.nanoTime();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 50; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try (Connection c = tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30))) {
                    Peer.ask(c, Peer.ECHO, 16 << 10);
                    byte[] piece = new byte[16 << 10];
                    c.out().write(piece);
                    assertThat(c.in().readNBytes(piece.length)).hasSize(piece.length);
                } catch (Exception | AssertionError e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread t : threads) {
            t.join();
        }
        assertThat(failures).isEmpty();
        System.out.printf(Locale.ROOT, "BENCH   50 connections, 16 KiB echoed in each: %.2f s%n", (System.nanoTime() - begun) / 1e9);
    }

    @Test
    void loopback() throws Exception {
        try (var peer = new Peer(); Socket direct = new Socket("127.0.0.1", peer.port())) {
            byte[] ask = Peer.question(Peer.ECHO, 200 * 64);
            direct.setTcpNoDelay(true);
            direct.getOutputStream().write(ask);
            double[] times = new double[200];
            byte[] piece = new byte[64];
            for (int i = 0; i < times.length; i++) {
                long begun = System.nanoTime();
                direct.getOutputStream().write(piece);
                direct.getInputStream().readNBytes(piece, 0, 64);
                times[i] = (System.nanoTime() - begun) / 1e6;
            }
            System.out.printf(Locale.ROOT, "BENCH direct loopback, round trip of 64 bytes: p50 %.3f ms%n", Timing.median(times));
            assertThat(Map.of("samples", times.length)).containsEntry("samples", 200);
        }
    }

    private static long processor() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
