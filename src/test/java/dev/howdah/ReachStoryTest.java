package dev.howdah;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import dev.howdah.drill.world.TunnelFault;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.reach.Ways;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.shell.WindowHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// From the Overview to an answer of the private database, in the window, by keyboard; and what the window says when something
/// on the way is killed.
@ExtendWith(HeadlessScreen.class)
final class ReachStoryTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static Drill drill;
    private WindowHarness window;
    @TempDir
    private Path state;

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard(), _ -> {});
        drill.awaitReady();
    }

    @AfterAll
    static void stop() {
        drill.close();
    }

    @BeforeEach
    void open() {
        window = new WindowHarness(drill, state, Map.of());
        Screens.onFx(() -> {
            window.window().openDrill();
            return null;
        });
        window.until(SOON, "blog-db", "PRIMARY");
    }

    @AfterEach
    void close() {
        window.close();
        drill.tunnelFaults().clear();
        assertThat(drill.sessions().violations()).isEmpty();
    }

    @Test
    void twoStepsFromTheOverviewToAnAnswerOfThePrivateDatabase() {
        int steps = 0;
        steps++;
        window.press(KeyCode.CONTROL, KeyCode.T);
        window.until(SOON, "connected", "It is the instance you picked", "Logged in as", "TLSv1.3");
        Screens.picture(window.scene(), "reach-open");
        steps++;
        window.press(KeyCode.ENTER);
        window.until(SOON, "SELECT 1 · ");
        window.until(SOON, "Who is connected", "sessions, ");
        Ways.Answer answer = way().answer();
        assertThat(answer).isNotNull();
        assertThat(answer.text()).isEqualTo("1");
        assertThat(steps).isEqualTo(2);
        Screens.asset(window.scene(), "reach-dark");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        window.until(SOON, "connected");
        Screens.picture(window.scene(), "reach-light");
        Screens.doubled(window.scene(), "reach-light-200");
        window.resize(1280, 720);
        Screens.picture(window.scene(), "reach-1280");
        window.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        window.until(SOON, "Recoverable to any second");
        Screens.picture(window.scene(), "overview-1280");
        window.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        window.until(SOON, "2 instances");
        Screens.picture(window.scene(), "fleet-1280");
        window.press(KeyCode.CONTROL, KeyCode.DIGIT3);
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        window.press(KeyCode.CONTROL, KeyCode.K);
        window.type("disconnect");
        window.until(SOON, "Disconnect from the database");
        window.press(KeyCode.ENTER);
        window.until(SOON, "Disconnected. Nothing is left open.", "as it was climbed last", "the last one, closed at ",
                "not read any more");
        Screens.asset(window.scene(), "reach-closed-dark");
        assertThat(drill.sessions().all()).noneMatch(session -> session.state().isActive());
    }

    @Test
    void aWebSocketThatIsCutIsNotNoticedByTheSession() {
        connect();
        Map<String, String> before = Map.copyOf(Map.of("started", String.valueOf(way().facts().get("started"))));
        drill.tunnelFaults().inject(TunnelFault.DropWebSocket.bye());
        window.ways().ask(BLOG, "SELECT pg_postmaster_start_time()");
        Waiting.until("an answer over the resumed session", SOON, () -> way().answer() != null);
        assertThat(way().answer().good()).isTrue();
        assertThat(way().answer().text()).isEqualTo(before.get("started"));
        assertThat(way().outage()).as("a cut of the WebSocket ends no connection").isNull();
    }

    @Test
    void aPrimaryThatIsKilledIsToldWithinFiveSecondsAndTheWindowIsUsableWithinEight() throws Exception {
        // as at AWS, sessions from before the failover lead to where the primary was
        connect();
        var servers = java.util.Objects.requireNonNull(drill.world().home().servers("blog-db"));
        Waiting.until("a standby in step", SOON, servers::standbyReady);
        window.ways().ask(BLOG, "SELECT pg_sleep(20)");
        until("the query runs", SOON, () -> running("pg_sleep"));
        long begun = System.nanoTime();
        servers.failover();
        Waiting.until("the window says so", Duration.ofSeconds(5), () -> way().outage() != null || way().answer() != null);
        Waiting.until("usable again", Duration.ofSeconds(8), () -> way().condition() == Ways.Condition.OPEN && way().outage() != null
                && way().outage().good() != null);
        System.out.println("usable " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms after the primary was killed; without "
                + "answers for " + way().outage().soFar().toMillis() + " ms");
        assertThat(way().answer().good()).isFalse();
        assertThat(way().answer().outcomeKnown()).isFalse();
        window.press(KeyCode.CONTROL, KeyCode.DIGIT3);
        window.until(SOON, "connected", "Last time without answers", "whether the server acted on it is not known");
        Screens.picture(window.scene(), "reach-after-failover");
        assertThat(way().outage().marks()).extracting(m -> m.what()).contains("TCP", "SELECT 1", "write");
        assertThat(way().outage().marks()).filteredOn(m -> !m.what().equals("DNS")).allSatisfy(m -> assertThat(m.after()).isNotNull());
        window.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        window.until(SOON, "Our session was without answers for", "SELECT 1 +", "write +");
        Screens.picture(window.scene(), "overview-stopwatch");
        nothingIsLeft();
    }

    /// All but one task come back by themselves; the application of that one hangs, though the task runs.
    @Test
    void afterAFailoverTheScreenNamesTheTasksWithSessionsAndTheOneThatIsStuck() throws Exception {
        connect();
        var servers = java.util.Objects.requireNonNull(drill.world().home().servers("blog-db"));
        var application = java.util.Objects.requireNonNull(servers.application());
        var running = drill.world().home().containers().tasks("blog-cluster").stream()
                .filter(t -> application.tasks().stream().anyMatch(t.id()::startsWith)).toList();
        var addresses = running.stream().map(t -> t.place().address()).toList();
        assertThat(addresses).hasSize(3).doesNotHaveDuplicates();
        Waiting.until("each task is seen by its address", SOON, () -> withSessions().containsAll(addresses));
        assertThat(clients()).filteredOn(c -> addresses.contains(c.address())).allSatisfy(c -> assertThat(c.name()).contains("blog-api"));
        Waiting.until("a standby in step", SOON, servers::standbyReady);
        var stuck = running.getLast();
        application.hang(application.tasks().stream().filter(stuck.id()::startsWith).findFirst().orElseThrow());
        servers.failover();
        Waiting.until("usable again", SOON, () -> way().condition() == Ways.Condition.OPEN && way().outage() != null
                && way().outage().good() != null);
        var failover = way().outage().lastGood();
        Waiting.until("the others are back, and told so", SOON, () -> withSessions().containsAll(addresses.subList(0, 2))
                && clients().stream().filter(c -> c.stuckSince(failover)).map(c -> c.address()).toList()
                        .equals(java.util.List.of(stuck.place().address())));
        String name = clients().stream().filter(c -> stuck.place().address().equals(c.address())).findFirst().orElseThrow().name();
        assertThat(name).contains("blog-api");
        window.press(KeyCode.CONTROL, KeyCode.DIGIT3);
        window.until(SOON, "Who is connected", name, "0 sessions, 0 active", "no session since the failover");
        Screens.picture(window.scene(), "reach-who-is-stuck");
    }

    private java.util.List<dev.howdah.ops.reach.Clients.Client> clients() {
        var known = way().clients();
        return known == null ? java.util.List.of() : known;
    }

    /// The addresses that have sessions now.
    private java.util.List<String> withSessions() {
        return clients().stream().filter(c -> c.sessions() > 0).map(c -> c.address()).toList();
    }

    /// The gateway is a process of its own in front of the drill's, which stands for AWS, and is killed with SIGKILL.
    @Test
    void aGatewayThatIsKilledInAQueryIsToldWithinFiveSecondsAndTheQueryGoesOnWithinEight() throws Exception {
        Process gateway = gateway(0);
        int port = Integer.parseInt(gateway.inputReader().readLine());
        try {
            drill.sessions().announceAt(port);
            connect();
            window.ways().ask(BLOG, "SELECT 'slept' FROM pg_sleep(4)");
            until("the query runs", SOON, () -> running("pg_sleep"));
            long begun = System.nanoTime();
            gateway.destroyForcibly().waitFor();
            until("the window says so", Duration.ofSeconds(5), () -> way().said() != null && way().said().contains("cut off"));
            long told = System.nanoTime();
            window.press(KeyCode.CONTROL, KeyCode.DIGIT3);
            window.until(SOON, "The data channel to AWS is cut off", "It is opened again by itself");
            gateway = gateway(port);
            gateway.inputReader().readLine();
            long back = System.nanoTime();
            until("an answer", Duration.ofSeconds(8), () -> way().answer() != null);
            System.out.println("gateway killed: told after " + Duration.ofNanos(told - begun).toMillis() + " ms; back after "
                    + Duration.ofNanos(back - begun).toMillis() + " ms, the answer after "
                    + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
            assertThat(way().answer().text()).as("the query was not lost").isEqualTo("slept");
            assertThat(way().answer().good()).isTrue();
            until("nothing is said any more", SOON, () -> way().said() == null);
            nothingIsLeft();
        } finally {
            gateway.destroyForcibly();
            drill.sessions().announceAt(0);
        }
    }

    /// The console is killed with SIGKILL while its query runs: its sessions at AWS are ended by the next one that starts, its query by
    /// the server.
    @Test
    void aConsoleThatIsKilledInAQueryLeavesNothingOnceTheNextOneStarts(@TempDir Path shared) throws Exception {
        var command = new java.util.ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(java.util.List.of("-cp", System.getProperty("java.class.path"), ConsoleProcess.class.getName(), shared.toString(),
                java.util.Objects.requireNonNull(drill.certificateAuthority()).toString()));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(drill.variables());
        Process console = builder.start();
        try {
            assertThat(console.inputReader().readLine()).isEqualTo("asked");
            until("the query runs", SOON, () -> running("pg_sleep(25)"));
        } finally {
            console.destroyForcibly().waitFor();
        }
        var left = drill.sessions().all().stream().filter(s -> s.state().isActive()).toList();
        assertThat(left).as("nobody ends a killed console's sessions but the next one").isNotEmpty();
        long begun = System.nanoTime();
        try (var next = new WindowHarness(drill, shared, Map.of())) {
            next.ways().tidy();
            Screens.onFx(() -> {
                next.window().openDrill();
                return null;
            });
            next.until(SOON, "blog-db", "PRIMARY");
            next.press(KeyCode.CONTROL, KeyCode.T);
            until("usable", Duration.ofSeconds(8), () -> next.ways().of(BLOG).get().condition() == Ways.Condition.OPEN);
            System.out.println("console killed: the next one was usable " + Duration.ofNanos(System.nanoTime() - begun).toMillis()
                    + " ms after its start");
            until("the old sessions are ended", SOON, () -> left.stream().noneMatch(s -> s.state().isActive()));
            until("the server ended the query", Duration.ofSeconds(15), () -> !running("pg_sleep(25)"));
        }
        assertThat(drill.sessions().all()).noneMatch(s -> s.state().isActive());
    }

    /// What was looked at: all words of the window, everything that its copy buttons copy, log records down to FINE with their stack
    /// traces, files of the state folder and new ones of the directory for temporary files, arguments and environments of this
    /// process and of all below it.
    @Test
    void secretsAreInNoWordLogFileArgumentEnvironmentNorOnTheClipboard() throws Exception {
        // a second earlier: the times of files come from a coarser clock
        long begun = System.currentTimeMillis() - 1000;
        var told = new StringBuffer();
        var root = java.util.logging.Logger.getLogger("");
        var level = root.getLevel();
        var handler = new java.util.logging.StreamHandler() {
            @Override
            public void publish(java.util.logging.LogRecord entry) {
                told.append(new java.util.logging.SimpleFormatter().format(entry));
            }
        };
        handler.setLevel(java.util.logging.Level.ALL);
        root.addHandler(handler);
        root.setLevel(java.util.logging.Level.FINE);
        String typed = "canary-typed-in-4711";
        // what proves that looking finds something
        java.util.logging.Logger.getLogger("dev.howdah").fine("marker-of-a-log");
        Path marker = java.nio.file.Files.writeString(java.nio.file.Files.createTempFile("howdah-marker", ""), "marker-of-a-file");
        try {
            var scope = dev.howdah.ui.shell.WindowHarness.SCOPE;
            var instance = window.poller().live().get().account(scope).orElseThrow().instances().value().orElseThrow().stream()
                    .filter(i -> i.ref().equals(BLOG)).findFirst().orElseThrow();
            window.ways().connect(scope, instance, new dev.howdah.ops.reach.Reach.Choice(null,
                    new dev.howdah.ops.reach.Login("blog_admin", new dev.howdah.model.Secret(typed), null, null, "postgres", "typed in")));
            until("refused", SOON, () -> way().condition() == Ways.Condition.BROKEN);
            look(told);
            connect();
            window.ways().port(BLOG, 0);
            until("a port", SOON, () -> way().port() != null);
            window.ways().ask(BLOG, "SELECT no_such_column");
            until("a failure", SOON, () -> way().answer() != null);
            drill.tunnelFaults().inject(TunnelFault.DropWebSocket.bye());
            window.ways().ask(BLOG, "SELECT 3");
            until("an answer", SOON, () -> way().answer().good());
            look(told);
            told.append(way());
            var processes = java.util.stream.Stream.concat(java.util.stream.Stream.of(ProcessHandle.current()),
                    ProcessHandle.current().descendants()).toList();
            for (ProcessHandle process : processes) {
                told.append(process.info().commandLine().orElse(""));
                Path environment = Path.of("/proc", String.valueOf(process.pid()), "environ");
                if (java.nio.file.Files.isReadable(environment)) {
                    told.append(read(environment));
                }
            }
        } finally {
            root.setLevel(level);
            root.removeHandler(handler);
        }
        files(state, told, 0);
        files(Path.of(System.getProperty("java.io.tmpdir")), told, begun);
        var secrets = new java.util.ArrayList<>(drill.sessions().tokens());
        drill.sessions().all().forEach(s -> secrets.add(drill.sessions().streamUrl(s.facts().id())));
        secrets.add(java.net.URI.create(java.util.Objects.requireNonNull(drill.databaseUrl())).getUserInfo().split(":", 2)[1]);
        secrets.add(typed);
        assertThat(secrets).hasSizeGreaterThan(4);
        java.nio.file.Files.delete(marker);
        for (String there : java.util.List.of("marker-of-a-log", "marker-of-a-file", "Reach blog-db", "blog-db.cx0drill2hdh")) {
            assertThat(told.indexOf(there)).as("where '%s' is", there).isNotNegative();
        }
        assertThat(secrets).allSatisfy(secret -> assertThat(told.indexOf(secret)).as("a secret in: %s", around(told, secret)).isNegative());
    }

    private static String around(StringBuffer told, String secret) {
        int at = told.indexOf(secret);
        return at < 0 ? "" : told.substring(Math.max(0, at - 200), at);
    }

    /// Reads the window, and what each of its copy buttons puts on the clipboard.
    private void look(StringBuffer told) {
        window.press(KeyCode.CONTROL, KeyCode.DIGIT3);
        told.append(window.words());
        Screens.onFx(() -> {
            for (var node : window.scene().getRoot().lookupAll(".button")) {
                if (node instanceof javafx.scene.control.Button button && button.getText() != null && button.getText().contains("Copy")) {
                    button.fire();
                    told.append(javafx.scene.input.Clipboard.getSystemClipboard().getString());
                }
            }
            told.append(javafx.scene.input.Clipboard.getSystemClipboard().getString());
            return null;
        });
    }

    private static void files(Path folder, StringBuffer told, long since) throws IOException {
        java.nio.file.Files.walkFileTree(folder, java.util.Set.of(), 4, new java.nio.file.SimpleFileVisitor<>() {
            @Override
            public java.nio.file.FileVisitResult visitFile(Path file, java.nio.file.attribute.BasicFileAttributes facts) {
                if (facts.isRegularFile() && facts.lastModifiedTime().toMillis() >= since && facts.size() < 1 << 20) {
                    told.append(read(file));
                }
                return java.nio.file.FileVisitResult.CONTINUE;
            }

            @Override
            public java.nio.file.FileVisitResult visitFileFailed(Path file, IOException gone) {
                return java.nio.file.FileVisitResult.CONTINUE;
            }
        });
    }

    /// Empty for what is gone meanwhile, or another's.
    private static String read(Path file) {
        try {
            return new String(java.nio.file.Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static Process gateway(int port) throws IOException {
        Path classes = Path
                .of(java.net.URI.create(dev.howdah.tunnel.Tap.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes.toString(),
                dev.howdah.tunnel.Tap.class.getName(), String.valueOf(port), String.valueOf(drill.endpoint().getPort()))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /// After a disconnect there is no session at AWS, and none of Howdah's at the database.
    private void nothingIsLeft() {
        window.ways().disconnect(BLOG);
        until("closed", SOON, () -> way().condition() == Ways.Condition.CLOSED);
        assertThat(drill.sessions().all()).noneMatch(s -> s.state().isActive());
        until("no session of ours at the server", SOON, () -> !running("howdah"));
    }

    /// Whether a session of Howdah runs something with this word, or calls itself so.
    private static boolean running(String word) {
        var url = java.net.URI.create(java.util.Objects.requireNonNull(drill.databaseUrl()));
        String[] login = url.getUserInfo().split(":", 2);
        try (var c = java.sql.DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + url.getPort() + "/postgres?sslmode=require",
                login[0], login[1]);
                var s = c.prepareStatement("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'howdah' AND state = 'active' "
                        + "AND query LIKE ? OR application_name = ?")) {
            s.setString(1, "%" + word + "%");
            s.setString(2, word);
            try (var rows = s.executeQuery()) {
                return rows.next() && rows.getInt(1) > 0;
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void until(String what, Duration most, java.util.function.BooleanSupplier condition) {
        Waiting.until(what, most, condition);
    }

    @Test
    void anAgentThatDiesInAQueryIsToldWithinFiveSecondsAndTheWayGoesThroughAnotherHop() {
        connect();
        String before = way().via();
        window.ways().ask(BLOG, "SELECT pg_sleep(20)");
        until("the query runs", SOON, () -> running("pg_sleep"));
        long begun = System.nanoTime();
        drill.tunnelFaults().inject(new TunnelFault.KillAgent(drill.sessions().all().getLast().facts().hop().target()));
        until("the window says so", Duration.ofSeconds(5), () -> way().outage() != null || way().answer() != null);
        long told = System.nanoTime();
        until("open again", Duration.ofSeconds(8), () -> way().condition() == Ways.Condition.OPEN && way().outage() != null
                && way().outage().good() != null);
        System.out.println("agent killed: told after " + Duration.ofNanos(told - begun).toMillis() + " ms, usable after "
                + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms; through " + before + ", then " + way().via());
        assertThat(way().answer().good()).isFalse();
        assertThat(way().answer().outcomeKnown()).isFalse();
        assertThat(way().via()).isNotEqualTo(before);
        window.ways().ask(BLOG, "SELECT 2");
        Waiting.until("an answer", SOON, () -> way().answer() != null && way().answer().good());
        nothingIsLeft();
    }

    @Test
    void aDestinationThatRefusesStopsAtItsRung() {
        drill.tunnelFaults().inject(new TunnelFault.DestinationRefuses());
        window.press(KeyCode.CONTROL, KeyCode.T);
        window.until(SOON, "broken", "The agent reaches the port", "Try again");
        assertThat(way().ladder().broken().orElseThrow().rung()).isEqualTo(dev.howdah.ops.reach.Ladder.Rung.TCP);
        Screens.picture(window.scene(), "reach-refused");
    }

    private void connect() {
        window.press(KeyCode.CONTROL, KeyCode.T);
        Waiting.until("open", SOON, () -> way().condition() == Ways.Condition.OPEN);
    }

    private Ways.Way way() {
        return window.ways().of(BLOG).get();
    }
}
