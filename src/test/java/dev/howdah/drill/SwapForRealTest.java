package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.drill.postgres.EndpointSocketFactory;
import dev.howdah.drill.postgres.Password;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.NetworkSeed;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;

/// The swap by rename, on real servers: a clone gets a password and a standby, takes the place of blog-db, its name and its
/// traffic, and the loser is deleted and restored from what was retained.
final class SwapForRealTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String NEW_PASSWORD = "correct-horse-battery";
    private static final String TASKS = "SELECT count(DISTINCT application_name) FROM pg_stat_activity WHERE application_name LIKE 'blog-api/%'";
    private static Drill drill;
    private static RdsClient rds;

    @BeforeAll
    static void start() throws Exception {
        drill = Drill.start(DrillOptions.standard(), _ -> {
        });
        drill.awaitReady();
        rds = Clients.of(drill).rds();
    }

    @AfterAll
    static void stop() {
        rds.close();
        drill.close();
    }

    @Test
    void aCloneTakesThePlaceOfItsSource() throws Exception {
        rds.restoreDBInstanceToPointInTime(r -> r.sourceDBInstanceIdentifier("blog-db").targetDBInstanceIdentifier("blog-clone")
                .useLatestRestorableTime(true).dbSubnetGroupName("blog-db-subnets").vpcSecurityGroupIds(NetworkSeed.SG_RDS));
        available("blog-clone");
        DataPlane clone = servers("blog-clone");
        String oldPassword = clone.login().password();

        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("blog-clone").masterUserPassword(NEW_PASSWORD).multiAZ(true)
                .dbParameterGroupName("blog-pg16").applyImmediately(true));
        Waiting.until("the clone is changed", PATIENCE, () -> instance("blog-clone").multiAZ() && status("blog-clone").equals("available"));
        assertThat(clone.standbyReady()).isTrue();
        assertThatThrownBy(() -> connect(clone.port(), "blog-clone", oldPassword)).hasMessageContaining("password authentication failed");
        try (Connection open = connect(clone.port(), "blog-clone", NEW_PASSWORD)) {
            assertThat(ask(open, "SHOW idle_in_transaction_session_timeout")).as("waits for a restart").isNotEqualTo("1min");
        }

        DataPlane source = servers("blog-db");
        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("blog-db").newDBInstanceIdentifier("blog-db-old").applyImmediately(true));
        available("blog-db-old");
        assertThatThrownBy(() -> instance("blog-db")).isInstanceOf(DbInstanceNotFoundException.class);
        try (Connection open = connect(source.port(), "blog-db-old", source.login().password())) {
            assertThat(ask(open, "SELECT 1")).as("under its new name, verified").isEqualTo("1");
            assertThat(source.standbyReady()).isTrue();
        }
        assertThatThrownBy(() -> connect(source.port(), "blog-db", source.login().password()))
                .hasStackTraceContaining("No subject alternative DNS name matching");

        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("blog-clone").newDBInstanceIdentifier("blog-db").applyImmediately(true));
        available("blog-db");
        assertThat(servers("blog-db")).isSameAs(clone);
        try (Connection open = connect(clone.port(), "blog-db", NEW_PASSWORD)) {
            assertThat(ask(open, "SHOW idle_in_transaction_session_timeout")).as("the restart applied its group").isEqualTo("1min");
            Waiting.until("the blog's tasks are there", PATIENCE, () -> ask(open, TASKS).equals("3"));
        }
        assertThat(instance("blog-db").dbParameterGroups().getFirst().parameterApplyStatus()).isEqualTo("in-sync");
        theLoserGoes(source);
    }

    private void theLoserGoes(DataPlane source) throws Exception {
        // slice 3
        assertThat(source.port()).isPositive();
    }

    private static DBInstance available(String id) {
        Waiting.until(id + " is available", PATIENCE, () -> {
            String now = status(id);
            assertThat(now).isNotIn("restore-error", "failed");
            return now.equals("available");
        });
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

    private static DataPlane servers(String id) {
        return Objects.requireNonNull(drill.world().home().servers(id));
    }

    /// To a port on this machine, under the name of an instance, which is verified.
    private static Connection connect(int port, String id, String password) throws SQLException {
        var properties = EndpointSocketFactory.properties(dev.howdah.drill.world.ChapterSeed.address(id),
                Objects.requireNonNull(drill.certificateAuthority()), "blog_admin", new Password(password));
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/blogdb", properties);
    }

    private static String ask(Connection connection, String query) {
        try (var statement = connection.createStatement(); var answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
