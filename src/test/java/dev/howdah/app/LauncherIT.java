package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built program as whoever cloned it starts it. Bad inputs tried: no JDK 25 anywhere, no build, no credentials, an
/// unknown command, started through a link.
final class LauncherIT {
    private static final Path LAUNCHER = Path.of(System.getProperty("howdah.launcher"));
    @TempDir
    private Path elsewhere;

    private record Run(int exit, String out, String err, Duration took) {}

    @Test
    void answersFromAnyDirectoryAndThroughALink() throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {})) {
            Path link = Files.createSymbolicLink(elsewhere.resolve("howdah"), LAUNCHER);
            Run run = run(link, drill.variables(), "status", "--json", "--instance", "blog-db");
            assertThat(run.err()).isEmpty();
            assertThat(run.exit()).isZero();
            assertThat(Json.readObject(run.out()).get("instances").toString()).contains("blog-db");
        }
    }

    @Test
    void missingCredentialsAreToldWithinTwoSeconds() throws Exception {
        Run run = run(LAUNCHER, Map.of("AWS_REGION", "ap-northeast-2"), "status");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("There are no AWS credentials.");
        assertThat(run.took()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void withoutAJdk25OneSentenceSaysWhatToInstall() throws Exception {
        Path tree = Files.createDirectories(elsewhere.resolve("tree/packaging"));
        Files.copy(LAUNCHER, tree.resolve("howdah"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        String text = Files.readString(tree.resolve("howdah")).replace("/usr/lib/jvm/*", elsewhere + "/none/*");
        Files.writeString(tree.resolve("howdah"), text);
        Files.createDirectories(elsewhere.resolve("tree/target/lib"));
        Files.createFile(elsewhere.resolve("tree/target/howdah-0.jar"));
        Path bin = Files.createDirectories(elsewhere.resolve("bin"));
        for (String tool : new String[]{"ls", "head", "sed", "dirname", "readlink"}) {
            Files.createSymbolicLink(bin.resolve(tool), tool(tool));
        }
        Run run = run(tree.resolve("howdah"), Map.of("PATH", bin.toString(), "HOME", elsewhere.toString()), "status");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("howdah: needs JDK 25 or newer: install one, or point JAVA25_HOME to it\n");
    }

    @Test
    void withoutABuildItSaysHowToMakeOne() throws Exception {
        Path tree = Files.createDirectories(elsewhere.resolve("tree/packaging"));
        Files.copy(LAUNCHER, tree.resolve("howdah"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Run run = run(tree.resolve("howdah"), Map.of(), "status");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("not built yet", "mvn -DskipTests package");
    }

    @Test
    void aTunnelThatIsKilledLeavesNoPortAndTheNextStartEndsItsSession() throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard(), _ -> {})) {
            drill.awaitReady();
            var environment = new java.util.HashMap<>(drill.variables());
            environment.put("HOWDAH_HOME", elsewhere.resolve("state").toString());
            Process tunnel = started(environment, "tunnel", "--instance", "blog-db", "--json");
            String line;
            try (var lines = tunnel.inputReader()) {
                line = lines.readLine();
            }
            var told = Json.readObject(line);
            int port = Integer.parseInt(String.valueOf(told.get("port")));
            assertThat(told.get("via").toString()).isNotBlank();
            try (var socket = new java.net.Socket("127.0.0.1", port)) {
                assertThat(socket.isConnected()).isTrue();
            }
            assertThat(drill.sessions().all()).anyMatch(s -> s.state().isActive());
            tunnel.destroyForcibly();
            assertThat(tunnel.waitFor(10, TimeUnit.SECONDS)).isTrue();
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> new java.net.Socket("127.0.0.1", port).close())
                    .isInstanceOf(IOException.class);
            Run list = run(LAUNCHER, environment, "tunnel", "list");
            assertThat(list.out()).contains("left open by process " + tunnel.pid());
            Run close = run(LAUNCHER, environment, "tunnel", "close");
            assertThat(close.out()).contains("Ended ");
            assertThat(drill.sessions().all()).noneMatch(s -> s.state().isActive());
            assertThat(run(LAUNCHER, environment, "tunnel", "list").out()).contains("No session of Howdah is open.");
        }
    }

    /// `kill -9` in the middle of a query through the local port: the program that asked is told at once, the next start is usable, and
    /// nothing stays open here, at AWS or at the server.
    @Test
    void killedInTheMiddleOfAQueryItLeavesNothingOpenAndTheNextStartIsUsable() throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard(), _ -> {})) {
            drill.awaitReady();
            var environment = new java.util.HashMap<>(drill.variables());
            environment.put("HOWDAH_HOME", elsewhere.resolve("state").toString());
            var url = java.net.URI.create(java.util.Objects.requireNonNull(drill.databaseUrl()));
            Process tunnel = started(environment, "tunnel", "--instance", "blog-db", "--json");
            int port = port(tunnel);
            try (var session = database(port, url)) {
                var query = java.util.concurrent.CompletableFuture.supplyAsync(() -> {
                    try (var statement = session.createStatement()) {
                        statement.execute("SELECT pg_sleep(60)");
                        return "an answer";
                    } catch (java.sql.SQLException e) {
                        return String.valueOf(e.getSQLState());
                    }
                }, r -> Thread.ofVirtual().start(r));
                dev.howdah.drill.Waiting.until("the query runs", Duration.ofSeconds(10), () -> sleeping(url));
                tunnel.destroyForcibly();
                assertThat(query.get(5, TimeUnit.SECONDS)).as("SQLSTATE of a broken connection").startsWith("08");
            }
            long begun = System.nanoTime();
            Process next = started(environment, "tunnel", "--instance", "blog-db", "--json");
            try {
                int again = port(next);
                try (var session = database(again, url)) {
                    assertThat(session.isValid(5)).isTrue();
                }
                Duration usable = Duration.ofNanos(System.nanoTime() - begun);
                System.out.println("usable " + usable.toMillis() + " ms after the next start");
                assertThat(usable).isLessThan(Duration.ofSeconds(8));
                dev.howdah.drill.Waiting.until("the server ended the query", Duration.ofSeconds(10), () -> !sleeping(url));
                assertThat(run(LAUNCHER, environment, "tunnel", "list").out()).doesNotContain("left open by process");
            } finally {
                next.destroy();
                assertThat(next.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(drill.sessions().all()).isNotEmpty().noneMatch(s -> s.state().isActive());
        }
    }

    private static int port(Process tunnel) throws IOException {
        return Integer.parseInt(String.valueOf(Json.readObject(tunnel.inputReader().readLine()).get("port")));
    }

    /// A session that lets the server notice its end, as Howdah's own do.
    private static java.sql.Connection database(int port, java.net.URI url) throws java.sql.SQLException {
        String[] login = url.getUserInfo().split(":", 2);
        return java.sql.DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=require&options="
                + "-c%20client_connection_check_interval=1s", login[0], login[1]);
    }

    private static boolean sleeping(java.net.URI url) {
        try (var c = database(url.getPort(), url);
                var s = c.createStatement();
                var rows = s.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(60)%' "
                        + "AND pid <> pg_backend_pid()")) {
            return rows.next() && rows.getInt(1) > 0;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// ssm-protocol.md, section 14, item 18: a failure has an exit status of its own, and says where the way broke.
    @Test
    void weakness18AFailureHasAnExitStatus() throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {})) {
            drill.tunnelFaults().inject(new dev.howdah.drill.world.TunnelFault.KillAgent("*"));
            Run dead = run(LAUNCHER, drill.variables(), "tunnel", "--instance", "blog-db");
            assertThat(dead.exit()).isEqualTo(4);
            assertThat(dead.err()).contains("A hop with an agent");
            assertThat(dead.out()).isEmpty();
            var denied = new java.util.HashMap<>(drill.variables());
            denied.put("AWS_ACCESS_KEY_ID", "AKIDDRILLINVALID0000");
            assertThat(run(LAUNCHER, denied, "tunnel", "--instance", "blog-db").exit()).isEqualTo(3);
        }
    }

    /// ssm-protocol.md, section 14, item 20: no local socket and no file in the directory for temporary files, which may be named
    /// longer than a socket's path may be. And the tunnel's secrets are in no argument and no environment, its children's included.
    @Test
    void weakness20ATunnelNeedsNothingInTheTemporaryDirectory() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "there is no /proc to look into");
        Path temporary = Files.createDirectories(elsewhere.resolve("a".repeat(120)).resolve("b".repeat(120)));
        try (Drill drill = Drill.start(DrillOptions.standard(), _ -> {})) {
            drill.awaitReady();
            var environment = new java.util.HashMap<>(drill.variables());
            environment.put("HOWDAH_HOME", elsewhere.resolve("state").toString());
            environment.put("TMPDIR", temporary.toString());
            environment.put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
            Process tunnel = started(environment, "tunnel", "--instance", "blog-db", "--json");
            try {
                int port = port(tunnel);
                assertThat(answers(port)).isTrue();
                try (var left = Files.walk(temporary)) {
                    assertThat(left).containsExactly(temporary);
                }
                var told = new StringBuilder();
                for (ProcessHandle process : java.util.stream.Stream.concat(java.util.stream.Stream.of(tunnel.toHandle()),
                        tunnel.descendants()).toList()) {
                    told.append(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline")));
                    told.append(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "environ")));
                }
                try (var state = Files.walk(elsewhere.resolve("state"))) {
                    for (Path file : state.filter(Files::isRegularFile).toList()) {
                        told.append(Files.readString(file, StandardCharsets.ISO_8859_1));
                    }
                }
                assertThat(told.toString()).contains("tunnel", "HOWDAH_HOME");
                assertThat(drill.sessions().tokens()).isNotEmpty()
                        .allSatisfy(token -> assertThat(told.toString()).doesNotContain(token));
                drill.sessions().all().forEach(s -> assertThat(told.toString()).doesNotContain(
                        drill.sessions().streamUrl(s.facts().id())));
                assertThat(told.toString()).doesNotContain(java.net.URI.create(drill.databaseUrl()).getUserInfo().split(":")[1]);
            } finally {
                tunnel.destroy();
                assertThat(tunnel.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    /// ssm-protocol.md, section 14, item 18: whoever ends the program ends the session.
    @Test
    void aTunnelThatIsTerminatedEndsItsSessionItself() throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard(), _ -> {})) {
            drill.awaitReady();
            var environment = new java.util.HashMap<>(drill.variables());
            environment.put("HOWDAH_HOME", elsewhere.resolve("state").toString());
            Process tunnel = started(environment, "tunnel", "--instance", "blog-db");
            try (var lines = tunnel.inputReader()) {
                assertThat(lines.readLine()).startsWith("127.0.0.1:").contains("leads to blog-db.");
            }
            tunnel.destroy();
            assertThat(tunnel.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(drill.sessions().all()).isNotEmpty().noneMatch(s -> s.state().isActive());
        }
    }

    /// As at AWS the sessions from before lead to where the primary was: only new ones can answer.
    @Test
    void afterAFailoverTheLocalPortLeadsToTheNewPrimary() throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard(), _ -> {})) {
            drill.awaitReady();
            var environment = new java.util.HashMap<>(drill.variables());
            environment.put("HOWDAH_HOME", elsewhere.resolve("state").toString());
            Process tunnel = started(environment, "tunnel", "--instance", "blog-db", "--json");
            try (var lines = tunnel.inputReader()) {
                int port = Integer.parseInt(String.valueOf(Json.readObject(lines.readLine()).get("port")));
                assertThat(answers(port)).isTrue();
                var servers = java.util.Objects.requireNonNull(drill.world().home().servers("blog-db"));
                dev.howdah.drill.Waiting.until("a standby in step", Duration.ofSeconds(30), servers::standbyReady);
                var before = drill.sessions().all().stream().map(s -> s.facts().id()).toList();
                servers.failover();
                dev.howdah.drill.Waiting.until("the port answers again", Duration.ofSeconds(20), () -> answers(port));
                assertThat(drill.sessions().all()).as("a session begun after the failover")
                        .anyMatch(s -> s.state().isActive() && !before.contains(s.facts().id()));
            } finally {
                tunnel.destroy();
                assertThat(tunnel.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    /// Whether a PostgreSQL server answers the request for TLS with yes.
    private static boolean answers(int port) {
        try (var socket = new java.net.Socket("127.0.0.1", port)) {
            socket.setSoTimeout(3000);
            socket.getOutputStream().write(new byte[]{0, 0, 0, 8, 4, (byte) 210, 22, 47});
            return socket.getInputStream().read() == 'S';
        } catch (IOException e) {
            return false;
        }
    }

    /// ssm-protocol.md, section 14, item 17.
    @Test
    void weakness17ABusyPortIsToldBeforeAnythingIsAskedOfAws() throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
                var busy = new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            Run run = run(LAUNCHER, drill.variables(), "tunnel", "--instance", "blog-db", "--port", String.valueOf(busy.getLocalPort()));
            assertThat(run.exit()).isEqualTo(4);
            assertThat(run.err()).contains("cannot be used", "Nothing was asked of AWS.");
            assertThat(drill.requestLog().entries()).isEmpty();
        }
    }

    private Process started(Map<String, String> environment, String... arguments) throws IOException {
        var command = new java.util.ArrayList<String>();
        command.add(LAUNCHER.toString());
        command.addAll(java.util.List.of(arguments));
        var builder = new ProcessBuilder(command).directory(elsewhere.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(k -> k.startsWith("AWS_") || k.startsWith("JAVA"));
        builder.environment().put("AWS_CONFIG_FILE", elsewhere.resolve("none").toString());
        builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", elsewhere.resolve("none").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Test
    void anUnknownCommandIsUsage() throws Exception {
        Run run = run(LAUNCHER, Map.of(), "stattus");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("stattus");
    }

    private static Path tool(String name) {
        return java.util.stream.Stream.of("/usr/bin", "/bin").map(d -> Path.of(d, name)).filter(Files::exists).findFirst().orElseThrow();
    }

    private Run run(Path program, Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path out = elsewhere.resolve("out");
        Path err = elsewhere.resolve("err");
        var command = new java.util.ArrayList<String>();
        command.add(program.toString());
        command.addAll(java.util.List.of(arguments));
        var builder = new ProcessBuilder(command).directory(elsewhere.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(k -> k.startsWith("AWS_") || k.startsWith("JAVA"));
        builder.environment().put("AWS_CONFIG_FILE", elsewhere.resolve("none").toString());
        builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", elsewhere.resolve("none").toString());
        builder.environment().putAll(environment);
        Instant begun = Instant.now();
        Process process = builder.start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end within 30 s");
        }
        Duration took = Duration.between(begun, Instant.now());
        return new Run(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8),
                took);
    }
}
