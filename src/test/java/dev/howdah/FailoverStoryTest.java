package dev.howdah;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.fleet.FleetPoller;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Failover;
import dev.howdah.model.InstanceRef;
import dev.howdah.task.Time;
import dev.howdah.drill.Waiting;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.instance.OverviewState;
import dev.howdah.ui.instance.OverviewView;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.shell.WindowHarness;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;

/// What RDS promises of a Multi-AZ instance, and what the Overview makes of it: an acknowledged commit survives a failover,
/// and each failover is shown with its duration.
@ExtendWith(HeadlessScreen.class)
final class FailoverStoryTest {
    private static final int FAILOVERS = 20;
    private static final String ID = "blog-db";

    @Test
    void twentyForcedFailoversLoseNoAcknowledgedCommitAndTheOverviewShowsEachWithItsDuration(@TempDir Path state) throws Exception {
        try (Drill drill = Drill.start(DrillOptions.standard(), _ -> {})) {
            drill.awaitReady();
            var client = new Client(URI.create(java.util.Objects.requireNonNull(drill.databaseUrl())));
            try (Connection owner = client.connect(); var statement = owner.createStatement()) {
                statement.execute("CREATE TABLE ledger (n bigint PRIMARY KEY)");
            }
            Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
            var last = new AtomicLong();
            Thread writer = Thread.ofVirtual().name("writer").start(() -> write(client, acknowledged, last));
            try (RdsClient rds = rds(drill);
                    var poller = new FleetPoller(scope -> new AwsAccount(scope, settings(drill)), state, Time.SYSTEM)) {
                var scope = new AwsScope(null, "ap-northeast-2");
                poller.open(List.of(scope));
                poller.watch(scope, new InstanceRef("123456789012", "ap-northeast-2", ID));
                for (int i = 0; i < FAILOVERS; i++) {
                    failOver(rds, last);
                }
                Waiting.until("each failover in what was read, without a key: events are read each 60 s", Duration.ofSeconds(75),
                        () -> overview(poller, scope).failovers().stream().filter(f -> f.took().isPresent()).count() == FAILOVERS);
                long after = last.get();
                Waiting.until("writes after the last failover", Duration.ofSeconds(20), () -> last.get() > after + 20);
                writer.interrupt();
                assertThat(writer.join(Duration.ofSeconds(15))).isTrue();
                assertThat(found(client)).containsAll(acknowledged);
                shown(overview(poller, scope));
            }
            assertThat(acknowledged).hasSizeGreaterThan(FAILOVERS * 20);
            System.out.println(acknowledged.size() + " commits were acknowledged through " + FAILOVERS + " failovers; none is missing");
        }
    }

    @Test
    void theWindowShowsWhoIsPrimaryBeforeDuringAndAfterAFailover(@TempDir Path state) throws Exception {
        Duration soon = Duration.ofSeconds(60);
        try (Drill drill = Drill.start(DrillOptions.standard().withFleet(24), _ -> {}); RdsClient rds = rds(drill)) {
            drill.awaitReady();
            var window = new WindowHarness(drill, state, java.util.Map.of());
            try {
                Screens.onFx(() -> {
                    window.window().openDrill();
                    return null;
                });
                window.until(soon, "blog-db", "PRIMARY · ap-northeast-2a", "STANDBY · ap-northeast-2c", "Recoverable to any second");
                rds.createDBSnapshot(b -> b.dbInstanceIdentifier(ID).dbSnapshotIdentifier("blog-db-before-deploy-20261124-1042"));
                Waiting.until("available again", soon, () -> available(rds));
                Waiting.until("a standby in step", soon,
                        () -> drill.world().home().servers(ID) instanceof dev.howdah.drill.world.DataPlane servers
                                && servers.standbyReady());
                rds.rebootDBInstance(b -> b.dbInstanceIdentifier(ID).forceFailover(true));
                window.press(KeyCode.F5);
                window.until(soon, "running now");
                Screens.picture(window.scene(), "story-failing-over");
                window.until(soon, "from started to completed", "The user requested a failover of the DB instance.",
                        "PRIMARY · ap-northeast-2c", "STANDBY · ap-northeast-2a");
                Screens.asset(window.scene(), "overview-dark");
                Screens.doubled(window.scene(), "overview-dark-200");
                window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
                window.until(soon, "blog-db");
                Screens.asset(window.scene(), "overview-light");
                window.press(KeyCode.CONTROL, KeyCode.DIGIT2);
                window.until(soon, "26 instances");
                Screens.asset(window.scene(), "fleet-light");
                window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
                Screens.asset(window.scene(), "fleet-dark");
            } finally {
                window.close();
            }
        }
    }

    /// Asks for a failover once writes go on and the standby is in step, and waits until RDS says that it is over.
    private static void failOver(RdsClient rds, AtomicLong last) {
        long before = last.get();
        Waiting.until("writes go on", Duration.ofSeconds(20), () -> last.get() > before + 20);
        Instant asked = Instant.now();
        Waiting.until("a failover that is not abandoned", Duration.ofSeconds(60), () -> {
            if (!available(rds)) {
                return false;
            }
            rds.rebootDBInstance(b -> b.dbInstanceIdentifier(ID).forceFailover(true));
            Waiting.until("available", Duration.ofSeconds(60), () -> available(rds));
            return rds.describeEvents(b -> b.sourceIdentifier(ID).sourceType("db-instance").startTime(asked)).events().stream()
                    .anyMatch(e -> e.message().equals("Multi-AZ instance failover completed.") && e.date().isAfter(asked));
        });
    }

    private static boolean available(RdsClient rds) {
        return rds.describeDBInstances(b -> b.dbInstanceIdentifier(ID)).dbInstances().getFirst().dbInstanceStatus().equals("available");
    }

    private static OverviewState overview(FleetPoller poller, AwsScope scope) {
        return OverviewState.of(poller.live().get(), scope, new InstanceRef("123456789012", "ap-northeast-2", ID), Instant.now());
    }

    private static void shown(OverviewState state) {
        assertThat(state.failovers()).hasSize(FAILOVERS).extracting(Failover::cause)
                .allMatch(cause -> "The user requested a failover of the DB instance.".equals(cause));
        assertThat(state.failovers()).allSatisfy(f -> assertThat(f.took().orElseThrow()).isBetween(Duration.ofMillis(100),
                Duration.ofSeconds(60)));
        Scene scene = Screens.onFx(() -> {
            var theme = new Theme(Theme.Choice.DARK);
            assertThat(theme.dark()).isTrue();
            var view = new OverviewView(Instant::now, ZoneId.of("Asia/Seoul"), () -> {}, () -> {}, List.of(), () -> {});
            var dressed = new Scene(view.node(), 1244, 812);
            Theme.dress(dressed);
            var stage = new Stage();
            stage.setScene(dressed);
            stage.show();
            view.show(state);
            return dressed;
        });
        String words = Screens.onFx(() -> Screens.words(scene.getRoot()));
        for (Failover f : state.failovers()) {
            assertThat(words).contains(dev.howdah.ui.kit.Words.duration(f.took().orElseThrow()));
            assertThat(words).contains(dev.howdah.ui.kit.Words.utc(f.startedAt(), Instant.now()));
        }
        Screens.picture(scene, "overview-after-twenty-failovers");
        Screens.onFx(() -> {
            scene.getWindow().hide();
            return null;
        });
    }

    /// Inserts numbers one by one and remembers those whose commit was acknowledged. A failover ends the session: that
    /// commit's outcome is unknown, so it is not counted, and a new session is opened.
    private static void write(Client client, Set<Long> acknowledged, AtomicLong last) {
        long n = 0;
        while (!Thread.currentThread().isInterrupted()) {
            try (Connection session = client.connect(); var insert = session.prepareStatement("INSERT INTO ledger VALUES (?)")) {
                while (!Thread.currentThread().isInterrupted()) {
                    n++;
                    insert.setLong(1, n);
                    insert.executeUpdate();
                    acknowledged.add(n);
                    last.incrementAndGet();
                    java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
                }
            } catch (SQLException e) {
                java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    private static Set<Long> found(Client client) throws SQLException {
        var found = new HashSet<Long>();
        try (Connection session = client.connect();
                var statement = session.createStatement();
                var rows = statement.executeQuery("SELECT n FROM ledger")) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
        }
        return found;
    }

    private static AwsSettings settings(Drill drill) {
        var environment = new java.util.HashMap<>(drill.variables());
        environment.put("AWS_CONFIG_FILE", "/nonexistent/config");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        return new AwsSettings(environment);
    }

    private static RdsClient rds(Drill drill) {
        var variables = drill.variables();
        return RdsClient.builder().endpointOverride(URI.create(variables.get("AWS_ENDPOINT_URL")))
                .region(software.amazon.awssdk.regions.Region.AP_NORTHEAST_2)
                .credentialsProvider(software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
                        .create(software.amazon.awssdk.auth.credentials.AwsBasicCredentials.create(variables.get("AWS_ACCESS_KEY_ID"),
                                variables.get("AWS_SECRET_ACCESS_KEY"))))
                .build();
    }

    /// The drill's psql URL as a JDBC session.
    private record Client(URI url) {
        Connection connect() throws SQLException {
            String[] user = url.getUserInfo().split(":", 2);
            var properties = new Properties();
            properties.put("user", user[0]);
            properties.put("password", user[1]);
            properties.put("connectTimeout", "5");
            properties.put("socketTimeout", "10");
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + url.getPort() + url.getPath(), properties);
        }
    }
}
