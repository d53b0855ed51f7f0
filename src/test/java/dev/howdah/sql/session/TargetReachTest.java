package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.sql.meta.Settings;
import dev.howdah.sql.table.Look;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Whom a session reaches, on a real server. Bad inputs tried: ports where nobody listens, a name that no server has, a certificate for
/// another name, a wrong password, an authority that is not there, a role that the server does not have.
final class TargetReachTest {
    private static final String HINT = "\n\tIs the server running on that host and accepting TCP/IP connections?";
    private static RealServer server;
    private static String port;
    private static String nobody;

    @BeforeAll
    static void start() throws IOException {
        server = new RealServer();
        port = server.environment().get("PGPORT");
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = String.valueOf(gone.getLocalPort());
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static Target target(Map<String, String> more) throws IOException {
        return server.target(more);
    }

    /// What the drill prints for psql is for `howdah sql` too: no name server knows the endpoint, and its certificate is for that name.
    @Test
    void anAddressIsConnectedToAndTheCertificateHeldAgainstTheName() throws Exception {
        var more = new HashMap<>(server.verified());
        more.put("hostaddr", "127.0.0.1");
        Target there = target(more);
        try (SqlSession session = there.open()) {
            assertThat(session.ask("select ssl from pg_catalog.pg_stat_ssl where pid = pg_catalog.pg_backend_pid()").getFirst())
                    .containsExactly("t");
        }
        assertThat(there.where()).containsEntry("HOST", more.get("host"));
        more.put("host", "another.invalid");
        assertThatThrownBy(() -> target(more).open()).hasMessage("connection to server at \"another.invalid\" (127.0.0.1), port " + port
                + " failed: server certificate does not match host name \"another.invalid\"");
        more.put("sslrootcert", "/nonexistent/ca.pem");
        assertThatThrownBy(() -> target(more).open()).hasMessageContaining("failed: root certificate file \"/nonexistent/ca.pem\" does not "
                + "exist\nEither provide the file or change sslmode to disable server certificate verification.");
    }

    @Test
    void serversAreTriedInTurnAndTheOneReachedIsNamed() throws Exception {
        Target several = target(Map.of("host", "127.0.0.1,127.0.0.1", "port", nobody + "," + port));
        Target.Reached reached = several.reach(null);
        reached.session().close();
        assertThat(reached.at().where()).containsEntry("HOST", "127.0.0.1").containsEntry("PORT", port);
        assertThat(reached.at().moved(Map.of("dbname", "postgres")).ways()).isEqualTo(reached.at().ways());
        assertThat(reached.at().moved(Map.of("host", "c")).where()).containsEntry("HOST", "c").containsEntry("PORT", port);
        String refused = "connection to server at \"127.0.0.1\", port " + nobody + " failed: Connection refused" + HINT;
        assertThatThrownBy(() -> target(Map.of("host", "127.0.0.1,127.0.0.1", "port", nobody)).open()).hasMessage(refused + "\n" + refused);
        assertThatThrownBy(() -> target(Map.of("host", "nosuch.invalid")).open())
                .hasMessage("could not translate host name \"nosuch.invalid\" to address: Name or service not known");
    }

    /// What `\conninfo` says, as psql 15 and 16 say it: the address where it is not the name, and how the session is encrypted.
    @Test
    void theServerAndTheEncryptionAreTold() throws Exception {
        String connected = "You are connected to database \"blogdb\" as user \"blog_admin\" on ";
        String tls = "SSL connection (protocol: TLSv1.3, cipher: TLS_AES_256_GCM_SHA384, compression: off)\n";
        var more = new HashMap<>(server.verified());
        more.put("hostaddr", "127.0.0.1");
        assertThat(conninfo(more)).isEqualTo(connected + "host \"" + more.get("host") + "\" (address \"127.0.0.1\") at port \"" + port
                + "\".\n" + tls);
        assertThat(conninfo(Map.of())).isEqualTo(connected + "host \"127.0.0.1\" at port \"" + port + "\".\n" + tls);
        assertThat(conninfo(Map.of("host", "", "hostaddr", "127.0.0.1"))).isEqualTo(connected + "address \"127.0.0.1\" at port \"" + port
                + "\".\n" + tls);
    }

    /// The same address may be written in two ways.
    @Test
    void anAddressThatIsTheNameIsToldOnce() {
        var socket = new Socket() {
            @Override
            public InetAddress getInetAddress() { return InetAddress.ofLiteral("::1"); }
        };
        assertThat(new Peer(socket, "::1").server("::1")).isEqualTo("host \"::1\"");
        assertThat(new Peer(socket, "a").server("a")).isEqualTo("host \"a\" (address \"0:0:0:0:0:0:0:1\")");
        assertThat(new Peer(socket, null).server("a")).as("through a tunnel").isEqualTo("host \"a\"");
    }

    @Test
    void cipherSuitesHaveOpenSslsNames() {
        assertThat(Peer.cipher("TLS_AES_128_GCM_SHA256")).isEqualTo("TLS_AES_128_GCM_SHA256");
        assertThat(Peer.cipher("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")).isEqualTo("ECDHE-RSA-AES256-GCM-SHA384");
        assertThat(Peer.cipher("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256")).isEqualTo("ECDHE-ECDSA-CHACHA20-POLY1305");
        assertThat(Peer.cipher("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256")).isEqualTo("ECDHE-RSA-AES128-SHA256");
        assertThat(Peer.cipher("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA")).isEqualTo("ECDHE-RSA-AES256-SHA");
    }

    private static String conninfo(Map<String, String> more) throws Exception {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        Target.Reached reached = target(more).reach(null);
        try (SqlSession session = reached.session()) {
            var settings = new Settings();
            reached.at().where().forEach(settings::tell);
            new Psql(session, settings, new Look(), out, out).script(new BufferedReader(new StringReader("\\conninfo\n")), "");
        }
        return text.toString();
    }

    @Test
    void aLoginThatIsRefusedEndsTheSearch() throws Exception {
        String both = "postgresql://blog_admin:wrong@127.0.0.1:" + port + ",127.0.0.1:" + nobody + "/blogdb?sslmode=require";
        assertThatThrownBy(() -> Target.of(Map.of("dbname", both), Map.of("HOME", "/nonexistent")).open())
                .hasMessage("connection to server at \"127.0.0.1\", port " + port
                        + " failed: FATAL:  password authentication failed for user \"blog_admin\"");
    }

    @Test
    void aSessionIsOnlyOpenedOnAServerOfTheKindThatWasAskedFor() throws Exception {
        for (String fits : new String[]{"any", "read-write", "primary", "prefer-standby"}) {
            try (SqlSession session = target(Map.of("target_session_attrs", fits)).open()) {
                assertThat(session.ask("select 1").getFirst()).containsExactly("1");
            }
        }
        String here = "connection to server at \"127.0.0.1\", port " + port + " failed: ";
        assertThatThrownBy(() -> target(Map.of("target_session_attrs", "standby")).open())
                .hasMessage(here + "server is not in hot standby mode");
        assertThatThrownBy(() -> target(Map.of("target_session_attrs", "read-only")).open()).hasMessage(here + "session is not read-only");
        assertThatThrownBy(() -> target(Map.of("target_session_attrs", "read-write", "options", "-c default_transaction_read_only=on"))
                .open()).hasMessage(here + "session is read-only");
        // that a guarded session is read-only is Howdah's doing, and says nothing of the server
        Safety safety = Safety.of("x");
        target(Map.of("target_session_attrs", "read-write")).open(safety).close();
        target(Map.of("target_session_attrs", "read-only")).open(safety).close();
    }

    @Test
    void whatTheSessionIsToTrustIsNotLeftOut() throws Exception {
        try (SqlSession session = target(Map.of("channel_binding", "require")).open()) {
            assertThat(session.ask("select 1").getFirst()).containsExactly("1");
        }
        assertThatThrownBy(() -> target(Map.of("require_auth", "md5")).open()).hasMessageContaining("not allowed by requireAuth");
        assertThatThrownBy(() -> target(Map.of("sslmode", "disable", "channel_binding", "require")).open())
                .hasMessageContaining("no pg_hba.conf entry");
    }
}
