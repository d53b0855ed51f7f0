package dev.howdah.drill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Backups are real when something can be started from them; a drill is over when nothing of it is left.
final class BackupsTest {
    @Test
    void recoveryToTheSecondBeforeADropGivesTheTableBackAlsoAcrossAFailover() throws Exception {
        try (Servers servers = Clients.start(true)) {
            try (Connection master = Clients.master(servers)) {
                Clients.run(master, "CREATE TABLE treasure AS SELECT n FROM generate_series(1, 1000) n");
            }
            servers.failover((phase, when) -> {});
            Instant before;
            try (Connection master = Clients.master(servers)) {
                Clients.run(master, "INSERT INTO treasure VALUES (1001)");
                before = Instant.parse(
                        Clients.ask(master, "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
                Clients.run(master, "SELECT pg_sleep(0.2)", "DROP TABLE treasure");
            }
            servers.awaitStandby(Duration.ofSeconds(60));
            servers.switchWal();
            Clients.await("the archive reaches past the drop", Duration.ofSeconds(40), () -> {
                servers.switchWal();
                return servers.restoreWindow().contains(before);
            });
            assertThatThrownBy(
                    () -> Servers.create(Clients.spec(false), new Origin.At(servers, Instant.now().plusSeconds(3600)), step -> {}))
                    .hasStackTraceContaining("outside the restore window");
            try (Servers restored = Servers.create(Clients.spec(false), new Origin.At(servers, before), step -> {});
                    Connection master = Clients.master(restored)) {
                assertThat(Clients.ask(master, "SELECT count(*) FROM treasure")).isEqualTo("1001");
            }
        }
    }

    @Test
    void aSnapshotIsAPhysicalCopyThatStarts() throws Exception {
        Path copy = Clients.home().resolve("snapshot-" + ProcessHandle.current().pid());
        try (Servers servers = Clients.start(false)) {
            try (Connection master = Clients.master(servers)) {
                Clients.run(master, "CREATE TABLE kept AS SELECT 42 AS n");
            }
            List<Integer> percents = new ArrayList<>();
            servers.snapshot(copy, percents::add);
            assertThat(percents).isNotEmpty().endsWith(100).isSorted();
            try (Connection master = Clients.master(servers)) {
                Clients.run(master, "DROP TABLE kept");
            }
            try (Servers started = Servers.create(Clients.spec(false), new Origin.Snapshot(copy), step -> {});
                    Connection master = Clients.master(started)) {
                assertThat(Clients.ask(master, "SELECT n FROM kept")).isEqualTo("42");
            }
        } finally {
            dev.howdah.drill.postgres.host.Trees.remove(copy);
        }
    }

    @Test
    void closingLeavesNoProcessNoPortAndNoDirectory() throws Exception {
        List<Path> before = Clients.runDirectories();
        Servers servers;
        // a drill of another process would take the port that all prefer as soon as it is free
        try (ServerSocket _ = preferredPort()) {
            servers = Clients.start(true);
        }
        int port = servers.endpointPort();
        long primary = servers.primary().pid();
        assertThat(Clients.runDirectories()).hasSizeGreaterThan(before.size());
        servers.close();
        assertThat(ProcessHandle.of(primary).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(Clients.runDirectories()).isEqualTo(before);
        assertThat(refused(port)).isTrue();
    }

    @Test
    void theNextStartCleansUpAfterAProcessThatWasKilled() throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"),
                Abandoned.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String[] said;
        try (var out = child.inputReader()) {
            String line = out.readLine();
            assertThat(line).as("the child's first line").isNotNull();
            said = line.split(" ");
            child.destroyForcibly();
            assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        long postmaster = Long.parseLong(said[0]);
        Path directory = Path.of(said[1]);
        assertThat(directory).exists();
        try (Servers servers = Clients.start(false)) {
            assertThat(servers.primaryAlive()).isTrue();
            // a drill of another process that starts at this moment may be the one that cleans up
            Clients.await("the abandoned server is gone", Duration.ofSeconds(20),
                    () -> ProcessHandle.of(postmaster).filter(ProcessHandle::isAlive).isEmpty() && !Files.exists(directory));
        }
    }

    /// Keeps it from others, unless somebody has it already.
    private static ServerSocket preferredPort() throws IOException {
        int preferred = Clients.spec(true).endpoint().port();
        var socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress("127.0.0.1", preferred));
        } catch (BindException e) {
            System.out.println("port " + preferred + " is taken: " + e.getMessage());
        }
        return socket;
    }

    private static boolean refused(int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }
}
