package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.drill.postgres.EndpointSocketFactory;
import dev.howdah.drill.postgres.Password;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.MachineSeed;
import dev.howdah.drill.world.NetworkSeed;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RdsException;

/// Restores with real data directories behind them, asked for by the real SDK: the archived WAL is replayed, the copy starts, and
/// what answers at the new name is a server of its own.
final class RestoreForRealTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static Drill drill;
    private static final AtomicReference<Instant> LOADED = new AtomicReference<>();
    private static RdsClient rds;
    /// What could be restored to when the drill had just said that it is ready.
    private static Instant restorable;

    @BeforeAll
    static void start() throws Exception {
        drill = Drill.start(DrillOptions.standard(), step -> {
            if (step.startsWith("Archiving what was loaded")) {
                LOADED.set(Instant.now());
            }
        });
        drill.awaitReady();
        rds = Clients.of(drill).rds();
        restorable = instance("blog-db").latestRestorableTime();
    }

    @Test
    void aDrillThatIsReadyCanBeRestoredToWhatIsInIt() {
        assertThat(LOADED.get()).isNotNull();
        assertThat(restorable).isAfter(LOADED.get());
    }

    @AfterAll
    static void stop() {
        rds.close();
        drill.close();
    }

    @Test
    void aRestoreToASecondBetweenTwoCommitsHasTheFirstAndNotTheSecond() throws Exception {
        Instant between;
        long committed;
        long begun;
        try (Connection blog = connect("blog-db")) {
            run(blog, "CREATE TABLE marks (n int, at timestamptz NOT NULL DEFAULT clock_timestamp())");
            run(blog, "INSERT INTO marks (n) SELECT generate_series(1, 500)");
            Instant first = time(blog, "SELECT clock_timestamp()");
            between = first.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            committed = Long.parseLong(ask(blog, "SELECT count(*) FROM comments WHERE clock_timestamp() < '" + between + "'"));
            Waiting.until("the second is over", PATIENCE, () -> Instant.now().isAfter(between.plusMillis(50)));
            run(blog, "DELETE FROM marks WHERE n <= 100", "INSERT INTO marks (n) VALUES (501)");
            begun = Long.parseLong(ask(blog, "SELECT count(*) FROM comments WHERE created_at <= '" + between + "'"));
            restorable(rds, blog, between);
        }
        rds.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier("blog-db").targetDBInstanceIdentifier("blog-second")
                .restoreTime(between).dbSubnetGroupName("blog-db-subnets").publiclyAccessible(false));
        DBInstance clone = available("blog-second");
        assertThat(clone.endpoint().address()).startsWith("blog-second.");
        assertThat(clone.endpoint().port()).isEqualTo(instance("blog-db").endpoint().port());
        assertThat(clone.tagList()).noneMatch(t -> t.key().equals("howdah:metadata-only"));
        try (Connection second = connect("blog-second")) {
            assertThat(ask(second, "SELECT count(*) || ' ' || min(n) || ' ' || max(n) FROM marks")).isEqualTo("500 1 500");
            assertThat(ask(second, "SELECT pg_is_in_recovery()")).isEqualTo("f");
            // created_at is when a task began to write: the last of them may have committed after that second
            assertThat(Long.parseLong(ask(second, "SELECT count(*) FROM comments"))).as("the tasks' own writes too")
                    .isBetween(committed, begun);
            assertThat(ask(second, "SELECT max(created_at) <= '" + between + "' FROM comments")).isEqualTo("t");
            run(second, "CREATE TABLE own AS SELECT 1");
        }
        try (Connection blog = connect("blog-db")) {
            assertThat(ask(blog, "SELECT count(*) || ' ' || min(n) || ' ' || max(n) FROM marks")).isEqualTo("401 101 501");
        }
        assertThat(clone.latestRestorableTime()).isNotNull();
        JsonWire wire = JsonWire.of(drill);
        String host = clone.endpoint().address();
        int port = clone.endpoint().port();
        try (PlainClient shut = PlainClient.open(wire, MachineSeed.BASTION, host, port).awaitReady()) {
            int local = shut.listen();
            assertThatThrownBy(() -> through(local, "blog-second")).as("the default group lets nobody in").isInstanceOf(SQLException.class);
        }
        rds.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier("blog-second").targetDBInstanceIdentifier("blog-third")
                .useLatestRestorableTime(true).dbSubnetGroupName("blog-db-subnets").vpcSecurityGroupIds(NetworkSeed.SG_RDS));
        DBInstance third = available("blog-third");
        try (PlainClient open = PlainClient.open(wire, MachineSeed.BASTION, third.endpoint().address(), third.endpoint().port())
                .awaitReady();
                Connection copy = through(open.listen(), "blog-third")) {
            assertThat(ask(copy, "SELECT count(*) FROM marks")).as("a copy of the copy, through a session").isEqualTo("500");
        }
        assertThatThrownBy(() -> rds.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier("blog-db")
                .targetDBInstanceIdentifier("never").restoreTime(Instant.now().plusSeconds(60)))).isInstanceOf(RdsException.class)
                .hasMessageContaining("later than");
    }

    @Test
    void aSnapshotStartsWithAStandbyWhenOneIsAskedFor() throws Exception {
        try (Connection blog = connect("blog-db")) {
            run(blog, "CREATE TABLE kept AS SELECT 42 AS n");
        }
        rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("kept"));
        Waiting.until("the snapshot is available", PATIENCE, () -> status("blog-db").equals("available"));
        try (Connection blog = connect("blog-db")) {
            run(blog, "DROP TABLE kept");
        }
        rds.restoreDBInstanceFromDBSnapshot(r -> r.dbInstanceIdentifier("from-snapshot").dbSnapshotIdentifier("kept").multiAZ(true)
                .dbSubnetGroupName("blog-db-subnets").dbParameterGroupName("blog-pg16"));
        DBInstance clone = available("from-snapshot");
        assertThat(clone.multiAZ()).isTrue();
        try (Connection copy = connect("from-snapshot")) {
            assertThat(ask(copy, "SELECT n FROM kept")).isEqualTo("42");
            assertThat(ask(copy, "SHOW log_min_duration_statement")).as("its parameter group").isEqualTo("500ms");
        }
        DataPlane plane = Objects.requireNonNull(drill.world().home().servers("from-snapshot"));
        assertThat(plane.standbyReady()).isTrue();
        rds.rebootDBInstance(r -> r.dbInstanceIdentifier("from-snapshot").forceFailover(true));
        available("from-snapshot");
        assertThat(plane.zone()).isEqualTo("ap-northeast-2c");
        try (Connection copy = connect("from-snapshot")) {
            assertThat(ask(copy, "SELECT n FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void closingInTheMiddleOfARestoreLeavesNeitherProcessNorDirectory() throws Exception {
        int directories = Clients.runDirectories();
        long servers = postmasters();
        try (Drill other = Drill.start(DrillOptions.standard(), _ -> {
        })) {
            other.awaitReady();
            try (RdsClient client = Clients.of(other).rds()) {
                client.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier("blog-db").targetDBInstanceIdentifier("half")
                        .useLatestRestorableTime(true).multiAZ(true).dbSubnetGroupName("blog-db-subnets"));
                Waiting.until("its server has begun", PATIENCE, () -> postmasters() > servers + 2);
            }
        }
        assertThat(postmasters()).isEqualTo(servers);
        assertThat(Clients.runDirectories()).isEqualTo(directories);
    }

    private static long postmasters() {
        return ProcessHandle.current().children().filter(p -> p.info().command().orElse("").endsWith("/postgres")).count();
    }

    /// Fills segments until the archive reaches past `time`.
    static void restorable(RdsClient rds, Connection blog, Instant time) {
        Waiting.until("the archive reaches " + time, PATIENCE, () -> {
            try {
                run(blog, "CREATE TABLE IF NOT EXISTS filler (t text)",
                        "INSERT INTO filler SELECT repeat('x', 2000) FROM generate_series(1, 3000)",
                        "TRUNCATE filler", "SELECT pg_sleep(1)");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return !rds.describeDBInstances(r -> r.dbInstanceIdentifier("blog-db")).dbInstances().getFirst().latestRestorableTime()
                    .isBefore(time);
        });
    }

    private static DBInstance available(String id) {
        List<String> seen = new ArrayList<>();
        Waiting.until(id + " is available", PATIENCE, () -> {
            String now = status(id);
            if (!now.isEmpty() && (seen.isEmpty() || !seen.getLast().equals(now))) {
                seen.add(now);
            }
            assertThat(seen).doesNotContain("restore-error", "failed");
            return now.equals("available");
        });
        System.out.println(id + ": " + seen);
        return instance(id);
    }

    private static String status(String id) {
        try {
            return instance(id).dbInstanceStatus();
        } catch (RdsException e) {
            return "";
        }
    }

    private static DBInstance instance(String id) {
        return rds.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().getFirst();
    }

    /// Straight to the endpoint on this machine, with the name of the instance verified.
    private static Connection connect(String id) throws SQLException {
        return through(Objects.requireNonNull(drill.world().home().servers(id)).port(), id);
    }

    private static Connection through(int port, String id) throws SQLException {
        DataPlane.Login login = Objects.requireNonNull(drill.world().home().servers(id)).login();
        var properties = EndpointSocketFactory.properties(instance(id).endpoint().address(),
                Objects.requireNonNull(drill.certificateAuthority()), login.user(), new Password(login.password()));
        properties.setProperty("loginTimeout", "20");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + login.database(), properties);
    }

    private static Instant time(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement(); var answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement(); var answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
