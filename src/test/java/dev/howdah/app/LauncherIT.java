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

    @Test
    void aBusyPortIsToldBeforeAnythingIsAskedOfAws() throws Exception {
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
