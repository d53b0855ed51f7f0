package dev.howdah.drill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.drill.tls.DrillCa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// One pair of servers, looked at as a client of RDS would.
final class ServersTest {
    private static Servers servers;

    @BeforeAll
    static void start() throws Exception {
        long before = System.nanoTime();
        var steps = new ArrayList<String>();
        servers = Servers.create(Clients.spec(true),
                step -> steps.add(Duration.ofNanos(System.nanoTime() - before).toMillis() + " ms " + step));
        System.out.println("start-up: " + String.join("; ", steps));
    }

    @AfterAll
    static void stop() throws Exception {
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void clientVerifiesNameAndAuthorityOverTls() throws Exception {
        try (Connection client = Clients.master(servers)) {
            assertThat(Clients.ask(client, "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")).isIn("TLSv1.2", "TLSv1.3");
            assertThat(Clients.ask(client, "SELECT current_user || ' ' || current_database() || ' ' || host(inet_server_addr())"))
                    .isEqualTo("blog_admin blogdb " + servers.primaryAddress());
        }
    }

    @Test
    void clientRefusesAnotherNameAndAnotherAuthority() throws Exception {
        Path other = DrillCa.create(Files.createTempDirectory("howdah-other-ca")).caPem();
        assertThatThrownBy(() -> connectAs("other.ap-northeast-2.rds.amazonaws.com", servers.spec().ca().caPem()))
                .hasStackTraceContaining("No subject alternative DNS name matching");
        assertThatThrownBy(() -> connectAs(servers.endpointHost(), other)).hasStackTraceContaining("PKIX");
    }

    private static void connectAs(String name, Path ca) throws SQLException {
        Properties properties = EndpointSocketFactory.properties(name, ca, "blog_admin", Clients.PASSWORD);
        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + servers.endpointPort() + "/blogdb", properties).close();
    }

    @Test
    void plaintextIsRefusedAsUnderForceSsl() {
        var properties = new Properties();
        properties.setProperty("user", "blog_admin");
        properties.setProperty("password", Clients.PASSWORD.value());
        properties.setProperty("sslmode", "disable");
        assertThatThrownBy(
                () -> DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + servers.endpointPort() + "/blogdb", properties))
                .hasMessageContaining("no pg_hba.conf entry for host").hasMessageContaining("no encryption");
    }

    @Test
    void masterUserIsNoSuperuserButMonitorsAndSignals() throws Exception {
        try (Connection client = Clients.master(servers)) {
            assertThat(Clients.ask(client,
                    "SELECT rolsuper OR NOT rolcreatedb OR NOT rolcreaterole FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
            assertThat(Clients.ask(client, "SELECT pg_has_role('pg_monitor', 'USAGE') AND pg_has_role('pg_signal_backend', 'USAGE')"
                    + " AND pg_has_role('rds_superuser', 'MEMBER')")).isEqualTo("t");
            assertThat(Clients.ask(client, "SELECT count(*) > 0 FROM pg_stat_statements")).isEqualTo("t");
            assertThat(Clients.ask(client, "SHOW rds.force_ssl")).isEqualTo("1");
            assertThatThrownBy(() -> Clients.run(client, "ALTER SYSTEM SET work_mem = '1GB'")).hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> Clients.connect(servers, "rdsadmin", "blog_admin", Clients.PASSWORD))
                .hasMessageContaining("pg_hba.conf rejects");
    }

    @Test
    void noPasswordCanBeReadFromTheServer() throws Exception {
        servers.setPassword("blog_admin", Clients.PASSWORD);
        try (Connection client = Clients.master(servers)) {
            assertThat(Clients.ask(client,
                    "SELECT count(*) FROM pg_stat_statements WHERE strpos(query, '" + Clients.PASSWORD.value().substring(1)
                            + "') > 0"))
                    .isEqualTo("0");
        }
        for (LogFile log : servers.logFiles()) {
            assertThat(servers.readLog(log.name(), 0, 1 << 20).text()).doesNotContain(Clients.PASSWORD.value())
                    .doesNotContain(Roles.secret().value());
        }
    }

    @Test
    void standbyIsInSyncInTheOtherZone() throws Exception {
        assertThat(servers.standbyInSync()).isTrue();
        assertThat(servers.primaryAz()).isEqualTo("ap-northeast-2a");
        assertThat(servers.standbyAz()).contains("ap-northeast-2c");
        try (Connection client = Clients.master(servers)) {
            assertThat(Clients.ask(client, "SELECT sync_state FROM pg_stat_replication")).isEqualTo("sync");
            assertThat(Clients.ask(client, "SHOW server_version")).isEqualTo(servers.serverVersion());
        }
    }

    @Test
    void logsCanBeReadInPortions() throws Exception {
        LogFile log = servers.logFiles().getFirst();
        assertThat(log.name()).matches("error/postgresql\\.log\\.\\d{4}-\\d\\d-\\d\\d-\\d\\d");
        LogFile.Portion first = servers.readLog(log.name(), 0, 100);
        assertThat(first.next()).isEqualTo(100);
        assertThat(first.more()).isTrue();
        assertThat(servers.readLog(log.name(), 0, 1 << 20).text()).contains("starting PostgreSQL 16.15");
        assertThatThrownBy(() -> servers.readLog("error/../../data/server.key", 0, 100))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
    }
}
